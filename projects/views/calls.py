"""A region's open call: its public page, and the two steps of its staff."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views.requests import posted
from projects import actions, queries
from projects.forms import CallStepForm
from projects.views.attempts import attempt
from projects.views.trails import trail_to_call

if TYPE_CHECKING:
    from projects.models import Call


def call_detail(request: HttpRequest, call: "Call") -> HttpResponse:
    context = {
        "call": call,
        "trail": trail_to_call(call),
        "region": call.region,
        "steps": [step.name for step in call.life_cycle.steps_open_to(request.user, call)],
        "figures": queries.figures_of(call),
        "next_steps": next_steps(),
    }
    return render(request, "projects/call_detail.html", context)


def call_close(request: HttpRequest, call: "Call") -> HttpResponse:
    words = {
        "title": _("Close the call?"),
        "losses": [_("Nobody can propose a project here until it is opened again.")],
        "submit_label": _("Close the call"),
    }
    return _step(request, call, actions.close_call, words)


def call_reopen(request: HttpRequest, call: "Call") -> HttpResponse:
    words = {"title": _("Open the call again?"), "submit_label": _("Open again"), "tone": "primary"}
    return _step(request, call, actions.reopen_call, words)


def _step(request: HttpRequest, call: "Call", act: Callable[..., Any], words: dict[str, Any]) -> HttpResponse:
    form = CallStepForm(posted(request))
    status, done = attempt(request, form, lambda cleaned: act(call=call, by=request.user, **cleaned))
    address = reverse("call_detail", args=[call.region.code])
    if done:
        messages.success(request, _("Done. The reason is kept with the decision."))
        return redirect(address)
    context = {
        "call": call,
        "region": call.region,
        "trail": trail_to_call(call, words["title"]),
        "form": form,
        "cancel_href": address,
    }
    return render(request, "projects/call_confirm.html", context | words, status=status)


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
