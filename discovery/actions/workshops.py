"""Preparing a workshop, opening and closing its doors."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from discovery.actions.leading import set_clock
from discovery.actions.letters import Letter, tell_invited
from discovery.actions.minutes import keep_minutes
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.actions.run_sheets import put_steps
from discovery.actions.speaking import lower_all
from discovery.models import Workshop
from discovery.queries import usual_template
from discovery.registries import pass_on
from foundation import audit, clock
from foundation.transitions import take_step
from regions.models import Region

# What people put into their calendars: whoever accepted is told when one of these changes.
CALENDAR = ("title", "held_date", "start_time", "duration_minutes", "place", "online_url")
DESCRIPTION = (*CALENDAR, "purpose", "participant_limit")


@transaction.atomic
def create_workshop(
    *,
    region: Region,
    title: str,
    kind: str,
    held_date: dt.date,
    by: User,
    place: str = "",
    purpose: str = "",
    start_time: dt.time | None = None,
    duration_minutes: int | None = None,
    online_url: str = "",
    participant_limit: int | None = None,
    run_sheet: Sequence[Mapping[str, Any]] | None = None,
    framework_key: str = "",
) -> Workshop:
    """A prepared workshop with its code; nobody can join yet. Without a `run_sheet` it gets the usual one of its kind."""
    usual = usual_template(kind)
    workshop = Workshop.objects.create(
        region=region,
        title=title,
        kind=kind,
        held_date=held_date,
        start_time=start_time,
        duration_minutes=duration_minutes,
        place=place,
        online_url=online_url,
        participant_limit=participant_limit,
        purpose=purpose,
        framework_key=framework_key or ("" if run_sheet else usual.framework_key),
        created_by=by,
    )
    put_steps(workshop, run_sheet or usual.steps)
    _record("create_workshop", workshop, by)
    return workshop


@transaction.atomic
def edit_workshop(*, workshop: Workshop, by: User, **description: Any) -> Workshop:
    """Change what people read about the workshop (`DESCRIPTION`; what is not named stays); kind and code stay.

    Whoever was invited and did not decline gets a new letter where date, time or place change.
    """
    unknown = description.keys() - set(DESCRIPTION)
    if unknown:
        raise TypeError(f"not in the description: {', '.join(sorted(unknown))}")
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    is_moved = any(getattr(held, name) != description[name] for name in CALENDAR if name in description)
    for name, value in description.items():
        setattr(workshop, name, value)
    workshop.calendar_sequence = held.calendar_sequence + is_moved
    workshop.save(update_fields=[*description, "calendar_sequence"])
    facilitator_changed(workshop.pk, "step")
    if is_moved:
        tell_invited(workshop, Letter.MOVED)
    _record("edit_workshop", workshop, by)
    return workshop


@transaction.atomic
def step_workshop(*, workshop: Workshop, name: str, by: User, reason: str = "") -> Workshop:
    """Open, close or reopen the doors, or cancel it; opening for the first time begins the run sheet.

    Raises PermissionDenied, WrongState, Refused (a reason is missing).
    """
    first = workshop.steps.order_by("position").first()

    def begin_run_sheet(locked: Workshop) -> None:
        locked.version += 1
        if name == "cancel":
            locked.calendar_sequence += 1
        else:
            locked.current_step = locked.current_step or first
            locked.step_run += 1
            locked.wall_shows = ""
            set_clock(locked, clock.now() if name != "close" else None)

    moved = take_step(workshop, name, by=by, reason=reason, change=begin_run_sheet)
    is_open = moved.state == Workshop.State.OPENED
    pass_on(None if is_open else moved.current_step, moved.current_step if is_open else None, by)
    if not is_open:
        lower_all(moved)
    if name == "cancel":
        tell_invited(moved, Letter.CANCELLED)
    if name == "close" and not workshop.region.is_rehearsal:
        keep_minutes(workshop=moved, by=by)
    participant_changed(moved.pk, "step", "board", "wall")
    return moved


def _record(verb: str, workshop: Workshop, by: User) -> None:
    audit.record(
        audit.region_chain(workshop.region_id),
        f"discovery.{verb}",
        workshop,
        by=by,
        after=audit.snapshot(workshop),
    )
