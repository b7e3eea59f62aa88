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
from discovery.views.room_parts import focus_of, hand_context, work_context
from discovery.views.seats import shares_phone
from foundation import epoch, phones
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
        "live_token": token_for(
            [f"workshop:{participant.workshop_id}", f"participant:{participant.pk}"], who=request.user.pk
        ),
        "return_code": queries.return_code_of(participant),
        "shares_phone": shares_phone(request, participant.workshop_id),
        "epoch": epoch.current(),
    }
    context |= work_context(request, participant) | hand_context(request, participant)
    context |= _step(request, participant) | _board(request, participant)
    page = render(request, "discovery/workshop_room.html", context, status=status)
    return phones.kept(page, "keep" if participant.workshop.state in ("prepared", "opened") else "forget")


def note_create(request: PersonRequest, participant: Any) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _note_refused(request, participant, form, 400)
    try:
        actions.write_note(workshop=participant.workshop, text=form.cleaned_data["text"], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return _note_refused(request, participant, form, _status(refused))
    if phones.is_queued(request):
        return phones.accepted()
    messages.success(request, _("Thank you. Your idea is on the wall."))
    return redirect(f"{reverse('workshop_room', args=[participant.workshop_id])}#notes")


def _note_refused(request: PersonRequest, participant: Any, form: Any, status: int) -> HttpResponse:
    if phones.is_queued(request):
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return phones.refused(words, status)
    return room_page(request, participant, form=form, status=status)


def activity_support(request: PersonRequest, activity: Any) -> HttpResponse:
    """`wanted` is 1 or 0: named by the button, so that a repeated request does not turn it round."""
    form = forms.SupportForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose an activity to support."))
        wanted = form.cleaned_data["wanted"] == "1"
        actions.set_support(activity=activity, wanted=wanted, by=request.user)
    except Refused as refused:
        return _refused(request, activity.workshop_id, refused)
    return _accepted(request, activity.workshop_id, f"activity-{activity.pk}")


def activity_wild_card(request: PersonRequest, activity: Any) -> HttpResponse:
    form = forms.SupportForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose an activity first."))
        wanted = form.cleaned_data["wanted"] == "1"
        actions.choose_wild_card(activity=activity, wanted=wanted, by=request.user)
    except Refused as refused:
        return _refused(request, activity.workshop_id, refused)
    return _accepted(request, activity.workshop_id, f"activity-{activity.pk}")


def note_withdraw(request: PersonRequest, note: Any) -> HttpResponse:
    try:
        actions.withdraw_note(note=note, by=request.user)
    except WrongState as refused:
        return _refused(request, note.workshop_id, refused)
    if not phones.is_queued(request):
        messages.success(request, _("Withdrawn. Nobody else sees it any more."))
    return _accepted(request, note.workshop_id, "notes")


def _accepted(request: PersonRequest, workshop_id: int, place: str) -> HttpResponse:
    if phones.is_queued(request):
        return phones.accepted()
    return redirect(f"{reverse('workshop_room', args=[workshop_id])}#{place}")


def _refused(request: PersonRequest, workshop_id: int, refused: Refused) -> HttpResponse:
    """In plain words for the phone's own list, or the room again."""
    if phones.is_queued(request):
        return phones.refused(refused.message, _status(refused))
    messages.error(request, refused.message)
    participant = queries.participant_for(request.user, workshop_id=workshop_id)
    return room_page(request, participant, status=_status(refused))


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
        "timing": queries.timing_of(workshop),
        "step_link": registries.link_of(workshop.current_step, request.user),
        "refusal": queries.refusal_of(participant) if participant.admission == "refused" else "",
    }


def _board(request: PersonRequest, participant: Any) -> Context:
    return {
        "participant": participant,
        "workshop": participant.workshop,
        "focus": focus_of(participant.workshop),
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
