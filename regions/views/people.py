"""Who works in the region: roles, invitations, ends."""

from typing import TYPE_CHECKING, Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import clock
from foundation.transitions import Refused, WrongState
from regions import actions, queries
from regions.forms import EndForm, InvitationForm, RevocationForm

if TYPE_CHECKING:
    from regions.models import Invitation, Membership, Region

A_PAGE = 50


def region_people(request: HttpRequest, region: "Region") -> HttpResponse:
    now, user = clock.now(), request.user
    appoints = rules.has_perm("regions.appoint", user, region)
    page = Paginator(queries.people_of(region), A_PAGE).get_page(request.GET.get("page"))
    rows = []
    for held in page.object_list:
        held.region = region  # -- reason: known already, so that the permission asks no query a row
        ends_in = (held.expires_date - now.date()).days if held.expires_date else None
        rows.append(
            {
                "held": held,
                "state": _state(ends_in),
                "may_change": appoints and rules.has_perm("regions.change_role", user, held),
            }
        )
    context = {
        "region": region,
        "page": page,
        "rows": rows,
        "appoints": appoints,
        "invitations": _waiting(user, region, now) if appoints else [],
    }
    return render(request, "regions/region_people.html", context)


def _state(days_left: int | None) -> str:
    if days_left is None:
        return "unlimited"
    if days_left < 0:
        return "ended"
    return "ending" if days_left <= queries.WARNED_BEFORE.days else "limited"


def _waiting(user: Any, region: "Region", now: Any) -> list[dict[str, Any]]:
    waiting = []
    for one in queries.invitations_of(region):
        one.region = region
        may_change = rules.has_perm("regions.change_role", user, one)
        waiting.append({"invitation": one, "is_late": one.valid_until < now, "may_change": may_change})
    return waiting


def invitation_create(request: HttpRequest, region: "Region") -> HttpResponse:
    user: Any = request.user
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        roles=queries.roles_offered(user, region),
        initial={"language": get_language()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite_person(region=region, by=user, **form.cleaned_data)
            messages.success(request, _("The letter to %(email)s is on its way.") % {"email": made.email})
            return redirect("region_people", region.code)
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {"region": region, "form": form}
    return render(request, "regions/invitation_form.html", context, status=400 if form.errors else 200)


def invitation_resend(request: HttpRequest, invitation: "Invitation") -> HttpResponse:
    user: Any = request.user
    return _answered(
        request,
        invitation.region.code,
        lambda: actions.resend_invitation(invitation=invitation, by=user),
        _("A new letter to %(email)s is on its way.") % {"email": invitation.email},
    )


def invitation_revoke(request: HttpRequest, invitation: "Invitation") -> HttpResponse:
    user: Any = request.user
    if request.method == "POST":
        return _answered(
            request,
            invitation.region.code,
            lambda: actions.revoke_invitation(invitation=invitation, by=user),
            _("The invitation is taken back."),
        )
    context = {
        "title": _("Take back the invitation?"),
        "question": f"{invitation.email}: {invitation.get_role_display()}",
        "losses": [_("The link in the letter will no longer work.")],
        "submit_label": _("Take back"),
        "cancel_href": reverse("region_people", args=[invitation.region.code]),
    }
    return render(request, "regions/membership_confirm.html", context)


def invitation_accept(request: HttpRequest, invitation: "Invitation") -> HttpResponse:
    """Behind the link of the letter: what is asked, and how to say yes."""
    user: Any = request.user
    refusal, status = "", 200
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation=invitation, by=user)
            messages.success(request, _("You have the role now."))
            return redirect("region_desk", invitation.region.code)
        except Refused as refused:
            refusal, status = refused.message, 409 if isinstance(refused, WrongState) else 400
    context = {
        "invitation": invitation,
        "region": invitation.region,
        "is_late": invitation.valid_until < clock.now(),
        "is_mine": rules.has_perm("regions.accept_invitation", user, invitation),
        "refusal": refusal,
    }
    return render(request, "regions/invitation_accept.html", context, status=status)


def membership_end(request: HttpRequest, membership: "Membership") -> HttpResponse:
    """Until when a person has the role."""
    user: Any = request.user
    initial = {"expires_date": membership.expires_date}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(
                region=membership.region,
                user=membership.user,
                role=membership.role,
                by=user,
                expires_date=form.cleaned_data["expires_date"],
            )
            messages.success(request, _("Saved."))
            return redirect("region_people", membership.region.code)
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {"region": membership.region, "membership": membership, "form": form}
    return render(request, "regions/membership_end.html", context, status=400 if form.errors else 200)


def membership_revoke(request: HttpRequest, membership: "Membership") -> HttpResponse:
    user: Any = request.user
    form = RevocationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_role(membership=membership, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The role is taken away."))
            return redirect("region_people", membership.region.code)
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {
        "title": _("Take this role away?"),
        "question": f"{membership.user}: {membership.get_role_display()}",
        "losses": [
            _("The person can no longer do here what this role allows. What they did so far stays."),
        ],
        "form": form,
        "submit_label": _("Take the role away"),
        "cancel_href": reverse("region_people", args=[membership.region.code]),
    }
    return render(request, "regions/membership_confirm.html", context, status=400 if form.errors else 200)


def _answered(request: HttpRequest, code: str, act: Any, told: str) -> HttpResponse:
    try:
        act()
        messages.success(request, told)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("region_people", code)
