"""Divided and merged regions: the country once, and series that do not jump."""

import numpy as np
import pytest

from regions.evidence import Window, constant_series, country_parts
from tests.regions.statistics import ALL_YEARS, cube_of, printed_cells, region_codes, region_parts

GRP = "grp_by_region.csv"


@pytest.mark.parametrize("year", ALL_YEARS.years)
def test_parts_of_the_country_add_up_to_it_in_every_year(year: int) -> None:
    """Exact fractions of the printed figures: YKO is never added to SHM and TRK."""
    cells = printed_cells(GRP)
    parts = country_parts(region_codes(), region_parts(), year)
    assert sum(cells["", region, year] for region in parts) == cells["", "national", year]


def test_former_region_gives_way_to_its_successors() -> None:
    assert "YKO" in country_parts(region_codes(), region_parts(), 2010)
    for year in range(2011, 2026):
        assert "YKO" not in country_parts(region_codes(), region_parts(), year)


def test_new_regions_count_from_2021() -> None:
    assert len(country_parts(region_codes(), region_parts(), 2020)) == 17
    assert len(country_parts(region_codes(), region_parts(), 2021)) == 20


def test_constant_territory_does_not_drop_when_a_region_is_divided() -> None:
    grp = cube_of("grp", file=GRP)
    values = {
        (region, year): float(grp.series(region)[year - 2010])
        for region in region_codes()
        for year in ALL_YEARS.years
    }
    group = [part for part in region_parts() if part.group == "ABY+VKO"]
    alone, together = grp.series("VKO"), constant_series(values, group, ALL_YEARS)
    assert alone[11] < alone[10]
    assert together[11] == pytest.approx(3227619.2 + 1836042.7)
    assert together[10] == alone[10]


def test_missing_part_leaves_the_sum_missing() -> None:
    group = [part for part in region_parts() if part.group == "SHM+TRK"]
    found = constant_series({("SHM", 2011): 1.0, ("YKO", 2010): 5.0}, group, Window(2010, 2011))
    assert np.array_equal(found, [5.0, np.nan], equal_nan=True)


def test_groups_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="several groups"):
        constant_series({}, region_parts(), Window(2010, 2011))
