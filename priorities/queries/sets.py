"""Sets, as members of the region see them, and the country's ministry once they are handed in. Nobody else knows of a draft."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet

from accounts.models import User
from assessments.models import Ranking, Round
from discovery.models import CURRENT, Activity
from foundation import audit
from priorities.models import Approval, Deviation, Involvement, Priority, PrioritySet, Remark
from priorities.permissions import is_ministry, remember_authors
from priorities.queries.differences import Difference, differences
from priorities.queries.rankings import Ranked, ranked_activities, ranking_of, tied_at_the_cut
from priorities.queries.rules import RuleOfSet, rules_of_set
from regions.models import Membership, Region, Role
from regions.permissions import is_member

# A draft is the region's own until it is handed in, and again when it was returned.
SHOWN_TO_MINISTRY = (
    PrioritySet.State.SUBMITTED,
    PrioritySet.State.APPROVED,
    PrioritySet.State.PUBLISHED,
    PrioritySet.State.SUPERSEDED,
)


def set_for(user: Any, set_id: int) -> PrioritySet | None:
    """A set of a region where this person has a role, or that was handed in below the person's ministry."""
    found = sets_with_region().select_related("round__ranking").filter(pk=set_id).first()
    return found if found and may_know(user, found) else None


def may_know(user: Any, priority_set: PrioritySet) -> bool:
    shown_to_ministry = priority_set.state in SHOWN_TO_MINISTRY and is_ministry(user, priority_set)
    return bool(shown_to_ministry or is_member(user, priority_set))


def remark_for(user: Any, remark_id: int) -> Remark | None:
    """A remark of a set that this person knows of; of the officials' own only for members."""
    found = (
        Remark.objects.select_related("priority_set__region", "activity", "said_by")
        .filter(pk=remark_id)
        .first()
    )
    if found is None or not may_know(user, found.priority_set):
        return None
    return found if remarks_shown_to(user, found.priority_set, [found]) else None


def remarks_shown_to(user: Any, priority_set: PrioritySet, remarks: list[Remark]) -> list[Remark]:
    """The region's people read everything, the ministry what the ministry said and was answered."""
    if is_member(user, priority_set):
        return remarks
    return [each for each in remarks if each.voice == Remark.Voice.MINISTRY]


def region_of_member(user: Any, code: str) -> Region | None:
    found = Region.everywhere.filter(code=code).first()
    return found if found and is_member(user, found) else None


def remarks_known_to(user: Any, priority_set: PrioritySet) -> QuerySet[Remark]:
    remarks = priority_set.remarks.order_by("number")
    return remarks if is_member(user, priority_set) else remarks.filter(voice=Remark.Voice.MINISTRY)


def sets_with_region() -> QuerySet[PrioritySet]:
    """With what every page of a set names, and the number of its publication (None before)."""
    return PrioritySet.objects.select_related(
        "region__parent", "round", "drafter", "follows", "corrects"
    ).annotate(publication_number=F("publication__number"))


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

    @cached_property
    def approvals(self) -> list[Approval]:
        return list(self.priority_set.approvals.order_by("approved_at", "pk"))

    @cached_property
    def remarks(self) -> list[Remark]:
        """Questions, comments and answers in their order, with who said them."""
        return list(self.priority_set.remarks.select_related("activity", "said_by", "answered_by"))

    @cached_property
    def parts(self) -> list[Involvement]:
        """Who wrote in the set and who approved it, in the order they came."""
        parts = list(self.priority_set.involvements.select_related("person").order_by("pk"))
        remember_authors(self.priority_set, parts)
        return parts

    @property
    def authors(self) -> list[Involvement]:
        return [each for each in self.parts if each.part == Involvement.Part.AUTHOR]

    @property
    def approvers(self) -> list[Involvement]:
        return [each for each in self.parts if each.part == Involvement.Part.APPROVER]

    @cached_property
    def approvals_missing(self) -> int:
        return self.priority_set.approvals_needed - len(self.approvers)

    @cached_property
    def has_enough_officials(self) -> bool:
        """Are there as many officials who have not written in the set as must approve it?"""
        officials = Membership.objects.in_force().filter(
            region=self.priority_set.region_id, role=Role.OFFICIAL
        )
        free = officials.exclude(user__in=[each.person_id for each in self.parts]).count()
        return bool(free >= self.approvals_missing)

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
    def rules(self) -> tuple[RuleOfSet, ...]:
        """Must-cover rules, kept or broken."""
        return rules_of_set(self.priority_set, self.order, [each.activity_id for each in self.ranked])

    @property
    def broken_rules(self) -> list[RuleOfSet]:
        return [each for each in self.rules if not each.is_kept]

    @property
    def unexplained_rules(self) -> list[RuleOfSet]:
        return [each for each in self.rules if each.is_unexplained]

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
    loaded = Round.ranking.is_cached(priority_set.round)
    ranking = priority_set.round.ranking if loaded else ranking_of(priority_set.round_id)
    if ranking is None:
        raise LookupError(f"set {priority_set.pk} has no ranking")
    return SetBoard(
        priority_set=priority_set,
        ranking=ranking,
        priorities=list(priority_set.priorities.select_related("activity")),
        changes=list(priority_set.deviations.select_related("activity", "decided_by")),
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
    return Activity.objects.filter(CURRENT, region_id=priority_set.region_id).order_by("pk")


def activities_in(priority_set: PrioritySet) -> QuerySet[Activity]:
    return Activity.objects.filter(priorities__priority_set=priority_set)


def priority_in(priority_set: PrioritySet, activity_id: str) -> Priority | None:
    """The place of an activity that an address names."""
    if not activity_id.isdecimal() or len(activity_id) > 18:
        return None
    return priority_set.priorities.select_related("activity").filter(activity_id=int(activity_id)).first()


def has_approved(priority_set: PrioritySet, user: User) -> bool:
    return priority_set.approvals.filter(official=user).exists()


def chain_of(priority_set: PrioritySet) -> str:
    return audit.region_chain(priority_set.region_id)
