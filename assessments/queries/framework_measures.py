"""The measured criteria of a framework before any round: what each is, and what this region has of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.models import Criterion, CriterionKind, Framework, Round
from assessments.queries.evidence import computed
from assessments.queries.rounds import activities_to_score
from assessments.queries.sums import month_of
from assessments.registries import Measured, measure_called
from assessments.sentences import REASONS_MISSING, SOURCES

NOT_AVAILABLE = "not_available"


@dataclass(frozen=True)
class MeasureOfFramework:
    """`with_value` of `activities` have a figure that counts, `coarser` more have one of a wider field.

    `reasons`: (why there is none, for how many activities). `is_available`: False where the region has nothing at all.
    """

    code: str
    question: str
    weight: Decimal
    measure: str
    name: str
    formula: str
    source: str
    vintage: str
    anchors: str
    activities: int
    with_value: int
    coarser: int
    reasons: tuple[tuple[str, int], ...]
    is_available: bool

    @property
    def rule_of(self) -> date | None:
        """The month since which it is computed by this rule."""
        return month_of(self.anchors)


def measures_of(framework: Framework) -> list[MeasureOfFramework]:
    """Asked of the activities that could be scored now. A constant number of queries for each measure."""
    measured = [each for each in framework.criteria.all() if each.kind == CriterionKind.MEASURED]
    activities = list(activities_to_score(framework.region)) if measured else []
    return [
        measure_in(criterion, computed(criterion.measure, activities) if activities else {}, len(activities))
        for criterion in measured
    ]


def measure_in(
    criterion: Criterion, found: Mapping[int, Measured] | None, activities: int
) -> MeasureOfFramework:
    measure = measure_called(criterion.measure)
    values = list((found or {}).values())
    example = next((value for value in values if value.source), None)
    anchors = next((value.anchors for value in values if value.anchors), "")
    missing = Counter(value.reason_missing for value in values if value.u is None)
    return MeasureOfFramework(
        code=criterion.code,
        question=criterion.question,
        weight=criterion.weight,
        measure=criterion.measure,
        name=str(measure.name) if measure else criterion.measure,
        formula=str(measure.formula) if measure else "",
        source=str(SOURCES.get(example.source, example.source)) if example else "",
        vintage=example.vintage if example else "",
        anchors=anchors,
        activities=activities,
        with_value=sum(value.u is not None and not value.is_coarser for value in values),
        coarser=sum(value.u is not None and value.is_coarser for value in values),
        reasons=tuple((str(REASONS_MISSING.get(code, code)), times) for code, times in missing.most_common()),
        is_available=found is not None,
    )


def last_ranked_round(framework: Framework) -> Round | None:
    """The newest closed round scored by this version."""
    closed = Round.objects.filter(framework=framework, state=Round.State.CLOSED, ranking__isnull=False)
    return closed.order_by("-closed_at").first()
