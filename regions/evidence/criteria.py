"""Measured criteria: a value from statistics or from the process becomes u in [0, 1].

The anchors are fixed and dated, and never depend on the list under comparison, so that adding an activity
changes nobody's value. Each result names its anchors and its inputs; `u` is None when there is nothing to
measure, and then `missing` says why. "No proposals" and "no experiment described" are 0, not missing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from regions.evidence.composition import herfindahl
from regions.evidence.specialization import Specialization

Input = float | int | str | tuple[str, ...] | tuple[int, ...]

SIX_PLACES = Decimal("0.000001")
SUPPORTERS_NEEDED = 5
POINT_OF_GRP = 0.01
EXPERIMENT_PARTS = ("hypothesis", "milestone", "stop_rule", "budget", "owner")
RELATEDNESS = "mean-density-over-100/2026-11"
PROJECT_STEPS = (Fraction(0), Fraction(2, 5), Fraction(7, 10), Fraction(17, 20), Fraction(1))
"""By number of organizations. The method names 0, 1, 2 and 4; 3 is half-way between its neighbours."""


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """A criterion's value, fixed to six decimals, and all that is needed to recompute it by hand."""

    criterion: str
    u: Decimal | None
    anchors: str
    inputs: tuple[tuple[str, Input], ...]
    missing: str = ""


def location_quotient_criterion(found: Specialization) -> MeasuredValue:
    """u = LQ / (1 + LQ), LQ being the mean of the yearly quotients: 0 -> 0, 1 -> 0.5, 3 -> 0.75."""
    quotient = found.quotient.mean
    inputs = (*_inputs_of(found), ("quotient", quotient), ("years", found.quotient.years_used))
    u = fixed(quotient / (1 + quotient))
    return MeasuredValue("location_quotient", u, "lq-over-1-plus-lq/2026-11", inputs, _why(u))


def critical_mass_criterion(found: Specialization) -> MeasuredValue:
    """u = the region's share of the country in the activity's domains, mean of the yearly shares."""
    mass = found.critical_mass.mean
    inputs = (*_inputs_of(found), ("share_of_country", mass), ("years", found.critical_mass.years_used))
    u = fixed(mass)
    return MeasuredValue("critical_mass", u, "share-of-country/2026-11", inputs, _why(u))


def diversification_criterion(
    classes: Sequence[str], shares_of_grp: NDArray[np.float64], domains: Collection[str]
) -> MeasuredValue:
    """How far dependence would fall if one point of GRP moved from the dominant class to the domains.

    `shares_of_grp` holds the share of each class in GRP (they add up to less than 1: net taxes belong to no
    class). The point is spread equally over the domains. u = fall of the Herfindahl index / largest
    fall that any single class could bring; an activity inside the dominant class alone has u = 0.
    """
    anchors = "herfindahl-fall-of-one-point/2026-11"
    unknown = set(domains) - set(classes)
    if unknown or not domains or np.isnan(shares_of_grp).any():
        inputs: tuple[tuple[str, Input], ...] = (("domains", tuple(sorted(domains))),)
        return MeasuredValue("diversification", None, anchors, inputs, "no_value")
    dominant = int(np.argmax(shares_of_grp))
    fall = _fall(shares_of_grp, dominant, [classes.index(code) for code in domains])
    largest = max(_fall(shares_of_grp, dominant, [i]) for i in range(len(classes)))
    inputs = (
        ("domains", tuple(sorted(domains))),
        ("dominant", classes[dominant]),
        ("dominant_share", float(shares_of_grp[dominant])),
        ("fall", fall),
        ("largest_fall", largest),
    )
    u = fixed(fall / largest) if largest > 0 else None
    return MeasuredValue("diversification", u, anchors, inputs, "" if largest > 0 else "no_dominant_class")


def relatedness_criterion(densities: Mapping[str, float]) -> MeasuredValue:
    """u = the mean density around the activity's domains, over 100. `densities`: domain -> percent, NaN where unknown.

    A density is of one domain: those of several have no sum, so their mean stands for them.
    """
    known = {code: value for code, value in densities.items() if isfinite(value)}
    if not known:
        return MeasuredValue("relatedness", None, RELATEDNESS, (), "no_value")
    mean = sum(known.values()) / len(known)
    inputs = (("domains", tuple(sorted(known))), ("density", mean))
    return MeasuredValue("relatedness", fixed(mean / 100), RELATEDNESS, inputs)


def breadth_of_support(supporters: Mapping[str, int], present: Mapping[str, int]) -> MeasuredValue:
    """u = mean support rate x evenness of the rates, from five supporters on.

    The rate of a helix is supporters / present; a helix with nobody present has no rate and is left out.
    Evenness = (sum r)^2 / (n sum r^2): 1 when all n rates are equal, 1/n when one helix stands alone
    (the effective number of supporting helices, Hill's N2, over n). Computed in exact fractions.
    """
    anchors = "mean-rate-times-evenness/2026-11"
    rates = _support_rates(supporters, present)
    count = sum(supporters.values())
    absent = tuple(sorted(helix for helix in present if present[helix] == 0))
    if count < SUPPORTERS_NEEDED:
        inputs: tuple[tuple[str, Input], ...] = (("supporters_needed", SUPPORTERS_NEEDED),)
        return MeasuredValue("breadth_of_support", None, anchors, inputs, "too_few_supporters")
    mean = sum(rates.values()) / Fraction(len(rates))
    evenness = sum(rates.values()) ** 2 / (len(rates) * sum(rate * rate for rate in rates.values()))
    inputs = (
        *((f"rate_{helix}", float(rate)) for helix, rate in rates.items()),
        ("mean_rate", float(mean)),
        ("evenness", float(evenness)),
        ("absent", absent),
    )
    return MeasuredValue("breadth_of_support", fixed(mean * evenness), anchors, inputs)


def projects_behind_it(organizations: int) -> MeasuredValue:
    """Eligible proposals by distinct organizations: 0 -> 0, 1 -> 0.4, 2 -> 0.7, 3 -> 0.85, from 4 on -> 1."""
    if organizations < 0:
        raise ValueError("a count of organizations cannot be negative")
    u = fixed(PROJECT_STEPS[min(organizations, len(PROJECT_STEPS) - 1)])
    inputs = (("organizations", organizations),)
    return MeasuredValue("projects_behind_it", u, "0-0.4-0.7-0.85-1/2026-11", inputs)


def completeness_of_experiment(parts: Collection[str]) -> MeasuredValue:
    """A fifth for each of hypothesis, milestone, stop rule, budget and owner that has been written down."""
    unknown = set(parts) - set(EXPERIMENT_PARTS)
    if unknown:
        raise ValueError(f"not a part of an experiment: {', '.join(sorted(unknown))}")
    present = tuple(part for part in EXPERIMENT_PARTS if part in parts)
    u = fixed(Fraction(len(present), len(EXPERIMENT_PARTS)))
    return MeasuredValue("completeness_of_experiment", u, "fifths/2026-11", (("present", present),))


def fixed(value: float | Fraction) -> Decimal | None:
    """Clip to [0, 1] and round half-even to six decimals; None for NaN."""
    if not isfinite(value):
        return None
    clipped = min(max(Fraction(value), Fraction(0)), Fraction(1))
    millionths = round(clipped * 1_000_000)  # round() of a Fraction is exact and half-even
    return (Decimal(millionths) * SIX_PLACES).quantize(SIX_PLACES, rounding=ROUND_HALF_EVEN)


def _inputs_of(found: Specialization) -> tuple[tuple[str, Input], ...]:
    return (
        ("region", found.region),
        ("reference", found.reference),
        ("domains", found.domains),
        ("net_of", found.net_of),
    )


def _why(u: Decimal | None) -> str:
    return "no_value" if u is None else ""


def _fall(shares: NDArray[np.float64], dominant: int, targets: Sequence[int]) -> float:
    """Fall of the Herfindahl index when one point moves from the dominant class to the targets, equally."""
    moved = shares.copy()
    moved[dominant] -= POINT_OF_GRP
    np.add.at(moved, list(targets), POINT_OF_GRP / len(targets))
    return float(herfindahl(shares) - herfindahl(moved))


def _support_rates(supporters: Mapping[str, int], present: Mapping[str, int]) -> dict[str, Fraction]:
    for helix, count in supporters.items():
        if not 0 <= count <= present.get(helix, 0):
            raise ValueError(f"{count} supporters of {present.get(helix, 0)} present in {helix}")
    return {helix: Fraction(supporters.get(helix, 0), here) for helix, here in present.items() if here}
