"""All regions at a glance, the map included."""

from typing import Any

import pytest

from regions.importers import read_places
from regions.models import Region
from regions.queries import overviews, regions_by_name, state_of, tiles
from tests.factories.regions import ObservationFactory, RegionFactory
from tests.regions import naive
from tests.regions.loaded import GVA, STRUCTURE, enter_register, load, region
from tests.regions.statistics import KAZAKHSTAN

pytestmark = pytest.mark.django_db

SEATS = {  # latitude and longitude of the seat of each region, in degrees
    "ABY": (50.4, 80.3), "AKM": (53.3, 69.4), "AKT": (50.3, 57.2), "ALM": (43.9, 77.1), "ATY": (47.1, 51.9),
    "ZKO": (51.2, 51.4), "ZHM": (42.9, 71.4), "ZHT": (45.0, 78.4), "KRG": (49.8, 73.1), "KST": (53.2, 63.6),
    "KZL": (44.8, 65.5), "MNG": (43.7, 51.2), "PVL": (52.3, 77.0), "SKO": (54.9, 69.1), "TRK": (43.3, 68.3),
    "ULT": (47.8, 67.7), "VKO": (49.9, 82.6), "AST": (51.1, 71.4), "ALA": (43.2, 76.9), "SHM": (42.3, 69.6),
}  # fmt: skip
CLEARLY = (4.0, 6.0)
"""Degrees from which one place is clearly north or east of another."""


def test_the_map_keeps_north_above_south_and_west_before_east() -> None:
    places = {
        code: one for code, one in read_places(KAZAKHSTAN / "tiles.csv").items() if one.column and one.row
    }
    assert places.keys() == SEATS.keys()
    for one in SEATS:
        for other in SEATS:
            north, east = (SEATS[one][axis] - SEATS[other][axis] for axis in (0, 1))
            if north > CLEARLY[0]:
                assert (places[one].row or 0) <= (places[other].row or 0), (one, other)
            if east > CLEARLY[1]:
                assert (places[one].column or 0) >= (places[other].column or 0), (one, other)


def test_the_west_is_in_the_west_and_the_east_in_the_east() -> None:
    places = read_places(KAZAKHSTAN / "tiles.csv")
    columns = {code: one.column for code, one in places.items() if one.column}
    assert {code for code, column in columns.items() if column == 1} == {"MNG", "ATY", "ZKO"}
    assert columns["VKO"] == max(columns.values())


def test_names_on_tiles_fit_a_phone() -> None:
    for place in read_places(KAZAKHSTAN / "tiles.csv").values():
        assert max(len(name) for name in (place.short_ru, place.short_kk, place.short_en)) <= 7


@pytest.mark.parametrize("count", [1, 30])
def test_lines_take_the_same_queries_at_any_number(count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        ObservationFactory.create()
    with django_assert_num_queries(3):
        assert len(overviews(regions_by_name())) == count


def test_a_line_has_status_output_and_output_a_head() -> None:
    load("ATY", "ULT", "YKO", "national", files=[GVA, STRUCTURE])
    lines = {line.region.data_code: line for line in overviews(regions_by_name())}
    atyrau, ulytau = lines["ATY"], lines["ULT"]
    assert atyrau.grp == (2025, 16645678.8)
    assert atyrau.grp_per_head is not None
    assert atyrau.grp_per_head[1] == pytest.approx(16645678.8 / 713426)
    assert (state_of(atyrau.status), state_of(ulytau.status)) == ("raw_material", "provisional")
    assert state_of(lines["national"].status) == "other"
    assert (lines["YKO"].status, state_of(None)) == (None, "unknown")


def test_each_region_is_judged_by_its_own_sources_years() -> None:
    """A second country with older figures must not shorten the first one's window."""
    load("ATY", "national", files=[GVA])
    other = RegionFactory.create(parent=RegionFactory.create(kind="country"))
    for code, indicator in (("B", "gva"), ("", "grp")):
        ObservationFactory.create(region=other, indicator=indicator, class_code=code, year=2012)
    lines = {line.region.pk: line for line in overviews(regions_by_name())}
    old, new = lines[other.pk].status, lines[region("ATY").pk].status
    assert old is not None
    assert new is not None
    assert (old.years_used[-1], new.years_used[-1]) == (2012, 2024)


def test_tiles_in_reading_order_with_their_share(django_assert_num_queries: Any) -> None:
    load(files=[GVA])
    country = region("national")
    with django_assert_num_queries(3):
        squares = tiles(country)
    assert len(squares) == 20
    assert [(tile.row, tile.column) for tile in squares] == sorted(
        (tile.row, tile.column) for tile in squares
    )
    mangystau = next(tile for tile in squares if tile.region.data_code == "MNG")
    expected = sum(naive.mining_share("MNG", year) for year in range(2015, 2025)) / 10
    assert mangystau.share == pytest.approx(float(expected))
    assert (mangystau.state, mangystau.x, mangystau.y) == ("raw_material", "4", "304")


def test_without_figures_the_map_is_drawn_all_the_same() -> None:
    enter_register()
    squares = tiles(region("national"))
    assert {tile.state for tile in squares} == {"unknown"}
    assert {tile.percent for tile in squares} == {None}


def test_regions_are_listed_country_first_and_former_last() -> None:
    enter_register()
    kinds = list(regions_by_name().values_list("kind", flat=True))
    assert (kinds[0], kinds[-1]) == ("country", "former")
    assert regions_by_name(kind="city").count() == 3
    assert regions_by_name(country="KZ").count() == Region.objects.count() - 1
