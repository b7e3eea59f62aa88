"""Rehearsing a workshop, and checking the room before people come."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation import clock
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

# What static/js/roomcheck.js measures: key, what, and what to do about it.
CHECKS = (
    ("latency", gettext_lazy("Answers, 95 of 100 within"), gettext_lazy("Move to another network, or closer to the access point.")),
    ("clock", gettext_lazy("This computer's clock against the server's"), gettext_lazy("Set the clock of this computer by the network.")),
    ("stream", gettext_lazy("Live news, there and back"), gettext_lazy("Without them pages ask by themselves every few seconds: it works, but slower.")),
    ("contrast", gettext_lazy("Contrast of text and ground"), gettext_lazy("Choose the other theme, dark or bright, at the top right; dim the lamps over the screen.")),
    ("text", gettext_lazy("Height of the text, of the height of the picture"), gettext_lazy("Enlarge the page: Ctrl and +. In the last row it must be readable.")),
)  # fmt: skip


@never_cache
def workshop_rehearsal(request: PersonRequest, workshop: Any) -> HttpResponse:
    return rehearsal_page(request, workshop)


def rehearsal_start(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.RehearsalForm(request.POST)
    if not form.is_valid():
        return rehearsal_page(request, workshop, form=form, status=400)
    try:
        people = form.cleaned_data["people"]
        actions.start_rehearsal(workshop=workshop, people=people, by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return rehearsal_page(request, workshop, form=form, status=_status(refused))
    return _back(workshop)


def rehearsal_stop(request: PersonRequest, workshop: Any) -> HttpResponse:
    rehearsal = queries.rehearsal_of(workshop)
    try:
        if rehearsal:
            actions.stop_rehearsal(rehearsal=rehearsal, by=request.user)
            messages.success(request, _("Stopped. Look around, then wipe it."))
    except WrongState as refused:
        messages.error(request, refused.message)
    return _back(workshop)


def rehearsal_wipe(request: PersonRequest, workshop: Any) -> HttpResponse:
    rehearsal = queries.rehearsal_of(workshop)
    if rehearsal is None:
        return _back(workshop)
    if request.method == "POST":
        actions.end_rehearsal(rehearsal=rehearsal, by=request.user)
        messages.success(request, _("Wiped. Only the log of decisions says that there was a rehearsal."))
        return _back(workshop)
    context = {
        "region": workshop.region,
        "workshop": workshop,
        "title": _("Wipe the rehearsal?"),
        "losses": [_("The copy with its made-up people, ideas and marks. Your workshop stays as it is.")],
        "submit_label": _("Wipe the rehearsal"),
        "cancel_href": reverse("workshop_rehearsal", args=[workshop.pk]),
    }
    return render(request, "discovery/workshop_confirm.html", context)


def rehearsal_page(
    request: PersonRequest, workshop: Any, *, form: Any = None, status: int = 200
) -> HttpResponse:
    context = rehearsal_of(request, workshop) | {
        "region": workshop.region,
        "trail": trail_to(_("Rehearsal"), region=workshop.region, workshop=workshop),
        "live_token": token_for([f"workshop:{workshop.pk}"]),
        "form": form or forms.RehearsalForm(),
        "may_run": True,
    }
    return render(request, "discovery/workshop_rehearsal.html", context, status=status)


def rehearsal_of(request: PersonRequest, workshop: Any) -> dict[str, Any]:
    rehearsal = queries.rehearsal_of(workshop)
    mine = rehearsal is not None and rehearsal.asked_by_id == request.user.pk
    return {"workshop": workshop, "rehearsal": rehearsal, "is_mine": mine}


@never_cache
def rehearsal_part(request: PersonRequest, workshop: Any) -> HttpResponse:
    return render(request, "discovery/_rehearsal.html", rehearsal_of(request, workshop))


# -- the room check ----------------------------------------------------------------------------------------------


@never_cache
def room_check(request: PersonRequest, workshop: Any) -> HttpResponse:
    """On the projector, before people come."""
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "checks": [{"key": key, "what": what, "advice": advice} for key, what, advice in CHECKS],
        "channel": token_for([f"workshop:{workshop.pk}"]),
    }
    return render(request, "discovery/room_check.html", context)


@never_cache
def room_echo(request: PersonRequest, workshop: Any) -> HttpResponse:
    """What the check asks twenty times, for the time it takes and for the server's clock."""
    return JsonResponse({"now": clock.now().timestamp() * 1000})


def room_ping(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Comes back over the live stream."""
    actions.ping_stream(workshop=workshop)
    return HttpResponse(status=204)


def _back(workshop: Any) -> HttpResponse:
    return redirect(reverse("workshop_rehearsal", args=[workshop.pk]))


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, WrongState) else 400
