"""The same marks under other assumptions: one order for each, from sums that are published anyway."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from assessments.scoring.method import Method
from assessments.scoring.ranking import Standings
from assessments.scoring.result import Standing
from assessments.scoring.scores import NONE, FloatArray, Rule, Sums, ranks_at_once, scores_of
from assessments.scoring.what_if import weights_for, with_kappa

MOST_PLACES = 6  # a set of priorities has 5 to 8


@dataclass(frozen=True)
class Tally:
    """One activity as whole numbers: per judged criterion n and sum by group; measured values in millionths."""

    activity: str
    counts: list[list[int]]
    totals: list[list[int]]
    measured: list[int | None]


@dataclass(frozen=True)
class Assumption:
    """shares: principle -> number from 0 up, left out 0; only their proportions count. kappa: 1 to 8."""

    shares: Mapping[str, int | Fraction]
    kappa: int


def reordered(
    method: Method, tallies: Sequence[Tally], assumptions: Sequence[Assumption]
) -> list[list[Standing]]:
    """Standings of all activities, in their order, under each assumption. Raises MethodError."""
    sums, values = sums_of(method, tallies), dict[Rule, FloatArray]()
    found = []
    for assumption in assumptions:
        rule = Rule(with_kappa(method, assumption.kappa).kappa)
        if rule not in values:
            values[rule] = sums.values(rule.factors_at_once(sums))
        weights = weights_for(method, assumption.shares)
        exact = partial(sums.exact_values, rule=rule)
        scores = scores_of(values[rule], weights, method.coverage_minimum, exact)
        found.append(Standings(scores, ranks_at_once(scores)).as_objects())
    return found


def sums_of(method: Method, tallies: Sequence[Tally]) -> Sums:
    shape = len(tallies), len(method.judged), len(method.groups)
    n, totals = (
        np.array(numbers, dtype=np.int64).reshape(shape).transpose(0, 2, 1)
        for numbers in ([tally.counts for tally in tallies], [tally.totals for tally in tallies])
    )
    measured = np.array(
        [[NONE if u is None else u for u in tally.measured] for tally in tallies], dtype=np.int64
    )
    return Sums(
        method, n, totals, n >= method.threshold, measured.reshape(len(tallies), len(method.measured))
    )


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))


def is_among(rank: int | None, places: int) -> bool:
    return rank is not None and rank <= places
