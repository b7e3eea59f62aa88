"""Sets, as members of the region see them. Nobody else knows that a draft exists."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet

from accounts.models import User
from assessments.models import Ranking
from discovery.models import Activity
from foundation import audit
from priorities.models import Approval, Deviation, Priority, PrioritySet
from priorities.queries.differences import Difference, differences
from priorities.queries.rankings import Ranked, ranked_activities, ranking_of, tied_at_the_cut
from regions.models import Region
from regions.permissions import is_member


def set_for(user: Any, set_id: int) -> PrioritySet | None:
    """A set of a region where this person has a role."""
    found = sets_with_region().filter(pk=set_id).first()
    return found if found and is_member(user, found) else None


def region_of_member(user: Any, code: str) -> Region | None:
    found = Region.objects.filter(code=code).first()
    return found if found and is_member(user, found) else None


def sets_with_region() -> QuerySet[PrioritySet]:
    """With what every page of a set names, and the number of its publication (None before)."""
    return PrioritySet.objects.select_related("region", "round", "drafter", "follows", "corrects").annotate(
        publication_number=F("publication__number")
    )


def sets_of(region: Region) -> QuerySet[PrioritySet]:
    """All sets of a region, newest first, with how many priorities each has."""
    counted = sets_with_region().filter(region=region).annotate(priority_count=Count("priorities"))
    return counted.order_by("-pk")


@dataclass(frozen=True)
class SetBoard:
    """The draft beside its ranking: what the set's page and the API show. Read once, in a constant number of queries."""

    priority_set: PrioritySet
    ranking: Ranking
    priorities: list[Priority]
    changes: list[Deviation]
    approvals: list[Approval]

    @cached_property
    def ranked(self) -> list[Ranked]:
        return ranked_activities(self.ranking.document)

    @cached_property
    def order(self) -> list[int]:
        return [priority.activity_id for priority in self.priorities]

    @cached_property
    def differences(self) -> list[Difference]:
        return differences(self.ranked, self.priority_set.target_count, self.order, self.changes)

    @cached_property
    def deviation_count(self) -> int:
        return sum(each.is_deviation for each in self.differences)

    @cached_property
    def tied(self) -> list[Ranked]:
        """Equals at the cut-off, as long as not enough of them have been left out."""
        return tied_at_the_cut(self.ranked, self.priority_set.target_count) if self.is_too_long else []

    @property
    def is_too_long(self) -> bool:
        return len(self.priorities) > self.priority_set.target_count

    @cached_property
    def activities(self) -> dict[int, Activity]:
        """Every activity the board speaks of: ranked, in the set, or changed."""
        known = {each.activity_id: each.activity for each in self.priorities}
        known |= {each.activity_id: each.activity for each in self.changes}
        missing = {each.activity_id for each in self.ranked} - known.keys()
        return known | Activity.objects.in_bulk(missing)


def board_of(priority_set: PrioritySet) -> SetBoard:
    """Raises LookupError if the round has no ranking: a set is never drafted without one."""
    ranking = ranking_of(priority_set.round_id)
    if ranking is None:
        raise LookupError(f"set {priority_set.pk} has no ranking")
    return SetBoard(
        priority_set=priority_set,
        ranking=ranking,
        priorities=list(priority_set.priorities.select_related("activity")),
        changes=list(priority_set.deviations.select_related("activity", "decided_by")),
        approvals=list(priority_set.approvals.select_related("official").order_by("approved_at", "pk")),
    )


def changes_since(priority_set: PrioritySet, edit_version: int) -> QuerySet[Deviation]:
    """What others changed after the page with this version was opened."""
    return (
        priority_set.deviations.filter(edit_version__gt=edit_version)
        .select_related("activity", "decided_by")
        .order_by("pk")
    )


def activity_of(priority_set: PrioritySet, activity_id: int) -> Activity | None:
    return activities_of_region(priority_set).filter(pk=activity_id).first()


def candidates_for(board: SetBoard) -> QuerySet[Activity]:
    """What may be added: the region's activities that are not in the set, ranked or not."""
    return activities_of_region(board.priority_set).exclude(pk__in=board.order)


def activities_of_region(priority_set: PrioritySet) -> QuerySet[Activity]:
    return Activity.objects.filter(region_id=priority_set.region_id).order_by("pk")


def activities_in(priority_set: PrioritySet) -> QuerySet[Activity]:
    return Activity.objects.filter(priorities__priority_set=priority_set)


def has_approved(priority_set: PrioritySet, user: User) -> bool:
    return priority_set.approvals.filter(official=user).exists()


def chain_of(priority_set: PrioritySet) -> str:
    return audit.region_chain(priority_set.region_id)
