"""The score once more, written straight from the method in exact fractions, one ballot at a time.

Slow and plain on purpose. It reads the attributes of Method and Criterion and shares no other code.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.scoring import Criterion, Method

Key = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A round in plain values. ballots: (activity, rater) to one value per judged criterion, None if missing."""

    method: Method
    activities: tuple[str, ...]
    group_of_rater: tuple[int, ...]
    ballots: Mapping[tuple[str, int], tuple[int | None, ...]]
    measured: Mapping[Key, Decimal] = field(default_factory=dict)
    recusals: frozenset[tuple[str, int]] = frozenset()
    voided: frozenset[int] = frozenset()

    def marks(self, activity: str, group: int, column: int) -> list[int]:
        given = (
            ballot[column]
            for (about, rater), ballot in self.ballots.items()
            if about == activity
            and self.group_of_rater[rater] == group
            and rater not in self.voided
            and (activity, rater) not in self.recusals
        )
        return [mark for mark in given if mark is not None]

    def counting(self, activity: str, column: int, absent: int | None = None) -> dict[int, list[int]]:
        """Marks per group of every cell with g marks or more."""
        cells = {group: self.marks(activity, group, column) for group in range(len(self.method.groups))}
        return {
            group: marks
            for group, marks in cells.items()
            if len(marks) >= self.method.threshold and group != absent
        }


def as_printed(number: Fraction) -> str:
    """One decimal, half-even; `round` of a Fraction is exact."""
    return f"{Decimal(round(number * 10)) / 10:.1f}"


def balanced_mean(method: Method, cells: Mapping[int, list[int]], kappa: int) -> Fraction:
    """sum omega Z m / sum omega Z with Z = n / (n + kappa)."""
    above, below = Fraction(0), Fraction(0)
    for group, marks in cells.items():
        z = Fraction(len(marks), len(marks) + kappa)
        above += method.groups[group].omega * z * Fraction(sum(marks), len(marks))
        below += method.groups[group].omega * z
    return above / below


def pooled_mean(method: Method, cells: Mapping[int, list[int]], kappa: int) -> Fraction:
    everybody = [mark for marks in cells.values() for mark in marks]
    return Fraction(sum(everybody), len(everybody))


Rule = Callable[[Method, Mapping[int, list[int]], int], Fraction]


def mu(
    case: Case, activity: str, criterion: Criterion, rule: Rule, kappa: int, absent: int | None
) -> Fraction | None:
    """Value of one criterion in [0, 1], or None."""
    if criterion.kind == "measured":
        measured = case.measured.get((activity, criterion.code))
        return None if measured is None else Fraction(measured)
    judged = [each.code for each in case.method.criteria if each.kind == "judged"]
    cells = case.counting(activity, judged.index(criterion.code), absent)
    if not cells:
        return None
    u = (rule(case.method, cells, kappa) - criterion.minimum) / (criterion.maximum - criterion.minimum)
    return 1 - u if criterion.reversed else u


def score(
    case: Case,
    activity: str,
    criteria: Iterable[Criterion],
    rule: Rule = balanced_mean,
    kappa: int | None = None,
    absent: int | None = None,
) -> str | None:
    kappa = case.method.kappa if kappa is None else kappa
    values = [(each.weight, mu(case, activity, each, rule, kappa, absent)) for each in criteria]
    present = [(weight, value) for weight, value in values if value is not None]
    covered = sum((weight for weight, _ in present), Fraction(0))
    if not present or covered / sum(weight for weight, _ in values) < case.method.coverage_minimum:
        return None
    return as_printed(100 * sum((weight * value for weight, value in present), Fraction(0)) / covered)


def scores(case: Case, **rule: Any) -> dict[str, str | None]:
    return {activity: score(case, activity, case.method.criteria, **rule) for activity in case.activities}


def is_open(case: Case, activity: str) -> bool:
    """No counting cell lies within a point of the lowest or the highest sum it could have."""
    judged = [each for each in case.method.criteria if each.kind == "judged"]
    for column, criterion in enumerate(judged):
        for marks in case.counting(activity, column).values():
            lowest, highest = len(marks) * criterion.minimum, len(marks) * criterion.maximum
            if min(sum(marks) - lowest, highest - sum(marks)) < 2:
                return False
    return True


def beside(case: Case, **rule: Any) -> dict[str, str | None]:
    """Scores under another rule; the official one where sums stay back."""
    official, other = scores(case), scores(case, **rule)
    return {code: other[code] if is_open(case, code) else official[code] for code in case.activities}


def told(case: Case, **rule: Any) -> dict[str, tuple[str | None, int | None]]:
    """Score and rank under another rule; neither where sums stay back."""
    placed = beside(case, **rule)
    place = ranks(placed)
    return {code: (placed[code], place[code]) if is_open(case, code) else (None, None) for code in placed}


def ranks(scores: Mapping[str, str | None]) -> dict[str, int | None]:
    numbers = {activity: None if text is None else Decimal(text) for activity, text in scores.items()}
    return {
        activity: None
        if number is None
        else 1 + sum(other is not None and other > number for other in numbers.values())
        for activity, number in numbers.items()
    }


def coverage(case: Case, activity: str, criteria: Iterable[Criterion]) -> str:
    weighed = [(each.weight, mu(case, activity, each, balanced_mean, 2, None)) for each in criteria]
    present = sum((weight for weight, value in weighed if value is not None), Fraction(0))
    return as_printed(100 * present / sum(weight for weight, _ in weighed))
