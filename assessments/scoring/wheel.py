"""The wheel of self-assessment: steps of a strategy, several factors a step, each graded 1 to 5 or "no information".

Grades are combined like marks: each group counts with omega n / (n + kappa), a group with fewer than g grades of a factor
does not enter it and shows nothing. "No information" is missing: it enters no mean, and its share is told beside.

What is told leaves three possible values of every grade. From n and the sum of a group follow bounds for each grade: with
d points missing to the highest possible sum, nobody gave less than 5 - d. So a sum nearer than two points to an end of
the scale is told, and reckoned with everywhere, as two points from it ("at least", "at most"); one such value stands for
d = 0, 1 and 2 alike. Everything published is made of these sums and of counts, so no combination of figures tells more,
and no figure needs to stay back, which would itself tell something. The price is 2 / n of a grade at the most.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from assessments.scoring import balance
from assessments.scoring.exact import on_common_denominator, printed
from assessments.scoring.method import JUDGED, POSSIBLE_VALUES, Criterion, Group

NO_INFORMATION = 0
LOWEST, HIGHEST = 1, 5
SCHEMA = "wheel/1"
PLACES = 2  # of a mean that comes out

Bound = Literal["", "at_least", "at_most", "about"]
Interval = tuple[int, int]

_SCALE = Criterion("grade", "", JUDGED, Fraction(1), LOWEST, HIGHEST)


class GradeError(ValueError):
    """Grades that do not belong to these factors, or off the scale."""


@dataclass(frozen=True)
class GroupGrade:
    """One group in one factor. Everything is None where fewer than g of it gave a grade.

    weight: percent of the say in this factor, one decimal.
    """

    group: str
    n: int | None = None
    mean: Fraction | None = None
    bound: Bound = ""
    weight: Decimal | None = None


@dataclass(frozen=True)
class FactorGrade:
    """mean: 1 to 5 under the participation rule, per_head: one person, one vote; None where no group counts.

    no_information: whole percent, from and to, of those who answered; None where fewer than g did. The ends differ where
    a group had too few grades to tell how many.
    """

    code: str
    mean: Fraction | None
    bound: Bound
    per_head: Fraction | None
    no_information: Interval | None
    groups: tuple[GroupGrade, ...]


@dataclass(frozen=True)
class StepGrade:
    """The mean of a step's factors that have one, each counting the same; `counted`: how many these are."""

    code: str
    mean: Fraction | None
    counted: int
    factors: tuple[FactorGrade, ...]


@dataclass(frozen=True)
class GradedWheel:
    steps: tuple[StepGrade, ...]

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats."""
        return {"schema": SCHEMA, "steps": [step_document(step) for step in self.steps]}


def grade_wheel(
    steps: Mapping[str, Sequence[str]],
    groups: Sequence[Group],
    sheets: Iterable[tuple[str, Mapping[str, int]]],
    *,
    kappa: int,
    threshold: int,
) -> GradedWheel:
    """`steps`: step -> its factors. `sheets`: (group, factor -> 1 to 5 or NO_INFORMATION; left out: not answered).

    The order of the sheets does not matter. Raises GradeError.
    """
    factors = [factor for own in steps.values() for factor in own]
    given: dict[str, dict[str, list[int]]] = {
        factor: {group.code: [] for group in groups} for factor in factors
    }
    for group, sheet in sheets:
        for factor, grade in sheet.items():
            require_grade(given, group, factor, grade)
            given[factor][group].append(grade)
    return GradedWheel(
        tuple(
            graded_step(code, [graded_factor(each, groups, given[each], kappa, threshold) for each in own])
            for code, own in steps.items()
        )
    )


def require_grade(given: Mapping[str, Mapping[str, Any]], group: str, factor: str, grade: int) -> None:
    if factor not in given or group not in given[factor]:
        raise GradeError(f"{group}, {factor}: no such group or factor")
    if grade != NO_INFORMATION and not LOWEST <= grade <= HIGHEST:
        raise GradeError(f"{factor}: {grade} is not between {LOWEST} and {HIGHEST}")


def graded_step(code: str, factors: Sequence[FactorGrade]) -> StepGrade:
    means = [factor.mean for factor in factors if factor.mean is not None]
    mean = sum(means, Fraction(0)) / len(means) if means else None
    return StepGrade(code, mean, len(means), tuple(factors))


def graded_factor(
    code: str, groups: Sequence[Group], answers: Mapping[str, Sequence[int]], kappa: int, threshold: int
) -> FactorGrade:
    """`answers`: group -> its grades of this factor, NO_INFORMATION among them."""
    grades = [[each for each in answers[group.code] if each != NO_INFORMATION] for group in groups]
    counts = [len(own) for own in grades]
    sums, bounds = zip(*(told_sum(own) for own in grades), strict=True)
    omegas = on_common_denominator(group.omega for group in groups)
    factors = balance.balanced(counts, omegas, kappa, threshold)
    weights = balance.effective_weights(factors, counts)
    counting = [n >= threshold for n in counts]
    return FactorGrade(
        code=code,
        mean=mean_grade(factors, counts, sums),
        bound=joint_bound(
            [bound for bound, counts_here in zip(bounds, counting, strict=True) if counts_here]
        ),
        per_head=mean_grade(balance.per_head(counts, threshold), counts, sums),
        no_information=share_without(answers.values(), threshold),
        groups=tuple(
            GroupGrade(group.code, n, Fraction(total, n), bound, weight)
            if n >= threshold
            else GroupGrade(group.code)
            for group, n, total, bound, weight in zip(groups, counts, sums, bounds, weights, strict=True)
        ),
    )


def told_sum(grades: Sequence[int]) -> tuple[int, Bound]:
    """The sum as it is told: never nearer to an end of the scale than leaves three values of each grade."""
    margin = POSSIBLE_VALUES - 1
    lowest, highest = LOWEST * len(grades) + margin, HIGHEST * len(grades) - margin
    total = sum(grades)
    if total >= highest:
        return highest, "at_least"
    if total <= lowest:
        return lowest, "at_most"
    return total, ""


def joint_bound(bounds: Sequence[Bound]) -> Bound:
    """Of a mean of several: in which direction the exact one may lie, "about" where in both."""
    found = {bound for bound in bounds if bound}
    return found.pop() if len(found) == 1 else "about" if found else ""


def mean_grade(factors: balance.Factors, counts: Sequence[int], sums: Sequence[int]) -> Fraction | None:
    ratio = balance.value(_SCALE, factors, counts, sums)
    return None if ratio is None else LOWEST + (HIGHEST - LOWEST) * Fraction(*ratio)


def share_without(answers: Iterable[Sequence[int]], threshold: int) -> Interval | None:
    """Percent who said "no information", as an interval: of a group with fewer than g grades only that is told."""
    fewest = most = total = 0
    for own in answers:
        without = sum(grade == NO_INFORMATION for grade in own)
        is_told = len(own) - without >= threshold
        fewest += without if is_told else max(len(own) - (threshold - 1), 0)
        most += without if is_told else len(own)
        total += len(own)
    if total < threshold:
        return None
    if fewest == most:
        whole = int(printed((100 * fewest, total), 0))
        return whole, whole
    return 100 * fewest // total, -(-100 * most // total)


def step_document(step: StepGrade) -> dict[str, Any]:
    return {
        "code": step.code,
        "mean": as_text(step.mean),
        "counted": step.counted,
        "factors": [factor_document(factor) for factor in step.factors],
    }


def factor_document(factor: FactorGrade) -> dict[str, Any]:
    return {
        "code": factor.code,
        "mean": as_text(factor.mean),
        "bound": factor.bound,
        "one_person_one_vote": as_text(factor.per_head),
        "no_information": None if factor.no_information is None else list(factor.no_information),
        "groups": [
            {
                "group": each.group,
                "n": each.n,
                "mean": as_text(each.mean),
                "bound": each.bound,
                "weight": None if each.weight is None else str(each.weight),
            }
            for each in factor.groups
        ],
    }


def as_text(mean: Fraction | None) -> str | None:
    return None if mean is None else str(printed((mean.numerator, mean.denominator), PLACES))
