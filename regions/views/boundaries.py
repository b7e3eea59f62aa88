"""An administrator loads the borders of a country's regions, or takes them away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.transitions import Refused
from regions import queries
from regions.actions import Unmatched, load_boundaries, remove_boundaries
from regions.forms import BoundariesForm
from regions.views.tabs import crumbs_of


def boundaries_edit(request: HttpRequest, country: Any) -> HttpResponse:
    form = BoundariesForm(request.POST or None, request.FILES or None)
    user: Any = request.user
    unmatched: Any = None
    if form.is_valid():
        try:
            load_boundaries(country=country, by=user, **form.chosen())
        except Unmatched as refused:
            form.add_error(None, refused.message)
            unmatched = refused
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, _("The borders are loaded. The map shows them beside the squares."))
            return redirect("country_map", code=country.code)
    title = _("Borders for the map")
    context = {
        "region": country,
        "title": title,
        "crumbs": crumbs_of(country, title),
        "form": form,
        "unmatched": unmatched,
        "stored": queries.boundaries_of(country),
    }
    return render(request, "regions/boundaries_form.html", context, status=400 if form.errors else 200)


def boundaries_remove(request: HttpRequest, country: Any) -> HttpResponse:
    user: Any = request.user
    if request.method == "POST":
        try:
            remove_boundaries(country=country, by=user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The borders were taken away."))
        return redirect("country_map", code=country.code)
    context = {
        "title": _("Take the borders away"),
        "losses": [_("The map with borders. The squares stay, and the file can be loaded again.")],
        "submit_label": _("Take the borders away"),
        "cancel_href": reverse("boundaries_edit", args=[country.code]),
    }
    return render(request, "_components/confirm.html", context)
