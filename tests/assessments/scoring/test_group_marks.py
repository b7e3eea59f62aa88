"""What each group says in one number, beside the same sum in fractions."""

from fractions import Fraction

from hypothesis import given, settings

from assessments.scoring import count_cells, group_marks, open_activities
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, hall


def naive_mark(case: Case, activity: str, group: int) -> int | None:
    method = case.method
    parts = []
    for column, criterion in enumerate(method.judged):
        marks = case.marks(activity, group, column)
        if len(marks) >= method.threshold:
            span = criterion.maximum - criterion.minimum
            u = (Fraction(sum(marks), len(marks)) - criterion.minimum) / span
            parts.append((criterion.weight, 1 - u if criterion.reversed else u))
    present = sum((weight for weight, _u in parts), Fraction(0))
    if not parts or present < method.coverage_minimum * sum(each.weight for each in method.judged):
        return None
    return round(100 * sum(weight * u for weight, u in parts) / present)


@settings(max_examples=60)
@given(cases())
def test_it_is_the_mean_of_the_groups_own_marks(case: Case) -> None:
    method, roster, ballots, _measured = arrays(case)
    counts = count_cells(method, roster, ballots)
    shown = open_activities(method, counts).tolist()
    for entry, is_shown in zip(group_marks(method, counts, case.activities), shown, strict=True):
        for group, mark in enumerate(entry.marks):
            assert mark == (naive_mark(case, entry.activity, group) if is_shown else None)


def test_it_stays_back_with_the_sums() -> None:
    """One group gave nothing but the highest mark: neither its mean is told, nor that of the others."""
    case = hall([[10] * 5, [1, 3, 5, 7, 9]])
    method, roster, ballots, _measured = arrays(case)
    (entry,) = group_marks(method, count_cells(method, roster, ballots), case.activities)
    assert entry.marks == (None, None)
