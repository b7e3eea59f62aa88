"""What the phone shows of each step: the one thing to do now, the rest one tap away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from discovery import actions, forms, queries, registries
from discovery.views.parts import live_part
from discovery.views.requests import PersonRequest
from foundation.transitions import Refused

Context = dict[str, Any]
# What is open at once in a step; the other things stand behind "Also here". Before a run sheet begins: everything.
FOCUS: dict[str, frozenset[str]] = {
    "welcome": frozenset({"write", "activities"}),
    "propose": frozenset({"write"}),
    "group": frozenset({"write", "themes"}),
    "shortlist": frozenset({"activities"}),
    "discuss": frozenset({"hand", "activities"}),
    "score": frozenset(),
    "discuss_again": frozenset({"hand", "activities"}),
    "score_again": frozenset(),
    "close": frozenset({"activities"}),
}
EVERYTHING = frozenset({"write", "activities"})


def focus_of(workshop: Any) -> frozenset[str]:
    step = workshop.current_step
    return FOCUS[step.kind] if step and workshop.state == "opened" else EVERYTHING


def work_context(request: PersonRequest, participant: Any) -> Context:
    """The part another app draws for this step, themes as they form, and what is open at once."""
    workshop = participant.workshop
    focus = focus_of(workshop)
    part = _part(participant)
    context = {
        "participant": participant,
        "workshop": workshop,
        "focus": focus,
        "part": part,
        "themes": list(queries.themes_of_workshop(workshop)) if "themes" in focus else [],
    }
    return context | (dict(part.context) if part else {})


def hand_context(request: PersonRequest, participant: Any) -> Context:
    return {
        "participant": participant,
        "workshop": participant.workshop,
        "focus": focus_of(participant.workshop),
        "hand": queries.hand_of(participant),
    }


def hand_raise(request: PersonRequest, participant: Any) -> HttpResponse:
    """`wanted` is 1 or 0, as with supports."""
    form = forms.SupportForm(request.POST)
    try:
        if form.is_valid():
            wanted = form.cleaned_data["wanted"] == "1"
            actions.raise_hand(workshop=participant.workshop, wanted=wanted, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(f"{reverse('workshop_room', args=[participant.workshop_id])}#room-hand")


def _part(participant: Any) -> registries.Part | None:
    workshop = participant.workshop
    is_running = workshop.state == "opened" and participant.is_admitted
    return registries.phone_part_of(workshop.current_step, participant) if is_running else None


def _work_stamp(request: PersonRequest, participant: Any) -> str:
    part = _part(participant)
    return f"{queries.step_stamp(participant)}.{part.stamp if part else ''}"


def _fresh_work(request: PersonRequest, participant: Any) -> Context:
    """The part by itself has an empty form; the whole page may have one that was refused."""
    return work_context(request, participant) | {"form": forms.NoteForm()}


work_part = live_part("discovery/_room_work.html", context=_fresh_work, stamp=_work_stamp)
hand_part = live_part(
    "discovery/_room_hand.html",
    context=hand_context,
    stamp=lambda request, participant: f"{queries.step_stamp(participant)}.{queries.hand_of(participant)}",
)
