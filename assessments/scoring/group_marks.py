"""What each group says of an activity in one number: where its shape stands on the line of the board.

The mean of its own u over the judged criteria on which its cell counts, with their weights, 0..100. It follows from the
sums that are shown anyway, so it tells nothing new; where these stay back, so does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessments.scoring.balance import value, weighted_mean
from assessments.scoring.cells import CellCounts
from assessments.scoring.disclosure import open_activities
from assessments.scoring.exact import Ratio, half_even, on_common_denominator
from assessments.scoring.method import Method


@dataclass(frozen=True)
class GroupMarks:
    """marks: whole number of 100 for each group in frozen order; None below the coverage, or where it stays back."""

    activity: str
    marks: tuple[int | None, ...]

    def as_document(self) -> dict[str, Any]:
        return {"activity": self.activity, "marks": list(self.marks)}


def group_marks(method: Method, counts: CellCounts, activities: Sequence[str]) -> tuple[GroupMarks, ...]:
    """One an activity, in the given order."""
    weights = on_common_denominator(criterion.weight for criterion in method.judged)
    shown = open_activities(method, counts).tolist()
    rows = zip(activities, counts.n.tolist(), counts.total.tolist(), shown, strict=True)
    return tuple(
        GroupMarks(
            activity,
            tuple(
                mark_of(method, weights, n, totals) if is_shown else None
                for n, totals in zip(cells, sums, strict=True)
            ),
        )
        for activity, cells, sums, is_shown in rows
    )


def mark_of(method: Method, weights: Sequence[int], n: Sequence[int], totals: Sequence[int]) -> int | None:
    """Of one group: n and sum for each judged criterion."""
    values: list[Ratio | None] = [
        value(criterion, [1], [count], [total]) if count >= method.threshold else None
        for criterion, count, total in zip(method.judged, n, totals, strict=True)
    ]
    (numerator, denominator), present = weighted_mean(values, weights)
    if present == 0 or present < method.coverage_minimum * sum(weights):
        return None
    return half_even(100 * numerator, denominator)
