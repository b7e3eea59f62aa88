"""What higher apps tell about a region: what waits for a person there, and which texts it keeps in several languages.

Filled in `apps.ready()` of the apps that know.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Duty:
    """One thing somebody waits for. `since`: a moment, or the day by which it was to be done; None: unknown.

    `who` waits, or handed it over, told by role. `is_late`: a day has passed, or somebody asked.
    """

    what: str | Promise
    href: str
    about: str = ""
    who: str | Promise = ""
    since: dt.datetime | dt.date | None = None
    is_late: bool = False


FindDuties = Callable[[Any, Any], Sequence[Duty]]
_duties: list[FindDuties] = []


def register_duties(find: FindDuties) -> None:
    """`find(user, region)` names what waits for this person there, in a constant number of queries."""
    _duties.append(find)


def duties_of(user: Any, region: Any) -> list[Duty]:
    """Late ones first, then those that wait longest."""
    found = [duty for find in _duties for duty in find(user, region)]
    return sorted(found, key=lambda duty: (not duty.is_late, duty.since is None, _day(duty.since)))


def _day(since: dt.datetime | dt.date | None) -> str:
    return since.isoformat() if since else ""


@dataclass(frozen=True)
class ContentKind:
    """Texts of one kind that a region keeps in several languages.

    `permission` is asked about the region. `rows(region)`: what can still be translated; `columns`: without the language.
    `text(row)` names one of them; `href(row, language)`: where somebody writes it in that language.
    """

    key: str
    label: Promise
    permission: str
    columns: tuple[str, ...]
    rows: Callable[[Any], QuerySet[Any]]
    href: Callable[[Any, str], str]
    text: Callable[[Any], str] = str


_contents: dict[str, ContentKind] = {}


def register_content(*kinds: ContentKind) -> None:
    _contents.update({kind.key: kind for kind in kinds})


def content_kinds() -> list[ContentKind]:
    return list(_contents.values())
