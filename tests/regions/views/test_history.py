"""Pages over the years, files of charts, maps and comparisons: what everybody reads, and who may change types."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from foundation.charts import drawing
from regions.models import Role
from regions.queries import CHARTS
from tests.factories.regions import RegionFactory, member
from tests.regions.loaded import GVA, load, region
from tests.regions.views.test_pages import text_of

pytestmark = pytest.mark.django_db


def test_a_region_over_the_years_has_its_charts_with_tables(client: Client) -> None:
    load("MNG", "national")
    text = text_of(client, "/en/regions/KZ-47/history/")
    for title in (
        "Share of the country's gross product",
        "Diversity (entropy)",
        "Krugman",
        "What value added is made of",
    ):
        assert title in text
    assert "2014 " in text.split("Krugman", 1)[1]


def test_a_country_is_not_compared_with_itself(client: Client) -> None:
    load("national")
    text = text_of(client, "/en/regions/KZ/history/")
    assert "What investment goes into" in text
    assert "Krugman" not in text
    assert "Share of the country's gross product" not in text
    assert "cannot be computed" in text_of(client, "/en/regions/KZ/growth/")


def test_a_page_without_statistics_is_not_there(client: Client) -> None:
    RegionFactory.create(code="XX-01", parent=RegionFactory.create(kind="country"))
    for page in ("history", "growth", "exports"):
        assert client.get(f"/en/regions/XX-01/{page}/").status_code == 404
    assert client.get("/en/regions/XX-01/sectors/").status_code == 200


def test_growth_is_split_between_chosen_years(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    text = text_of(client, "/en/regions/KZ-47/growth/?first=2018&last=2022")
    assert "2018 to 2022" in text
    wrong = client.get("/en/regions/KZ-47/growth/?first=2022&last=2018")
    assert wrong.status_code == 400
    assert "later year" in wrong.content.decode()
    assert client.get("/en/regions/KZ-47/growth/?first=1066").status_code == 400


def test_exports_name_their_weight_and_their_caveat(client: Client) -> None:
    load("ALA", "national")
    text = text_of(client, "/en/regions/KZ-75/exports/")
    assert "booked where the exporter is registered" in text
    assert "Head offices are registered here" in text
    assert "Revealed comparative advantage" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_a_csv_of_its_table(client: Client, chart: str) -> None:
    load("national", "MNG")
    code = "KZ" if chart == "investment-structure" else "KZ-47"
    answer = client.get(f"/en/regions/{code}/charts/{chart}.csv")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Year"
    assert len(rows) > 5
    assert all(len(row) == len(rows[0]) for row in rows)


def test_pictures_are_files_and_a_failure_asks_to_come_back(client: Client, monkeypatch: Any) -> None:
    load("MNG", "national", files=[GVA])
    monkeypatch.setattr("foundation.charts.files.picture_of", lambda _made, kind: kind.encode())
    answer = client.get("/en/regions/KZ-47/charts/grp.png")
    assert (answer["Content-Type"], answer.content) == ("image/png", b"png")

    def fails(*_: Any) -> bytes:
        raise drawing.Busy

    monkeypatch.setattr("foundation.charts.files.picture_of", fails)
    answer = client.get("/en/regions/KZ-47/charts/grp.svg")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    for unknown in ("nothing.csv", "grp.exe", "investment-structure.csv"):
        assert client.get(f"/en/regions/KZ-47/charts/{unknown}").status_code == 404


def test_a_map_has_each_region_in_the_drawing_and_in_the_table(client: Client) -> None:
    load("MNG", "ATY", "national", files=[GVA])
    page = client.get("/en/regions/KZ/map/?measure=quotient&branch=B").content.decode()
    for name in ("Mangystau", "Atyrau"):
        assert page.count(f'aria-label="{name}') == 1
        assert f">{name}" in page.split("<table", 1)[1]
    assert client.get("/en/regions/KZ/map/?measure=beauty").status_code == 400
    assert client.get("/en/regions/KZ-47/map/").status_code == 404


def test_two_to_four_regions_stand_side_by_side(client: Client) -> None:
    load("MNG", "ATY", "national")
    text = text_of(client, "/en/regions/KZ/compare/?region=KZ-47&region=KZ-23")
    assert "Side by side" in text
    assert "43.8 43.6" in text
    assert "two to four" in text_of(client, "/en/regions/KZ/compare/?region=KZ-47", status=400)
    assert client.get("/en/regions/KZ/compare/?region=KZ-47&region=XX").status_code == 400


def test_branches_are_named_where_only_our_files_have_codes(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    sectors = text_of(client, "/en/regions/KZ-47/sectors/")
    assert "Manufacture of coke" in sectors
    assert "19, 24" not in sectors
    growth = text_of(client, "/en/regions/KZ-47/growth/")
    assert "C Manufacturing" not in growth
    assert growth.count("Growing like the country") < growth.count("The region itself")  # in money only


def test_an_administrator_decides_types_and_others_read(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    place = region("MNG")
    address, page = "/regions/KZ-47/sectors/edit/", "/en/regions/KZ-47/sectors/"
    assert address not in client.get(page).content.decode()
    client.force_login(member(place, Role.ANALYST))
    assert client.post(address, {}).status_code == 403
    client.force_login(member(place, Role.ADMINISTRATOR))
    form = client.get(address).context["form"]
    chosen = {name: field.initial for name, field in form.fields.items() if name != "reason"}
    assert client.post(address, chosen | {"reason": ""}).status_code == 400
    assert client.post(address, chosen | {"reason": "Same"}).status_code == 400
    assert client.post(address, chosen | {"type_C": "high_tech", "reason": "New plants"}).status_code == 302
    assert "decided by the region" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("part", "queries"),
    [("history/", 7), ("growth/", 5), ("exports/", 4), ("sectors/", 9), ("", 4)],
)
def test_the_pages_take_so_many_queries(
    client: Client, django_assert_num_queries: Any, part: str, queries: int
) -> None:
    load("MNG", "national")
    with django_assert_num_queries(queries):
        client.get(f"/en/regions/KZ-47/{part}")
