"""The ballot on the phone: one activity a screen, each mark stored as it is given.

Without script each activity is a page of its own; with it the other sheets come in one piece (`ballot_sheets`), so that
going on needs no connection.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from assessments import actions, forms, queries
from assessments.queries import BallotState
from foundation import epoch, phones
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

OVERVIEW = "all"


def ballot_form(request: Any, seat: Any) -> HttpResponse:
    if seat.rater and seat.rater.is_on_paper and seat.round.state == "opened":
        return redirect("ballot_reclaim", round_id=seat.round.pk)
    return ballot_page(request, seat, request.GET.get("activity", ""))


def ballot_page(request: Any, seat: Any, wanted: str, *, form: Any = None, status: int = 200) -> HttpResponse:
    """The activity asked for, else the first that is not finished; the overview at the end."""
    round = seat.round
    context = {
        "seat": seat,
        "round": round,
        "region": round.region,
        "live_token": token_for([queries.phones_channel(round.pk)]),
        "epoch": epoch.current(),
    }
    if seat.rater is None or round.state != "opened":
        return phones.kept(render(request, "assessments/ballot_closed.html", context, status=status), "drop")
    states = queries.ballot_states(seat.rater)
    context |= {
        "states": states,
        "done": sum(state.is_done for state in states),
        "held": queries.held_in_words(round.pk, {state.activity.pk: state.sequence for state in states}),
    }
    chosen = chosen_state(states, wanted)
    if chosen is None:
        return render(request, "assessments/ballot_overview.html", context, status=status)
    context |= sheet_context(seat, states, chosen, form)
    return phones.kept(render(request, "assessments/ballot_form.html", context, status=status))


def chosen_state(states: Sequence[BallotState], wanted: str) -> BallotState | None:
    if wanted == OVERVIEW:
        return None
    named = next((state for state in states if str(state.activity.pk) == wanted), None)
    return named or queries.first_open(states)


def sheet_context(seat: Any, states: Sequence[BallotState], chosen: BallotState, form: Any) -> dict[str, Any]:
    method = queries.frozen_method(seat.round)
    place = states.index(chosen)
    return sheet_of(method, states, place, queries.names_in(chosen.measured.values())) | {
        "questions": [question_of(method, criterion, chosen, form) for criterion in method.judged],
        "previous": address_of(seat.round, states[place - 1]) if place else "",
        "next": address_after(seat.round, states, place),
        "comment": form["comment"].value() if form else chosen.comment,
        "form": form,
    }


def sheet_of(method: Any, states: Sequence[BallotState], place: int, names: Any) -> dict[str, Any]:
    """What belongs to one activity: everything on its screen but the questions, which are the same for all."""
    state = states[place]
    values = {forms.field_name(code): str(mark) for code, mark in state.marks.items()}
    return {
        "state": state,
        "number": place + 1,
        "total": len(states),
        "fiche": queries.fiche_in_words(state.activity),
        "evidence": queries.evidence_in_words(method, state.measured, names),
        "sequence": state.sequence + 1,
        "values": json.dumps(values | {"comment": state.comment}),
    }


def ballot_sheets(request: Any, seat: Any) -> HttpResponse:
    """All activities of the ballot as templates; empty where there is nothing to mark."""
    round = seat.round
    context: dict[str, Any] = {"round": round, "seat": seat, "sheets": []}
    if seat.rater is not None and round.state == "opened":
        method = queries.frozen_method(round)
        states = queries.ballot_states(seat.rater)
        names = queries.names_in(value for state in states for value in state.measured.values())
        context |= {
            "states": states,
            "done": sum(state.is_done for state in states),
            "sheets": [sheet_of(method, states, place, names) for place in range(len(states))],
        }
    parts = render(request, "assessments/_ballot_sheets.html", context)
    return phones.kept(parts, "keep" if context["sheets"] else "drop")


def pulse_etag(request: Any, seat: Any) -> str:
    request.held = queries.held_sequences(seat.rater) if seat.rater else {}
    request.epoch = epoch.current()
    held = queries.held_in_words(seat.round.pk, request.held)
    return f'"{get_language()}.{seat.round.state}.{request.epoch}.{held}"'


@condition(etag_func=pulse_etag)
def ballot_pulse(request: Any, seat: Any) -> HttpResponse:
    """Is the round open, and what does the server hold of this person? A phone compares it with what it has sent."""
    context = {
        "round": seat.round,
        "seat": seat,
        "epoch": request.epoch,
        "held": queries.held_in_words(seat.round.pk, request.held),
    }
    return render(request, "assessments/_ballot_pulse.html", context)


def question_of(method: Any, criterion: Any, state: BallotState, form: Any) -> dict[str, Any]:
    """One question as the component takes it; refused input is shown as it was given."""
    name, code = forms.field_name(criterion.code), criterion.code
    return {
        "name": name,
        "value": form[name].value() if form else state.marks.get(code),
        "errors": form[name].errors if form else (),
        "minimum": criterion.minimum,
        "maximum": criterion.maximum,
        "question": method.text(code, "question"),
        "help_text": method.text(code, "explanation"),
        "low": method.text(code, "low_words"),
        "middle": method.text(code, "middle_words"),
        "high": method.text(code, "high_words"),
    }


def address_of(round: Any, state: BallotState) -> str:
    return f"{reverse('ballot_form', args=[round.pk])}?activity={state.activity.pk}"


def address_after(round: Any, states: Sequence[BallotState], place: int) -> str:
    if place + 1 < len(states):
        return address_of(round, states[place + 1])
    return f"{reverse('ballot_form', args=[round.pk])}?activity={OVERVIEW}"


def ballot_save(request: Any, sheet: Any) -> HttpResponse:
    """An autosave is answered in a word; a form sent by its button goes on to the next activity."""
    given = forms.given_ballot(request.POST, queries.frozen_method(sheet.round))
    if given is None:
        return refusal(request, sheet, _("One of the marks does not fit the question."), 422, is_shown=True)
    try:
        is_stored = actions.record_ballot(
            round=sheet.round,
            activity_id=sheet.activity_id,
            marks=given.marks,
            comment=given.comment,
            sequence=given.sequence,
            by=request.user,
        )
    except WrongState as refused:
        return refusal(request, sheet, refused.message, 409)
    except Refused as refused:
        return refusal(request, sheet, refused.message, 422, is_shown=True)
    if not phones.is_queued(request):
        return onward(sheet)
    return phones.accepted(held=given.sequence if is_stored else queries.held_sequence(sheet))


def refusal(request: Any, sheet: Any, message: str, status: int, *, is_shown: bool = False) -> HttpResponse:
    """In plain words for the phone's own line, or the page again; `is_shown`: with the marks that were given."""
    if phones.is_queued(request):
        return phones.refused(message, status)
    messages.error(request, message)
    form = forms.BallotForm(request.POST, method=queries.frozen_method(sheet.round)) if is_shown else None
    seat = queries.seat_for(request.user, round_id=sheet.round.pk)
    return ballot_page(request, seat, str(sheet.activity_id), form=form, status=status)


def onward(sheet: Any) -> HttpResponse:
    """To the next activity of the list, as the button says."""
    states = queries.ballot_states(sheet.rater)
    place = next(i for i, state in enumerate(states) if state.activity.pk == sheet.activity_id)
    return redirect(address_after(sheet.round, states, place))


def ballot_conflict(request: Any, sheet: Any) -> HttpResponse:
    """Declares an interest in the activity, or takes it back while the round is open."""
    form = forms.ConflictForm(request.POST)
    if not form.is_valid():
        return refusal(request, sheet, _("Please use the button on the page."), 400)
    change = actions.declare_conflict if form.cleaned_data["wanted"] else actions.withdraw_conflict
    try:
        change(round=sheet.round, activity_id=sheet.activity_id, by=request.user)
    except WrongState as refused:
        return refusal(request, sheet, refused.message, 409)
    if phones.is_queued(request):
        return phones.accepted()
    address = reverse("ballot_form", args=[sheet.round.pk])
    return redirect(f"{address}?activity={sheet.activity_id}")
