"""The way of a set: handed in, returned, given up, approved, put into a legal act, published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from discovery.views.requests import PersonRequest
from foundation.transitions import Refused, WrongState
from priorities.actions import (
    approve_set,
    let_colleague_approve,
    publish_set,
    record_legal_act,
    return_set,
    submit_set,
    withdraw_set,
)
from priorities.forms import ApprovalForm, LegalActForm, ReasonForm, ReturnForm
from priorities.queries.content_digest import content_digest
from priorities.queries.sets import activities_in, board_of
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.sets import board_context
from priorities.views.wording import set_trail


def set_submit(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """A button on the set's page."""
    try:
        submit_set(priority_set=priority_set, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        status = 409 if isinstance(refused, WrongState) else 400
        context = board_context(request, board_of(priority_set))
        return render(request, "priorities/set_detail.html", context, status=status)
    needed = priority_set.approvals_needed
    told = ngettext(
        "Handed in. %(number)d official is asked to approve it.",
        "Handed in. %(number)d officials are asked to approve it.",
        needed,
    )
    messages.success(request, told % {"number": needed})
    return redirect("set_detail", priority_set.pk)


def set_return(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """With a reason and, beside it, questions that must be answered before the set comes back."""
    board = board_of(priority_set)
    form = ReturnForm(sent(request), activities=activities_in(priority_set))
    if carried_out(form, return_set, priority_set=priority_set, by=request.user):
        messages.success(request, _("The set is back with its drafters."))
        return redirect("set_detail", priority_set.pk)
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "form": form,
        "approvals": priority_set.approvals_given,
        "waiting": [each for each in board.remarks if each.is_waiting],
        "trail": set_trail(priority_set, _("Return to the drafters")),
    }
    return render(request, "priorities/set_return.html", context, status=status_of(form))


def set_withdraw(request: PersonRequest, priority_set: Any) -> HttpResponse:
    losses = [_("Nobody can change or hand in this draft any more. Its reasons stay readable for members.")]
    return with_reason(request, priority_set, withdraw_set, _("Give up this draft"), losses)


def with_reason(
    request: PersonRequest, priority_set: Any, action: Callable[..., Any], title: str, losses: list[str]
) -> HttpResponse:
    form = ReasonForm(sent(request))
    if carried_out(form, action, priority_set=priority_set, by=request.user):
        return redirect("set_detail", priority_set.pk)
    context = {
        "title": title,
        "question": priority_set.title,
        "losses": losses,
        "form": form,
        "submit_label": title,
        "cancel_href": reverse("set_detail", args=[priority_set.pk]),
        "trail": set_trail(priority_set, title),
        "set": priority_set,
        "region": priority_set.region,
    }
    return render(request, "priorities/set_confirm.html", context, status=status_of(form))


def set_approve(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """Everything the official says yes to, and the proof that it is them."""
    digest = content_digest(
        priority_set
    )  # -- reason: before the content, so that it never claims a newer one
    board = board_of(priority_set)
    form = ApprovalForm(sent(request), person=request.user)
    if carried_out(form, approve_set, priority_set=priority_set, by=request.user):
        messages.success(request, _("You have approved the set."))
        return redirect("set_detail", priority_set.pk)
    trail = set_trail(priority_set, _("Read and approve"))
    context = board_context(request, board) | {"form": form, "trail": trail, "digest": digest}
    return render(request, "priorities/set_approve.html", context, status=status_of(form))


def set_colleague(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """A button on the page of a set of one's own practice region."""
    try:
        let_colleague_approve(priority_set=priority_set, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        status = 409 if isinstance(refused, WrongState) else 400
        context = board_context(request, board_of(priority_set))
        return render(request, "priorities/set_detail.html", context, status=status)
    messages.success(request, _("A practice colleague has approved the set."))
    return redirect("set_detail", priority_set.pk)


def set_legal_act(request: PersonRequest, priority_set: Any) -> HttpResponse:
    initial = {"number": priority_set.legal_act_number, "date": priority_set.legal_act_date}
    form = LegalActForm(sent(request), request.FILES or None, initial=initial)
    if carried_out(form, record_legal_act, priority_set=priority_set, by=request.user):
        return redirect("set_detail", priority_set.pk)
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "form": form,
        "trail": set_trail(priority_set, _("Legal act")),
    }
    return render(request, "priorities/set_legal_act.html", context, status=status_of(form))


def set_publish(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """Asked once: a publication is for good."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            made = publish_set(priority_set=priority_set, by=request.user)
            return redirect("publication_detail", priority_set.region.code, made.number)
        except Refused as refused:
            refusal, status = refused.message, 409 if isinstance(refused, WrongState) else 400
    context = board_context(request, board_of(priority_set)) | {
        "refusal": refusal,
        "trail": set_trail(priority_set, _("Publish")),
    }
    return render(request, "priorities/set_publish.html", context, status=status)
