"""History on constant land, sector types as a region sees them, measures of all regions; the queries they take."""

from fractions import Fraction
from typing import Any

import pytest

from foundation.models import AuditRow
from foundation.transitions import Refused
from regions.actions import set_region_parts, set_sector_types
from regions.importers import RegionPart, read_region_parts
from regions.models import Region, Role, TerritoryPart
from regions.queries import (
    MEASURES,
    compared_regions,
    country_measure,
    history_for,
    own_sector_types,
    sector_types_of,
)
from tests.factories.regions import ObservationFactory, RegionFactory, member
from tests.regions import naive
from tests.regions.loaded import GVA, load, region
from tests.regions.statistics import KAZAKHSTAN, printed_cells

pytestmark = pytest.mark.django_db


def load_east() -> None:
    load("VKO", "ABY", "national", files=[GVA])
    parts = read_region_parts(KAZAKHSTAN / "constant_territory_groups.csv")
    set_region_parts(parts=[part for part in parts if part.group == "ABY+VKO"], by=None)


def test_a_divided_region_falls_alone_and_not_together() -> None:
    load_east()
    history = history_for(None, code="KZ-63")
    assert history
    cells = printed_cells(GVA)
    alone, together = history.evidence.profile.grp, history.together("grp")
    assert together.at(2020) == alone.at(2020) == float(cells["GDP", "VKO", 2020])
    assert together.at(2024) == pytest.approx(float(cells["GDP", "VKO", 2024] + cells["GDP", "ABY", 2024]))
    assert history.own_since == 2021
    assert min(history.years_to_split()) == 2021


def test_a_region_that_was_never_divided_has_no_second_line() -> None:
    load("MNG", "national", files=[GVA])
    history = history_for(None, code="KZ-47")
    assert history
    assert history.together("grp").years == ()
    assert history.own_since == history.window.first_year == 2010


def test_concentration_begins_with_complete_years_and_structure_keeps_the_rest() -> None:
    load("MNG", "national", files=[GVA])
    history = history_for(None, code="KZ-47")
    assert history
    assert history.by_sector_type({"B": "raw_material"}).years == tuple(range(2014, 2025))
    structure = history.structure()
    assert structure
    assert structure.codes[0] == "B"
    assert all(sum(year) == pytest.approx(1) for year in zip(*structure.shares, strict=True))


def test_growth_in_points_is_as_computed_naively() -> None:
    load("ATY", "national", files=[GVA])
    history = history_for(None, code="KZ-23")
    assert history
    split = history.split(2014, 2024)
    cells = printed_cells(GVA)

    def country(year: int) -> Fraction:
        return sum((cells[code, "national", year] for code in split.classes), Fraction(0))

    for place, code in enumerate(split.classes):
        change = cells[code, "ATY", 2024] / country(2024) - cells[code, "ATY", 2014] / country(2014)
        mix = (
            cells[code, "ATY", 2014]
            / country(2014)
            * (
                cells[code, "national", 2024]
                / country(2024)
                / (cells[code, "national", 2014] / country(2014))
                - 1
            )
        )
        assert split.in_points.change[place] == pytest.approx(float(change), abs=1e-12)
        assert split.in_points.mix[place] == pytest.approx(float(mix), abs=1e-12)


@pytest.mark.parametrize("years", [(2024,), tuple(range(1994, 2025))])
def test_history_takes_four_queries(django_assert_num_queries: Any, years: tuple[int, ...]) -> None:
    place = RegionFactory.create(parent=RegionFactory.create(kind="country"))
    for year in years:
        for where in (place, place.parent):
            ObservationFactory.create(region=where, year=year)
    with django_assert_num_queries(4):
        assert history_for(None, code=place.code)


def test_parts_are_replaced_as_a_whole_and_an_unknown_code_changes_nothing() -> None:
    first, second = RegionFactory.create_batch(2, parent=RegionFactory.create(kind="country"))
    parts = [RegionPart("A+B", one.data_code, 2010, 2025) for one in (first, second)]
    assert set_region_parts(parts=parts, by=None) == 2
    rows = AuditRow.objects.count()
    set_region_parts(parts=parts, by=None)
    assert AuditRow.objects.count() == rows == 1
    with pytest.raises(Refused, match="NOWHERE"):
        set_region_parts(parts=[RegionPart("A+B", "NOWHERE", 2010, 2025)], by=None)
    assert TerritoryPart.objects.count() == 2


def test_a_section_takes_its_divisions_along_unless_they_are_decided() -> None:
    load("MNG", "national", files=[])
    place = region("MNG")
    by = member(place, Role.ADMINISTRATOR)
    types = sector_types_of(place)
    assert (types["C"], types["10"], types["26"], types["62"]) == (
        "infrastructure", "infrastructure", "high_tech", "knowledge",
    )  # fmt: skip
    set_sector_types(region=place, types={"C": "raw_material", "B": "raw_material"}, reason="Metals", by=by)
    assert own_sector_types(place) == {"C": "raw_material"}
    changed = sector_types_of(place)
    assert (changed["C"], changed["10"], changed["J"]) == ("raw_material", "raw_material", "knowledge")
    assert sector_types_of(region("national"))["C"] == "infrastructure"


@pytest.mark.parametrize(
    ("types", "reason"),
    [
        ({"C": "raw_material"}, " "),
        ({"C": "golden"}, "R"),
        ({"??": "high_tech"}, "R"),
        ({"C": "infrastructure"}, "R"),
    ],
)
def test_types_are_refused_without_reason_or_sense(types: dict[str, str], reason: str) -> None:
    load("MNG", "national", files=[])
    place = region("MNG")
    with pytest.raises(Refused):
        set_sector_types(region=place, types=types, reason=reason, by=member(place, Role.ADMINISTRATOR))
    assert own_sector_types(place) == {}


def test_a_map_shows_what_the_regions_pages_show() -> None:
    load("MNG", "ATY", "KZL", "national")
    country = region("national")
    found = {one.region.data_code: one for one in country_measure(country, "raw-material").regions}
    assert round(found["MNG"].value or 0, 1) == 43.8
    assert (found["MNG"].step, found["KZL"].step) == (5, 3)
    quotients = {one.region.data_code: one.value for one in country_measure(country, "quotient", "H").regions}
    assert quotients["MNG"] == pytest.approx(float(naive.quotient("H", "MNG")))
    assert {one.value for one in country_measure(country, "quotient", "X").regions} == {None}


def test_a_region_without_figures_has_no_value_and_no_step() -> None:
    load("MNG", "national", files=[GVA])
    RegionFactory.create(parent=region("national"), code="KZ-99")
    for measure in MEASURES:
        found = {one.region.code: one for one in country_measure(region("national"), measure, "C").regions}
        assert (found["KZ-99"].value, found["KZ-99"].step) == (None, 0)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("count", [1, 30])
def test_a_measure_takes_three_queries(django_assert_num_queries: Any, measure: str, count: int) -> None:
    country: Region = RegionFactory.create(kind="country")
    for one in [country, *RegionFactory.create_batch(count, parent=country)]:
        ObservationFactory.create(region=one)
        ObservationFactory.create(region=one, indicator="grp", class_code="")
    with django_assert_num_queries(3):
        assert len(country_measure(country, measure, "B").regions) == count


@pytest.mark.parametrize("count", [2, 4])
def test_comparing_takes_two_queries(django_assert_num_queries: Any, count: int) -> None:
    country: Region = RegionFactory.create(kind="country")
    chosen = RegionFactory.create_batch(count, parent=country)
    for one in chosen:
        ObservationFactory.create(region=one)
    with django_assert_num_queries(2):
        assert len(compared_regions(country, chosen)) == count
