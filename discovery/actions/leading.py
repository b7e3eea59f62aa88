"""Leading a workshop through its run sheet: the next step, its clock, what the wall shows."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from discovery import registries
from discovery.actions.news import facilitator_changed
from discovery.actions.speaking import leave_floor
from discovery.models import Step, WallScreen, Workshop
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

MOST_MINUTES = 60  # added at once
CLOCK = ("step_began_at", "step_ends_at", "step_paused_at")


@transaction.atomic
def start_step(
    *, workshop: Workshop, step: Step, by: User, run: int | None = None, settles: bool = False
) -> Workshop:
    """Begin one step of the run sheet, named and not counted up; begun again, only its clock starts anew.

    `run`: the `step_run` that whoever pressed had before their eyes; a hall that moved on since stays where it is. None
    is for programs, which name the step they mean: the running one is not begun again.
    `settles`: what the step that ends left open is ended with it.
    What other apps do in both steps happens in the same transaction; they may refuse. Whoever has the floor gives it up
    with the step that ends, and hands go down with a discussion. Raises Refused, WrongState.
    """
    if step.workshop_id != workshop.pk:
        raise Refused(_("This step belongs to another workshop."))
    held = _held(workshop)
    is_current = held.current_step_id == step.pk
    if is_current and run != held.step_run and held.state == Workshop.State.OPENED:
        return _fresh(workshop, held)  # somebody pressed before: the hall is where they want it
    if run is not None and run != held.step_run:
        raise WrongState(_("The hall has moved on meanwhile, to “%(step)s”.") % {"step": held.current_step})
    left = held.current_step
    if settles and left and not is_current:
        registries.settle(left, by)
    held.current_step, held.step_run, held.wall_shows = step, held.step_run + 1, ""
    set_clock(held, clock.now())
    if not _moved(held):
        raise WrongState(_("The run sheet moves only while the doors are open."))
    registries.pass_on(left, step, by)
    if not is_current:
        leave_floor(held, left, step)
    _tell(held, "start_step", by, "step", "board", "wall")
    return _fresh(workshop, held)


@transaction.atomic
def pause_step(*, workshop: Workshop, by: User) -> Workshop:
    """The clock of the step stands still. Twice is once. Raises WrongState where no clock runs."""
    held = _with_clock(workshop)
    if held.step_paused_at is None:
        held.step_paused_at = clock.now()
        _save_clock(held, "pause_step", by)
    return _fresh(workshop, held)


@transaction.atomic
def resume_step(*, workshop: Workshop, by: User) -> Workshop:
    """The clock goes on with what was left. Twice is once."""
    held = _with_clock(workshop)
    if held.step_paused_at and held.step_ends_at:
        held.step_ends_at += clock.now() - held.step_paused_at
        held.step_paused_at = None
        _save_clock(held, "resume_step", by)
    return _fresh(workshop, held)


@transaction.atomic
def extend_step(
    *, workshop: Workshop, minutes: int, by: User, ends_at: dt.datetime | None = None
) -> Workshop:
    """More time, also when it is over: then from now on.

    `ends_at`: the end that whoever pressed had before their eyes; two who press at once extend once. None for programs.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused(_("Between 1 and %(most)d minutes at once.") % {"most": MOST_MINUTES})
    held = _with_clock(workshop)
    if ends_at is not None and ends_at != held.step_ends_at:
        raise WrongState(_("Somebody has changed the time of this step just now. Please look again."))
    assert held.step_ends_at
    held.step_ends_at = max(held.step_ends_at, held.step_paused_at or clock.now()) + dt.timedelta(
        minutes=minutes
    )
    _save_clock(held, "extend_step", by)
    return _fresh(workshop, held)


@transaction.atomic
def show_on_wall(*, workshop: Workshop, screen: WallScreen | str, by: User) -> Workshop:
    """One screen instead of the step's own, until the next step; "" gives the wall back to the step."""
    workshop.wall_shows = WallScreen(screen).value if screen else ""
    workshop.save(update_fields=["wall_shows"])
    facilitator_changed(workshop.pk, "wall", "step")
    return workshop


def set_clock(workshop: Workshop, moment: dt.datetime | None) -> None:
    """The planned minutes of the current step from `moment` on; None where nothing runs any more. Saves nothing."""
    step = workshop.current_step
    workshop.step_began_at = moment
    workshop.step_ends_at = moment + dt.timedelta(minutes=step.minutes) if moment and step else None
    workshop.step_paused_at = None


def _held(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(of=("self",)).select_related("current_step").get(pk=workshop.pk)


def _with_clock(workshop: Workshop) -> Workshop:
    held = _held(workshop)
    if held.state != Workshop.State.OPENED or held.step_ends_at is None:
        raise WrongState(_("No step is running."))
    return held


def _moved(held: Workshop) -> bool:
    """Compare-and-set on the run: holds where SELECT ... FOR UPDATE does nothing (SQLite)."""
    unmoved = Workshop.objects.filter(pk=held.pk, state=Workshop.State.OPENED, step_run=held.step_run - 1)
    columns = {name: getattr(held, name) for name in ("current_step", "wall_shows", *CLOCK)}
    return unmoved.update(step_run=F("step_run") + 1, **columns) == 1


def _save_clock(held: Workshop, verb: str, by: User) -> None:
    held.save(update_fields=list(CLOCK))
    _tell(held, verb, by, "step")


def _fresh(workshop: Workshop, held: Workshop) -> Workshop:
    """The caller's object, as the hall stands now."""
    for name in ("current_step", "step_run", "wall_shows", "state", *CLOCK):
        setattr(workshop, name, getattr(held, name))
    return workshop


def _tell(workshop: Workshop, verb: str, by: User, *parts: str) -> None:
    facilitator_changed(workshop.pk, *parts)
    audit.record(
        audit.region_chain(workshop.region_id),
        f"discovery.{verb}",
        workshop,
        by=by,
        after=audit.snapshot(workshop),
    )
