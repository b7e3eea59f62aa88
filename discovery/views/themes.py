"""A theme at the desk: its title, and the themes put into it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.transitions import Refused


def theme_edit(request: PersonRequest, theme: Any) -> HttpResponse:
    form = forms.ThemeForm(request.POST or None, initial={"title": theme.title})
    if request.method == "POST" and form.is_valid():
        actions.rename_theme(theme=theme, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workshop_detail", workshop_id=theme.workshop_id)
    return _page(request, theme, form=form, status=400 if form.is_bound else 200)


def theme_merge(request: PersonRequest, theme: Any) -> HttpResponse:
    form = forms.ThemeMergeForm(request.POST, theme=theme)
    if not form.is_valid():
        return _page(request, theme, merge_form=form, status=400)
    try:
        actions.merge_themes(theme=theme, into=form.cleaned_data["into"], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return _page(request, theme, merge_form=form, status=400)
    messages.success(
        request, _("The themes are one now. You can take them apart on the page of the other theme.")
    )
    return redirect("theme_edit", theme_id=form.cleaned_data["into"].pk)


def theme_unmerge(request: PersonRequest, theme: Any) -> HttpResponse:
    try:
        actions.unmerge_theme(theme=theme, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The theme stands by itself again."))
    return redirect("theme_edit", theme_id=theme.pk)


def _page(
    request: PersonRequest, theme: Any, *, form: Any = None, merge_form: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "region": theme.workshop.region,
        "workshop": theme.workshop,
        "theme": theme,
        "trail": trail_to(theme.title, region=theme.workshop.region, workshop=theme.workshop),
        "form": form or forms.ThemeForm(initial={"title": theme.title}),
        "merge_form": merge_form or forms.ThemeMergeForm(theme=theme),
        "inside": queries.themes_put_into(theme),
    }
    return render(request, "discovery/theme_form.html", context, status=status)
