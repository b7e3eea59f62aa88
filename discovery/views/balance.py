"""The balance of the hall: who is here against who should be."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.parts import live_part
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.live import token_for


def workshop_balance(request: PersonRequest, workshop: Any) -> HttpResponse:
    return balance_page(request, workshop)


def targets_set(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = _form(workshop, request.POST)
    if not form.is_valid():
        return balance_page(request, workshop, form=form, status=400)
    actions.set_targets(workshop=workshop, targets=form.targets, by=request.user)
    messages.success(request, _("Kept."))
    return redirect("workshop_balance", workshop_id=workshop.pk)


def balance_page(
    request: PersonRequest, workshop: Any, *, form: Any = None, status: int = 200
) -> HttpResponse:
    context = balance_of(request, workshop) | {
        "region": workshop.region,
        "trail": trail_to(_("Balance of the hall"), region=workshop.region, workshop=workshop),
        "live_token": token_for([f"workshop:{workshop.pk}"]),
        "may_run": rules.has_perm("discovery.run_workshop", request.user, workshop),
        "form": form or _form(workshop),
    }
    return render(request, "discovery/workshop_balance.html", context, status=status)


def balance_of(request: Any, workshop: Any) -> dict[str, Any]:
    """For the part `_balance.html`, on this page, on the desk and on the wall."""
    balance = queries.balance_of(workshop)
    return {"workshop": workshop, "balance": balance, "warnings": queries.warnings_of(balance)}


def _form(workshop: Any, data: Any = None) -> Any:
    return forms.TargetsForm(data, names=queries.part_names(workshop), targets=queries.targets_of(workshop))


balance_part = live_part(
    "discovery/_balance.html",
    context=balance_of,
    stamp=lambda request, workshop: queries.attendance_stamp(workshop),
)
wall_part = live_part(
    "discovery/_wall_balance.html",
    context=balance_of,
    stamp=lambda request, workshop: queries.attendance_stamp(workshop),
)
