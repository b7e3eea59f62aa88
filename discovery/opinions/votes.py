"""Answers to statements, one byte each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
UNSEEN = -128
"""No answer: neither a pass nor a zero. The one place where missing is not NaN, as a byte has none."""


@dataclass(frozen=True, eq=False)
class Votes:
    """int8, voters x statements: AGREE, PASS, DISAGREE or UNSEEN. Raises ValueError for anything else."""

    answers: NDArray[np.int8]

    def __post_init__(self) -> None:
        beyond = (self.answers > AGREE) | (self.answers < DISAGREE)
        if self.answers.dtype != np.int8 or (self.answers[beyond] != UNSEEN).any():
            raise ValueError("an answer is to agree, to pass or to disagree")

    @classmethod
    def of(
        cls,
        voter: NDArray[np.integer],
        statement: NDArray[np.integer],
        answer: NDArray[np.integer],
        shape: tuple[int, int],
    ) -> "Votes":
        """From one row an answer, in any order. Raises ValueError where somebody answers a statement twice."""
        place = np.ravel_multi_index((voter, statement), shape)
        if len(np.unique(place)) < len(place):
            raise ValueError("two answers of one voter to one statement")
        if not np.isin(answer, (AGREE, PASS, DISAGREE)).all():
            raise ValueError("an answer is to agree, to pass or to disagree")
        answers = np.full(shape, UNSEEN, np.int8)
        answers.ravel()[place] = answer
        return cls(answers)

    @property
    def seen(self) -> NDArray[np.bool_]:
        seen: NDArray[np.bool_] = self.answers != UNSEEN
        return seen
