"""The projector: how to join, who is here, what was written. No results."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from discovery import queries
from discovery.views.desk import join_url
from discovery.views.parts import live_part
from discovery.views.requests import PersonRequest
from foundation.live import token_for

Context = dict[str, Any]


def workshop_projector(request: PersonRequest, workshop: Any) -> HttpResponse:
    context = {"live_token": token_for([f"workshop:{workshop.pk}"])}
    context |= _welcome(request, workshop) | _notes(request, workshop) | _themes(request, workshop)
    return render(request, "discovery/workshop_projector.html", context)


def _welcome(request: PersonRequest, workshop: Any) -> Context:
    return {
        "workshop": workshop,
        "join_url": join_url(request, workshop),
        "attendance": queries.attendance_of(workshop.pk),
    }


def _notes(request: PersonRequest, workshop: Any) -> Context:
    return {"workshop": workshop, "notes": list(queries.notes_on_wall(workshop))}


def _themes(request: PersonRequest, workshop: Any) -> Context:
    return {"workshop": workshop, "themes": list(queries.themes_on_wall(workshop))}


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
    context=lambda request, workshop: {"workshop": workshop},
    stamp=lambda request, workshop: queries.workshop_stamp(workshop),
)
