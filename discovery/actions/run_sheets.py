"""The run sheet: steps added, changed, moved and taken off, before and while a workshop runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery import registries
from discovery.actions.news import facilitator_changed
from discovery.models import Step, StepKind, Workshop
from foundation import audit
from foundation.transitions import Refused, WrongState

MOST_STEPS = 40
_OUT_OF_THE_WAY = 1000  # positions are unique: rows step aside before they take their new places
TITLES = ("title_en", "title_ru", "title_kk")


@transaction.atomic
def add_step(
    *,
    workshop: Workshop,
    kind: StepKind | str,
    minutes: int,
    by: User,
    titles: Mapping[str, str] | None = None,
    note: str = "",
    after: Step | None = None,
) -> Step:
    """A new step behind `after`, or at the end. `titles`: {"title_ru": ...}; none means the name of its kind."""
    steps = _locked_steps(workshop)
    if len(steps) >= MOST_STEPS:
        raise Refused(_("A run sheet has at most %(number)d steps.") % {"number": MOST_STEPS})
    step = Step(
        workshop=workshop, kind=StepKind(kind), minutes=minutes, note=note, position=_OUT_OF_THE_WAY * 2
    )
    _entitle(step, titles or {})
    step.save()
    place = next((number for number, known in enumerate(steps, 1) if after and known.pk == after.pk), None)
    steps.insert(len(steps) if place is None else place, step)
    _renumber(steps)
    _record("add_step", workshop, by)
    return step


@transaction.atomic
def edit_step(
    *, step: Step, minutes: int, by: User, titles: Mapping[str, str] | None = None, note: str = ""
) -> Step:
    _locked_steps(step.workshop)
    step.minutes, step.note = minutes, note
    _entitle(step, titles or {})
    step.save(update_fields=["minutes", "note", *TITLES])
    _record("edit_step", step.workshop, by)
    return step


@transaction.atomic
def move_step(*, step: Step, places: int, by: User) -> Step:
    """Earlier (-1) or later (+1) on the run sheet; at either end nothing happens."""
    steps = _locked_steps(step.workshop)
    place = next(number for number, known in enumerate(steps) if known.pk == step.pk)
    wanted = min(max(place + places, 0), len(steps) - 1)
    if wanted != place:
        steps.insert(wanted, steps.pop(place))
        _renumber(steps)
        _record("move_step", step.workshop, by)
    return step


@transaction.atomic
def remove_step(*, step: Step, by: User) -> Workshop:
    """Raises Refused for the step that runs now, for the last one, and where another app's work stands on it."""
    steps = _locked_steps(step.workshop)
    workshop = Workshop.objects.get(pk=step.workshop_id)
    if workshop.current_step_id == step.pk:
        raise Refused(_("This step is running now. Go to another step first."))
    if len(steps) == 1:
        raise Refused(_("A run sheet needs at least one step."))
    if registries.is_in_use(step):
        raise Refused(_("Scoring stands on this step. It stays on the run sheet."))
    Step.objects.filter(pk=step.pk).delete()
    _renumber([known for known in steps if known.pk != step.pk])
    _record("remove_step", workshop, by)
    return workshop


def put_steps(workshop: Workshop, planned: Sequence[Mapping[str, Any]]) -> None:
    """A new workshop's run sheet, as a template or another workshop has it."""
    Step.objects.bulk_create(
        Step(
            workshop=workshop,
            position=position,
            kind=StepKind(row["kind"]),
            minutes=row["minutes"],
            note=row.get("note", ""),
            **{name: row.get(name) or None for name in TITLES},
        )
        for position, row in enumerate(planned, start=1)
    )


def planned_steps(workshop: Workshop) -> list[dict[str, Any]]:
    """The run sheet as a template keeps it."""
    return [
        {"kind": step.kind, "minutes": step.minutes, "note": step.note}
        | {name: getattr(step, name) or "" for name in TITLES}
        for step in workshop.steps.order_by("position")
    ]


def _locked_steps(workshop: Workshop) -> list[Step]:
    """All steps in order, behind the workshop's lock. Raises WrongState once it is over."""
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if held.state in (Workshop.State.CLOSED, Workshop.State.CANCELLED):
        raise WrongState(_("This workshop is over. Its run sheet stays as it was."))
    return list(Step.objects.filter(workshop=held).order_by("position"))


def _renumber(steps: Sequence[Step]) -> None:
    for shift in (_OUT_OF_THE_WAY, 0):
        for number, step in enumerate(steps, start=1):
            Step.objects.filter(pk=step.pk).update(position=number + shift)
    for number, step in enumerate(steps, start=1):
        step.position = number


def _entitle(step: Step, titles: Mapping[str, str]) -> None:
    for name in TITLES:
        setattr(step, name, titles.get(name, "") or None)


def _record(verb: str, workshop: Workshop, by: User) -> None:
    facilitator_changed(workshop.pk, "step", "board")
    audit.record(audit.region_chain(workshop.region_id), f"discovery.{verb}", workshop, by=by)
