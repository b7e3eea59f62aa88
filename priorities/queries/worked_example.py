"""How one activity's score comes about, step by step, from the numbers that were published.

For people who do not run programs: the same steps as verify.py, with every number in between. Exact fractions inside;
what is shown is rounded for reading, the result as it is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assessments.queries.methods import FrozenMethod
from assessments.scoring import Criterion, Group
from priorities.queries.published import PublishedSet


@dataclass(frozen=True)
class CellStep:
    """One group on one question. `share`: its part of the say, in percent."""

    group: str
    people: int
    total: int
    mean: Fraction
    credibility: Fraction
    share: Fraction


@dataclass(frozen=True)
class CriterionStep:
    """One question or measure. `mean` is None for a measure; `points` is its part of the score."""

    code: str
    question: str
    principle: str
    is_judged: bool
    minimum: int
    maximum: int
    is_reversed: bool
    u: Fraction
    weight: Fraction
    cells: tuple[CellStep, ...] = ()
    mean: Fraction | None = None
    points: Fraction = Fraction(0)


@dataclass(frozen=True)
class WorkedExample:
    """`steps` is empty where the sums of this activity are withheld: then only the result is public."""

    activity_id: int
    steps: tuple[CriterionStep, ...]
    weight: Fraction
    score: Fraction | None
    printed: Decimal | None
    kappa: int
    is_withheld: bool


def worked_example(published: PublishedSet, activity_id: int) -> WorkedExample | None:
    """None for an activity that is not in this publication's ranking."""
    result = published.results.get(activity_id)
    if result is None:
        return None
    method = FrozenMethod(published.content["method"]["document"])
    is_withheld = not result["sums_open"]
    steps = () if is_withheld else tuple(steps_of(method, published, str(activity_id)))
    weight = sum((step.weight for step in steps), Fraction(0))
    steps = tuple(with_points(step, weight) for step in steps)
    return WorkedExample(
        activity_id=activity_id,
        steps=steps,
        weight=weight,
        score=sum((step.points for step in steps), Fraction(0)) if steps else None,
        printed=None if result["score"] is None else Decimal(result["score"]),
        kappa=method.rules.kappa,
        is_withheld=is_withheld,
    )


def steps_of(method: FrozenMethod, published: PublishedSet, code: str) -> Iterable[CriterionStep]:
    """The criteria that have a value, in frozen order."""
    measured = {
        row["criterion"]: row["u"] for row in published.content["measured"] if row["activity"] == code
    }
    cells = [row for row in published.content["cells"] if row["activity"] == code and row["status"] == "open"]
    for criterion in method.rules.criteria:
        own = [row for row in cells if row["criterion"] == criterion.code]
        if own:
            yield judged_step(method, criterion, cell_steps(method, own))
        elif criterion.code in measured:
            yield step(method, criterion, Fraction(measured[criterion.code]))


def cell_steps(method: FrozenMethod, rows: Sequence[Mapping[str, str]]) -> tuple[CellStep, ...]:
    groups, kappa = {group.code: group for group in method.rules.groups}, method.rules.kappa
    says = [say_of(groups[row["group"]], int(row["n"]), kappa) for row in rows]
    return tuple(
        CellStep(
            group=row["group"],
            people=int(row["n"]),
            total=int(row["sum"]),
            mean=Fraction(int(row["sum"]), int(row["n"])),
            credibility=Fraction(int(row["n"]), int(row["n"]) + kappa),
            share=100 * say / sum(says),
        )
        for row, say in zip(rows, says, strict=True)
    )


def say_of(group: Group, people: int, kappa: int) -> Fraction:
    return group.omega * Fraction(people, people + kappa)


def judged_step(method: FrozenMethod, criterion: Criterion, cells: tuple[CellStep, ...]) -> CriterionStep:
    mean = sum((cell.share * cell.mean for cell in cells), Fraction(0)) / 100
    u = (mean - criterion.minimum) / (criterion.maximum - criterion.minimum)
    return replace(step(method, criterion, 1 - u if criterion.reversed else u), cells=cells, mean=mean)


def step(method: FrozenMethod, criterion: Criterion, u: Fraction) -> CriterionStep:
    return CriterionStep(
        code=criterion.code,
        question=method.text(criterion.code, "question") or criterion.code,
        principle=criterion.principle,
        is_judged=criterion.kind == "judged",
        minimum=criterion.minimum,
        maximum=criterion.maximum,
        is_reversed=criterion.reversed,
        u=u,
        weight=criterion.weight,
    )


def with_points(of: CriterionStep, weight: Fraction) -> CriterionStep:
    return replace(of, points=100 * of.weight * of.u / weight)
