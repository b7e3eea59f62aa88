"""Beside the fiche: its actors, its translations, its earlier versions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import Trail
from foundation.transitions import Refused

PAGE = 20


def activity_actors(request: PersonRequest, activity: Any) -> HttpResponse:
    """Organizations that take part: the list and one more."""
    form = forms.OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_actor(activity=activity, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("activity_actors", activity_id=activity.pk)
    context = {
        "activity": activity,
        "region": activity.region,
        "trail": _trail(activity, _("Organizations")),
        "actors": queries.actors_of(activity),
        "form": form,
    }
    return render(request, "discovery/activity_actors.html", context, status=400 if form.is_bound else 200)


def actor_remove(request: PersonRequest, actor: Any) -> HttpResponse:
    activity_id = actor.activity_id
    try:
        actions.remove_actor(actor=actor, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("activity_actors", activity_id=activity_id)


def activity_translate(request: PersonRequest, found: Any) -> HttpResponse:
    """Title and summary in one more language, beside what was written first."""
    activity, language = found
    known = {name: getattr(activity, f"{name}_{language}") or "" for name in ("title", "summary")}
    form = forms.TranslationForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.translate_activity(
                activity=activity, language=language, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The translation is marked as one; the original stays beside it."))
            return redirect("activity_detail", activity_id=activity.pk)
    names = dict(settings.LANGUAGES)
    context = {
        "activity": activity,
        "region": activity.region,
        "trail": _trail(activity, _("Translation")),
        "language": language,
        "language_name": names[language],
        "original": queries.original_of(activity),
        "form": form,
    }
    return render(
        request, "discovery/activity_translation.html", context, status=400 if form.is_bound else 200
    )


def activity_history(request: HttpRequest, activity: Any) -> HttpResponse:
    """What was changed, the newest first, with the differences."""
    page = Paginator(queries.versions_of(activity), PAGE).get_page(request.GET.get("page"))
    context = {
        "activity": activity,
        "region": activity.region,
        "trail": _trail(activity, _("Changes")),
        "page": page,
        "changes": queries.changes_of(activity, list(page.object_list)),
    }
    return render(request, "discovery/activity_history.html", context)


def _trail(activity: Any, here: str) -> Trail:
    region = activity.region
    return [
        (region.name, reverse("region_detail", args=[region.code])),
        (_("Activities"), reverse("activity_list", args=[region.code])),
        (activity.title, reverse("activity_detail", args=[activity.pk])),
        (here, ""),
    ]
