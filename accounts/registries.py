"""What other apps tell a person about themselves: their roles, their workshops, their proposals.

Filled in `apps.ready()` of the apps that know. The page of one's account and the API show what stands here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class HeldRole:
    """A role of a person in a region, today."""

    region: str
    region_name: str
    role: str
    label: str | Promise
    href: str = ""


@dataclass(frozen=True)
class Way:
    """A link from one's account to something of one's own."""

    label: str | Promise
    href: str
    note: str | Promise = ""


FindRoles = Callable[[Any], Sequence[HeldRole]]
FindWays = Callable[[Any], Sequence[Way]]
_roles: list[FindRoles] = []
_ways: list[FindWays] = []


def register_roles(find: FindRoles) -> None:
    """`find(user)` names the roles a person holds."""
    _roles.append(find)


def register_ways(find: FindWays) -> None:
    """`find(user)` links to what is the person's own in that app."""
    _ways.append(find)


def roles_held_by(user: Any) -> list[HeldRole]:
    return [role for find in _roles for role in find(user)]


def ways_of(user: Any) -> list[Way]:
    return [way for find in _ways for way in find(user)]
