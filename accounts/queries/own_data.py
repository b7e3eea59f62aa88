"""What is stored about a person by this app, for the person: rows in the order of the columns named in apps.ready()."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.models import ApiToken, Message, Stakeholder, User
from accounts.queries.people import sessions_of
from accounts.registries import OwnData
from foundation.models import AuditRow

Rows = Iterable[tuple[Any, ...]]


def _profile(user: User) -> Rows:
    return [(user.pk, user.name, user.email, user.language, user.created_at)]


def _organizations(user: User) -> Rows:
    return Stakeholder.objects.filter(user=user).values_list("organization__name", "helix").order_by("pk")


def _keys(user: User) -> Rows:
    return ApiToken.objects.filter(user=user).values_list("label", "created_at").order_by("pk")


def _devices(user: User) -> Rows:
    return sessions_of(user).values_list("user_agent", "ip", "created_at")


def _factors(user: User) -> Rows:
    held = Authenticator.objects.filter(user_id=user.pk)
    rows: Rows = held.values_list("type", "created_at", "last_used_at").order_by("pk")
    return rows


def _news(user: User) -> Rows:
    return Message.objects.filter(user=user).values_list("kind", "created_at", "read_at").order_by("pk")


def _deeds(user: User) -> Rows:
    done = AuditRow.objects.filter(actor_id=user.pk)
    return done.values_list("at", "chain", "verb", "object_type", "object_id", "role").order_by("pk")


OWN_DATA = (
    OwnData("profile", ("id", "name", "email", "language", "since"), _profile),
    OwnData("organizations", ("organization", "helix"), _organizations),
    OwnData("keys", ("label", "made_at"), _keys),
    OwnData("devices", ("browser", "address", "logged_in_at"), _devices),
    OwnData("second_factors", ("kind", "added_at", "last_used_at"), _factors),
    OwnData("news", ("kind", "told_at", "read_at"), _news),
    OwnData("what_i_did", ("at", "chain", "what", "thing", "thing_id", "role"), _deeds),
)
