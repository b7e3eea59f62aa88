"""Counting ranks over drawn weights: how often each activity took each rank, was among the first K, stood above another.

Ranks are 1 + number strictly higher; two scores are the same where both lie in the same ten-thousandth of a point.
All that is added up here is exact, as the scores are (board.py).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.board import NO_SCORE, Board
from assessments.scoring.cells import IntArray
from assessments.scoring.drawing import FloatArray

SCORE_BITS = 20  # a score in millionths of the whole scale
CHUNK = 1 << 17  # scores at a time: they stay in the cache from the product to the sorted keys
KEPT = 1 << 22  # ranks that a thread keeps before they are counted, 2 bytes each
THREADS = 2
ROWS = 255  # draws that can be counted in one byte
COMPARED = 1 << 19  # scores at a time when each activity is compared with every other


@dataclass(frozen=True, eq=False)
class Acceptability:
    """Counts of draws. at_rank: rankable activities x ranks. first_weights: activities x criteria, the weights
    added up over the draws in which the activity came first."""

    rows: tuple[int, ...]
    draws: int
    at_rank: IntArray
    first_weights: FloatArray

    def within(self, places: int) -> IntArray:
        """Draws in which each activity was among the first `places`; ties share a rank, so they may be more."""
        counts: IntArray = self.at_rank[:, :places].sum(axis=1)
        return counts

    def central_weights(self) -> FloatArray:
        """Mean weights of the draws in which the activity came first; NaN where it never did."""
        times = self.at_rank[:, :1].astype(np.float64)
        return np.divide(
            self.first_weights, times, out=np.full_like(self.first_weights, np.nan), where=times > 0
        )


def acceptability(board: Board, drawn: FloatArray) -> Acceptability:
    """How often each activity took each rank. drawn: draws x criteria from `draw_weights`.

    The draws are shared out among THREADS threads. All that is added up is exact, so nobody can tell how.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(partial(counted, board), np.array_split(drawn, THREADS)))
    at_rank, first = (sum(own[1:], own[0]) for own in zip(*parts, strict=True))
    return Acceptability(board.rows, len(drawn), at_rank.T, first)


def counted(board: Board, drawn: FloatArray) -> tuple[IntArray, FloatArray]:
    """Draws by ranks x activities, and weights by activities x criteria of those in which the activity came first.

    Score and activity are packed into one key, so one sort of plain numbers ranks a draw; ranks that ties
    share are moved up afterwards, those of many draws together.
    """
    n = len(board.rows)
    at_rank = np.zeros((n, n), dtype=np.int64)
    first = np.zeros((n, drawn.shape[1]))
    step = max(1, CHUNK // max(1, n))
    block = max(1, KEPT // max(1, n) // step) * step
    kept = np.empty((n, min(block, len(drawn))), dtype=np.min_scalar_type(n))
    ties: list[IntArray] = []
    for part, scores in board.scores(drawn, step) if n else ():
        ranked, tied = ranked_draws(scores)
        start = part.start // block * block
        kept[:, part.start - start : part.stop - start] = ranked.astype(kept.dtype).T
        ties.append(tied + (part.start - start) * n)
        if part.stop == start + block or part.stop == len(drawn):
            order = kept[:, : part.stop - start]
            shared = Shared.of(np.concatenate(ties), order)
            count_order(at_rank, order)
            move_up(at_rank, shared)
            add_weights(first, drawn[start : part.stop], order[-1], shared)
            ties.clear()
    return at_rank, first


def ranked_draws(scores: NDArray[np.int32]) -> tuple[NDArray[np.int64] | NDArray[np.int32], IntArray]:
    """Per draw the activities from the worst to the best. And ties: places, those of all draws in one row, of which
    the next has the same score."""
    n = scores.shape[1]
    bits = max(1, (n - 1).bit_length())
    wide = SCORE_BITS + bits > 31
    keys = scores.astype(np.int64) if wide else scores
    keys <<= bits
    keys |= np.arange(n, dtype=keys.dtype)
    keys.sort(axis=1)
    flat = keys.ravel()
    tied = np.flatnonzero((flat[1:] ^ flat[:-1]) < (1 << bits))
    keys &= (1 << bits) - 1
    return keys, tied[tied % n != n - 1]


@dataclass(frozen=True, eq=False)
class Shared:
    """Ties: in this draw, this activity sorted at place `sorted_at`, counted from the best, shares `rank`."""

    draw: IntArray
    activity: IntArray
    sorted_at: IntArray
    rank: IntArray

    @classmethod
    def of(cls, tied: IntArray, order: NDArray[np.unsignedinteger]) -> "Shared":
        """tied: as `ranked_draws` gives them. order: places x draws, worst place first."""
        last = len(order) - 1
        draw, place = np.divmod(tied, len(order))
        best = last_of_run(tied) + 1
        return cls(draw, order[place, draw].astype(np.int64), last - place, last - best % len(order))


def last_of_run(positions: IntArray) -> IntArray:
    """For each of these rising numbers the last of the unbroken run it belongs to."""
    if not len(positions):
        return positions
    ends = np.flatnonzero(np.append(np.diff(positions) != 1, True))
    return np.repeat(positions[ends], np.diff(ends, prepend=-1))


def move_up(at_rank: IntArray, shared: Shared) -> None:
    """at_rank: ranks x activities, like `count_order`."""
    flat, n = at_rank.reshape(-1), len(at_rank)
    np.subtract.at(flat, shared.sorted_at * n + shared.activity, 1)
    np.add.at(flat, shared.rank * n + shared.activity, 1)


def add_weights(
    first: FloatArray, drawn: FloatArray, winners: NDArray[np.unsignedinteger], shared: Shared
) -> None:
    """Weights of each draw to whoever came first in it, alone or tied: multiples of 2**-24, so exact."""
    tied = shared.rank == 0
    everyone = np.concatenate([winners.astype(np.int64), shared.activity[tied]])
    draws = np.concatenate([np.arange(len(winners)), shared.draw[tied]])
    cells = everyone[:, np.newaxis] * drawn.shape[1] + np.arange(drawn.shape[1])
    first += np.bincount(cells.ravel(), drawn[draws].ravel(), minlength=first.size).reshape(first.shape)


def count_order(at_rank: IntArray, order: NDArray[np.unsignedinteger]) -> None:
    """order: places x draws, worst place first."""
    for place, activities in enumerate(order):
        at_rank[len(order) - 1 - place] += np.bincount(activities, minlength=len(order))


def within_first(board: Board, drawn: FloatArray, places: int) -> IntArray:
    """Draws in which each rankable activity was among the first `places`: `Acceptability.within`, alone."""

    def times(part: FloatArray) -> IntArray:
        counts = np.zeros(len(board.rows), dtype=np.int64)
        for _, scores in board.scores(part, rows_at_a_time(len(counts))):
            counts += among_first(scores, places)
        return counts

    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(times, np.array_split(drawn, THREADS)))
    return sum(parts[1:], parts[0])


def above(board: Board, drawn: FloatArray) -> IntArray:
    """Draws in which one activity scored higher than another: rankable x rankable, the row above the column."""
    counts = np.zeros((len(board.rows),) * 2, dtype=np.int64)
    for _, scores in board.scores(drawn, max(ROWS, COMPARED // max(1, len(counts)))):
        add_above(counts, scores)
    return counts


def rows_at_a_time(columns: int) -> int:
    return min(ROWS, max(1, CHUNK // max(1, columns)))


def among_first(scores: NDArray[np.int32], places: int) -> NDArray[np.uint8]:
    """In how many of these draws, ROWS at most, each activity was among the first.

    It is among them exactly where it has a score, no less than the one sorted at that place. NO_SCORE is none.
    """
    n = scores.shape[1]
    if places < 1:
        return np.zeros(n, dtype=np.uint8)
    if places >= n:
        return trues(scores != NO_SCORE)
    lowest = np.partition(scores, n - places, axis=1)[:, n - places, np.newaxis]
    return trues(scores >= np.maximum(lowest, 0))


def add_above(counts: IntArray, scores: NDArray[np.int32]) -> None:
    """Adds the draws in which the row's activity scored higher than the column's, both with a score."""
    by_activity = np.ascontiguousarray(scores.T)
    gaps = bool((by_activity == NO_SCORE).any())
    for one, own in enumerate(by_activity[:-1]):
        others = by_activity[one + 1 :]
        higher, lower = own > others, others > own
        if gaps:
            higher &= others != NO_SCORE
            lower &= own != NO_SCORE
        counts[one, one + 1 :] += trues_by_row(higher)
        counts[one + 1 :, one] += trues_by_row(lower)


def trues(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """True values per column of at most ROWS rows."""
    counts: NDArray[np.uint8] = np.add.reduce(mask.view(np.uint8), axis=0, dtype=np.uint8)
    return counts


def trues_by_row(mask: NDArray[np.bool_]) -> IntArray:
    """True values per row: bytes added up as bytes, as many at a time as one can count."""
    starts = np.arange(0, mask.shape[1], ROWS)
    counts: IntArray = np.add.reduceat(mask.view(np.uint8), starts, axis=1, dtype=np.uint8).sum(
        axis=1, dtype=np.int64
    )
    return counts
