"""An invented country of 60 regions and 55 divisions, brought in by its analyst: what a reader of a region then sees."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from regions.models import RelatednessTable
from regions.projections import rebuild_relatedness
from tests.factories.regions import RegionFactory
from tests.regions.loaded import load
from tests.regions.loaded import region as kazakhstan
from tests.regions.near import synthetic
from tests.regions.near.naive import Naive
from tests.regions.views.test_pages import text_of

pytestmark = pytest.mark.django_db

NEAR = "/en/regions/XN-07/near/"
KEY = "persons_employed-2"
QUERIES = {
    "en/regions/XN-07/near/": 5,
    f"en/regions/XN-07/near/{KEY}.csv": 4,
    f"en/regions/XN-07/near/{KEY}.svg": 5,
    f"en/regions/XN-07/near/{KEY}/01/": 6,
    "api/v1/regions/XN-07/relatedness/": 5,
}
Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn by a child process, which other tests look at."""
    monkeypatch.setattr("foundation.charts.files.picture_of", lambda made, kind: repr((made, kind)).encode())


@pytest.fixture
def values() -> synthetic.Values:
    synthetic.enter_country()
    return synthetic.persons()


@pytest.fixture
def expected(values: synthetic.Values) -> Naive:
    synthetic.put(values)
    rebuild_relatedness(synthetic.country().pk)
    return Naive(values)


def test_from_the_analysts_table_to_the_numbers_on_the_page(
    client: Client, django_capture_on_commit_callbacks: Commits, values: synthetic.Values
) -> None:
    """Loading wakes the worker; nobody presses anything else."""
    with django_capture_on_commit_callbacks(execute=True):
        synthetic.bring(values)
    naive = Naive(values)
    page = client.get(NEAR)
    found = {one.code: one for one in page.context["near"].classes}
    eci, pci = naive.complexity()
    assert list(found) == naive.domains
    for i, code in enumerate(naive.domains):
        one = found[code]
        assert one.has == naive.has[7][i]
        assert one.quotient == pytest.approx(float(naive.quotients[7][i]), abs=1e-6)
        assert one.density == pytest.approx(float(naive.density(7, i)), abs=1e-3)
        assert one.complexity == pytest.approx(pci[i], abs=1e-6)
        assert one.regions == sum(row[i] for row in naive.has)
    assert page.context["near"].complexity == pytest.approx(eci[7], abs=1e-6)
    assert page.context["near"].middle == pytest.approx(float(naive.middle(7)), abs=1e-3)


def test_the_printed_numbers_are_those(client: Client, expected: Naive) -> None:
    _eci, pci = expected.complexity()
    text = text_of(client, NEAR)
    elsewhere, here = text.split("Not strong here yet, the nearest first")[1].split("Strong here already", 1)
    order = sorted((i for i in range(55) if not expected.has[7][i]), key=lambda i: -expected.density(7, i))
    for i in order:
        printed = f"{float(expected.density(7, i)):.1f} {pci[i]:.2f}".replace("-", "−")
        assert printed in elsewhere, expected.domains[i]
    for i in set(range(55)) - set(order):
        assert f"{float(expected.quotients[7][i]):.2f}" in here
    wanted = [
        expected.domains[i] for i in order if expected.density(7, i) > expected.middle(7) and pci[i] > 0
    ]
    named = text.split("more complex than most:")[1].split("Of 55 branches")[0]
    assert [code for code in expected.domains if f" {code} " in f" {named}"] == sorted(wanted[:5])


def test_the_picture_has_every_domain_once_and_divides_at_the_middle(client: Client, expected: Naive) -> None:
    context = client.get(NEAR).context
    chart = context["scatter"]
    assert sorted(one.mark for one in chart.points) == expected.domains
    assert {one.mark for one in chart.points if one.slot == 2} == {
        code for code, has in zip(expected.domains, expected.has[7], strict=True) if has
    }
    assert chart.cut_across == pytest.approx(float(expected.middle(7)), abs=1e-3)
    assert [name for name, _href in context["files"]] == ["CSV", "SVG", "PNG"]
    for _name, href in context["files"]:
        assert client.get(href).status_code == 200


def test_the_csv_is_the_table(client: Client, expected: Naive) -> None:
    answer = client.get(f"/en/regions/XN-07/near/{KEY}.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="XN-07-near-{KEY}.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 56
    assert [row[0] for row in rows[1:]] == expected.domains
    for i, row in enumerate(rows[1:]):
        assert row[2] == ("yes" if expected.has[7][i] else "no")
        assert float(row[4]) == pytest.approx(float(expected.density(7, i)), abs=1e-3)


def test_a_density_opens_to_its_sum(client: Client, expected: Naive) -> None:
    i = next(i for i in range(55) if not expected.has[7][i])
    code = expected.domains[i]
    page = client.get(f"/en/regions/XN-07/near/{KEY}/{code}/")
    sums = page.context["sums"]
    assert len(sums.neighbours) == 54
    for one in sums.neighbours:
        j = expected.domains.index(one.of.code)
        assert one.proximity == pytest.approx(float(expected.proximity(i, j)), abs=1e-6)
    assert 100 * sums.found / sums.around == pytest.approx(float(expected.density(7, i)), abs=1e-3)
    assert f"{float(expected.density(7, i)):.1f} % of what is near" in page.content.decode()


def test_programs_read_the_same(client: Client, expected: Naive) -> None:
    found = client.get("/api/v1/regions/XN-07/relatedness/").json()
    eci, pci = expected.complexity()
    assert (found["region"], found["table"], found["needed"]) == ("XN-07", KEY, 50)
    assert found["complexity"] == pytest.approx(eci[7], abs=1e-6)
    assert [one["complexity"] for one in found["domains"]] == pytest.approx(pci, abs=1e-6)
    assert [one["is_here"] for one in found["domains"]] == expected.has[7]
    (table,) = found["tables"]
    assert (table["regions"], table["domains"], table["year"], table["missing"]) == (60, 55, 2024, "")
    assert [one["publisher"] for one in found["sources"]] == ["OSS"]
    assert client.get("/api/v1/regions/XN-07/relatedness/?figures=exports-1").status_code == 400


# where it is not offered


def test_kazakhstan_says_why_not_and_where_to_look_instead(client: Client) -> None:
    load()
    rebuild_relatedness(kazakhstan("national").pk)
    text = text_of(client, "/en/regions/KZ-47/near/")
    assert "This is not offered here" in text
    assert "At least 50 regions and 50 branches" in text
    assert "The fullest figures there are cover 20 regions and 21 branches." in text
    assert "Value added by branch (sections) 2024 20 19 too few regions, too few branches" in text
    page = client.get("/en/regions/KZ-47/near/").content.decode()
    for way in ("/en/regions/KZ-47/#strengths", "/en/regions/KZ-47/growth/", "/en/regions/KZ-47/sectors/"):
        assert f'href="{way}"' in page
    found = client.get("/api/v1/regions/KZ-47/relatedness/").json()
    assert {one["missing"] for one in found["tables"]} == {"too_few_regions"}
    assert (found["domains"], found["complexity"]) == ([], None)
    for rest in ("gva-1.csv", "gva-1/C/"):
        assert client.get(f"/en/regions/KZ-47/near/{rest}").status_code == 404


@pytest.mark.parametrize(
    ("regions", "domains", "why"), [(49, 50, "too few regions"), (50, 49, "too few branches")]
)
def test_one_short_is_too_few(client: Client, regions: int, domains: int, why: str) -> None:
    synthetic.enter_country(regions)
    synthetic.put(synthetic.persons(regions, domains))
    rebuild_relatedness(synthetic.country().pk)
    text = text_of(client, NEAR)
    assert f"{regions} {domains} {why}" in text


def test_fifty_and_fifty_are_enough(client: Client) -> None:
    synthetic.enter_country(50)
    synthetic.put(synthetic.persons(50, 50))
    rebuild_relatedness(synthetic.country().pk)
    assert len(client.get(NEAR).context["near"].classes) == 50


def test_before_anything_was_compared_it_says_so(client: Client) -> None:
    RegionFactory.create(code="XX-01", parent=RegionFactory.create(code="XX", kind="country"))
    text = text_of(client, "/en/regions/XX-01/near/")
    assert "There are no figures by branch to compare yet" in text
    assert "Where growth came from –" not in text
    assert client.get("/en/regions/XX/near/").status_code == 404, "a country is compared with nothing"
    assert client.get("/en/regions/XX-01/near/?figures=beauty").status_code == 404


def test_a_region_without_its_figures_says_so_beside_the_others(
    client: Client, values: synthetic.Values
) -> None:
    codes = list(values["SY07"])
    del values["SY07"][codes[3]]
    synthetic.put(values)
    rebuild_relatedness(synthetic.country().pk)
    assert "This region cannot be placed" in text_of(client, NEAR)
    assert len(client.get("/en/regions/XN-08/near/").context["near"].classes) == 55


def test_with_published_totals_a_gap_leaves_only_its_own_place_open(
    client: Client, values: synthetic.Values
) -> None:
    codes = list(values["SY07"])
    synthetic.put(values, totals=True)
    synthetic.region(7).observations.get(class_code=codes[3]).delete()
    rebuild_relatedness(synthetic.country().pk)
    page = client.get(NEAR)
    gap = next(one for one in page.context["near"].classes if one.code == codes[3])
    assert (gap.has, gap.quotient) == (None, None)
    assert page.context["unknown"] == [gap]
    assert "which does not mean zero" in page.content.decode()
    assert sum(one.has is None for one in page.context["near"].classes) == 1


def test_where_complexity_has_no_answer_nearness_stays(client: Client, values: synthetic.Values) -> None:
    """Two halves of a country that share no division."""
    apart = {
        region: {
            code: number if (at < 30) == (place < 28) else 0
            for place, (code, number) in enumerate(own.items())
        }
        for at, (region, own) in enumerate(values.items())
    }
    synthetic.put(apart)
    rebuild_relatedness(synthetic.country().pk)
    page = client.get(NEAR)
    text = text_of(client, NEAR)
    assert "Complexity cannot be told" in text
    assert "share no branch" in text
    assert page.context["scatter"] is None
    assert [name for name, _href in page.context["files"]] == ["CSV"]
    assert client.get(f"/en/regions/XN-07/near/{KEY}.svg").status_code == 404
    assert any(one.density for one in page.context["near"].classes)


def test_figures_in_several_units_are_not_compared(client: Client, values: synthetic.Values) -> None:
    synthetic.put({region: own for region, own in values.items() if region < "SY30"})
    synthetic.put(
        {region: own for region, own in values.items() if region >= "SY30"}, unit="thousand persons"
    )
    rebuild_relatedness(synthetic.country().pk)
    assert "the figures are in several units" in text_of(client, NEAR)


def test_of_several_tables_the_reader_chooses(client: Client, expected: Naive) -> None:
    table = RelatednessTable.objects.get()
    row = table.of_regions.get(region=synthetic.region(7))
    table.pk, table.indicator = None, "exports"
    table.save()
    row.pk, row.table = None, table
    row.save()
    page = client.get(f"{NEAR}?figures=exports-2")
    assert page.context["near"].table.indicator == "exports"
    assert f'href="?figures={KEY}"' in page.content.decode()


# what it costs


def test_so_many_queries_at_any_size(client: Client, django_assert_num_queries: Any) -> None:
    for regions, domains in ((50, 50), (60, 80)):
        synthetic.enter_country(regions)
        synthetic.put(synthetic.persons(regions, domains), year=2000 + domains)
        rebuild_relatedness(synthetic.country().pk)
        for rest, queries in QUERIES.items():
            with django_assert_num_queries(queries):
                assert client.get(f"/{rest}").status_code == 200


def test_so_many_queries_where_it_is_not_offered(client: Client, django_assert_num_queries: Any) -> None:
    load()
    rebuild_relatedness(kazakhstan("national").pk)
    with django_assert_num_queries(3):
        client.get("/en/regions/KZ-47/near/")
