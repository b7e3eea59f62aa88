"""Sensitivity to who came: the round again with other people of the same groups in the hall.

Raters are invited, not sampled, so this is no confidence interval. It asks: had some stayed away and others like
those present come instead, who would be among the first K? In each draw every group is filled again with as many
raters as came, drawn from those who came, with replacement. Whole raters are drawn, so that a generous one stays
generous throughout; the score is then the official one, with kappa, omega and threshold as frozen.

What the round keeps back stays back: a cell with fewer than g marks enters no draw, nor does an activity without
a score. In a draw, too, a cell needs g marks and an activity its coverage; without them it has no score there.

Cell sums are products of whole numbers, exact in any order of summation; the rest is computed element by element
in a fixed order. So equal input gives equal bytes under any number of threads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.acceptability import MICRO, NO_SCORE, ROWS, add_above, among_first, covered, multiply
from assessments.scoring.cells import Ballots, BoolArray, IntArray, Roster, barred_pairs, count_cells
from assessments.scoring.disclosure import counting_cells
from assessments.scoring.drawing import DRAWS, FloatArray, stream
from assessments.scoring.exact import half_even
from assessments.scoring.marks import NOT_ANSWERED
from assessments.scoring.method import MEASURED, Method
from assessments.scoring.ranking import Measured, official_values

Packed = NDArray[np.floating[Any]]

SCHEMA = "attendance/1"
CHUNK = 1 << 17  # cells of one group at a time: they stay in the cache
PURPOSE = "a"  # before the seed: other uniforms than those of the weights
EXACT_IN_FLOAT32 = 1 << 24
NOT_SEPARABLE = (5, 95)  # percent, ends excluded
CONTENDER = 10  # percent of the draws among the first K, for pairs


@dataclass(frozen=True)
class Presence:
    """Whole percent of the draws in which the activity was among the first K."""

    activity: str
    within: int

    def as_document(self) -> dict[str, Any]:
        return {"activity": self.activity, "within": self.within}


@dataclass(frozen=True)
class Comparison:
    """Whole percent of the draws in which one stood above the other; separable: it hardly depends on who came."""

    one: str
    other: str
    one_above: int
    other_above: int
    separable: bool

    def as_document(self) -> dict[str, Any]:
        return {
            "one": self.one,
            "other": self.other,
            "one_above": self.one_above,
            "other_above": self.other_above,
            "separable": self.separable,
        }


@dataclass(frozen=True)
class Attendance:
    """activities: those with a score, in frozen order. pairs: of those among the first K in 10 % or more."""

    places: int
    draws: int
    activities: tuple[Presence, ...]
    pairs: tuple[Comparison, ...]

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats. Equal input gives equal bytes."""
        return {
            "schema": SCHEMA,
            "places": self.places,
            "draws": self.draws,
            "activities": [entry.as_document() for entry in self.activities],
            "pairs": [pair.as_document() for pair in self.pairs],
        }


def attendance(
    method: Method,
    roster: Roster,
    ballots: Ballots,
    measured: Measured,
    *,
    places: int,
    seed: str,
    draws: int = DRAWS,
) -> Attendance:
    """How the first K depend on who came. Input as in `rank_round`; places: K; seed: hash of the method."""
    hall = Hall.of(method, roster, ballots, measured)
    scores = np.concatenate([*hall.scores(method, seed, draws)])
    times = sum(
        (among_first(part, places).astype(int) for part in parts_of(scores)), np.zeros(len(hall.rows), int)
    )
    contenders = np.flatnonzero(100 * times >= CONTENDER * draws)
    higher = np.zeros((len(contenders),) * 2, dtype=np.int64)
    for part in parts_of(np.ascontiguousarray(scores[:, contenders])):
        add_above(higher, part)
    codes = [ballots.activities[row] for row in hall.rows]
    rivals = [codes[at] for at in contenders]
    return Attendance(
        places=places,
        draws=draws,
        activities=tuple(
            Presence(code, half_even(100 * each, draws))
            for code, each in zip(codes, times.tolist(), strict=True)
        ),
        pairs=tuple(
            comparison(rivals[one], rivals[other], int(higher[one, other]), int(higher[other, one]), draws)
            for one, other in combinations(range(len(rivals)), 2)
        ),
    )


def parts_of(scores: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """As many draws at a time as can be counted in one byte."""
    return (scores[start : start + ROWS] for start in range(0, len(scores), ROWS))


def comparison(one: str, other: str, higher: int, lower: int, draws: int) -> Comparison:
    """p is the share of draws in which `one` stood above; ties, and draws without both scores, count half."""
    twice = draws + higher - lower  # 2 p draws
    low, high = NOT_SEPARABLE
    return Comparison(
        one,
        other,
        half_even(100 * higher, draws),
        half_even(100 * lower, draws),
        not 2 * low * draws < 100 * twice < 2 * high * draws,
    )


@dataclass(frozen=True, eq=False)
class Hall:
    """Who came, and what they said of the activities with a score.

    rows: positions of these activities. groups: index and marks of each group in which somebody came, raters x
    (judged criteria x activities); a mark stands as its steps above the worst, plus `pack` for being there.
    fixed: weighted u of the measured criteria, and the weight present, one an activity.
    """

    rows: tuple[int, ...]
    groups: tuple[tuple[int, Packed], ...]
    pack: int
    fixed: tuple[FloatArray, FloatArray]

    @classmethod
    def of(cls, method: Method, roster: Roster, ballots: Ballots, measured: Measured) -> "Hall":
        values = official_values(method, roster, ballots, measured)
        rows = [
            row
            for row, present in enumerate((~np.isnan(values)).tolist())
            if covered(present, method.weights, method.coverage_minimum)
        ]
        steps, given = marks_of(method, roster, ballots)
        came = given.any(axis=(1, 2))
        counting = counting_cells(method, count_cells(method, roster, ballots)).transpose(1, 2, 0)
        given &= counting[roster.group]
        largest = max((each.maximum - each.minimum for each in method.judged), default=0)
        members = [
            (group, np.flatnonzero(came & (roster.group == group))) for group in range(len(method.groups))
        ]
        most = max((len(own) for _, own in members), default=0)
        pack = 1 << (most * largest).bit_length()
        kind: type[Any] = np.float32 if most * (pack + largest) < EXACT_IN_FLOAT32 else np.float64
        packed = np.where(given, steps + pack, 0)[:, :, rows].reshape(
            len(steps), len(method.judged) * len(rows)
        )
        groups = tuple((group, packed[own].astype(kind)) for group, own in members if len(own))
        return cls(tuple(rows), groups, pack, measured_part(method, values[rows]))

    def scores(self, method: Method, seed: str, draws: int) -> Iterator[NDArray[np.int32]]:
        """Scores in millionths of the scale, rounded, draws x activities; NO_SCORE where the draw leaves none."""
        uniform = stream(PURPOSE + seed)
        cells = len(method.judged) * len(self.rows)
        step = min(ROWS, max(1, CHUNK // max(1, cells)))
        for start in range(0, draws, step):
            rows = min(step, draws - start)
            places = uniform.random_sample((rows, sum(len(marks) for _, marks in self.groups)))
            yield self.scored(method, self.balanced(method, places))

    def balanced(self, method: Method, places: FloatArray) -> tuple[FloatArray, BoolArray]:
        """Mean steps of every judged criterion, draws x judged criteria x activities, and where there is one.

        Per group omega S / (n + kappa) over omega n / (n + kappa), as in balance.py. places: a uniform for every
        seat in the hall, draws x raters.
        """
        shape = (len(places), len(method.judged), len(self.rows))
        above, below = np.zeros((2, len(places), shape[1] * shape[2]))
        seat = 0
        for group, marks in self.groups:
            drawn = times_drawn(places[:, seat : seat + len(marks)], marks.dtype)
            seat += len(marks)
            product = np.empty((len(drawn), marks.shape[1]), dtype=marks.dtype)
            multiply(drawn, marks, product)
            packed = product.astype(np.float64)
            n = np.floor(packed * (1 / self.pack))
            factor = method.omegas[group] / (n + method.kappa)
            if n.min(initial=method.threshold) < method.threshold:
                factor[n < method.threshold] = 0
            packed -= n * self.pack
            packed *= factor
            above += packed
            n *= factor
            below += n
        present = below > 0
        above /= np.where(present, below, 1)
        return above.reshape(shape), present.reshape(shape)

    def scored(self, method: Method, means: tuple[FloatArray, BoolArray]) -> NDArray[np.int32]:
        total = np.repeat(self.fixed[0][np.newaxis], len(means[0]), axis=0)
        weight = np.repeat(self.fixed[1][np.newaxis], len(means[0]), axis=0)
        for column, (own, criterion) in enumerate(zip(judged_weights(method), method.judged, strict=True)):
            present = means[1][:, column]
            span = criterion.maximum - criterion.minimum
            total += np.where(present, means[0][:, column] * (own / span), 0.0)
            weight += own * present
        enough = (weight >= ceil(method.coverage_minimum * sum(method.weights))) & (weight > 0)
        scores = np.rint(MICRO * total / np.maximum(weight, 1))
        return np.where(enough, scores, NO_SCORE).astype(np.int32)


def times_drawn(places: FloatArray, kind: np.dtype[Any]) -> Packed:
    """How often each rater of a group was drawn into its seats, draws x raters. places: uniforms, likewise."""
    rows, raters = places.shape
    drawn = np.minimum((places * raters).astype(np.int64), raters - 1)
    drawn += np.arange(rows)[:, np.newaxis] * raters
    return np.bincount(drawn.ravel(), minlength=rows * raters).reshape(rows, raters).astype(kind)


def marks_of(method: Method, roster: Roster, ballots: Ballots) -> tuple[IntArray, BoolArray]:
    """Steps above the worst mark, and where a mark was given: raters x judged criteria x activities."""
    shape = (len(roster.group), len(method.judged), len(ballots.activities))
    steps, given = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    counted = ~barred_pairs(roster, ballots)[ballots.activity, ballots.rater]
    for column, criterion in enumerate(method.judged):
        marks = ballots.marks[:, column].astype(np.int64)
        worse = criterion.maximum - marks if criterion.reversed else marks - criterion.minimum
        steps[ballots.rater, column, ballots.activity] = worse
        given[ballots.rater, column, ballots.activity] = counted & (marks < NOT_ANSWERED)
    return steps, given


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
