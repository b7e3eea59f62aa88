"""How fast the choice is tried out, on other weights, with others in the hall, by equal shares: `python -m bench.robustness`. Ratios count, not seconds.

Large blocks are kept by the allocator for all contenders alike; else fresh pages, not the work, are measured.
"""

import ctypes
from decimal import Decimal
from fractions import Fraction

import numpy as np

from assessments.scoring import Support, attendance, equal_shares, rank_round
from assessments.scoring.acceptability import Board, above, acceptability, within_first
from assessments.scoring.drawing import FloatArray, draw_weights
from assessments.scoring.equal_shares import fast_purchases, purchases
from bench.scoring import ballots_of, best_of, method_of

ACTIVITIES, CRITERIA, PLACES = 1000, 12, 7
SEED = "5eed" * 16
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of mallopt


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


def loop(values: FloatArray, drawn: FloatArray) -> np.ndarray:
    """One draw after the other."""
    counts = np.zeros((len(values), len(values)), dtype=np.int64)
    everybody = np.arange(len(values))
    for weights in drawn:
        counts[everybody, rankdata(values @ weights) - 1] += 1
    return counts


def report_acceptability() -> None:
    values = np.random.default_rng(20250101).integers(0, 10**6 + 1, (ACTIVITIES, CRITERIA)) / 10**6
    weights = [Fraction(100, CRITERIA)] * CRITERIA
    drawn = draw_weights(weights, SEED)
    board = Board.of(values, weights, Fraction(4, 5))
    few = Board.of(values[:200], weights, Fraction(4, 5))
    naive = best_of(lambda: loop(values, drawn), repeats=2)
    print(f"ranks over {len(drawn)} draws x {ACTIVITIES} activities x {CRITERIA} criteria")
    print(f"  loop of rankdata     {naive:8.4f} s")
    for name, work in (
        ("every rank", lambda: acceptability(board, drawn)),
        ("among the first K", lambda: within_first(board, drawn, PLACES)),
        ("drawing the weights", lambda: draw_weights(weights, SEED)),
        ("every rank, 200", lambda: acceptability(few, drawn)),
        ("every pair, 200", lambda: above(few, drawn)),
    ):
        ours = best_of(work)
        print(f"  {name:<20} {ours:8.4f} s   the loop takes {naive / ours:6.1f} x as long")


def report_attendance() -> None:
    """Filling the hall again: one draw after the other through the official score, against all at once."""
    method = method_of(7, 5)
    roster, ballots = ballots_of(200, 500, 7)
    measured = {
        (code, criterion.code): Decimal(index % 1000) / 1000
        for index, code in enumerate(ballots.activities)
        for criterion in method.measured
    }
    ours = best_of(lambda: attendance(method, roster, ballots, measured, places=PLACES, seed=SEED), repeats=2)
    once = best_of(lambda: rank_round(method, roster, ballots, measured), repeats=2)
    print("who came: 10,000 draws of 500 raters, 200 activities x 12 criteria (7 judged, 5 measured)")
    print(
        f"  ours                 {ours:8.4f} s   as {ours / once:.0f} official scores of the round would take"
    )


def report_equal_shares() -> None:
    """One purchase in floats and in fractions, and the set with its money raised percent by percent."""
    rng = np.random.default_rng(20250101)
    supports, helix = rng.random((5000, 300)) < rng.random(300) * 0.2, rng.integers(0, 4, 5000)
    floats = best_of(lambda: list(fast_purchases(Support(supports, helix), 10.0)))
    exact = best_of(lambda: list(purchases(Support(supports, helix), Fraction(10))), repeats=2)
    whole = best_of(lambda: equal_shares(Support(supports, helix), 10), repeats=2)
    print("Equal Shares, 5,000 voters x 300 activities, 10 places")
    print(f"  one purchase, floats {floats:8.4f} s   of at most 0.015")
    print(f"  in fractions         {exact:8.4f} s")
    print(f"  until the set stands {whole:8.4f} s")


if __name__ == "__main__":
    for threshold in (TRIM_THRESHOLD, MMAP_THRESHOLD):
        ctypes.CDLL(None).mallopt(threshold, 1 << 30)
    report_acceptability()
    report_attendance()
    report_equal_shares()
