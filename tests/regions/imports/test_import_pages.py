"""A table through the pages: what is wrong is named by cell, what is right is loaded and taken back as a whole."""

from decimal import Decimal
from typing import Any

import pytest

from foundation.models import AuditRow, Upload
from regions.models import Observation, ObservationImport
from tests.regions.imports.thrace import (
    SEVEN_ERRORS,
    as_csv,
    as_xlsx,
    at_work,
    enter_greece,
    greece,
    load,
    quoted_rows,
    rows_with_seven_errors,
    thrace,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    enter_greece()


def problems(page: Any) -> list[tuple[str, str, str]]:
    return [tuple(one) for one in page.context["problems"]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_seven_planted_errors_are_each_named_by_cell_and_nothing_is_stored(kind: str) -> None:
    rows = rows_with_seven_errors()
    content = as_csv(rows) if kind == "csv" else as_xlsx(rows)
    client = at_work(greece())
    page = upload(client, greece(), content, f"people.{kind}")
    named = problems(page)
    assert len(named) == len(SEVEN_ERRORS)
    for (_row, _column, _text, cell, words), (place, _name, text) in zip(SEVEN_ERRORS, named, strict=True):
        assert place == (f"cell {cell}" if kind == "csv" else f"sheet “Figures”, cell {cell}")
        assert words in text
    assert "Load</button>" not in page.content.decode()
    refused = load(client, page)
    assert "Nothing was loaded" in refused.content.decode()
    assert not Observation.objects.exists()
    assert not ObservationImport.objects.exists()


def test_a_second_value_for_a_cell_is_named_with_the_first_place() -> None:
    rows = quoted_rows()
    page = upload(at_work(greece()), greece(), as_csv([*rows, rows[0]]))
    ((place, column, text),) = problems(page)
    assert (place, column) == ("cell E138", "value")
    assert "the first stands in row 2" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "semicolons", "utf-16", "cp1251"])
def test_the_mended_file_is_loaded_and_the_quotients_are_those_of_the_source(kind: str) -> None:
    rows = quoted_rows()
    content = {
        "csv": lambda: as_csv(rows),
        "xlsx": lambda: as_xlsx(rows),
        "semicolons": lambda: as_csv(rows, delimiter=";", encoding="utf-8-sig"),
        "utf-16": lambda: as_csv(rows, delimiter="\t", encoding="utf-16"),
        "cp1251": lambda: as_csv(rows, encoding="cp1251"),
    }[kind]()
    client = at_work(greece())
    page = upload(client, greece(), content, "people.xlsx" if kind == "xlsx" else "people.csv")
    look = page.context["look"]
    assert (look["new"], look["equal"], look["changed"], look["problem_count"]) == (136, 0, 0, 0)
    assert "136 values were loaded" in load(client, page).content.decode()
    assert Observation.objects.count() == 136
    assert not Upload.objects.exists()
    brought = ObservationImport.objects.get()
    assert (brought.value_count, brought.source.publisher, brought.region) == (136, "Eurostat", greece())
    assert AuditRow.objects.filter(verb="regions.import_observations", object_id=brought.pk).exists()


def test_empty_cells_are_counted_and_never_become_zero() -> None:
    rows = quoted_rows()[:4]
    rows[1][4] = ""
    rows[2][4] = "…"
    client = at_work(greece())
    page = upload(client, greece(), as_csv(rows))
    assert (page.context["look"]["new"], page.context["look"]["empty"]) == (2, 2)
    load(client, page)
    assert Observation.objects.count() == 2
    assert not Observation.objects.filter(value=0, class_code=rows[1][2]).exists()


def test_zero_means_not_published_where_the_person_says_so() -> None:
    rows = quoted_rows()[4:7]  # the first of them is 0 in the source
    client = at_work(greece())
    page = upload(client, greece(), as_csv(rows))
    draft = page.context["draft"]
    fields = {**page.context["form"].initial, "zero_is_missing": "on"}
    again = client.post(f"/imports/drafts/{draft.pk}/", fields, follow=True)
    look = again.context["look"]
    assert (page.context["look"]["new"], page.context["look"]["empty"]) == (3, 0)
    assert (look["new"], look["empty"]) == (2, 1)


def test_the_same_file_again_says_so_and_changes_nothing() -> None:
    client, content = at_work(greece()), as_csv(quoted_rows())
    load(client, upload(client, greece(), content))
    page = upload(client, greece(), content)
    text = page.content.decode()
    assert "Exactly this file was loaded before" in text
    assert "There is nothing to load" in text
    assert "already hold every value" in load(client, page).content.decode()
    assert ObservationImport.objects.count() == 1


def test_what_differs_is_shown_replaced_and_put_back() -> None:
    rows = quoted_rows()
    client = at_work(greece())
    load(client, upload(client, greece(), as_csv(rows)))
    before = _values()
    rows[5][4] = "4321"
    page = upload(client, greece(), as_csv(rows), "newer.csv")
    assert page.context["look"]["changed"] == 1
    (change,) = page.context["look"]["changes"]
    assert change["after"].startswith("4321")
    load(client, page)
    assert Decimal(4321) in _values().values()
    newer = ObservationImport.objects.latest("pk")
    assert (newer.value_count, newer.replaced_count, newer.repeat_count) == (1, 1, 135)
    confirm = client.get(f"/imports/{newer.pk}/undo/").content.decode()
    assert "1 earlier value that it replaced comes back" in confirm
    assert "keep the figures they froze" in confirm
    client.post(f"/imports/{newer.pk}/undo/")
    assert _values() == before


def _values() -> dict[Any, Decimal]:
    rows = Observation.objects.values_list("region_id", "class_code", "value", "brought_by_id")
    return {(region, code, brought): value for region, code, value, brought in rows}


def test_a_file_on_which_a_later_one_stands_cannot_be_taken_back_first() -> None:
    rows = quoted_rows()
    client = at_work(greece())
    load(client, upload(client, greece(), as_csv(rows)))
    first = ObservationImport.objects.get()
    rows[5][4] = "4321"
    load(client, upload(client, greece(), as_csv(rows), "newer.csv"))
    stored = _values()
    answer = client.post(f"/imports/{first.pk}/undo/", follow=True)
    assert "replaced by the later file newer.csv" in answer.content.decode()
    assert _values() == stored
    client.post(f"/imports/{ObservationImport.objects.latest('pk').pk}/undo/")
    client.post(f"/imports/{first.pk}/undo/")
    assert _values() == {}


def test_taking_back_makes_cached_figures_old() -> None:
    from regions.queries import statistics_version

    client = at_work(greece())
    versions = [statistics_version()]
    load(client, upload(client, greece(), as_csv(quoted_rows())))
    versions.append(statistics_version())
    client.post(f"/imports/{ObservationImport.objects.get().pk}/undo/")
    versions.append(statistics_version())
    assert len(set(versions)) == 3


# whose rows


def test_an_analyst_of_one_region_loads_rows_of_that_region_only() -> None:
    client = at_work(thrace())
    page = upload(client, thrace(), as_csv(quoted_rows()))
    named = problems(page)
    assert len(named) == 68
    assert all("you work with another region" in text for _place, _column, text in named)


def test_rows_of_other_regions_can_be_left_out() -> None:
    client = at_work(thrace())
    page = upload(client, thrace(), as_csv(quoted_rows()))
    fields = {**page.context["form"].initial, "leaves_out_others": "on"}
    again = client.post(f"/imports/drafts/{page.context['draft'].pk}/", fields, follow=True)
    assert (again.context["look"]["new"], again.context["look"]["left_out"]) == (68, 68)
    load(client, again)
    assert set(Observation.objects.values_list("region__data_code", flat=True)) == {"EL11"}


def test_regions_are_known_by_name_too() -> None:
    rows = quoted_rows()
    for row in rows:
        row[0] = {"EL": "Greece", "EL11": "anatoliki makedonia, thraki"}[row[0]]
    page = upload(at_work(greece()), greece(), as_csv(rows))
    assert (page.context["look"]["new"], page.context["problems"]) == (136, [])


# what it is for


def test_the_quotients_of_the_source_stand_on_the_page_of_the_region() -> None:
    """Non-metallic minerals 2.66, beverages 1.28, food service 1.45: by division against Greece, 2014."""
    client = at_work(greece())
    load(client, upload(client, greece(), as_xlsx(quoted_rows()), "people.xlsx"))
    text = client.get(f"/en/regions/{thrace().code}/").content.decode()
    for division, quotient in (("23", "2.66"), ("11", "1.28"), ("56", "1.45")):
        row = next(part for part in text.split("<tr>") if f'<th scope="row">{division} ' in part)
        assert f">{quotient}</td>" in row
