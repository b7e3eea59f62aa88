"""Eigenvalues and eigenvectors of a symmetric matrix: the same bytes on every run and any number of threads.

LAPACK shares its sums out among threads, so the last bits of its answer depend on how many there are. Jacobi's rotations
(1846), in rounds of pairs that do not touch each other (Brent and Luk 1985), need elementwise arithmetic only. It costs
more: about 0.1 s for 88 x 88 (all divisions of NACE) and 2 s for 200 x 200, in a worker.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_SWEEPS = 60
"""Ten are usual: each sweep squares what is left beside the diagonal."""

SMALL = 1e-15
"""Of the whole matrix: what may be left beside the diagonal."""


def eigenpairs(matrix: Array) -> tuple[Array, Array]:
    """Eigenvalues, the largest first, and their vectors as columns. ArithmeticError where the rotations do not settle."""
    count = len(matrix)
    turned, vectors = _even(matrix), np.eye(count + count % 2)
    pairs = _rounds(len(turned))
    enough = SMALL * max(float(np.abs(matrix).max(initial=0.0)), np.finfo(float).tiny)
    for _sweep in range(MOST_SWEEPS):
        if np.abs(turned - np.diag(np.diag(turned))).max(initial=0.0) <= enough:
            return _largest_first(np.diag(turned)[:count], vectors[:count, :count])
        for first, second in pairs:
            _rotate(turned, vectors, first, second)
    raise ArithmeticError("the rotations do not settle")


def _even(matrix: Array) -> Array:
    """A copy with an even number of rows: the last one, of nothing, is coupled to none."""
    count = len(matrix)
    copy = np.zeros((count + count % 2,) * 2)
    copy[:count, :count] = matrix
    return copy


def _rounds(count: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Every pair once, in rounds in which each index stands once: as chess tournaments are drawn."""
    order = list(range(count))
    rounds = []
    for _ in range(count - 1):
        half = zip(order[: count // 2], reversed(order[count // 2 :]), strict=True)
        pairs = np.array([(min(pair), max(pair)) for pair in half])
        rounds.append((pairs[:, 0], pairs[:, 1]))
        order = [order[0], order[-1], *order[1:-1]]
    return rounds


def _rotate(turned: Array, vectors: Array, first: NDArray[np.intp], second: NDArray[np.intp]) -> None:
    """Turn each pair so that nothing is left between the two; changes both matrices in place."""
    beside = turned[first, second]
    half = (turned[second, second] - turned[first, first]) / 2
    reach = np.abs(half) + np.hypot(half, beside)
    tangent = np.divide(
        np.where(half < 0, -beside, beside), reach, out=np.zeros_like(beside), where=reach > 0
    )
    cosine = 1 / np.sqrt(1 + tangent * tangent)
    sine = tangent * cosine
    for rows in (turned, turned.T, vectors.T):
        upper, lower = rows[first], rows[second]
        rows[first] = cosine[:, None] * upper - sine[:, None] * lower
        rows[second] = sine[:, None] * upper + cosine[:, None] * lower
    turned[first, second] = turned[second, first] = 0.0


def _largest_first(values: Array, vectors: Array) -> tuple[Array, Array]:
    order = np.argsort(-values, kind="stable")
    return values[order], vectors[:, order]
