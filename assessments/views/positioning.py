"""Where a region's activities stand: source of the technology x type of the sector."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments import queries
from assessments.views.trails import page, rounds_of, trail_in


def region_positioning(request: Any, region: Any) -> HttpResponse:
    found = queries.positioning_of(region)
    context = {
        "region": region,
        "trail": trail_in(region, rounds_of(region), page(_("Where we stand"))),
        "found": found,
        "matrix": [(_("Our own technology"), found.own), (_("Borrowed and adapted"), found.borrowed)],
    }
    return render(request, "assessments/region_positioning.html", context)
