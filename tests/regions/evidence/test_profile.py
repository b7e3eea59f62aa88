"""A region's profile put together from cells, without a database."""

from fractions import Fraction

import numpy as np
import pytest

from regions.evidence import Cube, Window
from regions.evidence.profile import Profile, ProfileOf, Rule, Series
from tests.regions import naive
from tests.regions.statistics import KAZAKHSTAN, cube_of, found_in, manifest

YEARS = Window(2003, 2025)
RULE = Rule(threshold=0.3, span=10)


def cubes(indicator: str, *, regions: tuple[str, ...], classes: tuple[str, ...], window: Window) -> Cube:
    files = {"exports": "exports_by_region_hs_section_2024.csv", "investment": "investment_by_region.csv"}
    whole = cube_of(indicator, classes=tuple(classes), window=window, file=files.get(indicator, naive.GVA))
    rows = [whole.regions.index(region) for region in regions]
    return Cube(regions, whole.classes, window, whole.values[rows])


def classes_of(indicator: str, window: Window) -> tuple[str, ...]:
    file = "exports_by_region_hs_section_2024.csv" if indicator == "exports" else naive.GVA
    codes = {
        found.class_code for found in found_in(file)
        if getattr(found, "indicator", "") == indicator and found.year in window.years  # type: ignore[union-attr]  # -- reason: only observations have an indicator
    }  # fmt: skip
    return tuple(sorted(codes - {""}))


def profile_of(region: str, rule: Rule = RULE) -> Profile:
    composer = ProfileOf(
        cubes, classes_of, region=region, reference="KZ", years=YEARS, comparable_until=manifest().comparable_until
    )  # fmt: skip
    return composer.profile(rule, ["investment"])


def test_structure_is_of_the_last_comparable_year_and_adds_up() -> None:
    structure = profile_of("ATY").structure
    assert structure is not None
    assert structure.year == 2024
    assert sum(part.share for part in structure.parts) == pytest.approx(1)
    assert [part.value for part in structure.parts] == sorted(
        (p.value for p in structure.parts), reverse=True
    )
    assert structure.parts[0].code == "B"


@pytest.mark.parametrize("section", ["C", "F", "H"])
def test_quotients_are_those_of_a_naive_computation(section: str) -> None:
    found = next(one for one in profile_of("ATY").quotients if one.code == section)
    assert found.raw.quotient.mean == pytest.approx(float(naive.quotient(section, "ATY")), rel=1e-12)
    assert found.net is not None
    assert found.net.quotient.mean == pytest.approx(
        float(naive.quotient(section, "ATY", without="B")), rel=1e-12
    )


def test_mining_has_no_quotient_without_mining() -> None:
    assert next(one for one in profile_of("ATY").quotients if one.code == "B").net is None


def test_the_country_has_no_quotients() -> None:
    assert profile_of("KZ").quotients == ()


def test_extraction_is_mining_over_grp_in_each_year() -> None:
    extraction = profile_of("MNG").extraction
    assert extraction.years == tuple(range(2010, 2026))
    for year, value in zip(extraction.years, extraction.values, strict=True):
        assert value == pytest.approx(float(naive.mining_share("MNG", year)), rel=1e-12)


def test_status_follows_the_given_rule() -> None:
    assert profile_of("KZL").status.is_raw_material is False
    assert profile_of("KZL", Rule(threshold=0.2, span=10)).status.is_raw_material is True
    assert profile_of("KZL", Rule(threshold=0.2, span=1)).status.years_used == (2024,)


def test_concentration_begins_when_every_branch_is_published() -> None:
    rows = profile_of("ATY").concentration
    assert [row.year for row in rows] == list(range(2014, 2025))
    assert all(0 < row.country_herfindahl < row.herfindahl < 1 for row in rows)


def test_a_region_that_ended_has_its_last_structure_and_no_quotients() -> None:
    former = profile_of("YKO")
    assert former.structure is not None
    assert (former.structure.year, former.quotients, former.exports) == (2017, (), None)


def test_exports_leave_out_what_was_not_published() -> None:
    exports = profile_of("ATY").exports
    assert exports is not None
    assert "XIX" not in {part.code for part in exports.parts}
    assert exports.total == pytest.approx(28435717.20731, rel=1e-9)


def test_plain_series_have_the_years_that_have_values() -> None:
    lines = (KAZAKHSTAN / "investment_by_region.csv").read_text(encoding="utf-8").splitlines()
    printed = {int(line.split(",")[0]): float(line.split(",")[2]) for line in lines if ",ULT," in line}
    series = profile_of("ULT").series["investment"]
    assert dict(zip(series.years, series.values, strict=True)) == printed


def test_a_series_leaves_out_missing_years() -> None:
    series = Series.of(np.array([1.0, np.nan, 3.0]), Window(2020, 2022))
    assert (series.years, series.latest, series.at(2021)) == ((2020, 2022), (2022, 3.0), None)
    assert Series().latest is None


def test_the_naive_computation_knows_the_published_figures() -> None:
    """Facts of the source's description: mining share of GRP in 2024."""
    expected = {"ATY": "43.7", "ZKO": "42.5", "MNG": "33.6", "KZL": "14.7", "national": "12.0"}
    assert {where: naive.rounded(naive.mining_share(where, 2024) * 100, 1) for where in expected} == expected
    assert naive.rounded(Fraction(1, 8), 2) == "0.12"
