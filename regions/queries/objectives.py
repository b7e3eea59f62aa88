"""What a region and its country want to reach, and how far one answers the other. Alignment is computed, never stored."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Prefetch, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions.models import PolicyObjective, Region
from regions.registries import ContentKind


@dataclass(frozen=True)
class Answered:
    """One objective of the parent, and the region's own that serve it; none is a gap."""

    objective: PolicyObjective
    served_by: tuple[PolicyObjective, ...]


def objective_for(user: Any, *, objective_id: int) -> PolicyObjective | None:
    """Any objective, with its region and what it serves: what a region wants is public. One query."""
    found = PolicyObjective.objects.select_related("region__parent", "serves__region")
    return found.filter(pk=objective_id).first()


def objectives_of(region: Region, *, with_retired: bool = False) -> QuerySet[PolicyObjective]:
    """In the region's own order, each with what it serves."""
    found = PolicyObjective.objects.filter(region=region).select_related("region", "serves__region")
    return found if with_retired else found.filter(retired_at=None)


def objectives_to_name(region: Region) -> QuerySet[PolicyObjective]:
    """What a fiche of this region may point to: its own objectives in force first, then its country's."""
    territories = [one for one in (region.pk, region.parent_id) if one]
    found = PolicyObjective.objects.filter(region__in=territories, retired_at=None).select_related("region")
    own_first = Case(When(region=region, then=0), default=1)
    return found.order_by(own_first, "position", "pk")


def objectives_to_serve(region: Region) -> QuerySet[PolicyObjective]:
    """The parent's objectives in force: those an objective of this region may serve."""
    found = PolicyObjective.objects.filter(region=region.parent_id, retired_at=None)
    return found.order_by("position", "pk")


def answers_to_the_parent(region: Region) -> list[Answered]:
    """Each objective of the parent with the region's own that serve it, gaps included. Two queries."""
    own = PolicyObjective.objects.filter(region=region, retired_at=None).order_by("position", "pk")
    served = objectives_to_serve(region).prefetch_related(Prefetch("served_by", queryset=own))
    return [Answered(one, tuple(one.served_by.all())) for one in served]


def objectives_served_in(country: Region) -> QuerySet[PolicyObjective]:
    """A country's objectives, each with the objectives of the regions that serve it. Two queries."""
    below = PolicyObjective.objects.filter(retired_at=None).select_related("region").order_by("region__name")
    return objectives_of(country).prefetch_related(Prefetch("served_by", queryset=below))


CONTENT = ContentKind(
    key="objectives",
    label=_("objectives"),
    permission="regions.keep_objectives",
    columns=("title", "explanation", "document"),
    rows=objectives_of,
    href=lambda objective, language: reverse("objective_edit", args=[objective.pk]),
)
