"""From ballots to cells: how many marks and what sum, per activity, group and judged criterion.

Whole numbers only, so the result depends neither on the order of ballots nor on threads.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.marks import CANNOT_JUDGE, NOT_ANSWERED
from assessments.scoring.method import Criterion, Method

CHUNK = 1 << 15  # ballots at a time: what is computed from them stays in the cache
COLUMNS = 1 << 11  # of the table that are counted at a time, for the same reason
THREADS = 2  # each writes places of its own
ROWS = 255  # as many as can be counted in one byte

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

    def only(self, rows: Sequence[int] | IntArray) -> "CellCounts":
        """Of some activities, in this order."""
        histograms = tuple(histogram[rows] for histogram in self.histograms)
        return CellCounts(histograms, self.n[rows], self.total[rows], self.distinct[rows])


@dataclass(frozen=True, eq=False)
class MarkTable:
    """All marks that count, in one order whatever the order of the ballots.

    rater: index of the rater in each row, one group after the other, within a group in the order of the roster.
    ends: per group the row behind its last. marks: uint8, raters x activities x judged criteria; CANNOT_JUDGE
    where there is no mark, or it falls away.
    """

    rater: IntArray
    ends: IntArray
    marks: NDArray[np.uint8]

    @classmethod
    def of(cls, method: Method, roster: Roster, ballots: Ballots) -> "MarkTable":
        """Input that fits together (`require_fitting`)."""
        n_activities, n_judged = len(ballots.activities), len(method.judged)
        rater = np.argsort(roster.group, kind="stable")
        row = np.empty_like(rater)
        row[rater] = np.arange(len(rater))
        flat = np.full((len(rater) * n_activities, n_judged), CANNOT_JUDGE, dtype=np.uint8)

        def put(part: slice) -> None:
            places = row[ballots.rater[part]] * n_activities + ballots.activity[part]
            as_units(flat)[places] = as_units(ballots.marks[part])

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(put, parts_of(ballots) if n_judged else ()))
        marks = flat.reshape(len(rater), n_activities, n_judged)
        marks[row[sorted(roster.voided)]] = CANNOT_JUDGE
        marks[row[ballots.recusals[:, 1]], ballots.recusals[:, 0]] = CANNOT_JUDGE
        return cls(rater, np.cumsum(np.bincount(roster.group, minlength=len(method.groups))), marks)

    def groups(self) -> Iterator[slice]:
        """The rows of each group."""
        starts = [0, *self.ends.tolist()]
        return (slice(start, end) for start, end in pairwise(starts))


def parts_of(ballots: Ballots) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, len(ballots.marks), CHUNK))


def as_units(rows: NDArray[np.uint8]) -> NDArray[np.void]:
    """Each row as one thing to move: twice as fast as its bytes one by one."""
    units: NDArray[np.void] = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1])))[:, 0]
    return units


def count_cells(method: Method, roster: Roster, ballots: Ballots) -> CellCounts:
    """Counts, sums and numbers of distinct marks, each activities x groups x judged criteria (int64)."""
    require_fitting(method, roster, ballots)
    return count_marks(method, MarkTable.of(method, roster, ballots))


def count_marks(method: Method, table: MarkTable) -> CellCounts:
    """The time grows with the number of marks that the scales have together, 11 for scales of 0..10."""
    lowest = min((criterion.minimum for criterion in method.judged), default=0)
    scale = np.arange(lowest, max((criterion.maximum for criterion in method.judged), default=-1) + 1)
    n_raters, n_activities, n_judged = table.marks.shape
    rows = table.marks.reshape(n_raters, n_activities * n_judged)

    def counted(left: int) -> IntArray:
        part = slice(left, left + COLUMNS)
        return np.stack([times_given(rows[group, part], scale) for group in table.groups()], axis=1)

    with ThreadPoolExecutor(THREADS) as pool:
        tally = np.concatenate(list(pool.map(counted, range(0, max(1, rows.shape[1]), COLUMNS))), axis=2)
    tally = tally.reshape(len(scale), len(method.groups), n_activities, n_judged).transpose(2, 1, 3, 0)
    histograms = tuple(
        np.ascontiguousarray(tally[:, :, column, criterion.minimum - lowest : criterion.maximum - lowest + 1])
        for column, criterion in enumerate(method.judged)
    )
    return CellCounts(histograms, tally.sum(axis=3), tally @ scale, np.count_nonzero(tally, axis=3))


def times_given(rows: NDArray[np.uint8], scale: IntArray) -> IntArray:
    """How often each mark of the scale stands in each column: marks x columns.

    One comparison and one sum a mark, over bytes that lie side by side: a quarter of what counting each mark into
    its place takes.
    """
    counts = np.zeros((len(scale), rows.shape[1]), dtype=np.int64)
    given = np.empty((min(ROWS, len(rows)), rows.shape[1]), dtype=np.bool_)
    for top in range(0, len(rows), ROWS):
        block = rows[top : top + ROWS]
        for own, mark in zip(counts, scale.astype(np.uint8), strict=True):
            here = np.equal(block, mark, out=given[: len(block)])
            own += np.add.reduce(here.view(np.uint8), axis=0, dtype=np.uint8)
    return counts


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
    require_on_scale(method.judged, ballots)


def require_index(what: str, indices: IntArray, size: int) -> None:
    if len(indices) and not (indices.min() >= 0 and indices.max() < size):
        raise InputError(f"{what}: index outside 0..{size - 1}")


def require_one_ballot_each(ballots: Ballots, n_raters: int) -> None:
    n_activities = len(ballots.activities)
    seen = np.zeros(n_raters * n_activities, dtype=np.bool_)
    for part in parts_of(ballots):
        seen[ballots.rater[part] * n_activities + ballots.activity[part]] = True
    if np.count_nonzero(seen) != len(ballots.marks):
        raise InputError("one rater has two ballots for one activity")


def require_on_scale(judged: Sequence[Criterion], ballots: Ballots) -> None:
    """Marks below the lowest wrap around and lie above the highest, so one comparison finds both."""
    spans = np.tile(np.array([each.maximum - each.minimum for each in judged], dtype=np.uint8), CHUNK)
    lowest = np.tile(np.array([each.minimum for each in judged], dtype=np.uint8), CHUNK)
    for part in parts_of(ballots):
        marks = ballots.marks[part].ravel()
        off = marks - lowest[: len(marks)] > spans[: len(marks)]
        off &= marks < NOT_ANSWERED
        if off.any():
            first = int(np.argmax(off))
            raise InputError(f"{judged[first % len(judged)].code}: mark {marks[first]} is off the scale")
