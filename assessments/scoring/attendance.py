"""Sensitivity to who came: the round again with other people of the same groups in the hall (hall.py).

Raters are invited, not sampled, so this is no confidence interval. It asks: had some stayed away and others like
those present come instead, who would be among the first K?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.acceptability import COMPARED, ROWS, add_above, among_first
from assessments.scoring.cells import CountedMarks
from assessments.scoring.drawing import DRAWS
from assessments.scoring.exact import half_even
from assessments.scoring.hall import Hall
from assessments.scoring.scores import Measured

SCHEMA = "attendance/1"
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
    marks: CountedMarks, measured: Measured, *, places: int, seed: str, draws: int = DRAWS
) -> Attendance:
    """How the first K depend on who came. measured: as in `rank_round`; places: K; seed: hash of the method."""
    hall = Hall.of(marks, measured)
    scores = hall.scores(marks.method, seed, draws)
    times = sum(
        (among_first(part, places).astype(int) for part in parts_of(scores)), np.zeros(len(hall.rows), int)
    )
    contenders = np.flatnonzero(100 * times >= CONTENDER * draws)
    higher = np.zeros((len(contenders),) * 2, dtype=np.int64)
    step = max(1, COMPARED // max(1, len(contenders)))
    for top in range(0, draws, step):
        add_above(higher, scores[top : top + step, contenders])
    codes = [marks.activities[row] for row in hall.rows]
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
