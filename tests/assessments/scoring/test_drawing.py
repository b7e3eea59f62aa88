"""Drawn weights: the same stream as the standard library's, and truly Dirichlet."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest

from assessments.scoring import SeedError
from assessments.scoring.drawing import UNITS, draw_any_weights, draw_weights, gamma_table, uniforms
from tests.assessments.scoring import naive_draws

SEED = "5eed" * 16


@pytest.mark.parametrize(
    "seed", ["100000000", "123456789abcdef0", "00000000" + "ab" * 12, SEED, SEED.upper()]
)
def test_uniforms_are_those_of_the_standard_library(seed: str) -> None:
    stream = random.Random(int(seed, 16))
    assert uniforms(seed, 50, 3).ravel().tolist() == [stream.random() for _ in range(150)]


@pytest.mark.parametrize("seed", ["", "xyz", "-100000000", "0.5", "ffffffff"])
def test_a_seed_is_a_hexadecimal_number_of_more_than_one_word(seed: str) -> None:
    with pytest.raises(SeedError):
        draw_weights([1, 1], seed)


@pytest.mark.parametrize("shape", [1, 2, 7, 40])
def test_the_table_agrees_with_the_distribution_of_whole_shapes(shape: int) -> None:
    """P(X <= x) = 1 - exp(-x) sum x**i / i!"""
    for probability, y in zip(*gamma_table(shape), strict=True):
        x = math.exp(y)
        exact = 1 - math.exp(-x) * sum(x**i / math.factorial(i) for i in range(shape))
        assert probability == pytest.approx(exact, abs=1e-4)


def test_the_table_agrees_with_the_distribution_of_shape_one_half() -> None:
    for probability, y in zip(*gamma_table(0.5), strict=True):
        assert probability == pytest.approx(math.erf(math.exp(y / 2)), abs=1e-4)


def test_between_the_entries_of_the_table_a_line_is_close_enough() -> None:
    probabilities, logs = gamma_table(1.0)
    between = np.linspace(0.001, 0.999, 997)
    x = np.exp(np.interp(between, probabilities, logs))
    assert np.abs(1 - np.exp(-x) - between).max() < 1e-4


def test_weights_are_whole_units_that_add_up_to_one() -> None:
    drawn = draw_weights([Fraction("13.5"), 9, Fraction(1, 10), 40], SEED)
    assert drawn.shape == (10_000, 4)
    assert (drawn >= 0).all()
    assert (drawn * UNITS == np.rint(drawn * UNITS)).all()
    assert (drawn.sum(axis=1) == 1).all()


def test_mean_and_spread_are_those_of_a_dirichlet_distribution() -> None:
    """Mean m, variance m (1 - m) / (50 + 1), covariance -m m' / (50 + 1)."""
    means = np.array([0.5, 0.3, 0.15, 0.05])
    drawn = draw_weights([50, 30, 15, 5], SEED, draws=40_000)
    covariance = (np.diag(means) - np.outer(means, means)) / 51
    assert np.abs(drawn.mean(axis=0) - means).max() < 0.002
    assert np.abs(np.cov(drawn.T) - covariance).max() < 0.0002


def test_any_weights_are_uniform() -> None:
    """Of three, each part is below x with probability 1 - (1 - x)**2."""
    drawn = draw_any_weights(3, SEED, draws=20_000)
    for x in (0.1, 0.3, 0.8):
        assert (drawn < x).mean(axis=0) == pytest.approx([1 - (1 - x) ** 2] * 3, abs=0.012)


@pytest.mark.parametrize("weights", [(1, 1), (Fraction("13.5"), 9, Fraction(1, 10)), (1,), (99, 1, 1, 1, 1)])
def test_the_standard_library_draws_the_same_weights(weights: tuple[Fraction, ...]) -> None:
    """Up to a unit where exp or log differ in their last bit."""
    shapes = [float(50 * Fraction(weight) / Fraction(sum(weights))) for weight in weights]
    own = draw_weights(weights, SEED, draws=300)
    other = np.array([[float(part) for part in row] for row in naive_draws.draws(shapes, SEED, 300)])
    assert np.abs(own - other).max() <= 2 / UNITS


def test_equal_seeds_give_equal_bytes_and_others_do_not() -> None:
    assert draw_weights([1, 2], SEED).tobytes() == draw_weights([1, 2], SEED).tobytes()
    assert draw_weights([1, 2], SEED).tobytes() != draw_weights([1, 2], "a" + SEED).tobytes()
