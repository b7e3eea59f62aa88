"""Whole files or nothing; repeats agree or are named; the same file twice is one."""

import io
from decimal import Decimal
from typing import Any

import pytest

from foundation.models import AuditRow
from regions.actions import ImportOutcome, ImportRejected, import_observations
from regions.actions.intake import MOST_PROBLEMS, stored_form
from regions.importers import Layout, long_form
from regions.models import Observation, ObservationImport
from tests.regions.loaded import GVA, enter_register, load, the_source
from tests.regions.statistics import manifest, observations_in, printed_cells

pytestmark = pytest.mark.django_db

LAYOUT = long_form("people.csv", indicator="population", classes=(), years=(2000, 2025))
HEADER = "region,class,year,value,unit\n"


@pytest.fixture(autouse=True)
def register() -> None:
    enter_register()


def bring(rows: str, *, layout: Layout = LAYOUT, **more: Any) -> ImportOutcome:
    stream = io.BytesIO((HEADER + rows).encode())
    return import_observations(stream=stream, layout=layout, source=the_source(), by=None, **more)


def values() -> dict[tuple[str, int], Decimal]:
    return {
        (one.region.data_code, one.year): one.value for one in Observation.objects.select_related("region")
    }


def other(file: str) -> Layout:
    return long_form(file, indicator="population", classes=(), years=(2000, 2025))


# the real files


def test_all_files_of_the_demonstration_make_8183_observations() -> None:
    load()
    expected = {found.key for layout in manifest().layouts for found in observations_in(layout.file)}
    assert Observation.objects.count() == len(expected) == 8183


def test_every_printed_cell_of_a_region_is_stored_as_printed() -> None:
    load("MNG", files=[GVA])
    stored = {
        (one.class_code, one.year): one.value
        for one in Observation.objects.filter(indicator="gva", region__data_code="MNG")
    }
    printed = {
        (item, year): value
        for (item, region, year), value in printed_cells(GVA).items()
        if region == "MNG" and len(item) == 1 and value
    }
    assert stored == printed


def test_remarks_stay_with_their_cells() -> None:
    load("ULT", "MNG", "VKO", "ABY")
    told = {
        (one.region.data_code, one.indicator, one.class_code, one.year): one.remarks
        for one in Observation.objects.exclude(remarks="").select_related("region")
    }
    assert told["MNG", "gva", "N", 2016] == "odd_at_source"
    assert told["VKO", "population", "", 2020] == "borders_differ"
    assert told["ABY", "population", "", 2020] == "outside_region_years"
    assert ("MNG", "gva", "N", 2017) not in told


# one file, whole or not at all


def test_a_file_is_recorded_with_its_digest_and_an_audit_row() -> None:
    done = bring("ATY,,2024,712342,persons\n")
    brought = ObservationImport.objects.get()
    assert (brought.value_count, brought.repeat_count, len(brought.file_digest)) == (1, 0, 64)
    assert done.brought_by == brought
    row = AuditRow.objects.get(verb="regions.import_observations")
    assert (row.chain, row.after, row.object_id) == ("platform", brought.file_digest, str(brought.pk))


def test_a_wrong_place_stores_nothing_and_every_one_is_named() -> None:
    rows = "ATY,,2024,712342,persons\nXYZ,,2024,5,persons\nATY,,2023,many,persons\nMNG,,1999,5,persons\n"
    with pytest.raises(ImportRejected) as rejected:
        bring(rows)
    assert [(one.row, one.code) for one in rejected.value.problems] == [
        (3, "unknown_region"), (4, "not_a_number"), (5, "year_out_of_range")
    ]  # fmt: skip
    assert not Observation.objects.exists()
    assert not ObservationImport.objects.exists()
    assert not AuditRow.objects.filter(verb__contains="observations").exists()


def test_a_file_wrong_everywhere_names_so_many_and_counts_the_rest() -> None:
    with pytest.raises(ImportRejected) as rejected:
        bring("".join(f"XYZ,,2024,{number},persons\n" for number in range(MOST_PROBLEMS + 7)))
    assert (len(rejected.value.problems), rejected.value.count) == (MOST_PROBLEMS, MOST_PROBLEMS + 7)


def test_an_empty_cell_stores_nothing_and_zero_is_a_value() -> None:
    bring("ATY,,2024,,persons\nATY,,2023,0,persons\n")
    assert values() == {("ATY", 2023): Decimal(0)}


def test_a_wrong_row_behind_the_first_batch_takes_the_first_batch_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("regions.actions.intake.BATCH", 3)
    rows = "".join(f"ATY,,{year},{year},persons\n" for year in range(2000, 2012))
    with pytest.raises(ImportRejected):
        bring(f"{rows}ATY,,2012,?,persons\n")
    assert not Observation.objects.exists()
    bring(rows)
    assert len(values()) == 12


def test_remarks_at_the_edge_of_a_batch_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regions.actions.intake.BATCH", 1)
    load("MNG", files=[GVA])
    assert Observation.objects.get(indicator="gva", class_code="N", year=2016).remarks == "odd_at_source"


# the same figure twice


def test_the_same_file_again_says_so_and_changes_nothing() -> None:
    first = bring("ATY,,2024,712342,persons\n")
    rows = AuditRow.objects.count()
    again = bring("ATY,,2024,712342,persons\n")
    assert (again.is_repeat, again.brought_by) == (True, first.brought_by)
    assert (ObservationImport.objects.count(), AuditRow.objects.count()) == (1, rows)


def test_an_equal_figure_of_another_file_is_a_repeat() -> None:
    bring("ATY,,2024,712342,persons\n")
    done = bring("ATY,,2024,712342.0,persons\nMNG,,2024,5,persons\n", layout=other("more.csv"))
    assert (done.brought_by.value_count, done.brought_by.repeat_count) == (1, 1)
    assert Observation.objects.get(region__data_code="ATY").brought_by.file_name == "people.csv"


@pytest.mark.parametrize("second", ["712343,persons", "712342,thousand persons"])
def test_a_differing_figure_is_refused_and_both_are_named(second: str) -> None:
    bring("ATY,,2024,712342,persons\n")
    with pytest.raises(ImportRejected) as rejected:
        bring(f"MNG,,2024,5,persons\nATY,,2024,{second}\n", layout=other("more.csv"))
    (problem,) = rejected.value.problems
    assert (problem.file, problem.row, problem.column) == ("more.csv", 3, "value")
    assert "712342 persons in people.csv" in problem.text
    assert values() == {("ATY", 2024): Decimal(712342)}


def test_a_newer_version_of_a_file_is_refused_unless_asked_for() -> None:
    bring("ATY,,2024,712342,persons\n")
    with pytest.raises(ImportRejected):
        bring("ATY,,2024,712999,persons\n")
    done = bring("ATY,,2024,712999,persons\n", replace=True)
    assert values() == {("ATY", 2024): Decimal(712999)}
    assert AuditRow.objects.filter(
        verb="regions.replace_observations", object_id=str(done.brought_by.pk)
    ).exists()
    assert ObservationImport.objects.get(replaced_by=done.brought_by).value_count == 1


def test_what_the_newer_version_lacks_is_gone() -> None:
    bring("ATY,,2024,712342,persons\nMNG,,2024,5,persons\n")
    bring("MNG,,2024,6,persons\n", replace=True)
    assert values() == {("MNG", 2024): Decimal(6)}


def test_a_replacement_with_a_wrong_place_leaves_the_older_version() -> None:
    bring("ATY,,2024,712342,persons\n")
    with pytest.raises(ImportRejected):
        bring("ATY,,2024,712999,persons\nXYZ,,2024,1,persons\n", replace=True)
    assert values() == {("ATY", 2024): Decimal(712342)}
    assert ObservationImport.objects.get().replaced_by is None


def test_a_replacement_never_touches_another_files_values() -> None:
    bring("ATY,,2024,712342,persons\n")
    bring("MNG,,2024,5,persons\n", layout=other("more.csv"))
    with pytest.raises(ImportRejected):
        bring("ATY,,2024,1,persons\n", layout=other("more.csv"), replace=True)
    assert values() == {("ATY", 2024): Decimal(712342), ("MNG", 2024): Decimal(5)}


def test_the_older_version_may_come_back() -> None:
    """Its digest is known, but it is no longer what is loaded."""
    bring("ATY,,2024,712342,persons\n")
    bring("ATY,,2024,712999,persons\n", replace=True)
    done = bring("ATY,,2024,712342,persons\n", replace=True)
    assert not done.is_repeat
    assert values() == {("ATY", 2024): Decimal(712342)}


def test_regions_are_known_by_any_of_their_codes() -> None:
    bring("KZ-23,,2024,1,persons\nMNG,,2024,2,persons\nKZ,,2024,3,persons\nnational,,2023,4,persons\n")
    assert values() == {("ATY", 2024): 1, ("MNG", 2024): 2, ("national", 2024): 3, ("national", 2023): 4}


# what a database can give back


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("0.1", "0.1"),
        ("2563227.63529", "2563227.63529"),
        ("0.1234565", "0.123456"),
        ("123456789012.123456", "123456789012.123"),
        ("999999999999999999", "1000000000000000000"),
    ],
)
def test_a_value_keeps_fifteen_digits_and_six_decimals(printed: str, stored: str) -> None:
    assert stored_form(Decimal(printed)) == Decimal(stored)
    assert stored_form(stored_form(Decimal(printed))) == Decimal(stored)


@pytest.mark.parametrize("printed", ["0.1234567", "123456789012.123456", "99999999999999999"])
def test_a_value_with_too_many_digits_is_still_equal_to_itself(printed: str) -> None:
    bring(f"ATY,,2024,{printed},persons\n")
    done = bring(f"ATY,,2024,{printed},persons\n", layout=other("more.csv"))
    assert done.brought_by.repeat_count == 1
