"""Proposals as their proposer and the region's members see them.

Lists and pages load a proposal without its confidential note: `confidential_note_of` is the one way to read it.
"""

from collections.abc import Collection
from typing import Any

import rules
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.permissions import has_account
from accounts.registries import Way
from discovery.models import CURRENT, Activity
from projects.models import Proposal
from regions.models import Domain, Region
from regions.permissions import is_member
from regions.registries import Duty


def _proposals() -> QuerySet[Proposal]:
    joined = Proposal.objects.select_related("region", "domain", "organization", "activity", "call")
    return joined.defer("confidential_note")


def proposal_for(user: Any, *, proposal_id: int) -> Proposal | None:
    """One's own proposal, or one of a region one works in; for everybody else it does not exist."""
    proposal = _proposals().filter(pk=proposal_id).first()
    may_see = proposal is not None and rules.has_perm("projects.see_proposal", user, proposal)
    return proposal if may_see else None


def proposals_by(user: Any, *, state: str = "") -> QuerySet[Proposal]:
    """What a person handed in, newest first; in one state only where one is named."""
    return _listed(_proposals().filter(proposer_id=user.pk), state)


def proposals_on_desk(region: Region, *, state: str = "") -> QuerySet[Proposal]:
    """A region's proposals, newest first; in one state only where one is named."""
    return _listed(_proposals().filter(region=region), state)


def _listed(rows: QuerySet[Proposal], state: str) -> QuerySet[Proposal]:
    return (rows.filter(state=state) if state else rows).order_by("-submitted_at", "-pk")


def state_counts(region: Region) -> dict[str, int]:
    """State -> number of a region's proposals, for the desk; every state has its number."""
    counted = Proposal.objects.filter(region=region).values("state").annotate(n=Count("pk")).order_by()
    known = {row["state"]: row["n"] for row in counted}
    return {state: known.get(state, 0) for state in Proposal.State.values}


def duties_on_desk(user: Any, region: Region) -> list[Duty]:
    """For the desk of the region's staff: how many proposals wait, and since when. One query."""
    if not rules.has_perm("projects.run_call", user, region):
        return []
    waiting = Proposal.objects.filter(region=region, state=Proposal.State.SUBMITTED).exclude(
        proposer_id=user.pk
    )
    found = waiting.aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    if not found["number"]:
        return []
    what = ngettext(
        "Decide on %(number)d project proposal", "Decide on %(number)d project proposals", found["number"]
    )
    href = reverse("proposal_desk", args=[region.code]) + "?state=submitted"
    return [Duty(what % found, href, "", gettext("Companies and other proposers"), found["oldest"])]


def confidential_note_of(proposal: Proposal, *, reader: Any) -> str | None:
    """The note, or None for a person who may not read it."""
    if not rules.has_perm("projects.read_confidential_note", reader, proposal):
        return None
    return Proposal.objects.values_list("confidential_note", flat=True).get(pk=proposal.pk)


def desk_region(user: Any, *, code: str) -> Region | None:
    """A region one works in."""
    region = Region.everywhere.filter(code=code).first()
    return region if region is not None and is_member.test(user, region) else None


def activities_to_join(region_id: int) -> QuerySet[Activity]:
    """Activities of the region that a proposal may join, newest first."""
    return Activity.objects.filter(CURRENT, region_id=region_id).order_by("-pk")


def fields_of_business() -> QuerySet[Domain]:
    """Sections of the economy and their divisions, each section followed by its own."""
    return Domain.objects.order_by("code")


def last_organization_of(user: Any) -> Organization | None:
    """The organization a person spoke for last, so that nobody types it twice."""
    if not user.is_authenticated:
        return None
    proposed = Proposal.objects.filter(proposer_id=user.pk).order_by("-pk").values("organization")[:1]
    spoken = Organization.objects.filter(stakeholders__user_id=user.pk).order_by("-stakeholders__pk")
    return Organization.objects.filter(pk__in=proposed).first() or spoken.first()


def way_to_proposals(user: Any) -> list[Way]:
    """The link on the page of one's account; a guest cannot have proposed anything."""
    if not has_account.test(user, None):
        return []
    return [Way(label=_("My proposals"), href=reverse("proposal_list"))]


def proposers_of(activity_ids: Collection[int]) -> set[int]:
    """Users with a proposal behind one of these activities that was neither declined nor withdrawn. One query."""
    lost = (Proposal.State.DECLINED, Proposal.State.WITHDRAWN)
    standing = Proposal.objects.filter(activity__in=activity_ids).exclude(state__in=lost)
    return set(standing.order_by().values_list("proposer_id", flat=True))
