"""All scores of a round at once, from its sums: floats wherever they can tell what is printed, exact ratios elsewhere.

A printed number is a whole number of tenths (or hundredths, or millionths), and which one depends on a float only
near the middle between two. The sums here have no terms below zero, so a float is off by less than 1e-12 of itself.
Where it comes nearer to a middle than TOLERANCE, the number is computed again from exact ratios (balance.py): what
is printed is always the exact number rounded half-even, and the same on every machine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import balance
from assessments.scoring.cells import BoolArray, CellCounts, InputError, IntArray
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.exact import Ratio, half_even
from assessments.scoring.method import MEASURED, Method

TENTHS = 1000  # of a point in the whole scale, 0 to 100
MICRO = 10**6  # measured values are fixed to six decimals at the freeze
NONE = -1  # where there is no number
TOLERANCE = 1e-5  # of a step of the printed number, thousands of times the largest error of a float
LARGEST_WHOLE = 1 << 40  # weights up to here are added and compared as machine numbers

FloatArray = NDArray[np.float64]
Measured = Mapping[tuple[str, str], Decimal]
Values = Sequence[Ratio | None]


@dataclass(frozen=True)
class Rule:
    """How groups share the say in a cell (balance.py). kappa None: infinite. without: a group left out."""

    kappa: int | None
    is_per_head: bool = False
    without: int | None = None

    def factors(self, method: Method, counts: Sequence[int]) -> balance.Factors:
        """Exactly, of one cell."""
        g, omegas = method.threshold, method.omegas
        if self.is_per_head:
            factors = balance.per_head(counts, g)
        elif self.kappa is None:
            factors = balance.per_mark(counts, omegas, g)
        else:
            factors = balance.balanced(counts, omegas, self.kappa, g)
        return factors if self.without is None else balance.without(factors, self.without)

    def factors_at_once(self, sums: "Sums") -> FloatArray:
        """Of all cells, activities x groups x judged criteria, in the same proportions but for rounding."""
        factors = sums.counting.astype(np.float64)
        if not self.is_per_head:
            factors *= np.array([float(omega) for omega in sums.method.omegas])[:, np.newaxis]
            if self.kappa is not None:
                factors /= np.maximum(sums.n + self.kappa, 1)
        if self.without is not None:
            factors[:, self.without] = 0
        return factors


@dataclass(frozen=True, eq=False)
class Sums:
    """What every figure of a round follows from.

    n, totals: activities x groups x judged criteria; counting: where a cell has g marks or more. measured: u in
    millionths, activities x measured criteria, NONE where missing.
    """

    method: Method
    n: IntArray
    totals: IntArray
    counting: BoolArray
    measured: IntArray

    @classmethod
    def of(cls, method: Method, counts: CellCounts, activities: Sequence[str], measured: Measured) -> "Sums":
        require_measured(method, activities, measured)
        table = np.full((len(activities), len(method.measured)), NONE, dtype=np.int64)
        place = {criterion.code: column for column, criterion in enumerate(method.measured)}
        row = {code: at for at, code in enumerate(activities)}
        for (activity, criterion), value in measured.items():
            table[row[activity], place[criterion]] = int(value.scaleb(6))
        return cls(method, counts.n, counts.total, counting_cells(method, counts), table)

    @cached_property
    def points(self) -> FloatArray:
        """Sums counted from the worst mark."""
        judged = self.method.judged
        best = np.array([each.maximum for each in judged], dtype=np.int64)
        worst = np.array([each.minimum for each in judged], dtype=np.int64)
        is_reversed = np.array([each.reversed for each in judged], dtype=np.bool_)
        points: IntArray = np.where(is_reversed, best * self.n - self.totals, self.totals - worst * self.n)
        return np.asarray(points, dtype=np.float64)

    @cached_property
    def most_points(self) -> FloatArray:
        """What `points` would be if all gave the best mark."""
        spans = [each.maximum - each.minimum for each in self.method.judged]
        return self.n.astype(np.float64) * np.array(spans, dtype=np.float64)

    def values(self, factors: FloatArray) -> FloatArray:
        """u of every criterion in frozen order, activities x criteria; NaN where missing."""
        above = np.einsum("agj,agj->aj", factors, self.points)
        below = np.einsum("agj,agj->aj", factors, self.most_points)
        is_measured = np.array([criterion.kind == MEASURED for criterion in self.method.criteria])
        values = np.empty((len(self.n), len(is_measured)))
        values[:, ~is_measured] = np.where(below > 0, above / np.where(below > 0, below, 1), np.nan)
        values[:, is_measured] = np.where(self.measured == NONE, np.nan, self.measured / MICRO)
        return values

    def exact_values(self, activity: int, rule: Rule) -> Values:
        """The same of one activity as ratios."""
        columns = zip(
            self.method.judged, self.n[activity].T.tolist(), self.totals[activity].T.tolist(), strict=True
        )
        judged = iter(
            [balance.value(each, rule.factors(self.method, n), n, totals) for each, n, totals in columns]
        )
        measured = iter([None if u == NONE else (u, MICRO) for u in self.measured[activity].tolist()])
        return [
            next(measured if criterion.kind == MEASURED else judged) for criterion in self.method.criteria
        ]

    def scores(self, rule: Rule) -> IntArray:
        """U of every activity in tenths; NONE where the coverage is too small."""
        return scores_of(
            self.values(rule.factors_at_once(self)),
            self.method.weights,
            self.method.coverage_minimum,
            lambda activity: self.exact_values(activity, rule),
        )

    def weights_of_groups(self, rule: Rule) -> IntArray:
        """Tenths of a percent of the say in each cell, activities x groups x judged criteria; NONE without a say."""
        says = rule.factors_at_once(self) * self.n
        whole = says.sum(axis=1, keepdims=True)
        shares = 1000 * says / np.where(whole > 0, whole, 1)

        def exact(at: tuple[int, ...]) -> int:
            activity, group, column = at
            counts = self.n[activity, :, column].tolist()
            says = [factor * n for factor, n in zip(rule.factors(self.method, counts), counts, strict=True)]
            return half_even(1000 * says[group], sum(says))

        return np.where(says > 0, as_printed(shares, exact), NONE)

    def means(self) -> IntArray:
        """Raw mean marks in hundredths; anything where there are no marks."""
        return half_even_at_once(100 * self.totals, np.maximum(self.n, 1))


def scores_of(
    values: FloatArray,
    weights: Sequence[int],
    coverage_minimum: Fraction,
    exact_values: Callable[[int], Values],
    *,
    steps: int = TENTHS,
) -> IntArray:
    """U = 100 sum(w mu) / sum(present w) in tenths, one a row; NONE where the present weight is too small.

    values: as `Sums.values`, the same to twelve digits as exact_values(row) are exactly. steps: in the whole scale.
    """
    given = ~np.isnan(values)
    present = given @ whole_numbers(weights)
    enough = (present > 0) & at_least(present, coverage_minimum * sum(weights))
    floats = np.array([float(weight) for weight in weights])
    above = np.where(given, values, 0) @ floats
    scores = steps * above / np.maximum(given @ floats, np.finfo(np.float64).tiny)

    def exact(at: tuple[int, ...]) -> int:
        (numerator, denominator), _ = balance.weighted_mean(exact_values(at[0]), weights)
        return half_even(steps * numerator, denominator)

    return np.where(enough, as_printed(scores, exact), NONE)


def as_printed(approximate: FloatArray, exact: Callable[[tuple[int, ...]], int]) -> IntArray:
    """Rounded half-even; `exact` is asked where a float might be on the wrong side of the middle."""
    whole = np.rint(approximate).astype(np.int64)
    doubtful = np.abs(approximate - np.floor(approximate) - 0.5) < TOLERANCE
    for at in np.argwhere(doubtful).tolist():
        whole[tuple(at)] = exact(tuple(at))
    return whole


def coverages(values: FloatArray, weights: Sequence[int]) -> IntArray:
    """Of the weight whose criteria have a value, in tenths of a percent."""
    present = ~np.isnan(values) @ whole_numbers(weights)
    whole = np.array(sum(weights), dtype=present.dtype)
    return half_even_at_once(1000 * present, whole).astype(np.int64)


def whole_numbers(weights: Sequence[int]) -> NDArray[Any]:
    """For exact sums: machine numbers where these cannot overflow."""
    return np.array(weights, dtype=np.int64 if sum(weights) < LARGEST_WHOLE else object)


def at_least(present: NDArray[Any], bound: Fraction) -> BoolArray:
    """Whole numbers are at least the bound where they are at least the next whole number."""
    return np.asarray(present >= -(-bound.numerator // bound.denominator), dtype=np.bool_)


def half_even_at_once(numerators: NDArray[Any], denominators: NDArray[Any]) -> NDArray[Any]:
    quotients = numerators // denominators
    twice = 2 * (numerators - quotients * denominators)
    up = (twice > denominators) | ((twice == denominators) & (quotients % 2 == 1))
    rounded: NDArray[Any] = quotients + up
    return rounded


def ranks_at_once(scores: IntArray) -> IntArray:
    """1 + number strictly higher, on the printed scores; ties share a rank; NONE has none."""
    ascending = np.sort(scores[scores != NONE])
    return np.where(
        scores == NONE, NONE, 1 + len(ascending) - np.searchsorted(ascending, scores, side="right")
    )


def scores_beside(official: IntArray, is_open: BoolArray, scores: IntArray) -> IntArray:
    """Scores under another rule, the official one where sums stay back (disclosure.py)."""
    return np.where(is_open, scores, official)


@lru_cache(maxsize=1 << 14)
def decimal_of(whole: int, places: int) -> Decimal:
    """As it is printed, trailing zeros kept."""
    return Decimal(whole).scaleb(-places)


def decimal_or_none(whole: int, places: int) -> Decimal | None:
    return None if whole == NONE else decimal_of(whole, places)


def require_measured(method: Method, activities: Sequence[str], measured: Measured) -> None:
    known_activities = set(activities)
    known_criteria = {criterion.code for criterion in method.measured}
    for (activity, criterion), value in measured.items():
        if activity not in known_activities or criterion not in known_criteria:
            raise InputError(f"{activity}, {criterion}: no such measured value in this round")
        if not 0 <= value <= 1 or value.scaleb(6) != int(value.scaleb(6)):
            raise InputError(f"{activity}, {criterion}: {value} is not in [0, 1] with six decimals")
