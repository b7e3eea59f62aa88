"""Chance that anybody can repeat: Dirichlet draws of the weights from a published seed.

The uniforms are those of MT19937 seeded by `init_by_array` with the 32-bit words of the seed: Python's
`random.Random(seed)` and numpy's `RandomState(words)` give the same ones. Each weight uses exactly one uniform,
draw by draw and criterion by criterion in frozen order, so no rejection can let two programs drift apart.

A weight is the quantile, at its uniform, of a Gamma variable with shape concentration * share; the weights of a
draw are divided by their sum, which makes them Dirichlet with the shares as mean. The quantile is read off a table
of the distribution of log Gamma, whose density is exp(shape * y - exp(y)): KNOTS steps of equal length, summed at
their middles, straight lines between. The table is off by less than 0.0001 in probability.

Last, weights become whole numbers of 2**-24 that add up to 1. Programs whose exp and log differ in the last bit
still agree, and sums of weights times millionths are exact in float64 in any order, under any BLAS.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import lgamma, log, sqrt

import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000
CONCENTRATION = 50  # frozen weights: a criterion of 10 % is drawn between 3 % and 20 % in 95 of 100 draws
KNOTS = 1024
UNITS = (
    1 << 24
)  # of a weight: with millionths below 2**44, far from the 2**53 where float64 stops being exact
TAIL = 21.0  # -log of the probability left out at either end, about 1e-9
LOWEST_LOG = -700.0  # of a Gamma value: exp would be 0 soon below

FloatArray = NDArray[np.float64]


class SeedError(ValueError):
    """The seed is not a hexadecimal number of more than 32 bits."""


def draw_weights(
    weights: Sequence[Fraction | int], seed: str, *, draws: int = DRAWS, concentration: int = CONCENTRATION
) -> FloatArray:
    """Weights, draws x criteria: multiples of 2**-24 that add up to 1, mean = the given proportions.

    seed: hexadecimal, the hash of the frozen method. Equal seeds give equal draws.
    """
    total = sum(weights, Fraction(0))
    return dirichlet([float(concentration * Fraction(weight) / total) for weight in weights], seed, draws)


def draw_any_weights(criteria: int, seed: str, *, draws: int = DRAWS) -> FloatArray:
    """The same, uniform over all weights there are: what holds whatever one finds important."""
    return dirichlet([1.0] * criteria, seed, draws)


def dirichlet(shapes: Sequence[float], seed: str, draws: int) -> FloatArray:
    gammas = uniforms(seed, draws, len(shapes))
    for column, shape in enumerate(shapes):
        probabilities, logs = gamma_table(shape)
        gammas[:, column] = np.exp(np.interp(gammas[:, column], probabilities, logs))
    return in_units(gammas)


def in_units(gammas: FloatArray) -> FloatArray:
    """Each row divided by its sum, its running sums rounded to 2**-24: so the parts still add up to 1."""
    running = np.cumsum(gammas, axis=1)
    running *= UNITS / running[:, -1:]
    np.rint(running, out=running)
    running[:, 1:] -= running[:, :-1].copy()
    running /= UNITS
    return running


def uniforms(seed: str, rows: int, columns: int) -> FloatArray:
    """Row by row what `random.Random(int(seed, 16)).random()` gives."""
    return stream(seed).random_sample((rows, columns))


def stream(seed: str) -> np.random.RandomState:
    return np.random.RandomState(np.array(seed_words(seed), dtype=np.uint32))


def seed_words(seed: str) -> list[int]:
    """The number as 32-bit words, lowest first, without leading zeros: as Python seeds its generator.

    One word alone is refused, as numpy would then seed in another way.
    """
    try:
        number = int(seed, 16)
    except ValueError as error:
        raise SeedError(f"{seed!r} is no hexadecimal number") from error
    if number < 1 << 32:
        raise SeedError(f"{seed!r} is no hash: 2**32 or more is needed")
    return [(number >> 32 * word) & 0xFFFFFFFF for word in range(-(-number.bit_length() // 32))]


@lru_cache(maxsize=64)  # criteria often weigh the same
def gamma_table(shape: float) -> tuple[FloatArray, FloatArray]:
    """P(log X <= y) at KNOTS + 1 values of y, for X Gamma distributed with this shape and scale 1; and the y.

    The ends come from P(X <= x) <= x**shape / Gamma(shape + 1) and
    P(X > shape + sqrt(2 shape t) + t) <= exp(-t) (Laurent and Massart 2000).
    """
    low = max((lgamma(shape + 1) - TAIL) / shape, LOWEST_LOG)
    high = log(shape + sqrt(2 * shape * TAIL) + TAIL)
    logs = np.linspace(low, high, KNOTS + 1)
    middles = (logs[1:] + logs[:-1]) / 2
    highest = shape * log(shape) - shape
    density = np.exp(shape * middles - np.exp(middles) - highest)
    probabilities = np.concatenate([[0.0], np.cumsum(density)])
    return probabilities / probabilities[-1], logs
