"""Which regions serve which objective of their country."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from priorities.queries.alignment import objectives_answered
from priorities.views.wording import region_trail


def country_alignment(request: HttpRequest, country: Any) -> HttpResponse:
    context = {
        "country": country,
        "objectives": objectives_answered(country),
        "trail": region_trail(country, (_("Which regions serve which objective"), "")),
    }
    return render(request, "priorities/country_alignment.html", context)
