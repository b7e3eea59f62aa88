"""The run sheet at the desk: its steps, templates made of it, the workshop held again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from discovery.views.workshops import status_of
from foundation.transitions import Refused, WrongState

TITLES = ("title_ru", "title_kk", "title_en")


def run_sheet_edit(request: PersonRequest, workshop: Any) -> HttpResponse:
    """The steps with their minutes, and a form that adds one."""
    steps = queries.run_sheet_of(workshop)
    form = forms.NewStepForm(request.POST or None, steps=steps)
    status = 200
    if request.method == "POST":
        status = status_of(form)
        if form.is_valid():
            chosen = form.as_input()
            place = chosen.pop("after")
            after = next((step for step in steps if step.pk == place), None)
            try:
                actions.add_step(workshop=workshop, after=after, by=request.user, **chosen)
                messages.success(request, _("The step is on the run sheet."))
                return redirect("run_sheet_edit", workshop_id=workshop.pk)
            except Refused as refused:
                form.add_error(None, refused.message)
                status = 409 if isinstance(refused, WrongState) else 400
    return sheet_page(request, workshop, form, status=status)


def sheet_page(request: PersonRequest, workshop: Any, form: Any, *, status: int = 200) -> HttpResponse:
    steps = queries.run_sheet_of(workshop)
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Run sheet"), region=workshop.region, workshop=workshop),
        "steps": steps,
        "minutes": sum(step.minutes for step in steps),
        "form": form,
        "is_upcoming": workshop.state in ("prepared", "opened"),
    }
    return render(request, "discovery/run_sheet_form.html", context, status=status)


def step_edit(request: PersonRequest, step: Any) -> HttpResponse:
    known = {"minutes": step.minutes, "note": step.note} | {name: getattr(step, name) for name in TITLES}
    form = forms.StepEditForm(request.POST or None, initial=known)
    status = 200
    if request.method == "POST":
        status = status_of(form)
        if form.is_valid():
            try:
                actions.edit_step(step=step, by=request.user, **form.as_input())
                messages.success(request, _("Saved."))
                return _to_sheet(step.workshop)
            except WrongState as refused:
                form.add_error(None, refused.message)
                status = 409
    workshop = step.workshop
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Change the step"), region=workshop.region, workshop=workshop),
        "step": step,
        "form": form,
    }
    return render(request, "discovery/step_form.html", context, status=status)


def step_move(request: PersonRequest, step: Any) -> HttpResponse:
    form = forms.MoveForm(request.POST)
    if not form.is_valid():
        return _refuse(request, step.workshop, _("Say where the step goes: earlier or later."), status=400)
    try:
        actions.move_step(step=step, places=form.cleaned_data["places"], by=request.user)
    except WrongState as refused:
        return _refuse(request, step.workshop, refused.message, status=409)
    return _to_sheet(step.workshop)


def step_remove(request: PersonRequest, step: Any) -> HttpResponse:
    try:
        actions.remove_step(step=step, by=request.user)
    except Refused as refused:
        status = 409 if isinstance(refused, WrongState) else 400
        return _refuse(request, step.workshop, refused.message, status=status)
    messages.success(request, _("The step is off the run sheet."))
    return _to_sheet(step.workshop)


def workshop_duplicate(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.DuplicateForm(request.POST or None, initial={"title": workshop.title})
    if request.method == "POST" and form.is_valid():
        again = actions.duplicate_workshop(workshop=workshop, by=request.user, **form.cleaned_data)
        messages.success(request, _("Prepared with the same run sheet. Nobody is invited yet."))
        return redirect("workshop_detail", workshop_id=again.pk)
    lead = _("Purpose, times, place and run sheet are taken over; people, tables, ideas and results are not.")
    return _small_form(request, workshop, form, _("Hold it again"), lead, _("Prepare"))


def template_create(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.TemplateForm(request.POST or None, initial={"title": workshop.title[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_template(workshop=workshop, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. You find it when you prepare the next workshop."))
            return redirect("template_list", code=workshop.region.code)
        except Refused as refused:
            form.add_error("title", refused.message)
    lead = _("The run sheet with its notes, the purpose and the suggested questions are kept.")
    return _small_form(request, workshop, form, _("Save as a template"), lead, _("Save"))


def template_list(request: PersonRequest, region: Any) -> HttpResponse:
    context = {
        "region": region,
        "trail": trail_to(_("Templates"), region=region),
        "templates": queries.templates_of(region),
        "own": list(queries.templates_saved_in(region)),
    }
    return render(request, "discovery/template_list.html", context)


def template_remove(request: PersonRequest, template: Any) -> HttpResponse:
    actions.remove_template(template=template, by=request.user)
    messages.success(request, _("Removed. Workshops made from it stay as they are."))
    return redirect("template_list", code=template.region.code)


def consent_edit(request: PersonRequest, region: Any) -> HttpResponse:
    """What people agree to when they join; a change is a new version."""
    current = queries.consent_asked_in(region.pk)
    names = ("text_ru", "text_kk", "text_en")
    known = {name: getattr(current, name) for name in names} if current else {}
    form = forms.ConsentForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.publish_consent(region=region, texts=form.cleaned_data, by=request.user)
        messages.success(request, _("From now on people read this when they join."))
        return redirect("consent_edit", code=region.code)
    context = {
        "region": region,
        "trail": trail_to(_("What people agree to"), region=region),
        "form": form,
        "versions": list(queries.consents_of(region)),
    }
    return render(request, "discovery/consent_form.html", context, status=status_of(form))


def _small_form(
    request: PersonRequest, workshop: Any, form: Any, title: str, lead: str, submit_label: str
) -> HttpResponse:
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(title, region=workshop.region, workshop=workshop),
        "title": title,
        "lead": lead,
        "submit_label": submit_label,
        "form": form,
    }
    return render(request, "discovery/workshop_small_form.html", context, status=status_of(form))


def _refuse(request: PersonRequest, workshop: Any, message: str, *, status: int) -> HttpResponse:
    messages.error(request, message)
    form = forms.NewStepForm(steps=queries.run_sheet_of(workshop))
    return sheet_page(request, workshop, form, status=status)


def _to_sheet(workshop: Any) -> HttpResponse:
    return redirect(f"{reverse('run_sheet_edit', args=[workshop.pk])}#steps")
