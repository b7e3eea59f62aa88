"""From ballots to cells: how many marks and what sum, per activity, group and judged criterion.

Whole numbers only, so the result depends neither on the order of ballots nor on threads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.marks import NOT_ANSWERED
from assessments.scoring.method import Criterion, Method

CHUNK = 1 << 18  # ballots at a time: temporaries stay in the cache and below 10 MB

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class InputError(ValueError):
    """Ballots and roster do not fit together; the message says where."""


def no_recusals() -> IntArray:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Roster:
    """The sealed roster. group: group index of each rater, after merging. voided: raters struck later."""

    group: IntArray
    voided: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Ballots:
    """The ballots of a round, in any order.

    activities: codes in frozen order. activity, rater: index per ballot. marks: uint8, ballots x judged
    criteria (marks.py). recusals: pairs (activity index, rater index); all marks of such a pair fall away.
    """

    activities: tuple[str, ...]
    activity: IntArray
    rater: IntArray
    marks: NDArray[np.uint8]
    recusals: IntArray = field(default_factory=no_recusals)


@dataclass(frozen=True, eq=False)
class CellCounts:
    """Marks counted: per judged criterion an array activities x groups x marks of its scale."""

    histograms: tuple[IntArray, ...]
    n: IntArray
    total: IntArray
    distinct: IntArray


def count_cells(method: Method, roster: Roster, ballots: Ballots) -> CellCounts:
    """Counts, sums and numbers of distinct marks, each activities x groups x judged criteria (int64)."""
    require_fitting(method, roster, ballots)
    histograms = count_marks(method, roster, ballots)
    scales = [np.arange(criterion.minimum, criterion.maximum + 1) for criterion in method.judged]
    shape = (len(ballots.activities), len(method.groups), len(method.judged))
    n, total, distinct = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for column, (counts, scale) in enumerate(zip(histograms, scales, strict=True)):
        n[:, :, column] = counts.sum(axis=2)
        total[:, :, column] = counts @ scale
        distinct[:, :, column] = np.count_nonzero(counts, axis=2)
    return CellCounts(histograms, n, total, distinct)


def count_marks(method: Method, roster: Roster, ballots: Ballots) -> tuple[IntArray, ...]:
    """Per judged criterion: how often each mark of its scale was given, activities x groups x marks.

    One count over packed keys (cell x mark) for each column. Marks of barred pairs go to a cell behind
    the last, missing marks to a mark behind the last; both are cut off at the end.
    """
    n_activities, n_groups = len(ballots.activities), len(method.groups)
    widths = [criterion.maximum - criterion.minimum + 2 for criterion in method.judged]
    tables = [np.zeros((n_activities * n_groups + 1) * width, dtype=np.int64) for width in widths]
    barred = barred_pairs(roster, ballots)
    for start in range(0, len(ballots.marks), CHUNK):
        part = slice(start, start + CHUNK)
        cell = cells_of(ballots.activity[part], ballots.rater[part], roster.group, n_groups, barred)
        for table, width, codes in zip(tables, widths, coded(method, ballots.marks[part]), strict=True):
            table += np.bincount(cell * width + codes, minlength=len(table))
    return tuple(
        table.reshape(-1, width)[:-1, :-1].reshape(n_activities, n_groups, width - 1)
        for table, width in zip(tables, widths, strict=True)
    )


def cells_of(
    activity: IntArray, rater: IntArray, group: IntArray, n_groups: int, barred: BoolArray
) -> IntArray:
    """Cell of each ballot: activity x groups + group; one behind the last where the pair is barred."""
    cell = activity * n_groups + group[rater]
    cell[barred[activity, rater]] = len(barred) * n_groups
    return cell


def coded(method: Method, marks: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Columns as steps from the minimum; both kinds of missing as one step above the maximum."""
    columns = np.ascontiguousarray(marks.T)
    for criterion, column in zip(method.judged, columns, strict=True):
        steps = np.uint8(criterion.maximum - criterion.minimum + 1)
        yield np.minimum(column - np.uint8(criterion.minimum), steps)


def barred_pairs(roster: Roster, ballots: Ballots) -> BoolArray:
    """True, activities x raters, where marks fall away: the rater voided, or recused for the activity."""
    barred = np.zeros((len(ballots.activities), len(roster.group)), dtype=np.bool_)
    barred[:, sorted(roster.voided)] = True
    barred[ballots.recusals[:, 0], ballots.recusals[:, 1]] = True
    return barred


def require_fitting(method: Method, roster: Roster, ballots: Ballots) -> None:
    """Raises InputError for an index out of range, a mark off the scale, or a doubled ballot."""
    n_ballots, n_activities, n_raters = len(ballots.marks), len(ballots.activities), len(roster.group)
    if ballots.marks.dtype != np.uint8 or ballots.marks.shape != (n_ballots, len(method.judged)):
        raise InputError("marks must be bytes, one row a ballot, one column a judged criterion")
    if len(ballots.activity) != n_ballots or len(ballots.rater) != n_ballots:
        raise InputError("every ballot needs an activity and a rater")
    if len(set(ballots.activities)) != n_activities:
        raise InputError("every activity needs a code of its own")
    require_index("group", roster.group, len(method.groups))
    require_index("voided rater", np.array(sorted(roster.voided), dtype=np.int64), n_raters)
    for name, activity, rater in (
        ("ballot", ballots.activity, ballots.rater),
        ("recusal", ballots.recusals[:, 0], ballots.recusals[:, 1]),
    ):
        require_index(f"activity of a {name}", activity, n_activities)
        require_index(f"rater of a {name}", rater, n_raters)
    require_one_ballot_each(ballots, n_raters)
    for column, criterion in enumerate(method.judged):
        require_on_scale(criterion, ballots.marks[:, column])


def require_index(what: str, indices: IntArray, size: int) -> None:
    if len(indices) and not (indices.min() >= 0 and indices.max() < size):
        raise InputError(f"{what}: index outside 0..{size - 1}")


def require_one_ballot_each(ballots: Ballots, n_raters: int) -> None:
    seen = np.zeros((len(ballots.activities), n_raters), dtype=np.bool_)
    seen[ballots.activity, ballots.rater] = True
    if np.count_nonzero(seen) != len(ballots.marks):
        raise InputError("one rater has two ballots for one activity")


def require_on_scale(criterion: Criterion, column: NDArray[np.uint8]) -> None:
    off = (column < criterion.minimum) | ((column > criterion.maximum) & (column < NOT_ANSWERED))
    if off.any():
        raise InputError(f"{criterion.code}: mark {column[off][0]} is off the scale")
