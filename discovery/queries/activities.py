"""Activities and who supports them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Helix
from discovery.models import CURRENT, Activity, Participant, Support, Workshop
from discovery.queries.counting import supporters, through_merges
from regions.models import Domain, Region


def activity_for(user: Any, *, activity_id: int) -> Activity | None:
    """Activities are public."""
    return (
        Activity.objects.select_related("region", "workshop__region", "merged_into", "counts_with")
        .filter(pk=activity_id)
        .first()
    )


def supported_activity_for(user: Any, *, activity_id: int) -> Activity | None:
    """An activity of a workshop this person joined; the others do not exist for a phone."""
    joined = Participant.objects.filter(workshop=OuterRef("workshop"), user_id=user.pk)
    return (
        Activity.objects.filter(Exists(joined), pk=activity_id)
        .select_related("region", "workshop__region")
        .first()
    )


def activities_of_region(
    region: Region, *, workshop_id: int | None = None, standing: str = "", domain_code: str = ""
) -> QuerySet[Activity]:
    """The newest first, with domains; narrowed where something is asked for."""
    wanted = {"workshop_id": workshop_id, "standing": standing, "domains__code": domain_code}
    narrowed = {column: value for column, value in wanted.items() if value}
    return (
        Activity.objects.filter(region=region, **narrowed)
        .select_related("region", "workshop")
        .prefetch_related("domains", "scientific_domains", "objectives")
        .order_by("-pk")
    )


def activities_of_workshop(workshop: Workshop) -> QuerySet[Activity]:
    """With the supporters in each helix (`science_count`, ...: confirmed people) and those not confirmed yet.

    Supporters of merged activities are counted where these went, each person once.
    """
    counts = {f"{helix}_count": supporters(confirmed=True, helix=helix) for helix in Helix.values}
    return (
        Activity.objects.filter(CURRENT, workshop=workshop)
        .annotate(**counts, support_count=supporters(), unconfirmed_count=supporters(confirmed=False))
        .order_by("-support_count", "pk")
    )


def activities_for_phone(participant: Participant) -> QuerySet[Activity]:
    """In the order they were made, so that nothing moves under a thumb; `is_supported` by this person."""
    mine = Support.objects.filter(through_merges("activity", OuterRef("pk")), participant=participant)
    return (
        Activity.objects.filter(CURRENT, workshop_id=participant.workshop_id)
        .annotate(is_supported=Exists(mine), support_count=supporters())
        .order_by("pk")
    )


def domain_choices(also: Collection[str] = ()) -> list[tuple[str, str]]:
    """The sections of the classification, and the finer classes somebody named: (code, "code name")."""
    wanted = Domain.objects.filter(Q(level=1) | Q(code__in=list(also))).order_by("code")
    return [(domain.code, str(domain)) for domain in wanted]
