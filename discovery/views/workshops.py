"""The region's workshops: list, preparation, doors."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.desk import refuse_on_desk
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to, trail_to_list
from foundation.transitions import WrongState

PAGE = 25


def workshop_list(request: PersonRequest, region: Any) -> HttpResponse:
    pages = Paginator(queries.workshops_of_region(region), PAGE)
    return render(
        request,
        "discovery/workshop_list.html",
        {
            "region": region,
            "trail": trail_to_list(region),
            "page": pages.get_page(request.GET.get("page")),
            "may_prepare": rules.has_perm("discovery.prepare_workshop", request.user, region),
        },
    )


def workshop_create(request: PersonRequest, region: Any) -> HttpResponse:
    """The second button opens the doors as well: for the facilitator whose hall is sitting there."""
    today = timezone.localdate()
    form = forms.NewWorkshopForm(
        request.POST or None, templates=queries.templates_of(region), initial={"held_date": today}
    )
    if request.method == "POST" and form.is_valid():
        workshop = actions.create_workshop(region=region, by=request.user, **form.as_input())
        if form.cleaned_data["opens"]:
            return _take(request, workshop, "open", _("The doors are open: people can join now."))
        messages.success(request, _("The workshop is prepared. Open the doors when people arrive."))
        return redirect("workshop_detail", workshop_id=workshop.pk)
    trail = trail_to(_("Prepare a workshop"), region=region)
    context = {"region": region, "trail": trail, "form": form}
    return render(request, "discovery/workshop_form.html", context, status=status_of(form))


def workshop_edit(request: PersonRequest, workshop: Any) -> HttpResponse:
    known = {name: getattr(workshop, name) for name in forms.WorkshopForm.base_fields}
    form = forms.WorkshopForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.edit_workshop(workshop=workshop, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workshop_detail", workshop_id=workshop.pk)
    trail = trail_to(_("Change the description"), region=workshop.region, workshop=workshop)
    context = {"region": workshop.region, "workshop": workshop, "trail": trail, "form": form}
    return render(request, "discovery/workshop_form.html", context, status=status_of(form))


def workshop_open(request: PersonRequest, workshop: Any) -> HttpResponse:
    return _take(request, workshop, "open", _("The doors are open: people can join now."))


def workshop_close(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Asked once: what people can no longer do is said before."""
    if request.method == "POST":
        return _take(
            request, workshop, "close", _("The workshop is closed. What was written stays readable.")
        )
    return _confirm(
        request,
        workshop,
        title=_("Close the workshop?"),
        losses=[
            _("Nobody can join any more."),
            _("Nobody can write ideas or support activities any more."),
        ],
        submit_label=_("Close the workshop"),
    )


def workshop_reopen(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _take(request, workshop, "reopen", _("The doors are open again."), reason=reason)
    return _confirm(
        request,
        workshop,
        title=_("Open the workshop again?"),
        form=form,
        submit_label=_("Open again"),
        tone="primary",
        status=status_of(form),
    )


def workshop_cancel(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _take(request, workshop, "cancel", _("Cancelled. Everybody invited is told."), reason=reason)
    return _confirm(
        request,
        workshop,
        title=_("Cancel the workshop?"),
        losses=[_("The doors stay shut for good."), _("Everybody who is invited gets a letter.")],
        form=form,
        submit_label=_("Cancel the workshop"),
        status=status_of(form),
    )


def status_of(form: Any) -> int:
    """400 for a form that came back with mistakes."""
    return 400 if form.is_bound and form.errors else 200


def _take(request: PersonRequest, workshop: Any, name: str, done: str, *, reason: str = "") -> HttpResponse:
    try:
        actions.step_workshop(workshop=workshop, name=name, by=request.user, reason=reason)
    except WrongState as refused:
        return refuse_on_desk(request, workshop, refused.message, status=409)
    messages.success(request, done)
    return redirect("workshop_detail", workshop_id=workshop.pk)


def _confirm(request: PersonRequest, workshop: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    desk = reverse("workshop_detail", args=[workshop.pk])
    context |= {"region": workshop.region, "workshop": workshop, "cancel_href": desk}
    return render(request, "discovery/workshop_confirm.html", context, status=status)
