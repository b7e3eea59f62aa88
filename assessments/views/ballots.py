"""The ballot on the phone: one activity a page, each mark stored as it is given."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.queries import BallotState
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

OVERVIEW = "all"


def ballot_form(request: Any, seat: Any) -> HttpResponse:
    return ballot_page(request, seat, request.GET.get("activity", ""))


def ballot_page(request: Any, seat: Any, wanted: str, *, form: Any = None, status: int = 200) -> HttpResponse:
    """The activity asked for, else the first that is not finished; the overview at the end."""
    round = seat.round
    context = {
        "seat": seat,
        "round": round,
        "region": round.region,
        "live_token": token_for([f"round:{round.pk}"]),
    }
    if seat.rater is None or round.state != "opened":
        return render(request, "assessments/ballot_closed.html", context, status=status)
    states = queries.ballot_states(seat.rater)
    context |= {"states": states, "done": sum(state.is_done for state in states)}
    chosen = chosen_state(states, wanted)
    if chosen is None:
        return render(request, "assessments/ballot_overview.html", context, status=status)
    context |= sheet_context(seat, states, chosen, form)
    return render(request, "assessments/ballot_form.html", context, status=status)


def chosen_state(states: Sequence[BallotState], wanted: str) -> BallotState | None:
    if wanted == OVERVIEW:
        return None
    named = next((state for state in states if str(state.activity.pk) == wanted), None)
    return named or queries.first_open(states)


def sheet_context(seat: Any, states: Sequence[BallotState], chosen: BallotState, form: Any) -> dict[str, Any]:
    method = queries.frozen_method(seat.round)
    place = states.index(chosen)
    return {
        "state": chosen,
        "number": place + 1,
        "total": len(states),
        "questions": [question_of(method, criterion, chosen, form) for criterion in method.judged],
        "evidence": queries.evidence_in_words(method, chosen.measured),
        "previous": address_of(seat.round, states[place - 1]) if place else "",
        "next": address_after(seat.round, states, place),
        "sequence": chosen.sequence + 1,
        "comment": form["comment"].value() if form else chosen.comment,
        "form": form,
    }


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
    is_autosave = "X-Autosave" in request.headers
    form = forms.BallotForm(request.POST, method=queries.frozen_method(sheet.round))
    if not form.is_valid():
        return refusal(request, sheet, _("One of the marks does not fit the question."), 422, form)
    try:
        actions.record_ballot(
            round=sheet.round,
            activity_id=sheet.activity_id,
            marks=form.marks,
            comment=form.cleaned_data["comment"],
            sequence=form.cleaned_data["sequence"],
            by=request.user,
        )
    except WrongState as refused:
        return refusal(request, sheet, refused.message, 409, None)
    except Refused as refused:
        return refusal(request, sheet, refused.message, 422, form)
    return HttpResponse(status=204) if is_autosave else onward(sheet)


def refusal(request: Any, sheet: Any, message: str, status: int, form: Any) -> HttpResponse:
    """In plain words for the phone's own line, or the page again with what was given."""
    if "X-Autosave" in request.headers:
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    messages.error(request, message)
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
        return refusal(request, sheet, _("Please use the button on the page."), 400, None)
    change = actions.declare_conflict if form.cleaned_data["wanted"] else actions.withdraw_conflict
    try:
        change(round=sheet.round, activity_id=sheet.activity_id, by=request.user)
    except WrongState as refused:
        return refusal(request, sheet, refused.message, 409, None)
    address = reverse("ballot_form", args=[sheet.round.pk])
    return redirect(f"{address}?activity={sheet.activity_id}")
