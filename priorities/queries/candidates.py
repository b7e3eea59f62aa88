"""The region's candidate activities, as the public finds them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, When

from accounts.models import Helix
from discovery.models import CURRENT, Activity
from discovery.queries import supporters
from priorities.queries.published import PublishedSet
from priorities.queries.rankings import Ranked
from regions.models import Domain, PolicyObjective, Region
from regions.queries import sector_types_of

MERGED = "merged"  # beside the standings: those that became part of another


@dataclass(frozen=True)
class Candidate:
    """One line of the list. `ranked` and `position` are those of the latest publication."""

    activity: Activity
    ranked: Ranked | None
    position: int | None


def candidates_in(
    region: Region,
    *,
    words: str = "",
    standing: str = "",
    domain: str = "",
    sector: str = "",
    objective: int | None = None,
    helix: str = "",
) -> QuerySet[Activity]:
    """Priorities first, then the others, newest first. Merged ones only where they are asked for."""
    listed = Q(merged_into__isnull=False) if standing == MERGED else CURRENT
    found: QuerySet[Activity] = Activity.objects.filter(listed, region=region)
    if standing and standing != MERGED:
        found = found.filter(standing=standing)
    for word in words.casefold().split():
        found = found.filter(search_text__contains=word)
    if domain:
        found = found.filter(Exists(_domains_under(domain)))
    if sector:
        found = found.filter(Exists(_domains_of_type(region, sector)))
    if objective:
        found = found.filter(objectives=objective)
    if helix in Helix.values:
        found = with_support(found, region, helix)
    return found.select_related("merged_into").prefetch_related("domains").order_by("-standing", "-pk")


def by_place(activities: QuerySet[Activity], published: PublishedSet | None) -> QuerySet[Activity]:
    """Priorities first, then by the place in the latest publication, then the newest."""
    ranked = published.ranked if published else []
    places = [When(pk=each.activity_id, then=each.rank) for each in ranked if each.rank is not None]
    if not places:
        return activities
    placed = activities.annotate(place=Case(*places, output_field=IntegerField()))
    return placed.order_by("-standing", F("place").asc(nulls_last=True), "-pk")


def with_support(activities: QuerySet[Activity], region: Region, helix: str) -> QuerySet[Activity]:
    """Of at least as many people as any figure about a group needs: the filter tells no more than the pages do."""
    counted = activities.annotate(from_helix=supporters(confirmed=True, helix=helix))
    return counted.filter(from_helix__gte=region.threshold)


def domains_in_use(region: Region) -> QuerySet[Domain]:
    """Sections with an activity of the region in them, or in one of their divisions."""
    used = Activity.objects.filter(CURRENT, region=region)
    direct, below = Q(activities__in=used), Q(children__activities__in=used)
    return Domain.objects.filter(direct | below, level=1).distinct().order_by("code")


def objectives_in_use(region: Region) -> QuerySet[PolicyObjective]:
    used = Activity.objects.filter(CURRENT, region=region)
    return PolicyObjective.objects.filter(activities__in=used).distinct().order_by("position", "pk")


def with_results(activities: list[Activity], published: PublishedSet | None) -> list[Candidate]:
    ranked = {each.activity_id: each for each in published.ranked} if published else {}
    return [
        Candidate(each, ranked.get(each.pk), published.position_of(each.pk) if published else None)
        for each in activities
    ]


def _domains_under(code: str) -> QuerySet[Any]:
    """Links of an activity to this class, or to one below it."""
    own = Q(domain__code=code) | Q(domain__parent__code=code) | Q(domain__parent__parent__code=code)
    return Activity.domains.through.objects.filter(own, activity=OuterRef("pk"))


def _domains_of_type(region: Region, sector: str) -> QuerySet[Any]:
    """Links of an activity to a class of this type of sector, as the region sees it. Asked only where it is filtered by."""
    codes = [code for code, kind in sector_types_of(region).items() if kind == sector]
    return Activity.domains.through.objects.filter(domain__code__in=codes, activity=OuterRef("pk"))
