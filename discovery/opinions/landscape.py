"""Where voters stand: the first two principal components of their answers.

The matrix of answers is centred by statement; an answer that is missing counts as the statement's mean, that is, as
nothing. Who answered little lies near the middle for that reason alone, so a place is stretched by sqrt(S / answers).

Products are counts of pairs of answers, exact in float32. Places are rounded to 2^-16, so that what is made of them
(groups, their number) comes out the same in any order of voters and on any number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discovery.opinions.votes import Votes

FloatArray = NDArray[np.float64]

STEP = 2.0**-16
AXES = 2
VOTERS_AT_ONCE = 512


@dataclass(frozen=True, eq=False)
class Landscape:
    """Places of all voters on the axes, and what the axes are made of.

    Attributes:
        places: voters x 2; NaN for who answered nothing.
        axes: 2 x statements, each of length 1; its largest entry is positive. NaN for a statement without answers.
        explained: the share of the variance that each axis holds; NaN where all answer alike.

    """

    places: FloatArray
    axes: FloatArray
    explained: FloatArray


def landscape(votes: Votes) -> Landscape:
    seen = votes.seen
    answered: NDArray[np.bool_] = np.asarray(seen.any(axis=0))
    axes = np.full((AXES, len(answered)), np.nan)
    explained = np.full(AXES, np.nan)
    given = seen[:, answered]
    answers = np.where(given, votes.answers[:, answered], np.int8(0))
    means = answers.sum(axis=0, dtype=np.float64) / np.maximum(given.sum(axis=0), 1)
    if answered.any():
        axes[:, answered], explained = _principal(_scatter(answers, given, means))
    places = _places(answers, given, means, axes[:, answered])
    return Landscape(places, axes, explained)


def _scatter(answers: NDArray[np.int8], given: NDArray[np.bool_], means: FloatArray) -> FloatArray:
    """sum over voters of (v_i - m_i) (v_j - m_j), over those who answered both i and j."""
    marks, known = answers.astype(np.float32), given.astype(np.float32)
    together = (known.T @ known).astype(np.float64)
    crossed = (marks.T @ known).astype(np.float64) * means  # sum of v_i where j was answered, times m_j
    scatter = (marks.T @ marks).astype(np.float64)
    scatter -= crossed
    scatter -= crossed.T
    together *= np.multiply.outer(means, means)
    scatter += together
    return scatter


def _principal(scatter: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The two eigenvectors of the largest eigenvalues, and their shares of the trace; zeros where there is no second."""
    n = len(scatter)
    lengths, vectors = np.linalg.eigh(scatter)
    axes, explained = np.zeros((AXES, n)), np.full(AXES, np.nan)
    whole = float(np.trace(scatter))
    for axis in range(min(AXES, n)):
        vector = vectors[:, -1 - axis]
        largest = int(np.argmax(np.round(np.abs(vector), 9)))
        axes[axis] = vector if vector[largest] > 0 else -vector
        if whole > 0:
            explained[axis] = max(lengths[-1 - axis], 0.0) / whole
    return axes, explained


def _places(
    answers: NDArray[np.int8], given: NDArray[np.bool_], means: FloatArray, axes: FloatArray
) -> FloatArray:
    n_voters, n_statements = answers.shape
    places = np.empty((n_voters, AXES))
    for start in range(0, n_voters, VOTERS_AT_ONCE):
        rows = slice(start, start + VOTERS_AT_ONCE)
        centred = (answers[rows] - means) * given[rows]
        n_given = given[rows].sum(axis=1).astype(np.float64)
        n_given[n_given == 0] = np.nan
        places[rows] = centred @ axes.T * np.sqrt(n_statements / n_given)[:, None]
    rounded: FloatArray = np.round(places / STEP) * STEP + 0.0
    return rounded
