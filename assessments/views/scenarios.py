"""Scenarios beside the official result: compared, kept, removed. Their places are computed when asked."""

from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.rankings import about
from assessments.views.requests import sent
from assessments.views.trails import page, the_ranking, trail_of_round
from foundation.downloads import csv_download
from foundation.transitions import Refused


def scenario_list(request: Any, round: Any) -> HttpResponse:
    """One row an activity, one column a scenario."""
    context = about(request, round, _("Scenarios")) | {
        "found": compared(round),
        "may_keep": rules.has_perm("assessments.keep_scenario", request.user, round),
    }
    return render(request, "assessments/scenario_list.html", context)


def scenario_list_csv(request: Any, round: Any) -> HttpResponse:
    return csv_download(queries.scenarios_table(compared(round)), f"ranking-{round.pk}-scenarios")


def scenario_create(request: Any, round: Any) -> HttpResponse:
    """The weights come from the what-if page: in the address first, then with what is sent."""
    form = forms.ScenarioForm(sent(request))
    weights = forms.WhatIfForm(
        request.POST if request.method == "POST" else request.GET,
        agreed=queries.agreed_shares(round),
        kappa=queries.frozen_method(round).rules.kappa,
    )
    if weights.is_valid() and form.is_valid():
        try:
            actions.keep_scenario(round=round, by=request.user, **weights.as_input(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("Kept. It stands beside the official result and changes nothing in it.")
            )
            return redirect("scenario_list", round_id=round.pk)
    context = form_context(request, round, form, weights)
    return render(
        request,
        "assessments/scenario_form.html",
        context,
        status=400 if form.errors or weights.errors else 200,
    )


def form_context(request: Any, round: Any, form: Any, weights: Any) -> dict[str, Any]:
    """With the order these weights give, where they give one. Raises Http404 while there is no result."""
    found = compared(round)
    here = page(_("Keep a scenario"))
    asked = f"?{weights.address()}" if weights.is_valid() else ""
    return {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, the_ranking(round), scenarios_of(round), here),
        "form": form,
        "weights": weights,
        "supposed": queries.what_if(round, **weights.as_input()) if weights.is_valid() else None,
        "is_full": found.is_full,
        "back": reverse("ranking_what_if", args=[round.pk]) + asked,
    }


def scenario_remove(request: Any, scenario: Any) -> HttpResponse:
    round = scenario.round
    if request.method == "POST":
        actions.remove_scenario(scenario=scenario, by=request.user)
        messages.success(request, _("Removed. The official result is as it was."))
        return redirect("scenario_list", round_id=round.pk)
    title = _("Remove this scenario?")
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, the_ranking(round), scenarios_of(round), page(title)),
        "title": title,
        "question": scenario.name,
        "losses": [
            _("The name, the sentence and the weights of this scenario. The official result stays as it is.")
        ],
        "submit_label": _("Remove the scenario"),
        "cancel_href": reverse("scenario_list", args=[round.pk]),
    }
    return render(request, "_components/confirm.html", context)


def scenarios_of(round: Any) -> tuple[str, str]:
    return _("Scenarios"), reverse("scenario_list", args=[round.pk])


def compared(round: Any) -> queries.ScenarioComparison:
    """Raises Http404 while there is no result to stand beside."""
    found = queries.compared_scenarios(round)
    if found is None:
        raise Http404
    return found
