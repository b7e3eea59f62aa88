"""What regions store about a person, for the person."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.registries import OwnData
from regions.models import Invitation, Membership

Rows = Iterable[tuple[Any, ...]]


def _roles(user: User) -> Rows:
    held = Membership.objects.filter(user=user).order_by("pk")
    return held.values_list("region__code", "role", "expires_date", "granted_at")


def _invitations(user: User) -> Rows:
    sent = Invitation.objects.filter(email=user.email) if user.email else Invitation.objects.none()
    return sent.order_by("pk").values_list("region__code", "role", "state", "created_at", "note")


OWN_DATA = (
    OwnData("roles", ("region", "role", "until", "given_at"), _roles),
    OwnData("invitations_to_roles", ("region", "role", "state", "sent_at", "note"), _invitations),
)
