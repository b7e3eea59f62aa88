"""What other apps tell a person about themselves: their roles, their workshops, their proposals, their news.

Filled in `apps.ready()` of the apps that know. The page of one's account and the API show what stands here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import Topic


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


@dataclass(frozen=True)
class MessageKind:
    """One kind of news: what it says, where it leads, and which things both need.

    `things`: name -> the rows it may be found in, joined with what `says` and `leads_to` read of them, e.g.
    `{"about": Note.objects.select_related("theme")}`; the things of a whole page are fetched in one query for each name of
    a kind. `says(**things)` and `leads_to(**things)` get them by name, and plain values (`role="analyst"`) as they were
    told (None for a thing that was not named); they run in the reader's language and make no query. What was removed since
    makes the news say just that.
    `is_urgent`: somebody waits for this person.
    """

    key: str
    topic: Topic
    says: Callable[..., str]
    leads_to: Callable[..., str]
    things: Mapping[str, QuerySet[Any]] = field(default_factory=dict)
    is_urgent: bool = False


_message_kinds: dict[str, MessageKind] = {}


def register_messages(kinds: Sequence[MessageKind]) -> None:
    """`<app>/messages.py` has them as `MESSAGES`; `accounts.actions.tell(kind=key, ...)` tells them."""
    _message_kinds.update({kind.key: kind for kind in kinds})


def message_kind(key: str) -> MessageKind:
    """Raises KeyError for news that no app registered."""
    return _message_kinds[key]


def message_kinds() -> Mapping[str, MessageKind]:
    return _message_kinds


@dataclass(frozen=True)
class OwnData:
    """One table of what is stored about a person, for the person: `rows(user)` gives values in the order of `columns`."""

    name: str  # of the file
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Leaving:
    """What an app does when a person closes their account.

    `obstacles(user)`: why they cannot go yet, in words. `say_goodbye(user)`: removes what is theirs alone, within the
    transaction. `stays`: what remains, without a name, said before.
    """

    stays: tuple[str | Promise, ...] = ()
    obstacles: Callable[[Any], Sequence[str]] = lambda _user: ()
    say_goodbye: Callable[[Any], None] = lambda _user: None


_own_data: list[OwnData] = []
_leavings: list[Leaving] = []


def register_own_data(*tables: OwnData) -> None:
    _own_data.extend(tables)


def own_data() -> Sequence[OwnData]:
    return _own_data


def register_leaving(leaving: Leaving) -> None:
    _leavings.append(leaving)


def leavings() -> Sequence[Leaving]:
    return _leavings
