"""Activities and who supports them."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Helix
from discovery.models import Activity, Participant, Support, Workshop
from regions.models import Domain, Region


def activity_for(user: Any, *, activity_id: int) -> Activity | None:
    """Activities are public."""
    return Activity.objects.select_related("region", "workshop__region").filter(pk=activity_id).first()


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
        .prefetch_related("domains")
        .order_by("-pk")
    )


def activities_of_workshop(workshop: Workshop) -> QuerySet[Activity]:
    """With the supporters in each helix (`science_count`, ...: confirmed people) and those not confirmed yet."""
    confirmed = Q(supports__participant__confirmed_at__isnull=False)
    counts = {
        f"{helix}_count": Count("supports", filter=confirmed & Q(supports__participant__helix=helix))
        for helix in Helix.values
    }
    unconfirmed = Count("supports", filter=Q(supports__participant__confirmed_at__isnull=True))
    return Activity.objects.filter(workshop=workshop).annotate(
        **counts, support_count=Count("supports"), unconfirmed_count=unconfirmed
    ).order_by("-support_count", "pk")  # fmt: skip


def activities_for_phone(participant: Participant) -> QuerySet[Activity]:
    """In the order they were made, so that nothing moves under a thumb; `is_supported` by this person."""
    mine = Support.objects.filter(activity=OuterRef("pk"), participant=participant)
    return (
        Activity.objects.filter(workshop_id=participant.workshop_id)
        .annotate(is_supported=Exists(mine), support_count=Count("supports"))
        .order_by("pk")
    )


def support_counts_by_helix(activity_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Confirmed supporters of each activity by helix. One query."""
    wanted = list(activity_ids)
    counts = {activity_id: dict.fromkeys(Helix.values, 0) for activity_id in wanted}
    for activity_id, helix, number in (
        Support.objects.filter(activity_id__in=wanted, participant__confirmed_at__isnull=False)
        .order_by()
        .values_list("activity_id", "participant__helix")
        .annotate(number=Count("pk"))
    ):
        counts[activity_id][helix] = number
    return counts


def domain_choices(also: Collection[str] = ()) -> list[tuple[str, str]]:
    """The sections of the classification, and the finer classes somebody named: (code, "code name")."""
    wanted = Domain.objects.filter(Q(level=1) | Q(code__in=list(also))).order_by("code")
    return [(domain.code, str(domain)) for domain in wanted]
