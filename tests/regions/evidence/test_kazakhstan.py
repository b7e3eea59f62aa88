"""The whole file held together: sections, totals and quotients, in exact fractions beside the code."""

from fractions import Fraction

import numpy as np
import pytest

from regions.evidence import EXTRACTION, Window, complete_shares, herfindahl, specializations
from tests.regions.statistics import ALL_YEARS, SECTIONS, cube_of, printed_cells, region_codes

FILE = "gva_by_region_section.csv"
LAST_THREE = Window.ending(2024, span=3)


@pytest.mark.parametrize("region", [*region_codes(), "national"])
def test_sections_make_gva_and_gva_is_grp_without_net_taxes(region: str) -> None:
    """2010: less FISIM. 2010-2013: other services stand for I, K and M to S. 2025: T beside A to S."""
    cells = printed_cells(FILE)
    parts = (*SECTIONS, "T", "OTHER_SERVICES")
    for year in ALL_YEARS.years:
        if ("GDP", region, year) not in cells:
            continue
        sections = sum(cells.get((item, region, year), Fraction(0)) for item in parts)
        gva = cells["GDP", region, year] - cells["NET_TAXES", region, year]
        assert sections - cells.get(("FISIM", region, year), Fraction(0)) == gva, (region, year)


def test_industry_is_a_sum_and_no_section() -> None:
    cells = printed_cells(FILE)
    for (item, region, year), value in cells.items():
        if item == "IND":
            assert value == sum(cells[section, region, year] for section in "BCDE")
    assert "IND" not in SECTIONS


@pytest.mark.parametrize("region", ["ATY", "ULT", "AST"])
@pytest.mark.parametrize("net_of", [frozenset[str](), EXTRACTION])
def test_quotients_equal_a_naive_computation(region: str, net_of: frozenset[str]) -> None:
    cells = printed_cells(FILE)
    kept = [section for section in SECTIONS if section not in net_of]

    def share(section: str, where: str, year: int) -> Fraction:
        return cells[section, where, year] / sum(cells[one, where, year] for one in kept)

    cube = cube_of("gva", classes=SECTIONS, window=LAST_THREE)
    found = specializations(cube, region=region, reference="KZ", net_of=net_of)
    assert [one.domains[0] for one in found] == kept
    for one in found:
        section = one.domains[0]
        yearly = [share(section, region, y) / share(section, "national", y) for y in LAST_THREE.years]
        assert one.quotient.mean == pytest.approx(float(sum(yearly) / 3), rel=1e-12)


def test_mining_no_longer_hides_the_rest_of_atyrau() -> None:
    cube = cube_of("gva", classes=SECTIONS, window=LAST_THREE)
    raw, net = (
        {
            one.domains[0]: one.quotient.mean
            for one in specializations(cube, region="ATY", reference="KZ", net_of=out)
        }
        for out in ((), EXTRACTION)
    )
    assert raw["B"] > 3
    assert "B" not in net
    assert all(net[section] > raw[section] for section in net)


def test_years_with_lumped_services_have_no_concentration_index() -> None:
    gva = cube_of("grp").series("KZ") - cube_of("net_taxes").series("KZ")
    index = herfindahl(complete_shares(cube_of("gva", classes=(*SECTIONS, "T")).of_region("KZ"), gva))
    assert np.isnan(index[:4]).all()
    assert (index[4:] > 1 / 20).all()
