"""A region's frameworks, for its members."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from assessments.models import Criterion, CriterionKind, Framework, Principle
from regions.models import Region, Role
from regions.permissions import roles_of

SECONDS_PER_QUESTION = 20
LONG_LIST = 12  # activities; beyond that people get tired, and a shortlist comes first


def frameworks_in(region: Region) -> QuerySet[Framework]:
    """Newest version of a key first, with the number of questions people answer."""
    judged = Count("criteria", filter=Q(criteria__kind=CriterionKind.JUDGED))
    frameworks = Framework.objects.filter(region=region).select_related("region")
    return frameworks.annotate(question_count=judged).order_by("key", "-version")


def frameworks_in_use(region: Region) -> QuerySet[Framework]:
    """What a new round may be scored by."""
    return frameworks_in(region).filter(state=Framework.State.PUBLISHED)


@dataclass(frozen=True)
class FrameworkFamily:
    """All versions of one framework: the newest in use, the draft beside it, the rest."""

    current: Framework
    draft: Framework | None
    earlier: tuple[Framework, ...]


def framework_families(region: Region) -> list[FrameworkFamily]:
    """One query, however many versions there are."""
    by_key: dict[str, list[Framework]] = {}
    for framework in frameworks_in(region):
        by_key.setdefault(framework.key, []).append(framework)
    return [family_of(versions) for versions in by_key.values()]


def family_of(versions: Sequence[Framework]) -> FrameworkFamily:
    """`versions`: newest first."""
    in_use = [version for version in versions if version.state == Framework.State.PUBLISHED]
    current = in_use[0] if in_use else versions[0]
    draft = next((version for version in versions if version.is_draft and version is not current), None)
    return FrameworkFamily(current, draft, tuple(v for v in versions if v not in (current, draft)))


def minutes_by_framework(region: Region) -> list[tuple[Framework, int]]:
    """What a round may be scored by, with the minutes one activity takes a rater."""
    return [(each, minutes_needed(1, each.question_count)) for each in frameworks_in_use(region)]  # type: ignore[attr-defined]  # -- reason: annotated


def framework_for(user: Any, *, framework_id: int) -> Framework | None:
    """A framework of a region in which the person has a role."""
    known = Framework.objects.select_related("region").filter(pk=framework_id, region__in=roles_of(user))
    return known.first()


def criterion_for(user: Any, *, framework_id: int, criterion_code: str) -> Criterion | None:
    """One criterion of a framework the person knows of. It carries its region, for the permission."""
    known = Criterion.objects.select_related("framework__region").annotate(
        region_id=F("framework__region_id")
    )
    return known.filter(
        framework_id=framework_id, code=criterion_code, framework__region__in=roles_of(user)
    ).first()


def regions_to_copy_to(user: Any, source: Region) -> QuerySet[Region]:
    """Where the person may edit frameworks. Between a practice copy and the real regions nothing is copied."""
    return Region.everywhere.filter(
        pk__in=[pk for pk, roles in roles_of(user).items() if Role.FACILITATOR in roles],
        practised_by=source.practised_by_id,
    ).order_by("name")


@dataclass(frozen=True)
class PrincipleCriteria:
    """The criteria of one principle, with the weight they have together."""

    principle: Principle
    weight: Decimal
    judged: tuple[Criterion, ...]
    measured: tuple[Criterion, ...]
    all: tuple[Criterion, ...]  # in the order of the framework


def criteria_by_principle(
    criteria: Sequence[Criterion], *, with_empty: bool = False
) -> list[PrincipleCriteria]:
    groups = [grouped(principle, criteria) for principle in Principle]
    return [group for group in groups if group.all or with_empty]


def grouped(principle: Principle, criteria: Iterable[Criterion]) -> PrincipleCriteria:
    own = [criterion for criterion in criteria if criterion.principle == principle]
    return PrincipleCriteria(
        all=tuple(own),
        principle=principle,
        weight=sum((criterion.weight for criterion in own), Decimal(0)),
        judged=tuple(each for each in own if each.kind == CriterionKind.JUDGED),
        measured=tuple(each for each in own if each.kind == CriterionKind.MEASURED),
    )


def minutes_needed(activities: int, questions: int) -> int:
    """How long one rater is busy, rounded up."""
    return -(-activities * questions * SECONDS_PER_QUESTION // 60)
