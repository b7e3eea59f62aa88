"""The first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from discovery.forms import CodeForm
from priorities.queries.publications import publications_in_force, regions_with_people
from priorities.queries.published import PublishedSet

SETS_SHOWN = 6


def home(request: HttpRequest) -> HttpResponse:
    latest = [PublishedSet(publication) for publication in publications_in_force(SETS_SHOWN)]
    context: dict[str, Any] = {"latest": latest, "regions": regions_with_people(), "code_form": CodeForm()}
    return render(request, "priorities/home.html", context)
