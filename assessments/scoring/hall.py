"""The hall filled again: scores of the round with other people of the same groups in it.

In each draw every group is filled again with as many raters as came, drawn from those who came, with replacement.
Whole raters are drawn, so that a generous one stays generous throughout; the score is then the official one, with
kappa, omega and threshold as frozen.

What the round keeps back stays back: a cell with fewer than g marks enters no draw, nor does an activity without
a score. In a draw, too, a cell needs g marks and an activity its coverage; without them it has no score there.

Cell sums are products of whole numbers, exact in any order of summation; the rest is computed element by element
in a fixed order. So equal input gives equal bytes under any number of threads, and however it is cut into pieces.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.acceptability import MICRO, NO_SCORE, covered
from assessments.scoring.cells import (
    Ballots,
    CellCounts,
    IntArray,
    MarkTable,
    Roster,
    count_marks,
    require_fitting,
)
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.drawing import FloatArray, stream
from assessments.scoring.marks import CANNOT_JUDGE, NOT_ANSWERED
from assessments.scoring.method import MEASURED, Method
from assessments.scoring.products import multiply
from assessments.scoring.ranking import values_of
from assessments.scoring.scores import Measured

Packed = NDArray[np.floating[Any]]
Drawn = NDArray[np.unsignedinteger[Any]]

COLUMNS = 1 << 9  # cells of one group, and draws, at a time: their product stays in the cache
DRAWS_AT_A_TIME = 1 << 7
THREADS = 2
PURPOSE = "a"  # before the seed: other uniforms than those of the weights
EXACT_IN_FLOAT32 = 1 << 24


@dataclass(frozen=True, eq=False)
class Hall:
    """Who came, and what they said of the activities with a score.

    rows: positions of these activities. groups: index and marks of each group in which somebody came, raters x
    activities x judged criteria; CANNOT_JUDGE where nothing counts. fixed: weighted u of the measured criteria, and
    the weight present, one an activity.
    """

    rows: tuple[int, ...]
    groups: tuple[tuple[int, NDArray[np.uint8]], ...]
    fixed: tuple[FloatArray, FloatArray]

    @classmethod
    def of(cls, method: Method, roster: Roster, ballots: Ballots, measured: Measured) -> "Hall":
        require_fitting(method, roster, ballots)
        table = MarkTable.of(method, roster, ballots)
        counts = count_marks(method, table)
        values = values_of(method, counts, ballots.activities, measured)
        rows = covered(~np.isnan(values), method.weights, method.coverage_minimum)
        groups = tuple(said(method, table, counts, rows))
        return cls(tuple(rows), groups, measured_part(method, values[rows]))

    def scores(self, method: Method, seed: str, draws: int) -> NDArray[np.int32]:
        """Scores in millionths of the scale, rounded, draws x activities; NO_SCORE where the draw leaves none.

        Some activities at a time, on THREADS threads: each writes columns of its own.
        """
        drawn = self.drawn(seed, draws)
        scores = np.empty((draws, len(self.rows)), dtype=np.int32)
        step = max(1, COLUMNS // max(1, len(method.judged)))
        with ThreadPoolExecutor(THREADS) as pool:
            starts = range(0, len(self.rows), step)
            work = [
                pool.submit(self.fill, scores, slice(start, start + step), method, drawn) for start in starts
            ]
        for done in work:
            done.result()
        return scores

    def fill(self, scores: NDArray[np.int32], part: slice, method: Method, drawn: Sequence[Drawn]) -> None:
        """The columns of some activities."""
        pack = Pack.of(method, [(group, marks[:, part]) for group, marks in self.groups])
        fixed = (self.fixed[0][part], self.fixed[1][part])
        scratch = Scratch(pack, len(method.judged) * len(fixed[0]))
        for top in range(0, len(scores), DRAWS_AT_A_TIME):
            some = slice(top, top + DRAWS_AT_A_TIME)
            rows = len(scores[some])
            above, below = pack.balanced(method, [own[some] for own in drawn], scratch, rows)
            shape = (rows, len(method.judged), len(fixed[0]))
            values = above.reshape(shape), below.reshape(shape)
            scores[some, part] = scored(method, fixed, *values, method.kappa / pack.one)

    def drawn(self, seed: str, draws: int) -> list[Drawn]:
        """Per group how often each of its raters was drawn, draws x raters: one uniform for every seat in the hall."""
        uniform = stream(PURPOSE + seed)
        sizes = [len(marks) for _, marks in self.groups]
        times = [np.empty((draws, size), dtype=np.uint8) for size in sizes]
        for top in range(0, draws, DRAWS_AT_A_TIME):
            part = slice(top, min(draws, top + DRAWS_AT_A_TIME))
            seats = uniform.random_sample((part.stop - top, sum(sizes)))
            for group, places in enumerate(np.split(seats, np.cumsum(sizes)[:-1], axis=1) if sizes else ()):
                own = times_drawn(places)
                if (
                    own.max(initial=0) > np.iinfo(times[group].dtype).max
                ):  # hardly ever, and never below 256 raters
                    times[group] = times[group].astype(np.uint32)
                times[group][part] = own
        return times


def said(
    method: Method, table: MarkTable, counts: CellCounts, rows: Sequence[int]
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Groups of a hall: those who gave a mark that counts, or would in a larger cell."""
    counting = counting_cells(method, counts)
    for group, own in enumerate(table.groups()):
        marks = table.marks[own]
        came = [bool((rater < NOT_ANSWERED).any()) for rater in marks]
        if any(came):
            marks = marks[came][:, rows]
            marks[:, ~counting[rows, group]] = CANNOT_JUDGE
            yield group, marks


@dataclass(frozen=True, eq=False)
class Pack:
    """Some activities of a hall, so packed that one product gives both counts and sums.

    groups: index and marks, raters x (judged criteria x activities); a mark is 1 for being there, plus its steps above
    the worst in parts of `one`, a power of two that no sum of steps reaches: what is whole in a product is the count,
    the rest is the sum.
    """

    groups: tuple[tuple[int, Packed], ...]
    one: int
    kind: type[Any]

    @classmethod
    def of(cls, method: Method, groups: Sequence[tuple[int, NDArray[np.uint8]]]) -> "Pack":
        largest = max((each.maximum - each.minimum for each in method.judged), default=0)
        most = max((len(marks) for _, marks in groups), default=0)
        one = 1 << (most * largest).bit_length()
        kind: type[Any] = np.float32 if most * (one + largest) < EXACT_IN_FLOAT32 else np.float64
        return cls(tuple((group, packed(method, marks, one, kind)) for group, marks in groups), one, kind)

    def balanced(
        self, method: Method, drawn: Sequence[Drawn], scratch: "Scratch", rows: int
    ) -> tuple[FloatArray, FloatArray]:
        """Of every cell, draws x (judged criteria x activities): weighted steps, and the weight they have together.

        Per group t S and omega n / (n + kappa) = omega - t with t = kappa omega / (n + kappa), as in balance.py: the
        steps are in parts of one / kappa. drawn: as `Hall.drawn`.
        """
        above, below, factor, part = scratch.floats[:, :rows]
        sums, counts = scratch.packed[:, :rows]
        above[:], below[:] = 0, sum(method.omegas[group] for group, _marks in self.groups)
        for (group, marks), times in zip(self.groups, drawn, strict=True):
            omega = method.omegas[group]
            multiply(times.astype(marks.dtype), marks, sums)
            np.floor(sums, out=counts)
            sums -= counts
            np.divide(method.kappa * omega, np.add(counts, method.kappa, out=factor), out=factor)
            if counts.min(initial=method.threshold) < method.threshold:
                few = counts < method.threshold
                factor[few] = 0
                below[few] -= omega
            below -= factor
            above += np.multiply(sums, factor, out=part)
        return above, below


class Scratch:
    """Where a product is taken apart, over and over: fresh memory would cost as much as the work."""

    def __init__(self, pack: Pack, cells: int) -> None:
        self.floats = np.empty((4, DRAWS_AT_A_TIME, cells))
        self.packed = np.empty((2, DRAWS_AT_A_TIME, cells), dtype=pack.kind)


def packed(method: Method, marks: NDArray[np.uint8], one: int, kind: type[Any]) -> Packed:
    n_raters, n_activities, n_judged = marks.shape
    steps: Packed = np.empty((n_raters, n_judged, n_activities), dtype=kind)
    for column, criterion in enumerate(method.judged):
        own = marks[:, :, column].astype(kind)
        worse = criterion.maximum - own if criterion.reversed else own - criterion.minimum
        steps[:, column] = np.where(marks[:, :, column] < NOT_ANSWERED, worse / one + 1, 0)
    return steps.reshape(n_raters, n_judged * n_activities)


def scored(
    method: Method, fixed: tuple[FloatArray, FloatArray], above: FloatArray, below: FloatArray, step: float
) -> NDArray[np.int32]:
    """above, below: as `Pack.balanced`, draws x judged criteria x activities; overwritten. step: one step in `above`."""
    total = np.repeat(fixed[0][np.newaxis], len(above), axis=0)
    weight = np.repeat(fixed[1][np.newaxis], len(above), axis=0)
    present = below > 0
    is_whole = bool(present.all())  # nearly always: then nothing has to be left out
    above /= below if is_whole else np.where(present, below, 1)
    for column, (own, criterion) in enumerate(zip(judged_weights(method), method.judged, strict=True)):
        part = np.multiply(above[:, column], own / (step * (criterion.maximum - criterion.minimum)))
        total += part if is_whole else np.where(present[:, column], part, 0.0)
        weight += own if is_whole else own * present[:, column]
    enough = (weight >= ceil(method.coverage_minimum * sum(method.weights))) & (weight > 0)
    scores = np.rint(MICRO * total / np.maximum(weight, 1))
    return np.where(enough, scores, NO_SCORE).astype(np.int32)


def times_drawn(places: FloatArray) -> IntArray:
    """How often each rater of a group was drawn into its seats, draws x raters. places: uniforms, likewise."""
    rows, raters = places.shape
    drawn = np.minimum((places * raters).astype(np.int64), raters - 1)
    drawn += np.arange(rows)[:, np.newaxis] * raters
    return np.bincount(drawn.ravel(), minlength=rows * raters).reshape(rows, raters)


def measured_part(method: Method, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sum of weight times u, and of weight, over the measured criteria present."""
    total, weight = np.zeros(len(values)), np.zeros(len(values))
    for column, (own, criterion) in enumerate(zip(method.weights, method.criteria, strict=True)):
        if criterion.kind == MEASURED:
            present = ~np.isnan(values[:, column])
            total += np.where(present, own * values[:, column], 0.0)
            weight += own * present
    return total, weight


def judged_weights(method: Method) -> Sequence[int]:
    return [
        own
        for own, criterion in zip(method.weights, method.criteria, strict=True)
        if criterion.kind != MEASURED
    ]
