"""The hall filled again: scores of the round with other people of the same groups in it.

In each draw every group is filled again with as many raters as came, drawn from those who came, with replacement.
Whole raters are drawn, so that a generous one stays generous throughout; the score is then the official one, with
kappa, omega and threshold as frozen.

What the round keeps back stays back: a cell with fewer than g marks enters no draw, nor does an activity without
a score. In a draw, too, a cell needs g marks and an activity its coverage; without them it has no score there.

Cell sums are products of whole numbers, exact in any order of summation; the rest is computed element by element
in a fixed order. So equal input gives equal bytes under any number of threads, and however it is cut into pieces.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.board import MICRO, NO_SCORE, covered
from assessments.scoring.cells import BoolArray, CountedMarks, IntArray, MarkTable
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.drawing import FloatArray, stream
from assessments.scoring.marks import CANNOT_JUDGE, NOT_ANSWERED
from assessments.scoring.method import MEASURED, Method
from assessments.scoring.products import multiply
from assessments.scoring.ranking import official_values
from assessments.scoring.scores import Measured

Packed = NDArray[np.floating[Any]]
Drawn = NDArray[np.unsignedinteger[Any]]

COLUMNS = 1 << 9  # cells of one group, and draws, at a time: their product stays in the cache
DRAWS_AT_A_TIME = 1 << 8
THREADS = 2
PURPOSE = "a"  # before the seed: other uniforms than those of the weights
EXACT_IN_FLOAT32 = 1 << 24


@dataclass(frozen=True, eq=False)
class Hall:
    """Who came, and what they said of the activities with a score.

    rows: positions of these activities. groups: index of each group in which somebody came, and where these stand in
    the table. counting: where a cell counts, activities x groups x judged criteria. fixed: weighted u of the measured
    criteria, and the weight present, one an activity.
    """

    rows: tuple[int, ...]
    table: MarkTable
    groups: tuple[tuple[int, IntArray], ...]
    counting: BoolArray
    fixed: tuple[FloatArray, FloatArray]

    @classmethod
    def of(cls, marks: CountedMarks, measured: Measured) -> "Hall":
        method, counts, table = marks.method, marks.counts, marks.table
        values = official_values(method, counts, marks.activities, measured)
        rows = covered(~np.isnan(values), method.weights, method.coverage_minimum)
        spoke = table.spoke()
        came = ((group, own.start + np.flatnonzero(spoke[own])) for group, own in enumerate(table.groups()))
        groups = tuple((group, raters) for group, raters in came if len(raters))
        return cls(
            tuple(rows),
            table,
            groups,
            counting_cells(method, counts)[rows],
            measured_part(method, values[rows]),
        )

    def said(self, part: slice, group: int, raters: IntArray) -> NDArray[np.uint8]:
        """Of some activities, raters x activities x judged criteria; CANNOT_JUDGE where nothing counts."""
        marks = self.table.marks[np.ix_(raters, np.array(self.rows[part], dtype=np.int64))]
        marks[:, ~self.counting[part, group]] = CANNOT_JUDGE
        return marks

    def scores(self, method: Method, seed: str, draws: int) -> NDArray[np.int32]:
        """Scores in millionths of the scale, rounded, draws x activities; NO_SCORE where the draw leaves none.

        Some activities at a time, on THREADS threads: each writes columns of its own.
        """
        drawn = self.drawn(seed, draws)
        scores = np.empty((draws, len(self.rows)), dtype=np.int32)
        with ThreadPoolExecutor(THREADS) as pool:
            work = [
                pool.submit(self.fill, scores, part, method, drawn)
                for part in shared_out(len(self.rows), len(method.judged))
            ]
        for done in work:
            done.result()
        return scores

    def fill(self, scores: NDArray[np.int32], part: slice, method: Method, drawn: Sequence[Drawn]) -> None:
        """The columns of some activities."""
        pack = Pack.of(method, [(group, self.said(part, group, raters)) for group, raters in self.groups])
        fixed = (self.fixed[0][part], self.fixed[1][part])
        scratch = Scratch(pack, min(len(scores), DRAWS_AT_A_TIME), len(method.judged) * len(fixed[0]))
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
        sizes = [len(raters) for _, raters in self.groups]
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


def shared_out(activities: int, judged: int) -> list[slice]:
    """Pieces of one size, as many for each thread: else one would wait for the other."""
    pieces = ceil(activities * max(1, judged) / COLUMNS)
    step = ceil(activities / max(1, pieces + -pieces % THREADS))
    return [slice(start, start + step) for start in range(0, activities, max(1, step))]


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
        above, below, counts, steps = scratch.floats[:, :rows]
        product = scratch.product[:rows]
        above[:], below[:] = 0, sum(method.omegas[group] for group, _marks in self.groups)
        for (group, marks), times in zip(self.groups, drawn, strict=True):
            omega = method.omegas[group]
            multiply(times.astype(marks.dtype), marks, product)
            # Once to float64: where an operation mixes both sizes, it takes twice as long.
            steps[:] = product
            steps -= np.floor(steps, out=counts)
            few = (
                counts < method.threshold if counts.min(initial=method.threshold) < method.threshold else None
            )
            counts += method.kappa
            factor = np.divide(method.kappa * omega, counts, out=counts)
            if few is not None:
                factor[few] = 0
                below[few] -= omega
            below -= factor
            steps *= factor
            above += steps
        return above, below


class Scratch:
    """Where a product is taken apart, over and over: fresh memory would cost as much as the work."""

    def __init__(self, pack: Pack, rows: int, cells: int) -> None:
        self.floats = np.empty((4, rows, cells))
        self.product = np.empty((rows, cells), dtype=pack.kind)


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
    rows, judged, activities = above.shape
    weights = np.array(judged_weights(method), dtype=np.float64)
    spans = np.array([step * (each.maximum - each.minimum) for each in method.judged])
    is_whole = bool(below.min(initial=1) > 0)  # nearly always: then nothing has to be left out
    present = np.ones((1, judged, 1), dtype=np.bool_) if is_whole else below > 0
    above /= below if is_whole else np.where(present, below, 1)
    above *= np.repeat(weights / spans, activities).reshape(judged, activities)
    if not is_whole:
        above[~present] = 0
    total, weight = np.repeat(fixed[0][np.newaxis], rows, axis=0), fixed[1]
    for column in range(judged):  # one after the other: sums of floats depend on the order
        total += above[:, column]
        weight = weight + weights[column] * present[:, column]
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
