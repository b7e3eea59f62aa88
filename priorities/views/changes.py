"""Changes to a draft, each on a form of its own with its reason."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from discovery.views.requests import PersonRequest
from priorities.actions import EditedMeanwhile, add_priority, drop_priority, move_priority, set_review_date
from priorities.forms import AddForm, ChangeForm, DropForm, MoveForm, ReviewForm
from priorities.queries.decisions import from_change
from priorities.queries.sets import (
    activities_in,
    activities_of_region,
    board_of,
    candidates_for,
    changes_since,
    priority_in,
)
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.wording import set_trail

TITLES = {AddForm: _("Add an activity"), DropForm: _("Leave out"), MoveForm: _("Give another place")}


def set_add(request: PersonRequest, priority_set: Any) -> HttpResponse:
    candidates = candidates_for(board_of(priority_set))
    # A form that comes back may name what somebody else has added meanwhile: the action tells it.
    form = form_for(
        request, AddForm, priority_set, activities_of_region(priority_set) if request.POST else candidates
    )
    return change(request, priority_set, form, add_priority)


def set_drop(request: PersonRequest, priority_set: Any) -> HttpResponse:
    return change_named(request, priority_set, DropForm, drop_priority)


def set_move(request: PersonRequest, priority_set: Any) -> HttpResponse:
    return change_named(request, priority_set, MoveForm, move_priority)


def set_review(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """The day of review of one priority; a change like the others, without a reason."""
    priority = priority_in(priority_set, request.GET.get("activity") or request.POST.get("activity", ""))
    if priority is None:
        raise Http404
    initial = {
        "activity": priority.activity_id,
        "date": priority.review_date,
        "edit_version": priority_set.edit_version,
    }
    form = ReviewForm(sent(request), activities=activities_in(priority_set), initial=initial)
    try:
        if carried_out(form, set_review_date, priority_set=priority_set, by=request.user):
            return redirect("set_detail", priority_set.pk)
    except EditedMeanwhile as refused:
        form.add_error(None, refused.message)
        form.conflict = True  # type: ignore[attr-defined]  # -- reason: read by status_of
    title = _("Day of review")
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "form": form,
        "title": title,
        "label": _("Save"),
        "activity": priority.activity,
        "trail": set_trail(priority_set, str(title)),
    }
    return render(request, "priorities/set_change.html", context, status=status_of(form))


def change_named(
    request: PersonRequest, priority_set: Any, kind: type[ChangeForm], action: Callable[..., Any]
) -> HttpResponse:
    """A change to an activity that the address names."""
    activities = activities_of_region(priority_set) if request.POST else activities_in(priority_set)
    form = form_for(request, kind, priority_set, activities)
    if request.method != "POST" and form.named_activity() is None:
        raise Http404
    return change(request, priority_set, form, action)


def form_for(
    request: PersonRequest, kind: type[ChangeForm], priority_set: Any, activities: Any
) -> ChangeForm:
    initial = {"activity": request.GET.get("activity"), "edit_version": priority_set.edit_version}
    return kind(sent(request), activities=activities, initial=initial)


def change(
    request: PersonRequest, priority_set: Any, form: ChangeForm, action: Callable[..., Any]
) -> HttpResponse:
    try:
        if carried_out(form, action, priority_set=priority_set, by=request.user):
            return redirect("set_detail", priority_set.pk)
    except EditedMeanwhile as refused:
        return told_what_changed(request, priority_set, form, refused)
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "form": form,
        "title": TITLES[type(form)],
        "activity": None if isinstance(form, AddForm) else form.named_activity(),
        "trail": set_trail(priority_set, str(TITLES[type(form)])),
    }
    return render(request, "priorities/set_change.html", context, status=status_of(form))


def told_what_changed(
    request: PersonRequest, priority_set: Any, form: ChangeForm, refused: EditedMeanwhile
) -> HttpResponse:
    """412: what others did since, and one's own words kept, to be sent again by hand."""
    since = changes_since(priority_set, form.cleaned_data["edit_version"])
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "message": refused.message,
        "changes": [vars(from_change(each)) for each in since],
        "activity": form.cleaned_data["activity"],
        "reason": form.cleaned_data["reason"],
    }
    return render(request, "priorities/set_changed.html", context, status=412)
