"""The parts of the desk that lead the hall: the run sheet with its clock, and the speaking list."""

from typing import Any

import rules
from django.utils.translation import ngettext

from discovery import forms, queries, registries
from discovery.views.parts import live_part
from discovery.views.requests import PersonRequest

Context = dict[str, Any]
EXTENSION = 5  # minutes a press


def run_sheet_context(request: PersonRequest, workshop: Any) -> Context:
    run_sheet = queries.run_sheet_of(workshop)
    return {
        "workshop": workshop,
        "may_run": may_run(request, workshop),
        "run_sheet": run_sheet,
        "run_sheet_items": _items(workshop, run_sheet),
        "next_step": queries.next_step_of(workshop, run_sheet),
        "step_link": registries.link_of(workshop.current_step, request.user),
        "timing": queries.timing_of(workshop),
        "extension": EXTENSION,
        "screens": forms.SCREENS,
    }


def speaking_context(request: PersonRequest, workshop: Any) -> Context:
    return {
        "workshop": workshop,
        "may_run": may_run(request, workshop),
        "floor": queries.floor_of(workshop),
    }


def may_run(request: PersonRequest, workshop: Any) -> bool:
    return bool(rules.has_perm("discovery.run_workshop", request.user, workshop))


def _items(workshop: Any, run_sheet: Any) -> list[Context]:
    """The run sheet for the component: what is before the current step is done."""
    current = next((step.position for step in run_sheet if step.pk == workshop.current_step_id), 0)
    return [
        {
            "label": str(step),
            "state": "done" if step.position < current else "current" if step.position == current else "upcoming",
            "note": ngettext("%(number)s minute", "%(number)s minutes", step.minutes) % {"number": step.minutes},
        }
        for step in run_sheet
    ]  # fmt: skip


def _run_sheet_stamp(request: PersonRequest, workshop: Any) -> str:
    link = registries.link_of(workshop.current_step, request.user)
    return f"{queries.workshop_stamp(workshop)}.{link}"


run_sheet_part = live_part(
    "discovery/_desk_run_sheet.html", context=run_sheet_context, stamp=_run_sheet_stamp
)
speaking_part = live_part(
    "discovery/_desk_speaking.html",
    context=speaking_context,
    stamp=lambda request, workshop: f"{workshop.state}.{queries.speaking_stamp(workshop)}",
)
