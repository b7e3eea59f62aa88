"""Preparing a workshop and leading it through its run sheet."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Step, StepKind, Workshop, WorkshopKind
from foundation import audit
from foundation.transitions import Refused, WrongState, take_step
from regions.models import Region

# Minutes for each step. Outreach gathers and groups ideas; only registered people are asked to score.
TEMPLATES: Mapping[str, tuple[tuple[StepKind, int], ...]] = {
    WorkshopKind.PROBLEM_SOLVING: (
        (StepKind.WELCOME, 15),
        (StepKind.PROPOSE, 20),
        (StepKind.GROUP, 25),
        (StepKind.SHORTLIST, 15),
        (StepKind.DISCUSS, 40),
        (StepKind.SCORE, 25),
        (StepKind.DISCUSS_AGAIN, 25),
        (StepKind.SCORE_AGAIN, 15),
        (StepKind.CLOSE, 10),
    ),
    WorkshopKind.OUTREACH: (
        (StepKind.WELCOME, 15),
        (StepKind.PROPOSE, 30),
        (StepKind.GROUP, 30),
        (StepKind.SHORTLIST, 20),
        (StepKind.DISCUSS, 30),
        (StepKind.CLOSE, 10),
    ),
}


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
) -> Workshop:
    """A prepared workshop with its code and the run sheet of its kind; nobody can join yet."""
    workshop = Workshop.objects.create(
        region=region,
        title=title,
        kind=kind,
        held_date=held_date,
        place=place,
        purpose=purpose,
        created_by=by,
    )
    Step.objects.bulk_create(
        Step(workshop=workshop, kind=step_kind, position=position, minutes=minutes)
        for position, (step_kind, minutes) in enumerate(TEMPLATES[kind], start=1)
    )
    _record("create_workshop", workshop, by)
    return workshop


@transaction.atomic
def edit_workshop(
    *, workshop: Workshop, title: str, held_date: dt.date, by: User, place: str = "", purpose: str = ""
) -> Workshop:
    """Change what people read about the workshop; kind and code stay."""
    workshop.title, workshop.held_date = title, held_date
    workshop.place, workshop.purpose = place, purpose
    workshop.save(update_fields=["title", "held_date", "place", "purpose"])
    facilitator_changed(workshop.pk, "step")
    _record("edit_workshop", workshop, by)
    return workshop


@transaction.atomic
def step_workshop(*, workshop: Workshop, name: str, by: User, reason: str = "") -> Workshop:
    """Open, close or reopen the doors; opening for the first time begins the run sheet.

    Raises PermissionDenied, WrongState, Refused (a reason is missing).
    """
    first = workshop.steps.order_by("position").first()

    def begin_run_sheet(locked: Workshop) -> None:
        locked.version += 1
        locked.current_step = locked.current_step or first

    moved = take_step(workshop, name, by=by, reason=reason, change=begin_run_sheet)
    participant_changed(moved.pk, "step", "board")
    return moved


@transaction.atomic
def start_step(*, workshop: Workshop, step: Step, by: User) -> Workshop:
    """Begin one step of the run sheet (named, not counted up: pressing twice does nothing twice)."""
    if step.workshop_id != workshop.pk:
        raise Refused(_("This step belongs to another workshop."))
    is_open = Workshop.objects.filter(pk=workshop.pk, state=Workshop.State.OPENED)
    if is_open.update(current_step=step) != 1:
        raise WrongState(_("The run sheet moves only while the doors are open."))
    workshop.current_step = step
    facilitator_changed(workshop.pk, "step", "board")
    _record("start_step", workshop, by)
    return workshop


def _record(verb: str, workshop: Workshop, by: User) -> None:
    audit.record(
        audit.region_chain(workshop.region_id),
        f"discovery.{verb}",
        workshop,
        by=by,
        after=audit.snapshot(workshop),
    )
