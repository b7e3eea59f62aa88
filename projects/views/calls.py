"""The public page of a region's open call."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from projects import queries
from projects.views.trails import trail_to_call

if TYPE_CHECKING:
    from projects.models import Call


def call_detail(request: HttpRequest, call: "Call") -> HttpResponse:
    context = {
        "call": call,
        "trail": trail_to_call(call),
        "region": call.region,
        "figures": queries.figures_of(call),
        "next_steps": next_steps(),
    }
    return render(request, "projects/call_detail.html", context)


def next_steps() -> list[dict[str, str]]:
    """What happens to a proposal, told before it is written."""
    told = [
        (_("You hand in a short proposal"), _("A name, a field of business and a few sentences.")),
        (
            _("The region answers in writing"),
            _("It accepts, asks a question or declines, always with a reason that you can read."),
        ),
        (
            _("Your project joins an activity"),
            _("One that people of the region already discuss, or a new one made from your project."),
        ),
        (
            _("It counts"),
            _("An activity with real projects behind it scores higher when the region chooses."),
        ),
    ]
    return [{"label": label, "note": note, "state": "upcoming"} for label, note in told]
