"""Which cells may be shown: no published figure may leave fewer than three possible values of a mark.

From n and the sum of a cell follow bounds for each mark: with d points missing to the highest possible
sum, nobody gave less than `maximum - d`. Below d = 2, or likewise above the lowest sum, fewer than three
values remain. Two conclusions:

- If one cell of an activity is so close to an end, the sums of ALL its cells stay back. Alone it could be
  solved for from the published scores, which are linear in the sums; and naming it would tell what it hides.
  For the same reason such an activity has no score under other rules (one person one vote, kappa = 0, without a
  group): the score without each group alone gives the mean of each. In the orders by those rules it stands with its
  official score, so that the ranks of the others tell nothing of it.
- A histogram pooled over groups may show, with the sums, which group gave which mark. It is safe where every
  group in it gave three different marks or more: any two raters of a group could then have changed places
  without changing any published figure. Elsewhere it stays back. Where only one group counts it always does: that
  it was kept back would else tell that the group gave no three different marks, which beside its sum pins them.

Cells with fewer than g marks enter nothing at all, so no difference of published figures reveals them.
"""

from collections.abc import Sequence

import numpy as np

from assessments.scoring.cells import BoolArray, CellCounts, IntArray
from assessments.scoring.method import POSSIBLE_VALUES, Criterion, Method


def counting_cells(method: Method, counts: CellCounts) -> BoolArray:
    """True where a cell has g marks or more: activities x groups x judged criteria."""
    return np.greater_equal(counts.n, method.threshold)


def open_activities(method: Method, counts: CellCounts) -> BoolArray:
    """True, per activity, where the sums of its counting cells may be shown."""
    margin = points_to_an_end(method.judged, counts)
    safe = (margin >= POSSIBLE_VALUES - 1) | ~counting_cells(method, counts)
    return np.array(safe.all(axis=(1, 2)), dtype=np.bool_)


def points_to_an_end(judged: Sequence[Criterion], counts: CellCounts) -> IntArray:
    """Points between the sum of each cell and the nearer of its lowest and highest possible sums."""
    lowest = counts.n * np.array([criterion.minimum for criterion in judged], dtype=np.int64)
    highest = counts.n * np.array([criterion.maximum for criterion in judged], dtype=np.int64)
    margin: IntArray = np.minimum(counts.total - lowest, highest - counts.total)
    return margin


def marks_can_change_places(method: Method, counts: CellCounts) -> bool:
    """True where every counting cell holds three different marks or more.

    Then any figure that depends on the marks of a group, and not on who of it gave which, leaves three values for each.
    Never where a group counts alone: that such a figure is kept back would else tell of it that it gave no three
    different marks. Of two or more together the histograms tell as much already.
    """
    counting = counting_cells(method, counts)
    exchangeable = (counts.distinct >= POSSIBLE_VALUES) | ~counting
    return bool(exchangeable.all() and (np.count_nonzero(counting, axis=1) != 1).all())


def open_histograms(method: Method, counts: CellCounts) -> BoolArray:
    """True, activities x judged criteria, where marks pooled over the counting cells may be shown."""
    counting = counting_cells(method, counts)
    exchangeable = (counts.distinct >= POSSIBLE_VALUES) | ~counting
    filled: BoolArray = (np.count_nonzero(counting, axis=1) >= 2) & exchangeable.all(axis=1)
    return filled & open_activities(method, counts)[:, np.newaxis]
