"""Location quotients, raw and net, and critical mass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.evidence import (
    EXTRACTION,
    Cube,
    Specialization,
    Window,
    location_quotient,
    shrunk_quotient,
    specialization_of,
    specializations,
)

YEAR = Window(2024, 2024)
MONEY = st.integers(min_value=1, max_value=10**9).map(float)


def cube_of(region: dict[str, float], country: dict[str, float]) -> Cube:
    cells = [("R", code, 2024, value) for code, value in region.items()]
    cells += [("KZ", code, 2024, value) for code, value in country.items()]
    codes = sorted({*region, *country})
    return Cube.from_cells(cells, regions=["R", "KZ"], classes=codes, window=YEAR)


def found_for(cube: Cube, *domains: str, net_of: frozenset[str] = frozenset()) -> Specialization:
    return specialization_of(cube, region="R", reference="KZ", domains=domains, net_of=net_of)


MINES = cube_of({"A": 10, "B": 80, "C": 10}, {"A": 200, "B": 400, "C": 400})


def test_raw_quotient_is_share_over_share() -> None:
    assert found_for(MINES, "A").quotient.mean == pytest.approx(0.1 / 0.2)
    assert found_for(MINES, "B").quotient.mean == pytest.approx(0.8 / 0.4)


def test_net_of_extraction_both_totals_lose_it() -> None:
    """A: 10 of 20 here against 200 of 600 there; not 200 of 1000."""
    net = found_for(MINES, "A", net_of=EXTRACTION)
    assert net.quotient.mean == pytest.approx((10 / 20) / (200 / 600))
    assert net.share.mean == pytest.approx(0.5)


def test_domains_are_summed_before_dividing() -> None:
    together = found_for(MINES, "A", "C").quotient.mean
    assert together == pytest.approx((20 / 100) / (600 / 1000))


def test_critical_mass_is_share_of_country() -> None:
    assert found_for(MINES, "A", "C").critical_mass.mean == pytest.approx(20 / 600)


def test_extraction_leaves_an_activity_that_has_other_domains() -> None:
    mixed = found_for(MINES, "B", "C", net_of=EXTRACTION)
    assert mixed.domains == ("C",)
    assert mixed.critical_mass.mean == pytest.approx(10 / 400)


def test_nothing_but_extraction_has_no_net_value() -> None:
    alone = found_for(MINES, "B", net_of=EXTRACTION)
    assert alone.domains == ()
    assert np.isnan([alone.quotient.mean, alone.critical_mass.mean, alone.share.mean]).all()


def test_missing_domain_makes_the_sum_missing() -> None:
    cube = cube_of({"A": 10, "C": 10}, {"A": 100, "B": 100, "C": 100})
    assert np.isnan(found_for(cube, "A", "B").quotient.mean)


def test_region_lacking_a_class_has_no_closed_total() -> None:
    """Without B the region's 20 are not its whole economy, and A would look larger than it is."""
    cube = cube_of({"A": 10, "C": 10}, {"A": 100, "B": 100, "C": 100})
    assert np.isnan(found_for(cube, "A").quotient.mean)
    assert found_for(cube, "A").critical_mass.mean == pytest.approx(0.1)


def test_published_total_closes_the_composition() -> None:
    cube = cube_of({"": 100, "A": 10, "C": 10}, {"": 1000, "A": 200, "B": 300, "C": 400})
    assert found_for(cube, "A").quotient.mean == pytest.approx((10 / 100) / (200 / 1000))
    assert [one.domains for one in specializations(cube, region="R", reference="KZ")] == [
        ("A",),
        ("B",),
        ("C",),
    ]


def test_published_total_net_of_extraction() -> None:
    cube = cube_of({"": 100, "A": 10, "B": 80}, {"": 1000, "A": 200, "B": 400})
    assert found_for(cube, "A", net_of=EXTRACTION).quotient.mean == pytest.approx((10 / 20) / (200 / 600))


def test_published_total_cannot_lose_an_unknown_class() -> None:
    with pytest.raises(KeyError):
        found_for(cube_of({"": 100, "A": 10}, {"": 1000, "A": 200}), "A", net_of=EXTRACTION)


def test_published_total_net_of_a_missing_class_is_missing() -> None:
    cube = cube_of({"": 100, "A": 10}, {"": 1000, "A": 200, "B": 300})
    assert np.isnan(found_for(cube, "A", net_of=EXTRACTION).quotient.mean)


def test_zero_in_the_country_is_no_quotient() -> None:
    zero = np.array([0.0])
    assert np.isnan(location_quotient(zero, np.array([5.0]), zero, np.array([9.0]))).all()


def test_mean_of_yearly_quotients_not_quotient_of_sums() -> None:
    cells = [("R", "A", 2023, 1), ("R", "C", 2023, 1), ("KZ", "A", 2023, 1), ("KZ", "C", 2023, 3)]
    cells += [("R", "A", 2024, 100), ("R", "C", 2024, 300), ("KZ", "A", 2024, 100), ("KZ", "C", 2024, 300)]
    cube = Cube.from_cells(cells, regions=["R", "KZ"], classes=["A", "C"], window=Window(2023, 2024))
    found = specialization_of(cube, region="R", reference="KZ", domains=["A"])
    assert found.quotient.yearly == pytest.approx((2.0, 1.0))
    assert found.quotient.mean == pytest.approx(1.5)


def test_shrinking_draws_few_heads_to_one() -> None:
    assert shrunk_quotient(np.array([2.0]), np.array([1.0])).tolist() == pytest.approx([12 / 11])


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.tuples(MONEY, MONEY), min_size=1))
def test_quotients_weighted_by_the_country_average_to_one(economy: dict[str, tuple[float, float]]) -> None:
    """sum_i (E_i / E) LQ_i = sum_i E_ri / E_r = 1, raw and net of any class."""
    cube = cube_of(
        {code: here for code, (here, _) in economy.items()},
        {code: all_ for code, (_, all_) in economy.items()},
    )
    for net_of in (frozenset[str](), frozenset({min(economy)})):
        rest = {code: there for code, (_, there) in economy.items() if code not in net_of}
        found = specializations(cube, region="R", reference="KZ", net_of=net_of)
        weighted = [rest[one.domains[0]] / sum(rest.values()) * one.quotient.mean for one in found]
        assert sum(weighted) == pytest.approx(1 if rest else 0)


@given(MONEY, MONEY, MONEY, MONEY, MONEY)
def test_size_of_extraction_does_not_move_the_net_quotient(
    a: float, c: float, there_a: float, there_c: float, mines: float
) -> None:
    small = cube_of({"A": a, "B": 1, "C": c}, {"A": there_a, "B": 1, "C": there_c})
    large = cube_of({"A": a, "B": mines, "C": c}, {"A": there_a, "B": mines * 3, "C": there_c})
    first, second = (found_for(cube, "A", net_of=EXTRACTION).quotient.mean for cube in (small, large))
    assert first == pytest.approx(second)
