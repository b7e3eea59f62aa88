"""A region's frameworks, for its members."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.models import Criterion, CriterionKind, Framework, Principle
from regions.models import Region
from regions.permissions import roles_of

SECONDS_PER_QUESTION = 20


def frameworks_in(region: Region) -> QuerySet[Framework]:
    """Newest version of a key first, with the number of questions people answer."""
    judged = Count("criteria", filter=Q(criteria__kind=CriterionKind.JUDGED))
    frameworks = Framework.objects.filter(region=region).select_related("region")
    return frameworks.annotate(question_count=judged).order_by("key", "-version")


def minutes_by_framework(region: Region) -> list[tuple[Framework, int]]:
    """The region's frameworks, with the minutes one activity takes a rater."""
    judged = Count("criteria", filter=Q(criteria__kind=CriterionKind.JUDGED))
    rows = Framework.objects.filter(region=region).annotate(questions=judged).order_by("key", "-version")
    return [(framework, minutes_needed(1, framework.questions)) for framework in rows]


def framework_for(user: Any, *, framework_id: int) -> Framework | None:
    """A framework of a region in which the person has a role."""
    known = Framework.objects.select_related("region").filter(pk=framework_id, region__in=roles_of(user))
    return known.first()


@dataclass(frozen=True)
class PrincipleCriteria:
    """The criteria of one principle, with the weight they have together."""

    principle: Principle
    weight: Decimal
    judged: tuple[Criterion, ...]
    measured: tuple[Criterion, ...]


def criteria_by_principle(framework: Framework) -> list[PrincipleCriteria]:
    criteria = list(framework.criteria.all())
    return [grouped(principle, criteria) for principle in Principle if weights_of(principle, criteria)]


def grouped(principle: Principle, criteria: Iterable[Criterion]) -> PrincipleCriteria:
    own = [criterion for criterion in criteria if criterion.principle == principle]
    return PrincipleCriteria(
        principle=principle,
        weight=sum((criterion.weight for criterion in own), Decimal(0)),
        judged=tuple(each for each in own if each.kind == CriterionKind.JUDGED),
        measured=tuple(each for each in own if each.kind == CriterionKind.MEASURED),
    )


def weights_of(principle: Principle, criteria: Iterable[Criterion]) -> list[Decimal]:
    return [criterion.weight for criterion in criteria if criterion.principle == principle]


def minutes_needed(activities: int, questions: int) -> int:
    """How long one rater is busy, rounded up."""
    return -(-activities * questions * SECONDS_PER_QUESTION // 60)
