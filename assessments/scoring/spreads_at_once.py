"""What is told of the spreads of all activities at once, in floats: 200 activities in a twentieth of the time.

As in scores.py a float can tell what is printed except near the middle between two numbers, and in which interval a
spread lies except near one of its ends. All sums here but those of differences from a mean have no terms below zero;
these are squared, so a percent is off by less than 1e-12. Where something comes nearer than TOLERANCE to where it would
be told otherwise, the activity is left to exact fractions (dispute.py).
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.cells import BoolArray, CellCounts, IntArray
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.exact import on_common_denominator
from assessments.scoring.intervals import FEWEST_GROUPS, STEPS
from assessments.scoring.method import Method
from assessments.scoring.spread import percent, points_of, squares_of

FloatArray = NDArray[np.float64]

TOLERANCE = 1e-7  # percent, or tenths of it
WHOLE = float(percent(Fraction(1)))  # of one unit of variance


@dataclass(frozen=True, eq=False)
class Told:
    """One an activity. counts: whether any cell does. lower, upper: the interval. between, corrected: tenths of a percent.

    is_sure: False where a float cannot tell.
    """

    counts: BoolArray
    lower: IntArray
    upper: IntArray
    between: IntArray
    corrected: IntArray
    is_sure: BoolArray


@dataclass(frozen=True, eq=False)
class Cells:
    """Activities x groups x judged criteria; where a cell does not count, its shares are zero. See `CountingCell`.

    n: no less than 1. say: p_h. share: its part of the whole mean.
    """

    n: FloatArray
    say: FloatArray
    share: FloatArray
    points: IntArray
    spans: IntArray
    counting: BoolArray

    @classmethod
    def of(cls, method: Method, counts: CellCounts) -> "Cells":
        counting = counting_cells(method, counts)
        n = np.maximum(counts.n, 1)
        omegas = np.array([float(omega) for omega in method.omegas])[:, np.newaxis]
        says = counting * omegas * n / (n + method.kappa)
        whole = says.sum(axis=1, keepdims=True)
        say = says / np.where(whole > 0, whole, 1)
        weights = on_common_denominator(criterion.weight for criterion in method.judged)
        present = counting.any(axis=1) * np.array([float(weight) for weight in weights])
        together = present.sum(axis=1, keepdims=True)
        share = say * (present / np.where(together > 0, together, 1))[:, np.newaxis]
        spans = np.array([each.maximum - each.minimum for each in method.judged], dtype=np.int64)
        return cls(n.astype(np.float64), say, share, points_of(method, counts), spans, counting)

    def mean_of(self, parts: FloatArray) -> FloatArray:
        """Over all that count, in percent of the largest variance."""
        return WHOLE * np.asarray((self.share * parts).sum(axis=(1, 2)), dtype=np.float64)

    def variance_of(self, squares: IntArray) -> FloatArray:
        whole = self.n.astype(np.int64)
        variance: FloatArray = (whole * squares - self.points**2) / (self.n * self.spans) ** 2
        return variance

    def between(self) -> FloatArray:
        means = self.points / (self.n * self.spans)
        middle = (self.say * means).sum(axis=1, keepdims=True)
        return self.mean_of((means - middle) ** 2)

    def noise(self) -> FloatArray:
        """As `spread.noise`."""
        surplus, divisor = (
            self.mean_of(parts / self.n) for parts in (1 - self.say, np.maximum(self.n - 1, 0))
        )
        return surplus / np.where(divisor > 0, divisor, 1)

    def least_squares(self) -> IntArray:
        n = self.n.astype(np.int64)
        mark, above = np.divmod(self.points, n)
        squares: IntArray = (n - above) * mark**2 + above * (mark + 1) ** 2
        return squares

    def most_squares(self) -> IntArray:
        highest, rest = np.divmod(self.points, self.spans)
        squares: IntArray = highest * self.spans**2 + rest**2
        return squares

    def reach(self) -> tuple[FloatArray, FloatArray]:
        """How far a few points of one cell move the whole, and the smallest step (intervals.py), percent."""
        reach = 100 * (self.share * 16 / (self.n * self.spans)).max(axis=(1, 2), initial=0)
        return reach, np.maximum(reach, 50 * self.share.max(axis=(1, 2), initial=0))


class Doubts:
    """Collects where a float lies so near a whole number that it might be on either side."""

    def __init__(self, size: int) -> None:
        self.found = np.zeros(size, dtype=np.bool_)

    def floor(self, numbers: FloatArray) -> IntArray:
        self.found |= np.abs(numbers - np.rint(numbers)) < TOLERANCE
        return np.floor(numbers).astype(np.int64)

    def rounded(self, numbers: FloatArray) -> IntArray:
        return self.floor(numbers + 0.5)


def told(method: Method, counts: CellCounts, histograms_open: BoolArray) -> Told:
    """What dispute.py tells of every activity. histograms_open: activities x judged criteria."""
    cells, doubts = Cells.of(method, counts), Doubts(len(counts.n))
    between = cells.between()
    lower, upper = interval(cells, counts, between, histograms_open, doubts)
    within = np.maximum((lower + upper) / 2 - between, 0)
    left = np.maximum(between - cells.noise() * within, 0)
    tenths = doubts.rounded(10 * between), doubts.rounded(10 * left)
    has_marks = np.asarray(cells.counting.any(axis=(1, 2)))
    return Told(has_marks, lower, upper, *tenths, ~doubts.found)


def interval(
    cells: Cells, counts: CellCounts, between: FloatArray, histograms_open: BoolArray, doubts: Doubts
) -> tuple[IntArray, IntArray]:
    """As `intervals.interval`."""
    lowest, highest = (
        between + cells.mean_of(cells.variance_of(squares))
        for squares in (cells.least_squares(), cells.most_squares())
    )
    exact = between + cells.mean_of(cells.variance_of(squares_of(counts)))
    reach, needed = cells.reach()
    doubts.found |= (np.abs(needed[:, np.newaxis] - STEPS) < TOLERANCE).any(axis=1)
    at = np.searchsorted(STEPS, needed)
    step = np.append(STEPS, STEPS[-1])[at]
    first, last = -doubts.floor(-(lowest + reach) / step), doubts.floor((highest - reach) / step)
    last = np.where((at < len(STEPS)) & may_be_narrowed(cells, histograms_open), last, first - 1)
    below = doubts.floor(exact / step)
    start, end = np.minimum(below, last), np.maximum(below + 1, first)
    lower = np.where(start >= first, start * step, doubts.floor(lowest))
    upper = np.where(end <= last, end * step, -doubts.floor(-highest))
    return lower, upper


def may_be_narrowed(cells: Cells, histograms_open: BoolArray) -> BoolArray:
    groups = np.count_nonzero(cells.counting, axis=1)
    allowed: BoolArray = (histograms_open | (groups == 0) | (groups >= FEWEST_GROUPS)).all(axis=1)
    return allowed
