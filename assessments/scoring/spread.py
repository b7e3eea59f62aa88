"""How far the marks of an activity lie apart: within its groups and between them, in exact fractions.

Everybody's u is taken as one mixture in which a group weighs exactly what it weighs in the score,
p_h = omega_h Z_h / sum(omega Z) over the counting groups (balance.py). For the variance of a mixture

    total = within + between,   within = sum(p_h v_h),   between = sum(p_h (m_h - mu)^2)

with m_h and v_h mean and variance of u in group h (v_h divided by n_h: it describes these people, nobody else) and mu
the value of the criterion. All three are averaged over the judged criteria that have a value, with their weights.

Even groups of one mind differ by chance of who came: the between part of n raters with one variance s^2 exceeds zero by
s^2 sum(p_h (1 - p_h) / n_h) on average. `between_corrected` takes that off, with s^2 estimated from the within part as
in the analysis of variance, alike for all groups and criteria, and stops at zero.

Units: u squared, at most 1/4. `percent` tells it as a share of that: 100 is half the people at each end.
These figures may NOT be shown as they are: dispute.py says what may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from assessments.scoring import balance
from assessments.scoring.cells import CellCounts, IntArray
from assessments.scoring.exact import Ratio, on_common_denominator
from assessments.scoring.method import Criterion, Method

LARGEST = Fraction(1, 4)  # variance of values in [0, 1]: half at each end


@dataclass(frozen=True)
class CountingCell:
    """A counting cell as it enters. Ratios need not be reduced (exact.py).

    weight: w_c, this criterion's part of the weight of all that have a value. say: p_h, as in the score.
    squares: sum of squared marks, counted from the lowest mark of the scale as `points` are.
    """

    weight: Ratio
    say: Ratio
    n: int
    points: int
    squares: int
    span: int

    @property
    def share(self) -> Ratio:
        """Its part of the whole mean; all shares of an activity come to 1."""
        return times(self.weight, self.say)

    @property
    def mean(self) -> Ratio:
        return self.points, self.n * self.span

    @property
    def variance(self) -> Ratio:
        return self.variance_of(self.squares)

    @property
    def least_squares(self) -> int:
        """The smallest sum of squares that n marks with this sum can have: no two more than one mark apart."""
        mark, above = divmod(self.points, self.n)
        return (self.n - above) * mark**2 + above * (mark + 1) ** 2

    @property
    def most_squares(self) -> int:
        """The largest: as many as possible at the two ends, at most one between them."""
        highest, rest = divmod(self.points, self.span)
        return highest * self.span**2 + rest**2

    @property
    def least(self) -> Ratio:
        """The smallest variance."""
        return self.variance_of(self.least_squares)

    @property
    def most(self) -> Ratio:
        return self.variance_of(self.most_squares)

    def variance_of(self, squares: int) -> Ratio:
        return self.n * squares - self.points**2, (self.n * self.span) ** 2


@dataclass(frozen=True)
class Spread:
    """Of one activity. noise: what one unit of `within` adds to `between` by chance."""

    within: Fraction
    between: Fraction
    noise: Fraction

    @property
    def total(self) -> Fraction:
        return self.within + self.between

    @property
    def between_corrected(self) -> Fraction:
        return corrected(self.between, self.noise, self.within)


def corrected(between: Fraction, noise: Fraction, within: Fraction) -> Fraction:
    return max(Fraction(0), between - noise * within)


def percent(part: Fraction) -> Fraction:
    """Of the largest variance there can be."""
    return 100 * part / LARGEST


def spreads(method: Method, counts: CellCounts) -> tuple[Spread | None, ...]:
    """One an activity; None where no cell counts."""
    return tuple(spread_of(columns) for columns in counting(method, counts))


def spread_of(columns: Sequence[Sequence[CountingCell]]) -> Spread | None:
    cells = [cell for column in columns for cell in column]
    if not cells:
        return None
    return Spread(
        within=total(times(cell.share, cell.variance) for cell in cells),
        between=total(deviation for column in columns if column for deviation in deviations(column)),
        noise=noise(cells),
    )


def deviations(column: Sequence[CountingCell]) -> Iterable[Ratio]:
    """Squared, of the groups' means from the value of the criterion, each with its share."""
    mu = total(times(cell.say, cell.mean) for cell in column).as_integer_ratio()
    for cell in column:
        yield times(cell.share, squared_difference(cell.mean, mu))


def noise(cells: Sequence[CountingCell]) -> Fraction:
    """sum(w p (1 - p) / n) / sum(w p (n - 1) / n): below, within = s^2 x the divisor on average."""
    surplus = total(times(cell.share, (cell.say[1] - cell.say[0], cell.say[1] * cell.n)) for cell in cells)
    return surplus / total(times(cell.share, (cell.n - 1, cell.n)) for cell in cells)


def counting(method: Method, counts: CellCounts) -> list[list[list[CountingCell]]]:
    """Counting cells by activity and judged criterion; a criterion without any is an empty list."""
    weights = on_common_denominator(criterion.weight for criterion in method.judged)
    n = counts.n.transpose(0, 2, 1).tolist()
    points = points_of(method, counts).transpose(0, 2, 1).tolist()
    squares = squares_of(counts).transpose(0, 2, 1).tolist()
    return [list(cells_of(method, weights, *activity)) for activity in zip(n, points, squares, strict=True)]


def cells_of(
    method: Method,
    weights: Sequence[int],
    counts: Sequence[Sequence[int]],
    points: Sequence[Sequence[int]],
    squares: Sequence[Sequence[int]],
) -> Iterable[list[CountingCell]]:
    factors = [balance.balanced(n, method.omegas, method.kappa, method.threshold) for n in counts]
    present = sum(weight for weight, each in zip(weights, factors, strict=True) if any(each))
    for criterion, weight, each, *columns in zip(
        method.judged, weights, factors, counts, points, squares, strict=True
    ):
        yield list(cells_of_criterion(criterion, (weight, present), each, *columns))


def cells_of_criterion(
    criterion: Criterion,
    weight: Ratio,
    factors: balance.Factors,
    counts: Sequence[int],
    points: Sequence[int],
    squares: Sequence[int],
) -> Iterable[CountingCell]:
    whole = sum(factor * n for factor, n in zip(factors, counts, strict=True))
    for factor, n, own, squared in zip(factors, counts, points, squares, strict=True):
        if factor:
            span = criterion.maximum - criterion.minimum
            yield CountingCell(weight, (factor * n, whole), n, own, squared, span)


def points_of(method: Method, counts: CellCounts) -> IntArray:
    """Sums counted from the lowest mark: activities x groups x judged criteria."""
    lowest = np.array([criterion.minimum for criterion in method.judged], dtype=np.int64)
    points: IntArray = counts.total - counts.n * lowest
    return points


def squares_of(counts: CellCounts) -> IntArray:
    """Sums of squares, likewise."""
    squares = np.zeros_like(counts.total)
    for column, histogram in enumerate(counts.histograms):
        squares[:, :, column] = histogram @ np.arange(histogram.shape[2], dtype=np.int64) ** 2
    return squares


def times(one: Ratio, other: Ratio) -> Ratio:
    return one[0] * other[0], one[1] * other[1]


def squared_difference(one: Ratio, other: Ratio) -> Ratio:
    return (one[0] * other[1] - other[0] * one[1]) ** 2, (one[1] * other[1]) ** 2


def total(parts: Iterable[Ratio]) -> Fraction:
    """On one common denominator: adding one fraction after the other reduces each sum, which costs ten times more."""
    listed = list(parts)
    common = lcm(*(denominator for _, denominator in listed))
    return Fraction(sum(numerator * (common // denominator) for numerator, denominator in listed), common)
