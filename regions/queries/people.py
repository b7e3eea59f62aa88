"""Who has a role in a region, who is invited to one, and whose role ends soon."""

import datetime as dt
from typing import Any

import rules
from django.db.models import Case, QuerySet, Value, When

from foundation import clock
from regions.models import Invitation, Membership, Region, RegionKind, Role
from regions.permissions import is_administrator

WARNED_BEFORE = dt.timedelta(days=14)


def people_of(region: Region) -> QuerySet[Membership]:
    """By role in the order of the roles, then by name; those whose role has ended as well. One query."""
    rank = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Role)))
    held = Membership.objects.filter(region=region).select_related("user", "granted_by")
    ordered: QuerySet[Membership] = held.order_by(rank, "user__name", "user__email", "pk")
    return ordered


def invitations_of(region: Region) -> QuerySet[Invitation]:
    """Those that wait for an answer, newest first."""
    sent = Invitation.objects.filter(region=region, state=Invitation.State.SENT)
    return sent.select_related("invited_by").order_by("-created_at", "-pk")


def membership_for(user: Any, *, membership_id: int) -> Membership | None:
    """A role of a person, for who may see the people of that region."""
    found = Membership.objects.select_related("region", "user").filter(pk=membership_id).first()
    return found if found and rules.has_perm("regions.see_people", user, found.region) else None


def invitation_for(user: Any, *, invitation_id: int) -> Invitation | None:
    """An invitation that waits, for who appoints there."""
    sent = Invitation.objects.filter(state=Invitation.State.SENT).select_related("region", "invited_by")
    found = sent.filter(pk=invitation_id).first()
    return found if found and rules.has_perm("regions.appoint", user, found.region) else None


def invitation_by_key(user: Any, *, key: str) -> Invitation | None:
    """The invitation whose letter holds this key, accepted ones too: whoever has the letter has the key."""
    found = Invitation.objects.select_related("region", "invited_by").filter(digest=Invitation.digest_of(key))
    return found.exclude(state=Invitation.State.REVOKED).first()


def roles_offered(user: Any, region: Region) -> list[Role]:
    """Which roles this person may give here."""
    if not is_administrator(user, region):
        return [Role.ADMINISTRATOR]
    return [role for role in Role if role != Role.MINISTRY or region.kind == RegionKind.COUNTRY]


def roles_to_warn_of() -> list[int]:
    """Roles that end within two weeks and of which nobody was told."""
    last = clock.now().date() + WARNED_BEFORE
    ending = Membership.objects.in_force().filter(expires_date__lte=last, warned_at=None)
    return list(ending.order_by("pk").values_list("pk", flat=True))
