"""How fast the choice is tried out, on other weights, with others in the hall, by equal shares: `python -m bench robustness`."""

from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from assessments.scoring import CountedMarks, Support, attendance, equal_shares, rank_round
from assessments.scoring.acceptability import above, acceptability, within_first
from assessments.scoring.board import Board
from assessments.scoring.drawing import FloatArray, draw_weights
from assessments.scoring.equal_shares import fast_purchases, purchases
from bench.contest import best_of_each, heading, is_here, seconds_of, times_as_fast
from bench.rounds import ballots_of, measured_of, method_of

ACTIVITIES, CRITERIA, PLACES = 1000, 12, 7
SEED = "5eed" * 16
LOOPED = 1000  # draws of the loops, which take the same for each; their seconds are given for all


def rankdata(scores: FloatArray) -> np.ndarray:
    """1 + number strictly higher, as libraries of statistics do it: a stable sort of indices, then runs of equals.

    Leaner than theirs: scipy's took 1.7 times as long on the machine this was written on.
    """
    order = np.argsort(-scores, kind="stable")
    inverse = np.empty(len(order), dtype=np.intp)
    inverse[order] = np.arange(len(order))
    ordered = scores[order]
    starts = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    return np.flatnonzero(starts)[np.cumsum(starts)[inverse] - 1] + 1


def loop(values: FloatArray, drawn: FloatArray, ranked: Any) -> np.ndarray:
    """One draw after the other."""
    counts = np.zeros((len(values), len(values)), dtype=np.int64)
    everybody = np.arange(len(values))
    for weights in drawn:
        counts[everybody, ranked(values @ weights) - 1] += 1
    return counts


def naive(values: FloatArray, drawn: FloatArray) -> np.ndarray:
    """All draws at once, as one writes it down: ties in any order, 80 MB an array."""
    order = np.argsort(-(drawn @ values.T), axis=1)
    n = len(values)
    cells = order * n + np.arange(n)
    return np.bincount(cells.ravel(), minlength=n * n).reshape(n, n)


def scipy_ranks() -> Any:
    rankdata: Any = import_module("scipy.stats").rankdata
    return lambda scores: rankdata(-scores, method="min")


def report_acceptability() -> None:
    values = np.random.default_rng(20250101).integers(0, 10**6 + 1, (ACTIVITIES, CRITERIA)) / 10**6
    weights = [Fraction(100, CRITERIA)] * CRITERIA
    drawn = draw_weights(weights, SEED)
    board = Board.of(values, weights, Fraction(4, 5))
    heading(f"ranks over {len(drawn):,} draws x {ACTIVITIES:,} activities x {CRITERIA} criteria")
    loops = {"rankdata loop, numpy": rankdata}
    if is_here("scipy"):
        loops = {"rankdata loop, scipy": scipy_ranks()}
    for name, ranked in loops.items():
        taken = best_of_each(
            {
                "ranks": lambda: acceptability(board, drawn),
                "first": lambda: within_first(board, drawn, PLACES),
                "loop": partial(loop, values, drawn[:LOOPED], ranked),
            }
        )
        whole = taken["loop"].times(len(drawn) / LOOPED)
        times_as_fast("  every rank, ties shared, central weights", taken["ranks"], name, whole, 20)
        times_as_fast("  among the first K alone", taken["first"], name, whole, 45)
    taken = best_of_each(
        {"ranks": lambda: acceptability(board, drawn), "naive": lambda: naive(values, drawn)}, 3
    )
    times_as_fast("  every rank", taken["ranks"], "naive numpy", taken["naive"])
    few = Board.of(values[:200], weights, Fraction(4, 5))
    seconds_of("  drawing the weights", lambda: draw_weights(weights, SEED))
    seconds_of("  every pair of 200", lambda: above(few, drawn), repeats=3)


def report_attendance() -> None:
    """Filling the hall again: one draw after the other through the official score, against all at once."""
    method = method_of(7, 5)
    roster, ballots = ballots_of(200, 500, 7)
    measured = measured_of(method, ballots)
    heading("who came: 10,000 draws of 500 raters, 200 activities x 12 criteria (7 judged, 5 measured)")
    taken = best_of_each(
        {
            "ours": lambda: attendance(
                CountedMarks.of(method, roster, ballots), measured, places=PLACES, seed=SEED
            ),
            "once": lambda: rank_round(method, roster, ballots, measured),
        },
        3,
    )
    times_as_fast("  all draws", taken["ours"], "the score 10,000 times", taken["once"].times(10_000))


def report_equal_shares() -> None:
    """One purchase in floats and in fractions, and the set with its money raised percent by percent."""
    rng = np.random.default_rng(20250101)
    supports, helix = rng.random((5000, 300)) < rng.random(300) * 0.2, rng.integers(0, 4, 5000)
    heading(
        "Equal Shares, 5,000 voters x 300 activities, 10 places (pabutools, as published elsewhere: 1.4 s)"
    )
    seconds_of("  one purchase, floats", lambda: list(fast_purchases(Support(supports, helix), 10.0)), 0.015)
    seconds_of(
        "  one purchase, exact fractions", lambda: list(purchases(Support(supports, helix), Fraction(10)))
    )
    seconds_of("  until the set stands", lambda: equal_shares(Support(supports, helix), 10), repeats=2)
    same = [each.activity for each in purchases(Support(supports, helix), Fraction(10))]
    print(f"  the same winners: {same == list(fast_purchases(Support(supports, helix), 10.0))}")


if __name__ == "__main__":
    report_acceptability()
    report_attendance()
    report_equal_shares()
