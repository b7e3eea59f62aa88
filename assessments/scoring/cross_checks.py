"""The same values put in order by two other methods: TOPSIS and PROMETHEE II. Beside the official order, never in it.

Both see only the values u of the criteria (mu, six decimals), as robustness does: of activities whose sums are open.

TOPSIS (Hwang and Yoon 1981), vector normalisation: each column divided by the root of its sum of squares and weighted;
closeness = d- / (d+ + d-), the distances from the worst and the best value of every column. PROMETHEE II (Brans and
Vincke 1985) with the usual criterion: the weight by which an activity is better than another less that by which it is
worse, on average over the others, -1 to 1.

In both an activity's figure depends on the others of the list: take one away, and those that stay may change places.
With fixed scales and a sum, as in the official score, they cannot. How often that happens here is told as well.
An activity for which a criterion has no value cannot be compared like this and is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.cells import IntArray
from assessments.scoring.exact import half_even
from assessments.scoring.result import text

FloatArray = NDArray[np.float64]
Name = Literal["topsis", "promethee_2"]
Figures = Callable[[FloatArray, Sequence[int]], FloatArray]

PLACES = 4  # decimals; ranked as printed
FEWEST = 3  # activities, below which no order is worth comparing


@dataclass(frozen=True)
class Checked:
    """One activity: the figure as printed and its place by it; official: its official place among those compared."""

    activity: str
    figure: Decimal
    rank: int
    official: int

    def as_document(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "figure": str(self.figure),
            "rank": self.rank,
            "official": self.official,
        }


@dataclass(frozen=True)
class CrossCheck:
    """tau: Kendall's tau-b between both orders, two decimals; None where one of them knows only ties.

    pairs: how many two activities can be put in order; alike: those that both orders put the same way, ties included.
    moved: how many change places by this method if the officially last one is taken from the list.
    """

    method: Name
    tau: Decimal | None
    pairs: int
    alike: int
    moved: int
    activities: tuple[Checked, ...]

    def as_document(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "tau": text(self.tau),
            "pairs": self.pairs,
            "alike": self.alike,
            "moved": self.moved,
            "activities": [each.as_document() for each in self.activities],
        }


def cross_checks(
    activities: Sequence[str], values: FloatArray, weights: Sequence[int], scores: Sequence[Decimal | None]
) -> tuple[CrossCheck, ...]:
    """One a method; none where fewer than three can be compared.

    values: u, activities x criteria, NaN where missing or not to be used. scores: the official ones as printed.
    """
    scored = np.array([score is not None for score in scores], dtype=np.bool_)
    rows = np.flatnonzero(scored & ~np.isnan(values).any(axis=1))
    if len(rows) < FEWEST:
        return ()
    official = places(np.array([int((scores[row] or Decimal(0)).scaleb(1)) for row in rows.tolist()]))
    codes = [activities[row] for row in rows.tolist()]
    return tuple(
        cross_check(name, figures, codes, values[rows], weights, official)
        for name, figures in METHODS.items()
    )


def cross_check(
    name: Name,
    figures: Figures,
    codes: Sequence[str],
    values: FloatArray,
    weights: Sequence[int],
    official: IntArray,
) -> CrossCheck:
    printed = as_printed(figures(values, weights))
    ranks = places(printed)
    tau, alike = tau_b(official, ranks)
    columns = zip(codes, printed.tolist(), ranks.tolist(), official.tolist(), strict=True)
    return CrossCheck(
        name,
        tau,
        pairs=len(codes) * (len(codes) - 1) // 2,
        alike=alike,
        moved=moved_without(figures, values, weights, ranks, int(official.argmax())),
        activities=tuple(
            Checked(code, Decimal(figure).scaleb(-PLACES), rank, place)
            for code, figure, rank, place in columns
        ),
    )


def topsis(values: FloatArray, weights: Sequence[int]) -> FloatArray:
    """Closeness to the best, 0 to 1. More is better in every column; 1/2 where no two activities differ."""
    length = np.sqrt((values**2).sum(axis=0))
    shares = np.array([float(weight) for weight in weights]) / float(sum(weights))
    scaled = shares * values / np.where(length > 0, length, 1.0)
    to_best = np.sqrt(((scaled - scaled.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((scaled - scaled.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness: FloatArray = np.where(both > 0, to_worst / np.where(both > 0, both, 1.0), 0.5)
    return closeness


def promethee_2(values: FloatArray, weights: Sequence[int]) -> FloatArray:
    """Net flow, -1 to 1. More is better in every column."""
    flows = np.zeros(len(values))
    for column, weight in zip(values.T, weights, strict=True):
        ascending = np.sort(column)
        worse = np.searchsorted(ascending, column, side="left")
        better = len(column) - np.searchsorted(ascending, column, side="right")
        flows += float(weight) * (worse - better)
    net: FloatArray = flows / (float(sum(weights)) * (len(values) - 1))
    return net


METHODS: dict[Name, Figures] = {"topsis": topsis, "promethee_2": promethee_2}


def as_printed(figures: FloatArray) -> IntArray:
    """In steps of the last decimal."""
    steps: IntArray = np.rint(figures * 10**PLACES).astype(np.int64)
    return steps


def places(figures: IntArray) -> IntArray:
    """1 + number strictly higher."""
    ranks: IntArray = 1 + len(figures) - np.searchsorted(np.sort(figures), figures, side="right")
    return ranks


def tau_b(one: IntArray, other: IntArray) -> tuple[Decimal | None, int]:
    """With the number of pairs in the same order. Kendall 1945: ties of either order are taken off its pairs."""
    first, second = (np.sign(ranks[:, np.newaxis] - ranks) for ranks in (one, other))
    balance = int((first * second).sum()) // 2
    told = [int(np.count_nonzero(signs)) // 2 for signs in (first, second)]
    alike = (int(np.count_nonzero(first == second)) - len(one)) // 2
    square = told[0] * told[1]
    if square == 0:
        return None, alike
    # The root to six decimals more than are printed: whole numbers, the same on every machine.
    root = isqrt(10**12 * square)
    return Decimal(half_even(100 * balance * 10**6, root)).scaleb(-2), alike


def moved_without(
    figures: Figures, values: FloatArray, weights: Sequence[int], ranks: IntArray, last: int
) -> int:
    """How many of the others stand at another place among themselves once `last` is gone."""
    stay = np.arange(len(ranks)) != last
    before = places(-ranks[stay])
    after = places(as_printed(figures(values[stay], weights)))
    return int(np.count_nonzero(before != after))
