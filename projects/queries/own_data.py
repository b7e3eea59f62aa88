"""What calls store about a person, for the person: own proposals with what is confidential in them."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.registries import OwnData
from projects.models import Proposal


def _proposals(user: User) -> Iterable[tuple[Any, ...]]:
    own = Proposal.objects.filter(proposer=user).order_by("pk")
    return own.values_list(
        "pk",
        "region__code",
        "organization__name",
        "title",
        "summary",
        "confidential_note",
        "state",
        "submitted_at",
    )


OWN_DATA = (
    OwnData(
        "proposals",
        ("id", "region", "organization", "title", "summary", "confidential_note", "state", "handed_in_at"),
        _proposals,
    ),
)
