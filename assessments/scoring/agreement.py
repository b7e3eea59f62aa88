"""How far raters agree beyond chance: Krippendorff's alpha and Kendall's W, in exact fractions.

alpha = 1 - observed / expected disagreement. 1 is full agreement, 0 what marks dealt out at random would show, below 0
is systematic contradiction. Only values of units with two or more values can be paired; all others fall away
(Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").

W = 1 where all raters put the items in one order, 0 where their orders cancel out (Kendall and Babington Smith 1939,
with the correction for ties; Siegel 1956).

Where a figure is not defined (nothing to pair, no variation) it is None. These figures may NOT be shown as they are:
raters_agree.py says what may.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.cells import CellCounts, IntArray
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.method import Method

Level = Literal["nominal", "ordinal", "interval", "ratio"]
FloatArray = NDArray[np.float64]
Distances = list[list[Fraction]]


@dataclass(frozen=True)
class Concordance:
    """Kendall's W of `raters` complete rows over `items`; `left_out` rows had gaps and entered nothing."""

    w: Fraction
    raters: int
    items: int
    left_out: int

    @property
    def chi_squared(self) -> Fraction:
        """m (n - 1) W: Friedman's statistic, with n - 1 degrees of freedom."""
        return self.raters * (self.items - 1) * self.w


def alpha(values: FloatArray, level: Level) -> Fraction | None:
    """Krippendorff's alpha of a matrix raters x units, NaN where a value is missing.

    Memory grows with units x different values: meant for marks, not for measurements. Raises ValueError where a value
    is infinite, or negative on the ratio level, which has a true zero.
    """
    given = ~np.isnan(values)
    scale, code = np.unique(values[given], return_inverse=True)
    if np.isinf(scale).any():
        raise ValueError("a value is infinite")
    n_units = values.shape[1]
    unit = np.broadcast_to(np.arange(n_units), values.shape)[given]
    counts = np.bincount(unit * len(scale) + code, minlength=n_units * len(scale))
    exact = [Fraction(value) for value in scale.tolist()]
    return alpha_from_histograms(counts.reshape(n_units, len(scale)), exact, level)


def alpha_from_histograms(
    histograms: IntArray, scale: Sequence[int | Fraction], level: Level
) -> Fraction | None:
    """The same from counts: int64, units x values of the scale, in ascending order. Raises ValueError as `alpha` does.

    Who gave which value does not enter alpha, so no matrix of raters x units is needed.
    """
    sizes = histograms.sum(axis=1)
    pairable, sizes = histograms[sizes >= 2], sizes[sizes >= 2]
    totals = pairable.sum(axis=0).tolist()
    distances = DISTANCES[level]([Fraction(value) for value in scale], totals)
    weights = on_whole_numbers(distances)
    expected = weighted(np.outer(np.array(totals, dtype=object), np.array(totals, dtype=object)), weights)
    if expected == 0:
        return None
    observed = sum(
        (
            Fraction(weighted(pairs_within(pairable[sizes == size]), weights), size - 1)
            for size in np.unique(sizes).tolist()
        ),
        Fraction(0),
    )
    by_chance = Fraction(expected, sum(totals) - 1)
    return 1 - observed / by_chance


def pairs_within(histograms: IntArray) -> IntArray:
    """Ordered pairs of values met in one unit, values x values. Equal values weigh nothing, so their surplus is harmless."""
    pairs: IntArray = histograms.T @ histograms
    return pairs


def weighted(pairs: NDArray[np.generic], weights: NDArray[np.object_]) -> int:
    """Whole numbers of any size: ordinal distances of millions of marks do not fit 64 bits."""
    return int((pairs.astype(object) * weights).sum())


def on_whole_numbers(distances: Distances) -> NDArray[np.object_]:
    """Only proportions matter: observed and expected disagreement use the same distances."""
    common = lcm(*(distance.denominator for row in distances for distance in row))
    whole = [[int(distance * common) for distance in row] for row in distances]
    return np.array(whole, dtype=object).reshape(len(distances), len(distances))


def nominal(scale: Sequence[Fraction], totals: Sequence[int]) -> Distances:
    return [[Fraction(one != other) for other in scale] for one in scale]


def ordinal(scale: Sequence[Fraction], totals: Sequence[int]) -> Distances:
    """Squared number of values between two, each end counted half."""
    middles = [sum(totals[:at]) + Fraction(total, 2) for at, total in enumerate(totals)]
    return [[(one - other) ** 2 for other in middles] for one in middles]


def interval(scale: Sequence[Fraction], totals: Sequence[int]) -> Distances:
    return [[(one - other) ** 2 for other in scale] for one in scale]


def ratio(scale: Sequence[Fraction], totals: Sequence[int]) -> Distances:
    if any(value < 0 for value in scale):
        raise ValueError("the ratio level has no values below zero")
    return [
        [((one - other) / (one + other)) ** 2 if one != other else Fraction(0) for other in scale]
        for one in scale
    ]


DISTANCES: dict[Level, Callable[[Sequence[Fraction], Sequence[int]], Distances]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
}


def alphas_by_criterion(
    method: Method, counts: CellCounts, level: Level = "interval"
) -> tuple[Fraction | None, ...]:
    """alpha over the activities as units, one a judged criterion, in frozen order; only counting cells enter.

    Raters of all groups are pooled: alpha knows no weights of groups.
    """
    counting = counting_cells(method, counts)
    return tuple(
        alpha_from_histograms(
            (histogram * counting[:, :, column, np.newaxis]).sum(axis=1),
            range(criterion.minimum, criterion.maximum + 1),
            level,
        )
        for column, (criterion, histogram) in enumerate(zip(method.judged, counts.histograms, strict=True))
    )


def concordance(values: FloatArray) -> Concordance | None:
    """Kendall's W of a matrix raters x items, NaN where a value is missing.

    Rows with a gap are left out, not filled: a rater who judged only some items gives no order of all of them, and any
    filling would invent one. None below two complete rows or two items, and where no rater told any items apart.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    (m, n), left_out = complete.shape, len(values) - len(complete)
    if m < 2 or n < 2:
        return None
    sums, ties = doubled_rank_sums(complete)
    spread = sum((rank_sum - m * (n + 1)) ** 2 for rank_sum in sums)  # four times Kendall's S
    most = m * m * (n**3 - n) - m * ties
    return Concordance(Fraction(3 * spread, most), m, n, left_out) if most else None


def doubled_rank_sums(rows: FloatArray) -> tuple[list[int], int]:
    """Twice the sum of the ranks of each item, so that shared ranks stay whole, and sum(t^3 - t) over the ties.

    An item's rank follows from how many items its rater gave each value, raters x values: meant for marks, as `alpha`.
    """
    scale = np.unique(rows)
    place = np.searchsorted(scale, rows)
    own = place + len(scale) * np.arange(len(rows))[:, np.newaxis]
    sizes = np.bincount(own.ravel(), minlength=len(rows) * len(scale)).reshape(len(rows), len(scale))
    doubled = 2 * np.cumsum(sizes, axis=1) - sizes + 1
    ranks = np.take_along_axis(doubled, place, axis=1)
    return ranks.sum(axis=0).tolist(), int((sizes**3 - sizes).sum())
