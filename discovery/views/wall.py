"""The projector: how to join, who is here, what was written. No results."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from discovery import queries
from discovery.views.desk import join_url
from discovery.views.parts import live_part, table_asked
from discovery.views.requests import PersonRequest
from foundation.live import token_for

Context = dict[str, Any]


def workshop_projector(request: PersonRequest, workshop: Any) -> HttpResponse:
    context = {"live_token": token_for([f"workshop:{workshop.pk}"])}
    context |= _welcome(request, workshop) | _notes(request, workshop) | _themes(request, workshop)
    context |= {"tables": _tables(request, workshop)["tables"]}
    return render(request, "discovery/workshop_projector.html", context)


def _welcome(request: PersonRequest, workshop: Any) -> Context:
    return {
        "workshop": workshop,
        "join_url": join_url(request, workshop),
        "attendance": queries.attendance_of(workshop.pk),
    }


def _notes(request: PersonRequest, workshop: Any) -> Context:
    table = table_asked(request)
    return {
        "workshop": workshop,
        "table": table,
        "notes": list(queries.notes_on_wall(workshop, table=table)),
    }


def _themes(request: PersonRequest, workshop: Any) -> Context:
    table = table_asked(request)
    return {
        "workshop": workshop,
        "table": table,
        "themes": list(queries.themes_on_wall(workshop, table=table)),
    }


def _tables(request: PersonRequest, workshop: Any) -> Context:
    """Tables are shown while people look for theirs."""
    step = workshop.current_step
    talks = step is not None and step.kind in ("welcome", "group", "discuss", "discuss_again")
    return {"workshop": workshop, "tables": list(queries.tables_of(workshop)) if talks else []}


attendance_part = live_part(
    "discovery/_wall_attendance.html",
    context=_welcome,
    stamp=lambda request, workshop: queries.attendance_stamp(workshop),
)
notes_part = live_part(
    "discovery/_wall_notes.html",
    context=_notes,
    stamp=lambda request, workshop: queries.notes_stamp(workshop),
)
themes_part = live_part(
    "discovery/_wall_themes.html",
    context=_themes,
    stamp=lambda request, workshop: queries.notes_stamp(workshop),
)
step_part = live_part(
    "discovery/_wall_step.html",
    context=_tables,
    stamp=lambda request, workshop: queries.workshop_stamp(workshop),
)
