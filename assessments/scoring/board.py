"""The activities that can be ranked, their values, and their scores under many drawn weights.

A missing value is treated as in the score: the weights of the values present are divided by their sum, and the
frozen weights decide, once, who is rankable.

Weights are multiples of 2**-24 (drawing.py) and values millionths, so every sum of products is exact: neither
the order of summation nor the number of threads can change a byte.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.cells import BoolArray
from assessments.scoring.drawing import UNITS, FloatArray
from assessments.scoring.exact import on_common_denominator
from assessments.scoring.products import multiply
from assessments.scoring.scores import at_least, whole_numbers

MICRO = 10**6
NO_SCORE = -1


class BoardError(ValueError):
    """Values, weights and draws do not fit together."""


@dataclass(frozen=True, eq=False)
class Board:
    """The rankable activities and their values. rows: their positions among all activities.

    millionths: criteria x rankable activities, zero where missing. present: likewise 1.0 or 0.0; None where
    nothing is missing.
    """

    rows: tuple[int, ...]
    millionths: FloatArray
    present: FloatArray | None

    @classmethod
    def of(cls, values: FloatArray, weights: Sequence[Fraction | int], coverage_minimum: Fraction) -> "Board":
        """values: activities x criteria, u in [0, 1] taken to six decimals, NaN where missing."""
        require_values(values, weights)
        present = ~np.isnan(values)
        rows = covered(present, weights, coverage_minimum)
        own = np.ascontiguousarray(present[rows].T, dtype=np.float64)
        millionths = np.rint(np.where(present, values, 0.0)[rows].T * MICRO)
        return cls(tuple(rows), np.ascontiguousarray(millionths), None if own.all() else own)

    def only(self, positions: Sequence[int]) -> "Board":
        """Some of the rankable activities, by their positions among the rankable."""
        chosen = list(positions)
        present = None if self.present is None else np.ascontiguousarray(self.present[:, chosen])
        rows = tuple(self.rows[position] for position in chosen)
        return Board(rows, np.ascontiguousarray(self.millionths[:, chosen]), present)

    def scores(self, drawn: FloatArray, step: int) -> Iterator[tuple[slice, NDArray[np.int32]]]:
        """Scores in whole millionths, draws x rankable activities, `step` draws at a time; overwritten by the next."""
        require_draws(drawn, len(self.millionths))
        products = np.empty((step, len(self.rows)))
        shares = np.empty(products.shape if self.present is not None else 0)
        whole = np.empty(products.shape, dtype=np.int32)
        for start in range(0, len(drawn), step):
            part = slice(start, min(start + step, len(drawn)))
            rows = part.stop - start
            multiply(drawn[part], self.millionths, products)
            if self.present is not None:
                multiply(drawn[part], self.present, shares)
                # A draw may give nothing to the few criteria present; 0 / 2**-24 is then a score of 0.
                products[:rows] /= np.maximum(shares[:rows], 1 / UNITS)
            np.copyto(whole[:rows], products[:rows], casting="unsafe")
            yield part, whole[:rows]


def covered(present: BoolArray, weights: Sequence[Fraction | int], coverage_minimum: Fraction) -> list[int]:
    """The activities with enough of the weight. present: activities x criteria."""
    whole = on_common_denominator(weights)
    enough = at_least(present @ whole_numbers(whole), Fraction(coverage_minimum) * sum(whole))
    rows: list[int] = np.flatnonzero(present.any(axis=1) & enough).tolist()
    return rows


def require_values(values: FloatArray, weights: Sequence[Fraction | int]) -> None:
    if values.ndim != 2 or values.shape[1] != len(weights):
        raise BoardError("values need one row an activity and one column a criterion with a weight")
    if ((values < 0) | (values > 1)).any():
        raise BoardError("values lie in [0, 1], or are missing")


def require_draws(drawn: FloatArray, criteria: int) -> None:
    if drawn.ndim != 2 or drawn.shape[1] != criteria:
        raise BoardError("draws need one weight a criterion")
