"""Robustness once more from the standard library alone, one draw at a time, as a stranger would check it.

Scores and ranks are exact fractions; only the weights need exp and log. It shares no code with the package.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

Row = Sequence[Fraction | None]
STEPS = 1024


def table(shape: float) -> tuple[list[float], list[float]]:
    """P(log X <= y) and y for X ~ Gamma(shape)."""
    low = max((math.lgamma(shape + 1) - 21) / shape, -700.0)
    high = math.log(shape + math.sqrt(42 * shape) + 21)
    edges = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    middles = [(one + two) / 2 for one, two in pairwise(edges)]
    top = shape * math.log(shape) - shape
    masses = [0.0, *accumulate(math.exp(shape * y - math.exp(y) - top) for y in middles)]
    return [mass / masses[-1] for mass in masses], edges


def quantile(u: float, probabilities: list[float], edges: list[float]) -> float:
    at = min(bisect_right(probabilities, u), STEPS) - 1
    share = (u - probabilities[at]) / (probabilities[at + 1] - probabilities[at])
    return math.exp(edges[at] + share * (edges[at + 1] - edges[at]))


def draws(shapes: Sequence[float], seed: str, number: int) -> list[list[Fraction]]:
    stream = random.Random(int(seed, 16))
    tables = [table(shape) for shape in shapes]
    drawn = []
    for _ in range(number):
        running = list(accumulate(quantile(stream.random(), *own) for own in tables))
        cuts = [0, *(round(part / running[-1] * 2**24) for part in running)]
        drawn.append([Fraction(high - low, 2**24) for low, high in pairwise(cuts)])
    return drawn


def is_rankable(row: Row, weights: Sequence[Fraction], minimum: Fraction) -> bool:
    own = [weight for weight, value in zip(weights, row, strict=True) if value is not None]
    return bool(own) and sum(own) / sum(weights) >= minimum


def whole_score(row: Row, weights: Sequence[Fraction]) -> int:
    """Millionths of the scale, cut."""
    present = [(weight, value) for weight, value in zip(weights, row, strict=True) if value is not None]
    below = sum(weight for weight, _ in present)
    return math.floor(10**6 * sum(weight * value for weight, value in present) / below) if below else 0


def ranks_of(scores: Sequence[int]) -> list[int]:
    return [1 + sum(other > score for other in scores) for score in scores]


def rank_counts(rows: Sequence[Row], drawn: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """Activities x ranks."""
    counts = [[0] * len(rows) for _ in rows]
    for weights in drawn:
        for activity, rank in enumerate(ranks_of([whole_score(row, weights) for row in rows])):
            counts[activity][rank - 1] += 1
    return counts


def above_counts(rows: Sequence[Row], drawn: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    scores = [[whole_score(row, weights) for row in rows] for weights in drawn]
    size = range(len(rows))
    return [[sum(own[one] > own[two] for own in scores) for two in size] for one in size]


def first_sums(rows: Sequence[Row], drawn: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Weights added up over the draws in which an activity came first."""
    sums = [[Fraction(0)] * len(drawn[0]) for _ in rows]
    for weights in drawn:
        for activity, rank in enumerate(ranks_of([whole_score(row, weights) for row in rows])):
            if rank == 1:
                sums[activity] = [old + new for old, new in zip(sums[activity], weights, strict=True)]
    return sums
