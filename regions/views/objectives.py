"""What a region or its country wants to reach: read by everybody, kept by those who answer for it."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.transitions import Refused
from regions import actions, queries
from regions.forms import NewObjectiveForm, ObjectiveForm, RetirementForm


def objective_list(request: HttpRequest, region: Any) -> HttpResponse:
    listed = list(queries.objectives_of(region, with_retired=True))
    answers = queries.answers_to_the_parent(region) if region.parent_id else []
    below = {} if region.parent_id else _served_below(region)
    context = {
        "region": region,
        "crumbs": _crumbs(region, (_("Objectives"), "")),
        "rows": [(one, below.get(one.pk, [])) for one in listed if not one.retired_at],
        "retired": [one for one in listed if one.retired_at],
        "answers": answers,
        "gap_count": sum(not one.served_by for one in answers),
        "may_keep": rules.has_perm("regions.keep_objectives", request.user, region),
    }
    return render(request, "regions/objective_list.html", context)


def _served_below(country: Any) -> dict[int, list[Any]]:
    return {one.pk: list(one.served_by.all()) for one in queries.objectives_served_in(country)}


def objective_create(request: HttpRequest, region: Any) -> HttpResponse:
    form = NewObjectiveForm(request.POST or None, region=region)
    user: Any = request.user
    if form.is_valid():
        try:
            actions.add_objective(region=region, by=user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The objective was added."))
            return redirect("objective_list", code=region.code)
    return _form_page(request, region, form, _("New objective"))


def objective_edit(request: HttpRequest, objective: Any) -> HttpResponse:
    form = ObjectiveForm(request.POST or None, region=objective.region, objective=objective)
    user: Any = request.user
    if form.is_valid():
        try:
            actions.edit_objective(objective=objective, by=user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The objective was changed."))
            return redirect("objective_list", code=objective.region.code)
    return _form_page(request, objective.region, form, _("Change the objective"))


def _form_page(request: HttpRequest, region: Any, form: Any, title: str) -> HttpResponse:
    address = reverse("objective_list", args=[region.code])
    context = {
        "region": region,
        "form": form,
        "title": title,
        "back": address,
        "crumbs": _crumbs(region, (_("Objectives"), address), (title, "")),
    }
    return render(request, "regions/objective_form.html", context, status=400 if form.errors else 200)


def objective_move(request: HttpRequest, objective: Any) -> HttpResponse:
    """`direction`: up, or down."""
    user: Any = request.user
    try:
        actions.move_objective(objective=objective, up=request.POST.get("direction") == "up", by=user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("objective_list", code=objective.region.code)


def objective_retire(request: HttpRequest, objective: Any) -> HttpResponse:
    form = RetirementForm(request.POST or None)
    user: Any = request.user
    if form.is_valid():
        try:
            actions.retire_objective(objective=objective, by=user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The objective was retired. What names it already keeps it."))
        return redirect("objective_list", code=objective.region.code)
    context = {
        "title": _("Retire the objective"),
        "question": objective.title,
        "losses": [_("New activities, proposals and sets can no longer name it. Those that do keep it.")],
        "submit_label": _("Retire it"),
        "form": form,
        "cancel_href": reverse("objective_list", args=[objective.region.code]),
    }
    return render(request, "_components/confirm.html", context, status=400 if form.errors else 200)


def objective_restore(request: HttpRequest, objective: Any) -> HttpResponse:
    user: Any = request.user
    try:
        actions.restore_objective(objective=objective, by=user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("objective_list", code=objective.region.code)


def _crumbs(region: Any, *below: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Regions"), reverse("region_list")),
        (region.name, reverse("region_detail", args=[region.code])),
        *below,
    ]
