"""Entries of calendars (iCalendar, RFC 5545), as mail programs and phones read them."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//s3platform//workshops//EN"


@dataclass(frozen=True)
class Occasion:
    """`uid` and `sequence` let a calendar replace what it has; without `start_time` it fills the day.

    `method`: PUBLISH for a file somebody downloads, REQUEST for an invitation or a change of it, CANCEL.
    """

    uid: str
    sequence: int
    title: str
    day: dt.date
    start_time: dt.time | None
    minutes: int
    time_zone: str
    written_at: dt.datetime
    place: str = ""
    about: str = ""
    url: str = ""
    organizer: str = ""
    attendee: str = ""
    method: str = "PUBLISH"


def calendar_bytes(occasion: Occasion) -> bytes:
    """One event; the rules of its time zone stand in the file, so no reader has to know them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", occasion.method)
    event = Event()
    event.add("uid", occasion.uid)
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", occasion.written_at.astimezone(dt.UTC))
    event.add("summary", occasion.title)
    _add_times(event, occasion)
    for name, text in (
        ("location", occasion.place),
        ("description", occasion.about),
        ("url", occasion.url),
    ):
        if text:
            event.add(name, text)
    event.add("status", "CANCELLED" if occasion.method == "CANCEL" else "CONFIRMED")
    _add_people(event, occasion)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _add_times(event: Event, occasion: Occasion) -> None:
    if occasion.start_time is None:
        event.add("dtstart", occasion.day)
        event.add("dtend", occasion.day + dt.timedelta(days=1))
        return
    begin = dt.datetime.combine(occasion.day, occasion.start_time, tzinfo=ZoneInfo(occasion.time_zone))
    event.add("dtstart", begin)
    event.add("dtend", begin + dt.timedelta(minutes=occasion.minutes))


def _add_people(event: Event, occasion: Occasion) -> None:
    if occasion.organizer:
        event.add("organizer", vCalAddress(f"mailto:{occasion.organizer}"))
    if occasion.attendee:
        person = vCalAddress(f"mailto:{occasion.attendee}")
        person.params["ROLE"] = vText("REQ-PARTICIPANT")
        person.params["PARTSTAT"] = vText("NEEDS-ACTION")
        event.add("attendee", person)
