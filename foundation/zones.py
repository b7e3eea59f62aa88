"""Times of a thing are shown on the clocks of the place it belongs to."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import cached_property

# The zone of what a route found, "" where it belongs to no place that says one.
ZoneFinder = Callable[[Any], str]
_finders: list[ZoneFinder] = []


def register_zone_finder(finder: ZoneFinder) -> None:
    """Filled by the app that knows places, in ready()."""
    _finders.append(finder)


def on_the_clocks_of(found: Any) -> AbstractContextManager[None]:
    """While this is open, templates write times, and forms read them, in the zone of `found`; else in the site's."""
    return timezone.override(_ZoneOf(found) if found is not None else None)


class _ZoneOf(dt.tzinfo):
    """Found out when the first time is written: a page without times asks the database nothing."""

    def __init__(self, found: Any) -> None:
        self._found = found

    @cached_property
    def _zone(self) -> dt.tzinfo:
        name = next(filter(None, (finder(self._found) for finder in _finders)), "")
        return ZoneInfo(name) if name else timezone.get_default_timezone()

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return self._zone.utcoffset(moment)

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return self._zone.dst(moment)

    def tzname(self, moment: dt.datetime | None) -> str | None:
        return self._zone.tzname(moment)

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        return self._zone.fromutc(moment.replace(tzinfo=self._zone))

    def __str__(self) -> str:
        return str(self._zone)
