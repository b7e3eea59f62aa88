"""How far the order depends on the weights: SMAA-2 (Lahdelma and Salminen 2001) around the frozen weights.

The scores are computed anew with 10,000 drawn weights on the values of the round: how often does an activity come
first, second, ..., among the first K, above another; and with which weights, on average, does it come first?
It says nothing about the marks themselves: who came is another question (attendance.py).

Everything shown is in whole percent of the draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, Literal

import numpy as np

from assessments.scoring.acceptability import Acceptability, above, acceptability, within_first
from assessments.scoring.board import Board
from assessments.scoring.drawing import (
    CONCENTRATION,
    DRAWS,
    UNITS,
    FloatArray,
    draw_any_weights,
    draw_weights,
)
from assessments.scoring.exact import divided, half_even
from assessments.scoring.scores import half_even_at_once

SCHEMA = "robustness/1"

ROBUST: Literal["robust"] = "robust"
LIKELY: Literal["likely"] = "likely"
CONTESTED: Literal["contested"] = "contested"
OUT: Literal["out"] = "out"
Label = Literal["robust", "likely", "contested", "out"]


@dataclass(frozen=True)
class ActivityRobustness:
    """One rankable activity. All numbers are whole percent.

    within: of the draws among the first K, and within_any: the same with any weights at all. ranks: of the
    draws at rank 1, 2, ..., up to the last that is not 0. central: the mean weights where it came first, one a
    criterion, 100 together; None where it never did.
    """

    activity: str
    label: Label
    within: int
    within_any: int
    ranks: tuple[int, ...]
    central: tuple[int, ...] | None

    def as_document(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "label": self.label,
            "within": self.within,
            "within_any": self.within_any,
            "ranks": list(self.ranks),
            "central": None if self.central is None else list(self.central),
        }


@dataclass(frozen=True)
class Pair:
    """Whole percent of the draws in which the one scored higher, and in which the other did; the rest are ties."""

    one: str
    other: str
    one_above: int
    other_above: int

    def as_document(self) -> dict[str, Any]:
        return {
            "one": self.one,
            "other": self.other,
            "one_above": self.one_above,
            "other_above": self.other_above,
        }


@dataclass(frozen=True)
class Robustness:
    """activities: the rankable ones in frozen order. pairs: of those that are not out."""

    places: int
    draws: int
    activities: tuple[ActivityRobustness, ...]
    pairs: tuple[Pair, ...]

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats. Equal input gives equal bytes."""
        return {
            "schema": SCHEMA,
            "places": self.places,
            "draws": self.draws,
            "concentration": CONCENTRATION,
            "activities": [entry.as_document() for entry in self.activities],
            "pairs": [pair.as_document() for pair in self.pairs],
        }


def robustness(
    activities: Sequence[str],
    values: FloatArray,
    weights: Sequence[Fraction | int],
    coverage_minimum: Fraction,
    *,
    places: int,
    seed: str,
    draws: int = DRAWS,
) -> Robustness:
    """How the standing of each rankable activity holds when the weights move.

    values: activities x criteria, u in [0, 1] taken to six decimals, NaN where missing (`official_values`).
    places: K, how many priorities are sought. seed: hexadecimal, the hash of the frozen method. Raises
    BoardError and SeedError.
    """
    board = Board.of(values, weights, coverage_minimum)
    drawn = draw_weights(weights, seed, draws=draws)
    counted = acceptability(board, drawn)
    ranks = rank_percents(counted)
    times = counted.within(places).tolist()
    any_weights = within_first(board, draw_any_weights(len(weights), seed, draws=draws), places).tolist()
    codes = [activities[row] for row in board.rows]
    labels = [label(each, draws) for each in times]
    contenders = [position for position, each in enumerate(labels) if each != OUT]
    return Robustness(
        places=places,
        draws=draws,
        activities=tuple(
            ActivityRobustness(
                activity=code,
                label=labels[position],
                within=percent(times[position], draws),
                within_any=percent(any_weights[position], draws),
                ranks=ranks[position],
                central=central_percents(counted, position),
            )
            for position, code in enumerate(codes)
        ),
        pairs=pairs_of([codes[at] for at in contenders], board.only(contenders), drawn),
    )


def label(times: int, draws: int) -> Label:
    """In a word how often an activity was among the first K."""
    if 100 * times >= 90 * draws:
        return ROBUST
    if 100 * times >= 50 * draws:
        return LIKELY
    return CONTESTED if 100 * times >= 10 * draws else OUT


def percent(times: int, draws: int) -> int:
    return half_even(100 * times, draws)


def rank_percents(counted: Acceptability) -> list[tuple[int, ...]]:
    """Per activity, up to the last that is not 0."""
    percents = half_even_at_once(100 * counted.at_rank, np.array(counted.draws))
    ends = [int(shown[-1]) + 1 if len(shown := np.flatnonzero(row)) else 0 for row in percents]
    return [tuple(row[:end].tolist()) for row, end in zip(percents, ends, strict=True)]


def central_percents(counted: Acceptability, position: int) -> tuple[int, ...] | None:
    """In whole percent that add up to 100, by largest remainders."""
    if counted.at_rank[position, 0] == 0:
        return None
    units = (counted.first_weights[position] * UNITS).astype(np.int64).tolist()
    return tuple(int(part) for part in divided(units, 100, places=0))


def pairs_of(codes: Sequence[str], board: Board, drawn: FloatArray) -> tuple[Pair, ...]:
    percents = half_even_at_once(100 * above(board, drawn), np.array(len(drawn))).tolist()
    return tuple(
        Pair(codes[one], codes[other], percents[one][other], percents[other][one])
        for one, other in combinations(range(len(codes)), 2)
    )
