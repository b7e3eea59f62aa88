"""The first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from discovery.forms import CodeForm
from priorities.queries.publications import publications_in_force, regions_with_people
from priorities.queries.published import PublishedSet
from regions.queries import overviews, tiles_of

SETS_SHOWN = 6


def home(request: HttpRequest) -> HttpResponse:
    latest = [PublishedSet(publication) for publication in publications_in_force(SETS_SHOWN)]
    regions = list(regions_with_people())
    context: dict[str, Any] = {
        "latest": latest,
        "regions": regions,
        "tiles": tiles_of(overviews(regions)),
        "code_form": CodeForm(),
    }
    return render(request, "priorities/home.html", context)
