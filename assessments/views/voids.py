"""Marks that do not count: what was asked for and decided in a round, and the second person's page."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.trails import page, rounds_of, the_round, trail_in
from foundation.transitions import Refused, WrongState


def void_list(request: Any, round: Any) -> HttpResponse:
    """POST asks that a rater's marks do not count."""
    may_ask = round.state == "opened" and rules.has_perm("assessments.ask_void", request.user, round)
    given = request.POST if request.method == "POST" else None
    form = forms.VoidForm(given, round=round) if may_ask or given is not None else None
    if form and form.is_valid():
        try:
            actions.ask_void(round=round, by=request.user, **form.as_input())
        except WrongState as refused:
            messages.error(request, refused.message)
            return redirect("void_list", round_id=round.pk)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("Officials and administrators are told. The marks count until one confirms.")
            )
            return redirect("void_list", round_id=round.pk)
    voids = queries.voids_of(round)
    may_decide = round.state == "opened"
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(
            round.region, rounds_of(round.region), the_round(round), page(_("Marks that do not count"))
        ),
        "rows": [
            (void, may_decide and rules.has_perm("assessments.decide_void", request.user, void))
            for void in voids
        ],
        "form": form,
    }
    return render(request, "assessments/void_list.html", context, status=400 if form and form.errors else 200)


def void_decide(request: Any, void: Any) -> HttpResponse:
    round = void.round
    if request.method == "POST":
        form = forms.DecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please use the button on the page."))
            return void_page(request, void, status=400)
        try:
            actions.decide_void(void=void, is_confirmed=form.cleaned_data["decision"], by=request.user)
        except WrongState as refused:
            messages.error(request, refused.message)
            return redirect("void_list", round_id=round.pk)
        messages.success(request, _("Decided. The people concerned are told."))
        return redirect("void_list", round_id=round.pk)
    if round.state != "opened" or void.state != "asked":
        return redirect("void_list", round_id=round.pk)
    return void_page(request, void)


def void_page(request: Any, void: Any, status: int = 200) -> HttpResponse:
    round = void.round
    here = (_("Marks that do not count"), reverse("void_list", args=[round.pk]))
    context = {
        "void": void,
        "round": round,
        "region": round.region,
        "trail": trail_in(round.region, rounds_of(round.region), the_round(round), here, page(_("Decide"))),
    }
    return render(request, "assessments/void_decide.html", context, status=status)
