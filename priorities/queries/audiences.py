"""Whom a turn of a set concerns."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from assessments.models import RoundActivity
from discovery.queries import own_share, people_behind
from priorities.models import Involvement, PrioritySet
from priorities.permissions import authors_of
from projects.models import Proposal
from regions.models import Membership, Role
from regions.queries import holders_of


def deciders_of(priority_set: PrioritySet) -> QuerySet[Membership, Any]:
    """The officials whose yes may still be given: neither authors of the set nor those who approved it."""
    involved = Involvement.objects.filter(priority_set=priority_set).values("person")
    return holders_of(priority_set.region_id, Role.OFFICIAL).exclude(user__in=involved)


def keepers_of(region_id: int) -> QuerySet[Membership, Any]:
    """Who looks after the region's published priorities: its officials and facilitators."""
    return holders_of(region_id, Role.OFFICIAL, Role.FACILITATOR)


def drafters_of(priority_set: PrioritySet) -> set[int]:
    return authors_of(priority_set) | {priority_set.drafter_id}


def everybody_behind(activity_ids: Collection[int]) -> dict[int, set[int]]:
    """Who wrote for, supported or proposed a project under one of these activities -> which. Two queries."""
    behind = people_behind(activity_ids)
    accepted = Proposal.objects.filter(activity__in=activity_ids, state=Proposal.State.ACCEPTED).order_by()
    for user_id, activity_id in accepted.values_list("proposer_id", "activity_id"):
        behind.setdefault(user_id, set()).add(activity_id)
    return behind


def ideas_considered(priority_set: PrioritySet) -> dict[int, dict[str, int]]:
    """Each person behind what was scored -> their share of it. What stands in the draft is not told before it is out."""
    return own_share(everybody_behind(activities_considered(priority_set)))


def ideas_decided(priority_set: PrioritySet) -> dict[int, dict[str, int]]:
    """The same, with how many of their own became priorities."""
    behind = everybody_behind(activities_considered(priority_set))
    now = set(priority_set.priorities.values_list("activity_id", flat=True))
    shares = own_share(behind)
    return {user_id: share | {"chosen": len(behind[user_id] & now)} for user_id, share in shares.items()}


def activities_considered(priority_set: PrioritySet) -> set[int]:
    """What was scored, and what was taken in beside it."""
    scored = RoundActivity.objects.filter(round=priority_set.round_id).values_list("activity_id", flat=True)
    return {*scored, *priority_set.priorities.values_list("activity_id", flat=True)}
