"""What workshops store about a person, for the person."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.registries import OwnData
from discovery.models import Note, Participant, Support

Rows = Iterable[tuple[Any, ...]]


def _participations(user: User) -> Rows:
    own = Participant.objects.filter(user=user).order_by("pk")
    return own.values_list("workshop__title", "helix", "organization__name", "joined_at", "confirmed_at")


def _notes(user: User) -> Rows:
    own = Note.objects.filter(participant__user=user).order_by("pk")
    return own.values_list("pk", "workshop__title", "text", "theme__title", "created_at")


def _supports(user: User) -> Rows:
    own = Support.objects.filter(participant__user=user).order_by("pk")
    return own.values_list("activity_id", "activity__title", "given_at")


OWN_DATA = (
    OwnData("workshops", ("workshop", "helix", "organization", "joined_at", "confirmed_at"), _participations),
    OwnData("ideas", ("id", "workshop", "text", "theme", "written_at"), _notes),
    OwnData("supports", ("activity_id", "activity", "given_at"), _supports),
)
