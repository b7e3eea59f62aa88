"""What each group says of an activity in one number: where its shape stands on the line of the board.

The mean of its own u over the judged criteria on which its cell counts, with their weights, 0..100. It follows from the
sums that are shown anyway, so it tells nothing new; where these stay back, so does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessments.scoring.balance import value
from assessments.scoring.cells import CellCounts, IntArray
from assessments.scoring.disclosure import counting_cells, open_activities
from assessments.scoring.exact import Ratio, on_common_denominator
from assessments.scoring.method import Method
from assessments.scoring.scores import NONE, scores_of

WHOLE = 100  # marks are told as whole numbers of the scale


@dataclass(frozen=True)
class GroupMarks:
    """marks: whole number of 100 for each group in frozen order; None below the coverage, or where it stays back."""

    activity: str
    marks: tuple[int | None, ...]

    def as_document(self) -> dict[str, Any]:
        return {"activity": self.activity, "marks": list(self.marks)}


def group_marks(method: Method, counts: CellCounts, activities: Sequence[str]) -> tuple[GroupMarks, ...]:
    """One an activity, in the given order."""
    shown = open_activities(method, counts)[:, np.newaxis]
    marks = np.where(shown, marks_at_once(method, counts), NONE).tolist()
    return tuple(
        GroupMarks(activity, tuple(None if mark == NONE else mark for mark in own))
        for activity, own in zip(activities, marks, strict=True)
    )


def marks_at_once(method: Method, counts: CellCounts) -> IntArray:
    """Activities x groups; NONE below the coverage. As scores.py: what a float cannot tell is computed in fractions."""
    weights = on_common_denominator(criterion.weight for criterion in method.judged)
    spans = np.array([each.maximum - each.minimum for each in method.judged], dtype=np.int64)
    lowest = np.array([each.minimum for each in method.judged], dtype=np.int64)
    is_reversed = np.array([each.reversed for each in method.judged], dtype=np.bool_)
    u = (counts.total - counts.n * lowest) / np.maximum(counts.n * spans, 1)
    values = np.where(counting_cells(method, counts), np.where(is_reversed, 1 - u, u), np.nan)
    shape = values.shape

    def exact(row: int) -> list[Ratio | None]:
        return values_of_group(method, counts, *divmod(row, shape[1]))

    rows = values.reshape(shape[0] * shape[1], shape[2])
    return scores_of(rows, weights, method.coverage_minimum, exact, steps=WHOLE).reshape(shape[:2])


def values_of_group(method: Method, counts: CellCounts, activity: int, group: int) -> list[Ratio | None]:
    """u of each judged criterion."""
    n, totals = counts.n[activity, group].tolist(), counts.total[activity, group].tolist()
    return [
        value(criterion, [1], [own], [total]) if own >= method.threshold else None
        for criterion, own, total in zip(method.judged, n, totals, strict=True)
    ]
