"""What a country's ministry sees of its regions' sets: those that were handed in at least once."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from priorities.models import PrioritySet, Remark
from priorities.permissions import holds_ministry
from priorities.queries.sets import sets_with_region
from regions.models import Region


def country_watched_by(user: Any, code: str) -> Region | None:
    """A territory whose ministry this person works for."""
    found = Region.everywhere.select_related("parent").filter(code=code).first()
    return found if found and holds_ministry(user, found) else None


def sets_below(country: Region) -> QuerySet[PrioritySet]:
    """Handed in and not given up, those that wait for a decision first, each with its figures."""
    remarks = Remark.objects.filter(priority_set=OuterRef("pk"), voice=Remark.Voice.MINISTRY)
    waiting = Q(
        remarks__voice=Remark.Voice.MINISTRY, remarks__kind__in=Remark.WAITING_KINDS, remarks__answer=""
    )
    return (
        sets_with_region()
        .filter(Q(region__parent=country) | Q(region=country), submitted_at__isnull=False)
        .exclude(state=PrioritySet.State.WITHDRAWN)
        .annotate(
            priority_count=Count("priorities", distinct=True),
            waiting_count=Count("remarks", filter=waiting, distinct=True),
            has_remarks=Exists(remarks),
        )
        .order_by("-submitted_at", "-pk")
    )


def regions_without_set(country: Region) -> int:
    """How many regions of today have handed in nothing yet."""
    handed_in = PrioritySet.objects.filter(region=OuterRef("pk"), submitted_at__isnull=False)
    today = Region.everywhere.filter(parent=country, kind__in=("region", "city"))
    return today.exclude(Exists(handed_in)).count()
