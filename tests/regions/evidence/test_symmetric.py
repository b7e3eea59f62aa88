"""Eigenvalues and eigenvectors: beside LAPACK, and where a matrix is odd, empty or has one value many times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.evidence import symmetric
from regions.evidence.symmetric import eigenpairs


@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_as_lapack_has_them(count: int, seed: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(count, count))
    matrix = matrix + matrix.T
    values, vectors = eigenpairs(matrix)
    np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix)[::-1], atol=1e-12)
    np.testing.assert_allclose(matrix @ vectors, vectors * values, atol=1e-12)
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(count), atol=1e-12)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9])
def test_of_equal_values_any_vectors_do(count: int) -> None:
    for matrix in (np.zeros((count, count)), np.eye(count), np.ones((count, count))):
        values, vectors = eigenpairs(matrix)
        np.testing.assert_allclose(matrix @ vectors, vectors * values, atol=1e-13)
        np.testing.assert_allclose(vectors.T @ vectors, np.eye(count), atol=1e-13)


def test_what_is_given_is_not_changed() -> None:
    matrix = np.array([[1.0, 2.0], [2.0, 1.0]])
    eigenpairs(matrix)
    assert matrix.tolist() == [[1, 2], [2, 1]]


def test_every_pair_is_turned_once_in_a_sweep() -> None:
    rounds = symmetric._rounds(8)
    pairs = [(a, b) for first, second in rounds for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    assert sorted(pairs) == [(a, b) for a in range(8) for b in range(a + 1, 8)]
    assert all(len({*first, *second}) == 8 for first, second in rounds)


def test_what_does_not_settle_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symmetric, "MOST_SWEEPS", 1)
    with pytest.raises(ArithmeticError, match="settle"):
        eigenpairs(np.array([[1.0, 2.0], [2.0, 1.0]]))
