"""The projector: what belongs to the step, or what the desk put on it. Results only from the upper app, after a close."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from discovery import queries, registries
from discovery.views.desk import join_url
from discovery.views.parts import live_part, table_asked
from discovery.views.requests import PersonRequest
from foundation.live import token_for

Context = dict[str, Any]
TALKS = ("group", "discuss", "discuss_again")


def workshop_projector(request: PersonRequest, workshop: Any) -> HttpResponse:
    context = {
        "live_token": token_for([f"workshop:{workshop.pk}", f"wall:{workshop.pk}"]),
        "languages": _languages(request),
        "balance": queries.balance_of(workshop),
    }
    context |= _step(request, workshop) | _main(request, workshop) | _attendance(request, workshop)
    return render(request, "discovery/workshop_projector.html", context)


def _also(request: PersonRequest) -> str:
    """The second language of a wall that speaks two; `?also=` of the page, kept in the addresses of its parts."""
    asked = request.GET.get("also", "")
    return asked if asked in dict(settings.LANGUAGES) and asked != get_language() else ""


def _languages(request: PersonRequest) -> list[tuple[str, str, bool]]:
    """For a switch: one language alone, then each other beside it."""
    here, also = get_language(), _also(request)
    others = [(code, name) for code, name in settings.LANGUAGES if code != here]
    return [(f"?also={code}" if code != also else "?", str(name), code == also) for code, name in others]


def _common(request: PersonRequest, workshop: Any) -> Context:
    """`asked` goes on to the addresses of the parts."""
    table, also = table_asked(request), _also(request)
    asked = [f"table={table}"] * (table is not None) + [f"also={also}"] * bool(also)
    return {
        "workshop": workshop,
        "table": table,
        "also": also,
        "asked": f"?{'&'.join(asked)}" if asked else "",
    }


def _attendance(request: PersonRequest, workshop: Any) -> Context:
    return _common(request, workshop) | {
        "join_url": join_url(request, workshop),
        "attendance": queries.attendance_of(workshop.pk),
    }


def _notes(request: PersonRequest, workshop: Any) -> Context:
    common = _common(request, workshop)
    return common | {"notes": list(queries.notes_on_wall(workshop, table=common["table"]))}


def _themes(request: PersonRequest, workshop: Any) -> Context:
    common = _common(request, workshop)
    return common | {"themes": list(queries.themes_on_wall(workshop, table=common["table"]))}


def _step(request: PersonRequest, workshop: Any) -> Context:
    """The step with its clock, and the tables while people look for theirs."""
    step = workshop.current_step
    talks = step is not None and (step.kind in TALKS or step.kind == "welcome")
    return _common(request, workshop) | {
        "timing": queries.timing_of(workshop),
        "tables": list(queries.tables_of(workshop)) if talks else [],
        "seals": registries.seals_of(workshop),
    }


def _main(request: PersonRequest, workshop: Any) -> Context:
    """One screen: only what it shows is asked for."""
    screen = queries.screen_of(workshop)
    context = _common(request, workshop) | {"screen": screen}
    if screen.part:
        context |= dict(screen.part.context)
    match screen.name:
        case "join":
            context |= _attendance(request, workshop)
        case "ideas":
            context |= _notes(request, workshop) | _themes(request, workshop) | _choices(request, workshop)
        case "speakers":
            context |= {"floor": queries.floor_of(workshop)}
        case "tables":
            context |= {"table_choices": queries.table_choices(workshop)}
        case "activities":
            context |= {"activities": queries.wall_activities(workshop)}
            context |= {"floor": queries.floor_of(workshop)} if _is_talk(workshop) else {}
    return context


def _is_talk(workshop: Any) -> bool:
    """People ask for the floor: the list is there before the first hand, to be told of it."""
    return workshop.current_step is not None and workshop.current_step.kind in ("discuss", "discuss_again")


def _choices(request: PersonRequest, workshop: Any) -> Context:
    """The board of one table ends with what its people support most; the wall of the hall does not."""
    table = table_asked(request)
    choices = [] if table is None else queries.table_choices(workshop)
    return {"table_choices": [pair for pair in choices if pair[0].number == table]}


def _speakers(request: PersonRequest, workshop: Any) -> Context:
    return _common(request, workshop) | {"floor": queries.floor_of(workshop)}


def _step_stamp(request: PersonRequest, workshop: Any) -> str:
    """The number of a sealed list belongs to it: it appears when another app seals one."""
    numbers = [seal.number for seal in registries.seals_of(workshop)]
    return f"{queries.workshop_stamp(workshop)}.{'.'.join(numbers)}"


attendance_part = live_part(
    "discovery/_wall_attendance.html",
    context=_attendance,
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
    context=_step,
    stamp=_step_stamp,
)
speakers_part = live_part(
    "discovery/_wall_speakers.html",
    context=_speakers,
    stamp=lambda request, workshop: f"{workshop.pk}.{queries.speaking_stamp(workshop)}",
)
main_part = live_part(
    "discovery/_wall_main.html",
    context=_main,
    stamp=lambda request, workshop: f"{queries.workshop_stamp(workshop)}.{queries.screen_of(workshop).stamp}",
)
