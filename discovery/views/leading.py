"""Leading the hall from the desk: the run sheet, its clock, what the wall shows, who speaks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries, registries
from discovery.views.desk import refuse_on_desk
from discovery.views.lead_parts import EXTENSION
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.transitions import Refused, WrongState


def step_start(request: PersonRequest, workshop: Any) -> HttpResponse:
    """The step is named by the button, with the run it was made for: an old page can neither skip nor turn back."""
    form = forms.StepForm(request.POST)
    chosen = form.cleaned_data["step"] if form.is_valid() else None
    step = next((step for step in queries.run_sheet_of(workshop) if step.pk == chosen), None)
    if step is None:
        return _back_with(request, workshop, _("This step is not on the run sheet."), status=400)
    run, answer = form.cleaned_data["run"], form.cleaned_data["answer"]
    question = "" if step.pk == workshop.current_step_id else registries.question_about(workshop.current_step)
    if question and not answer and run == workshop.step_run:
        return _ask_first(request, workshop, step, question)
    try:
        actions.start_step(
            workshop=workshop, step=step, run=run, settles=answer == forms.SETTLE, by=request.user
        )
    except Refused as refused:
        return _back_with(request, workshop, refused.message, status=_status(refused))
    messages.success(request, _("Now: %(step)s.") % {"step": step})
    return _to_run_sheet(workshop)


def step_clock(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ClockForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Say what the clock should do: stop, go on, or run longer."))
        match form.cleaned_data["turn"]:
            case "pause":
                actions.pause_step(workshop=workshop, by=request.user)
            case "resume":
                actions.resume_step(workshop=workshop, by=request.user)
            case _:
                actions.extend_step(workshop=workshop, by=request.user, **form.as_extension(EXTENSION))
    except Refused as refused:
        return _back_with(request, workshop, refused.message, status=_status(refused))
    return _to_run_sheet(workshop)


def wall_choose(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ScreenForm(request.POST)
    if not form.is_valid():
        return _back_with(request, workshop, _("Choose what the wall shows."), status=400)
    actions.show_on_wall(workshop=workshop, screen=form.cleaned_data["screen"], by=request.user)
    return _to_run_sheet(workshop)


def floor_give(request: PersonRequest, workshop: Any) -> HttpResponse:
    """To the hand that was chosen, or to the next in turn; `turn` 0 ends the turn of who speaks."""
    form = forms.FloorForm(request.POST)
    chosen = form.cleaned_data["turn"] if form.is_valid() else None
    try:
        if chosen == 0:
            actions.end_turn(workshop=workshop, by=request.user)
        else:
            waiting = queries.floor_of(workshop).waiting
            turn = next((turn for turn in waiting if turn.pk == chosen), None)
            if chosen and turn is None:
                raise WrongState(_("This hand is down again. Please look at the list."))
            actions.give_floor(workshop=workshop, turn=turn, by=request.user)
    except Refused as refused:
        return _back_with(request, workshop, refused.message, status=_status(refused))
    return redirect(f"{reverse('workshop_detail', args=[workshop.pk])}#speaking")


def _ask_first(request: PersonRequest, workshop: Any, step: Any, question: str) -> HttpResponse:
    """What the step leaves open is decided before the hall moves on; the press is repeated with the answer."""
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Next step"), region=workshop.region, workshop=workshop),
        "step": step,
        "question": question,
    }
    return render(request, "discovery/step_leave.html", context)


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, WrongState) else 400


def _back_with(request: PersonRequest, workshop: Any, message: str, *, status: int) -> HttpResponse:
    """The desk as the hall stands now, with why the press did nothing."""
    fresh = queries.workshop_for_member(request.user, workshop_id=workshop.pk) or workshop
    return refuse_on_desk(request, fresh, message, status=status)


def _to_run_sheet(workshop: Any) -> HttpResponse:
    return redirect(f"{reverse('workshop_detail', args=[workshop.pk])}#run-sheet")
