"""Measured criteria: anchors, bounds, and what happens when there is nothing to measure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.evidence import (
    Estimate,
    Specialization,
    Window,
    breadth_of_support,
    completeness_of_experiment,
    critical_mass_criterion,
    diversification_criterion,
    location_quotient_criterion,
    projects_behind_it,
    relatedness_criterion,
)
from regions.evidence.criteria import EXPERIMENT_PARTS, fixed

HALL = {"science": 10, "business": 20, "government": 10, "civil_society": 5}


def specialization(quotient: float = 1.0, mass: float = 0.1) -> Specialization:
    def all_years(value: float) -> Estimate:
        return Estimate(Window(2024, 2024), (value,), (2024,), value, value)

    return Specialization("R", "KZ", ("A",), ("B",), all_years(0.2), all_years(quotient), all_years(mass))


def support(**supporters: int) -> Decimal | None:
    return breadth_of_support(supporters, HALL).u


# fixing


@pytest.mark.parametrize(
    ("value", "u"),
    [(Fraction(1, 3), "0.333333"), (Fraction(2, 3), "0.666667"), (-0.2, "0.000000"), (1.7, "1.000000")],
)
def test_fixed_to_six_decimals_and_clipped(value: float | Fraction, u: str) -> None:
    assert str(fixed(value)) == u


@pytest.mark.parametrize(("value", "u"), [("0.0000005", "0.000000"), ("0.0000015", "0.000002")])
def test_halves_go_to_the_even_neighbor(value: str, u: str) -> None:
    assert str(fixed(Fraction(value))) == u


def test_missing_is_not_zero() -> None:
    assert fixed(np.nan) is None


# location quotient and critical mass


@pytest.mark.parametrize(("quotient", "u"), [(0.0, "0.000000"), (1.0, "0.500000"), (3.0, "0.750000")])
def test_location_quotient_anchors(quotient: float, u: str) -> None:
    assert str(location_quotient_criterion(specialization(quotient)).u) == u


def test_missing_quotient_is_missing_and_says_why() -> None:
    found = location_quotient_criterion(specialization(np.nan, np.nan))
    assert (found.u, found.missing) == (None, "no_value")
    assert critical_mass_criterion(specialization(np.nan, np.nan)).u is None


def test_critical_mass_is_the_share() -> None:
    assert str(critical_mass_criterion(specialization(mass=0.0432105)).u) == "0.043210"


def test_result_says_what_went_in() -> None:
    found = location_quotient_criterion(specialization(2.0))
    assert dict(found.inputs) == {
        "region": "R",
        "reference": "KZ",
        "domains": ("A",),
        "net_of": ("B",),
        "quotient": 2.0,
        "years": (2024,),
    }
    assert found.anchors == "lq-over-1-plus-lq/2026-11"


# diversification

OIL = np.array([0.05, 0.45, 0.10, 0.02])  # a tenth and more of GRP are net taxes and others
CLASSES = ("A", "B", "C", "J")


def diversification(*domains: str, shares: np.ndarray = OIL) -> Decimal | None:
    return diversification_criterion(CLASSES, shares, domains).u


def naive_fall(target: int) -> Fraction:
    shares = [Fraction(str(share)) for share in OIL]
    moved = list(shares)
    moved[1] -= Fraction(1, 100)
    moved[target] += Fraction(1, 100)
    return Fraction(sum(share**2 for share in shares) - sum(share**2 for share in moved))


def test_smallest_class_brings_the_largest_fall() -> None:
    assert diversification("J") == Decimal(1)


@pytest.mark.parametrize(("code", "at"), [("A", 0), ("C", 2), ("J", 3)])
def test_fall_relative_to_the_largest_possible(code: str, at: int) -> None:
    assert diversification(code) == fixed(naive_fall(at) / naive_fall(3))


def test_dominant_class_itself_brings_nothing() -> None:
    assert diversification("B") == 0


def test_point_is_spread_over_the_domains() -> None:
    """Half a point to A, half to C: 0.45^2 + 0.05^2 + 0.10^2 - 0.44^2 - 0.055^2 - 0.105^2 = 0.00735."""
    assert diversification("A", "C") == fixed(Fraction("0.00735") / naive_fall(3))


def test_missing_share_or_unknown_domain_is_missing() -> None:
    holed = OIL.copy()
    holed[0] = np.nan
    assert diversification("C", shares=holed) is None
    assert diversification("Z") is None
    assert diversification() is None


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=4), st.sets(st.sampled_from(CLASSES), min_size=1))
def test_diversification_stays_between_zero_and_one(sizes: list[int], domains: set[str]) -> None:
    u = diversification(*domains, shares=np.array(sizes) / sum(sizes))
    assert u is None or 0 <= u <= 1


# breadth of support


def test_everybody_supports() -> None:
    assert support(**HALL) == 1


def test_same_rate_everywhere_is_that_rate() -> None:
    assert support(science=4, business=8, government=4, civil_society=2) == Decimal("0.4")


def test_one_helix_alone_counts_a_sixteenth() -> None:
    """Mean rate 1/4, evenness 1/4."""
    assert support(business=20) == Decimal("0.0625")


def test_four_supporters_are_too_few_to_say() -> None:
    found = breadth_of_support({"business": 4}, HALL)
    assert (found.u, found.missing) == (None, "too_few_supporters")
    assert found.inputs == (("supporters_needed", 5),)


def test_absent_helix_is_left_out_and_named() -> None:
    found = breadth_of_support(
        {"science": 5, "business": 10}, {"science": 10, "business": 20, "government": 0}
    )
    assert found.u == Decimal("0.5")
    assert dict(found.inputs)["absent"] == ("government",)


@pytest.mark.parametrize("supporters", [{"business": 21}, {"business": -1}, {"martians": 1}])
def test_impossible_counts_are_refused(supporters: Mapping[str, int]) -> None:
    with pytest.raises(ValueError, match="supporters of"):
        breadth_of_support(supporters, HALL)


@given(st.fixed_dictionaries({helix: st.integers(0, present) for helix, present in HALL.items()}))
def test_breadth_never_exceeds_the_mean_rate(supporters: dict[str, int]) -> None:
    found = breadth_of_support(supporters, HALL)
    mean = sum(Fraction(supporters[helix], HALL[helix]) for helix in HALL) / 4
    assert (found.u is None) == (sum(supporters.values()) < 5)
    if found.u is not None:
        assert 0 <= Fraction(found.u) <= Fraction(round(mean * 1_000_000), 1_000_000)


# projects and experiment


@pytest.mark.parametrize(
    ("organizations", "u"), [(0, "0"), (1, "0.4"), (2, "0.7"), (3, "0.85"), (4, "1"), (40, "1")]
)
def test_projects_by_organizations(organizations: int, u: str) -> None:
    assert projects_behind_it(organizations).u == Decimal(u)


def test_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        projects_behind_it(-1)


@pytest.mark.parametrize("count", range(6))
def test_experiment_in_fifths(count: int) -> None:
    assert completeness_of_experiment(EXPERIMENT_PARTS[:count]).u == Decimal(count) / 5


def test_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="hope"):
        completeness_of_experiment(["hope"])


def test_relatedness_is_the_mean_density_over_a_hundred() -> None:
    found = relatedness_criterion({"10": 40.0, "11": 25.0, "12": np.nan})
    assert str(found.u) == "0.325000"
    assert dict(found.inputs) == {"domains": ("10", "11"), "density": 32.5}
    assert found.anchors == "mean-density-over-100/2026-11"


@pytest.mark.parametrize("densities", [{}, {"10": np.nan}])
def test_without_a_density_there_is_no_relatedness(densities: dict[str, float]) -> None:
    found = relatedness_criterion(densities)
    assert (found.u, found.missing) == (None, "no_value")
