"""The room on a participant's phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries, registries
from discovery.views.parts import live_part
from discovery.views.requests import PersonRequest
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

Context = dict[str, Any]


def workshop_room(request: PersonRequest, participant: Any) -> HttpResponse:
    return room_page(request, participant)


def room_page(
    request: PersonRequest, participant: Any, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """The room, also as the answer to input that was refused: what was typed is still there."""
    context = {
        "form": form or forms.NoteForm(),
        "live_token": token_for([f"workshop:{participant.workshop_id}"]),
    }
    context |= _step(request, participant) | _board(request, participant)
    return render(request, "discovery/workshop_room.html", context, status=status)


def note_create(request: PersonRequest, participant: Any) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return room_page(request, participant, form=form, status=400)
    try:
        actions.write_note(workshop=participant.workshop, text=form.cleaned_data["text"], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return room_page(request, participant, form=form, status=_status(refused))
    messages.success(request, _("Thank you. Your idea is on the wall."))
    return redirect(f"{reverse('workshop_room', args=[participant.workshop_id])}#notes")


def activity_support(request: PersonRequest, activity: Any) -> HttpResponse:
    """`wanted` is 1 or 0: named by the button, so that a repeated request does not turn it round."""
    form = forms.SupportForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose an activity to support."))
        wanted = form.cleaned_data["wanted"] == "1"
        actions.set_support(activity=activity, wanted=wanted, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        participant = queries.participant_for(request.user, workshop_id=activity.workshop_id)
        return room_page(request, participant, status=_status(refused))
    return redirect(f"{reverse('workshop_room', args=[activity.workshop_id])}#activity-{activity.pk}")


def activity_wild_card(request: PersonRequest, activity: Any) -> HttpResponse:
    form = forms.SupportForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose an activity first."))
        wanted = form.cleaned_data["wanted"] == "1"
        actions.choose_wild_card(activity=activity, wanted=wanted, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        participant = queries.participant_for(request.user, workshop_id=activity.workshop_id)
        return room_page(request, participant, status=_status(refused))
    return redirect(f"{reverse('workshop_room', args=[activity.workshop_id])}#activity-{activity.pk}")


def note_withdraw(request: PersonRequest, note: Any) -> HttpResponse:
    try:
        actions.withdraw_note(note=note, by=request.user)
    except WrongState as refused:
        messages.error(request, refused.message)
        participant = queries.participant_for(request.user, workshop_id=note.workshop_id)
        return room_page(request, participant, status=409)
    messages.success(request, _("Withdrawn. Nobody else sees it any more."))
    return redirect(f"{reverse('workshop_room', args=[note.workshop_id])}#notes")


def _wild_card(participant: Any) -> int | None:
    """Asked only while it is chosen: a phone asks every few seconds."""
    return queries.wild_card_of(participant.pk) if _is_shortlisting(participant.workshop) else None


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, WrongState) else 400


def _step(request: PersonRequest, participant: Any) -> Context:
    workshop = participant.workshop
    return {
        "participant": participant,
        "workshop": workshop,
        "step_link": registries.link_of(workshop.current_step, request.user),
        "refusal": queries.refusal_of(participant) if participant.admission == "refused" else "",
    }


def _board(request: PersonRequest, participant: Any) -> Context:
    return {
        "participant": participant,
        "workshop": participant.workshop,
        "notes": list(queries.notes_of_participant(participant)),
        "activities": list(queries.activities_for_phone(participant)),
        "chooses_wild_card": _is_shortlisting(participant.workshop),
        "wild_card": _wild_card(participant),
    }


def _is_shortlisting(workshop: Any) -> bool:
    step = workshop.current_step
    return workshop.state == "opened" and step is not None and step.kind == "shortlist"


def _step_stamp(request: PersonRequest, participant: Any) -> str:
    """The link belongs to it: it appears when another app opens its part of the step."""
    link = registries.link_of(participant.workshop.current_step, request.user)
    return f"{queries.step_stamp(participant)}.{link[1] if link else ''}"


step_part = live_part("discovery/_room_step.html", context=_step, stamp=_step_stamp)
board_part = live_part(
    "discovery/_room_board.html",
    context=_board,
    stamp=lambda request, participant: f"{queries.board_stamp(participant)}.{_wild_card(participant)}",
)
