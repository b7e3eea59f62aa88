"""From ballots to cells: how many marks and what sum, per activity, group and judged criterion.

Whole numbers only, so the result depends neither on the order of ballots nor on threads.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.marks import CANNOT_JUDGE, NOT_ANSWERED
from assessments.scoring.method import Criterion, Method

CHUNK = 1 << 15  # ballots at a time: what is computed from them stays in the cache
BYTES = 1 << 20  # of the table that are counted at a time, for the same reason
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
    """The sealed roster. group: group index of each rater, after merging. voided: raters struck later.

    batch: which of the batches (batches.py) brought each rater onto an open board, -1 for none; their sums are known.
    """

    group: IntArray
    voided: frozenset[int] = frozenset()
    batch: IntArray | None = None


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
    """Marks counted: per judged criterion an array activities x groups x marks of its scale.

    distinct: different marks; of a group that came onto an open board in batches, those of the batch with the fewest:
    only people of one batch could have changed places unseen.
    """

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
        start = row * n_activities
        flat = np.full((len(rater) * n_activities, n_judged), CANNOT_JUDGE, dtype=np.uint8)

        def put(part: slice) -> None:
            places = start[ballots.rater[part]] + ballots.activity[part]
            np.put(as_units(flat), places, as_units(ballots.marks[part]))

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

    def spoke(self) -> BoolArray:
        """True, per row, for a rater with a mark that counts."""
        lowest = self.marks.min(axis=(1, 2), initial=CANNOT_JUDGE)
        return np.asarray(lowest < NOT_ANSWERED, dtype=np.bool_)

    def only(self, raters: BoolArray) -> "MarkTable":
        """Of some raters. raters: True for these, by index of the roster."""
        stay = raters[self.rater]
        behind = np.concatenate([[0], np.cumsum(stay)])
        return MarkTable(self.rater[stay], behind[self.ends], self.marks[stay])


@dataclass(frozen=True, eq=False)
class CountedMarks:
    """The marks of a round, checked and counted once for all that is told of them.

    activities: codes in frozen order. table, counts: of all raters of the roster, or of some (`only`).
    """

    method: Method
    roster: Roster
    activities: tuple[str, ...]
    table: MarkTable
    counts: CellCounts

    @classmethod
    def of(cls, method: Method, roster: Roster, ballots: Ballots) -> "CountedMarks":
        """Raises InputError where the parts do not fit together."""
        require_fitting(method, roster, ballots)
        table = MarkTable.of(method, roster, ballots)
        counts = count_marks(method, table)
        if roster.batch is not None:
            counts = replace(counts, distinct=fewest_in_batches(method, table, roster.batch))
        return cls(method, roster, ballots.activities, table, counts)

    def only(self, raters: BoolArray) -> "CountedMarks":
        """As if nobody else had come. raters: True for these, by index of the roster."""
        table = self.table.only(raters)
        return replace(self, table=table, counts=count_marks(self.method, table))


def parts_of(ballots: Ballots) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, len(ballots.marks), CHUNK))


def as_units(rows: NDArray[np.uint8]) -> NDArray[np.void]:
    """Each row as one thing to move: `np.put` then takes a quarter of what assigning rows of bytes takes."""
    units: NDArray[np.void] = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1])))[:, 0]
    return units


def count_cells(method: Method, roster: Roster, ballots: Ballots) -> CellCounts:
    """Counts, sums and numbers of distinct marks, each activities x groups x judged criteria (int64)."""
    return CountedMarks.of(method, roster, ballots).counts


def fewest_in_batches(method: Method, table: MarkTable, batch: IntArray) -> IntArray:
    """Different marks of the batch with the fewest of those with any; as many as there can be where a group has none."""
    parts = [count_marks(method, table.only(batch == at)) for at in range(int(batch.max(initial=-1)) + 1)]
    nobody = np.full((table.marks.shape[1], len(method.groups), table.marks.shape[2]), ROWS, dtype=np.int64)
    fewest: IntArray = np.min(
        [nobody, *(np.where(part.n > 0, part.distinct, ROWS) for part in parts)], axis=0
    )
    return fewest


def count_marks(method: Method, table: MarkTable) -> CellCounts:
    """The time grows with the number of marks that the scales have together, 11 for scales of 0..10."""
    lowest = min((criterion.minimum for criterion in method.judged), default=0)
    scale = np.arange(lowest, max((criterion.maximum for criterion in method.judged), default=-1) + 1)
    n_raters, n_activities, n_judged = table.marks.shape
    rows = table.marks.reshape(n_raters, n_activities * n_judged)

    def given(mark: int) -> list[IntArray]:
        return [times_given(mark, rows[group]) for group in table.groups()]

    with ThreadPoolExecutor(THREADS) as pool:
        counted = list(pool.map(given, scale.tolist()))
    tally = np.array(counted, dtype=np.int64)
    tally = tally.reshape(len(scale), len(method.groups), n_activities, n_judged).transpose(0, 2, 1, 3)
    by_criterion = np.ascontiguousarray(tally.transpose(3, 1, 2, 0))
    histograms = tuple(
        by_criterion[column, :, :, criterion.minimum - lowest : criterion.maximum - lowest + 1]
        for column, criterion in enumerate(method.judged)
    )
    total = np.tensordot(scale, tally, axes=1)
    return CellCounts(histograms, tally.sum(axis=0), total, np.count_nonzero(tally, axis=0))


def times_given(mark: int, rows: NDArray[np.uint8]) -> IntArray:
    """How often the mark stands in each column.

    One comparison and one sum a mark, over bytes that lie side by side: a quarter of what counting each mark into
    its place takes. Whole rows, so that many are compared at a stroke.
    """
    counts = np.zeros(rows.shape[1], dtype=np.int64)
    height = min(ROWS, max(1, BYTES // max(1, rows.shape[1])))
    places = np.empty((min(height, len(rows)), rows.shape[1]), dtype=np.bool_)
    for top in range(0, len(rows), height):
        block = rows[top : top + height]
        here = np.equal(block, mark, out=places[: len(block)])
        counts += np.add.reduce(here.view(np.uint8), axis=0, dtype=np.uint8)
    return counts


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
