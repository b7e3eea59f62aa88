"""Who is invited: the list at the desk, and the page a personal link leads to."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.actions import NamedOrganization
from discovery import actions, forms, queries
from discovery.views.joining import chosen_place, join_form, sit_down
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.documents.calendars import calendar_bytes
from foundation.downloads import download
from foundation.transitions import Refused, WrongState

PAGE = 100


def invitation_list(request: PersonRequest, workshop: Any) -> HttpResponse:
    return list_page(request, workshop, forms.InviteForm())


def invitation_create(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.InviteForm(request.POST)
    if not form.is_valid():
        return list_page(request, workshop, form, status=400)
    people = [invitee(person) for person in form.cleaned_data["people"]]
    try:
        done = actions.invite_people(workshop=workshop, people=people, by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return list_page(request, workshop, form, status=_status(refused))
    told = ngettext("%(number)s person is invited.", "%(number)s people are invited.", len(done.new))
    messages.success(request, told % {"number": len(done.new)})
    if done.known:
        told = ngettext(
            "%(number)s was invited before and got no second letter.",
            "%(number)s were invited before and got no second letter.",
            len(done.known),
        )
        messages.info(request, told % {"number": len(done.known)})
    return redirect("workshop_invitation_list", workshop_id=workshop.pk)


def invitation_remind(request: PersonRequest, workshop: Any) -> HttpResponse:
    try:
        reminded = len(actions.remind_invited(workshop=workshop, by=request.user))
    except WrongState as refused:
        messages.error(request, refused.message)
        return list_page(request, workshop, forms.InviteForm(), status=409)
    if reminded:
        told = ngettext("%(number)s person is reminded.", "%(number)s people are reminded.", reminded)
        messages.success(request, told % {"number": reminded})
    else:
        messages.info(request, _("Nobody to remind: all have answered, or had a letter within the last day."))
    return redirect("workshop_invitation_list", workshop_id=workshop.pk)


def invitation_withdraw(request: PersonRequest, invitation: Any) -> HttpResponse:
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.user)
    except WrongState as refused:
        messages.error(request, refused.message)
        return list_page(request, invitation.workshop, forms.InviteForm(), status=409)
    messages.success(request, _("Withdrawn. The link no longer works, and the person was told."))
    return redirect("workshop_invitation_list", workshop_id=invitation.workshop_id)


def workshop_calendar(request: PersonRequest, workshop: Any) -> HttpResponse:
    return _calendar(workshop)


def invitee(person: Any) -> Any:
    """A pasted line as the action takes it."""
    named = NamedOrganization(person.organization, "") if person.organization else None
    return actions.Invitee(person.email, person.name, person.helix, named, (get_language() or "")[:2])


def list_page(request: PersonRequest, workshop: Any, form: Any, *, status: int = 200) -> HttpResponse:
    """The list, also as the answer to a text with faults: the text is still there."""
    asked = forms.StageForm(request.GET)
    stage = asked.cleaned_data["stage"] if asked.is_valid() else ""
    pages = Paginator(queries.invitations_of(workshop, stage=stage), PAGE)
    counts = queries.invitation_counts(workshop)
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Invitations"), region=workshop.region, workshop=workshop),
        "form": form,
        "page": pages.get_page(request.GET.get("page")),
        "stage": stage,
        "stages": [(key, label, counts[key]) for key, label in forms.STAGE_CHOICES if counts[key]],
        "total": sum(counts.values()),
        "is_upcoming": workshop.state in ("prepared", "opened"),
    }
    return render(request, "discovery/invitation_list.html", context, status=status)


# -- the personal link -------------------------------------------------------------------------------------------


@never_cache  # what it shows belongs to one person
def invitation_detail(request: HttpRequest, invitation: Any) -> HttpResponse:
    actions.look_at_invitation(invitation=invitation)
    return link_page(request, invitation)


def invitation_answer(request: HttpRequest, invitation: Any) -> HttpResponse:
    form = forms.ComingForm(request.POST)
    if not form.is_valid():
        return link_page(request, invitation, status=400)
    is_coming = form.cleaned_data["answer"] == "yes"
    try:
        actions.answer_invitation(invitation=invitation, is_coming=is_coming)
    except WrongState as refused:
        messages.error(request, refused.message)
        return link_page(request, invitation, status=409)
    messages.success(
        request,
        _("Thank you. We look forward to seeing you.") if is_coming else _("Thank you for the answer."),
    )
    return redirect(_here(request))


def invitation_join(request: HttpRequest, invitation: Any) -> HttpResponse:
    """Into the room as this person; who was there before comes back to the same place."""
    seat = invitation.participant
    if seat is None:
        form = _join_form(invitation, request.POST)
        if not form.is_valid():
            return link_page(request, invitation, form=form, status=400)
        try:
            seat = actions.join_by_invitation(
                invitation=invitation,
                language=(get_language() or "")[:2],
                by=request.user if request.user.is_authenticated else None,
                **chosen_place(form),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return link_page(request, invitation, form=form, status=_status(refused))
    if request.user.pk != seat.user_id:
        if not seat.user.is_guest:  # a link is no password: an account is entered by its own door
            return redirect(f"/account/login/?next=/workshops/{seat.workshop_id}/room/")
        sit_down(request, seat)
    return redirect("workshop_room", workshop_id=seat.workshop_id)


def invitation_calendar(request: HttpRequest, invitation: Any) -> HttpResponse:
    return _calendar(invitation.workshop)


def link_page(request: HttpRequest, invitation: Any, *, form: Any = None, status: int = 200) -> HttpResponse:
    workshop = invitation.workshop
    joins = workshop.state == "opened" and not invitation.withdrawn_at
    if joins and form is None and invitation.participant is None:
        form = _join_form(invitation)
    context = {
        "invitation": invitation,
        "workshop": workshop,
        "minutes": queries.minutes_of(workshop),
        "form": form,
        "joins": joins,
        "is_upcoming": workshop.state in ("prepared", "opened") and not invitation.withdrawn_at,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
    }
    if invitation.withdrawn_at and status == 200:
        status = 410
    return render(request, "discovery/invitation_detail.html", context, status=status)


def _join_form(invitation: Any, data: Any = None) -> Any:
    organization = invitation.organization
    initial = {
        "helix": invitation.helix,
        "organization": organization.name if organization else "",
        "organization_kind": organization.kind if organization else "",
    }
    return join_form(invitation.workshop, data, initial)


def _here(request: HttpRequest) -> str:
    return request.path.rpartition("/answer/")[0] + "/"


def _calendar(workshop: Any) -> HttpResponse:
    content = calendar_bytes(queries.occasion_of(workshop))
    return download(content, "workshop.ics")


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, WrongState) else 400
