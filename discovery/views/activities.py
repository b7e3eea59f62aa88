"""Describing activities."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.transitions import Refused


def activity_create(request: PersonRequest, region: Any) -> HttpResponse:
    """From themes of a workshop (`?workshop=…&themes=…`), or from nothing."""
    workshop = _workshop(request, region)
    grouped = queries.grouped_notes(workshop) if workshop else None
    form = forms.ActivityForm(
        request.POST or None,
        region=region,
        themes=grouped.free_themes if grouped else (),
        initial=_initial(request, grouped),
    )
    if request.method == "POST" and form.is_valid():
        made = {"region": region, "workshop": workshop, "theme_ids": form.cleaned_data.get("themes", ())}
        try:
            activity = actions.propose_activity(**made, **form.fiche(), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The activity is on the list."))
            return _after(activity)
    chosen = {int(pk) for pk in request.GET.getlist("themes") if pk.isdecimal()}
    context = _context(_("New activity"), region, workshop) | {
        "form": form,
        "notes": grouped.notes_in(chosen) if grouped else (),
    }
    return render(request, "discovery/activity_form.html", context, status=_status(form))


def activity_edit(request: PersonRequest, activity: Any) -> HttpResponse:
    initial = forms.initial_fiche(activity)
    form = forms.ActivityForm(
        request.POST or None, region=activity.region, activity=activity, initial=initial
    )
    status = _status(form)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["edit_version"]
        try:
            actions.edit_activity(activity=activity, by=request.user, edit_version=version, **form.fiche())
        except Refused as refused:
            form.add_error(None, refused.message)
            status = 412 if isinstance(refused, actions.EditedMeanwhile) else 400
        else:
            messages.success(request, _("Saved."))
            return _after(activity)
    context = _context(activity.title, activity.region, activity.workshop) | {
        "activity": activity,
        "form": form,
        "notes": queries.notes_of_activity(activity),
        "completeness": queries.completeness_of(activity),
        "actors": queries.actors_of(activity),
        "changes": _changes_since(activity, form) if status == 412 else (),
        "languages": _languages(activity),
    }
    return render(request, "discovery/activity_form.html", context, status=status)


def _changes_since(activity: Any, form: Any) -> list[Any]:
    """What somebody else wrote after this page was opened."""
    versions = list(queries.versions_of(activity)[:2])
    if len(versions) < 2:
        return []
    after, before = queries.in_names(activity, [version.document for version in versions])
    return queries.differences_between(before, after)


def _languages(activity: Any) -> list[tuple[str, str, bool]]:
    """(code, name, is there a title) of the languages it was not written in."""
    return [
        (code, str(name), bool(getattr(activity, f"title_{code}")))
        for code, name in settings.LANGUAGES
        if code != activity.original_language
    ]


def _workshop(request: PersonRequest, region: Any) -> Any:
    """A workshop of this region, if one is named; others are as good as none."""
    named = request.GET.get("workshop", "")
    found = queries.workshop_for_member(request.user, workshop_id=int(named)) if named.isdecimal() else None
    return found if found and found.region_id == region.pk else None


def _initial(request: PersonRequest, grouped: Any) -> dict[str, Any]:
    """Nothing typed twice: the first theme's title is a beginning."""
    chosen = request.GET.getlist("themes")
    titles = [title for pk, title in grouped.free_themes if str(pk) in chosen] if grouped else []
    return {"themes": chosen, "title": titles[0] if titles else ""}


def _context(here: str, region: Any, workshop: Any) -> dict[str, Any]:
    trail = trail_to(here, region=region, workshop=workshop)
    back = trail[-2][1]  # the page one came from: the workshop, or the region's list
    return {"region": region, "workshop": workshop, "trail": trail, "back": back}


def _after(activity: Any) -> HttpResponse:
    return redirect(_context(activity.title, activity.region, activity.workshop)["back"])


def _status(form: Any) -> int:
    return 400 if form.is_bound else 200
