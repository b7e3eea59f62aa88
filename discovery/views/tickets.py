"""Tickets at the desk: issue, print, revoke, issue anew."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import NamedOrganization
from discovery import actions, forms, queries
from discovery.views.desk import site_url
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.transitions import Refused, WrongState

PAGE = 48
ON_A_SHEET = 24  # three in a row, eight rows: A4


def ticket_list(request: PersonRequest, workshop: Any) -> HttpResponse:
    return tickets_page(request, workshop)


def tickets_issue(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.TicketsForm(request.POST)
    if not form.is_valid():
        return tickets_page(request, workshop, form=form, status=400)
    answers = form.cleaned_data
    name = answers["organization"]
    batch = actions.Batch(answers["number"], answers["helix"], NamedOrganization(name, "") if name else None)
    try:
        made = actions.issue_tickets(workshop=workshop, batches=[batch], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return tickets_page(request, workshop, form=form, status=_status(refused))
    told = ngettext("%(number)s ticket is issued.", "%(number)s tickets are issued.", len(made))
    messages.success(request, told % {"number": len(made)})
    return redirect("ticket_list", workshop_id=workshop.pk)


def tickets_page(
    request: PersonRequest, workshop: Any, *, form: Any = None, status: int = 200
) -> HttpResponse:
    pages = Paginator(queries.tickets_of(workshop), PAGE)
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Tickets"), region=workshop.region, workshop=workshop),
        "page": pages.get_page(request.GET.get("page")),
        "form": form or forms.TicketsForm(),
        "may_run": True,
    }
    return render(request, "discovery/ticket_list.html", context, status=status)


def ticket_sheet(request: PersonRequest, workshop: Any) -> HttpResponse:
    """For the printer: only those that nobody uses yet, or `?all=1` every one that is not revoked."""
    tickets: list[Any] = queries.tickets_to_print(workshop, only_unused="all" not in request.GET)
    for ticket in tickets:
        ticket.url = site_url(request, reverse("ticket_detail", args=[ticket.token]))
    sheets = [tickets[start : start + ON_A_SHEET] for start in range(0, len(tickets), ON_A_SHEET)]
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Tickets"), region=workshop.region, workshop=workshop),
        "sheets": sheets,
        "number": len(tickets),
        "only": None,
    }
    return render(request, "discovery/ticket_sheet.html", context)


def ticket_revoke(request: PersonRequest, ticket: Any) -> HttpResponse:
    form = forms.RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_ticket(ticket=ticket, reason=form.cleaned_data["reason"], by=request.user)
        except WrongState as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Revoked. It opens nothing any more."))
        return redirect("ticket_list", workshop_id=ticket.workshop_id)
    losses = [_("Whoever holds this ticket cannot come in with it any more.")]
    if ticket.participant_id:
        losses.append(
            _(
                "The phone that used it is sent out. Ideas and marks given from it stay; marks are voided apart."
            )
        )
    context = {
        "region": ticket.workshop.region,
        "workshop": ticket.workshop,
        "title": _("Revoke ticket %(number)d?") % {"number": ticket.number},
        "losses": losses,
        "form": form,
        "submit_label": _("Revoke"),
        "cancel_href": reverse("ticket_list", args=[ticket.workshop_id]),
    }
    return render(request, "discovery/workshop_confirm.html", context, status=400 if form.is_bound else 200)


def ticket_reissue(request: PersonRequest, ticket: Any) -> HttpResponse:
    """One ticket on a page of its own: lost, crumpled, or photographed by somebody else."""
    if request.method == "POST":
        try:
            actions.reissue_ticket(ticket=ticket, by=request.user)
        except WrongState as refused:
            messages.error(request, refused.message)
            return redirect("ticket_list", workshop_id=ticket.workshop_id)
        messages.success(request, _("Issued anew. Print it with the sheet."))
        return redirect(reverse("ticket_sheet", args=[ticket.workshop_id]) + "?all=1")
    context = {
        "region": ticket.workshop.region,
        "workshop": ticket.workshop,
        "title": _("Issue ticket %(number)d anew?") % {"number": ticket.number},
        "losses": [_("The ticket printed before opens nothing any more; the place and what was given from it stay.")],
        "submit_label": _("Issue anew"),
        "cancel_href": reverse("ticket_list", args=[ticket.workshop_id]),
    }  # fmt: skip
    return render(request, "discovery/workshop_confirm.html", context)


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, WrongState) else 400
