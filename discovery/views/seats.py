"""A place and the phones it is used from: by a printed ticket, by the return code, at the phone of a table."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from discovery import actions, forms, queries
from discovery.views.joining import chosen_place, join_form, sit_down
from discovery.views.requests import PersonRequest
from foundation.transitions import Refused, WrongState

_SHARED = "seats_at_this_phone"


# -- a printed ticket --------------------------------------------------------------------------------------------


@never_cache  # what it shows belongs to one person
def ticket_detail(request: HttpRequest, ticket: Any) -> HttpResponse:
    seat = ticket.participant
    if seat and request.user.pk == seat.user_id and not ticket.revoked_at:
        return redirect("workshop_room", workshop_id=ticket.workshop_id)
    return ticket_page(request, ticket)


def ticket_join(request: HttpRequest, ticket: Any) -> HttpResponse:
    """The first time: a place. Later, on another phone: the place moves here, and the phone before is told."""
    if ticket.revoked_at:
        return ticket_page(request, ticket, status=410)
    try:
        if ticket.participant is None:
            form = _ticket_form(ticket, request.POST)
            if not form.is_valid():
                return ticket_page(request, ticket, form=form, status=400)
            seat = actions.join_by_ticket(
                ticket=ticket, language=(get_language() or "")[:2], by=_account(request), **chosen_place(form)
            )
        else:
            seat = ticket.participant
            if request.user.pk != seat.user_id:
                actions.move_seat(participant=seat)
                messages.success(request, _("You go on here. The other phone was told."))
    except Refused as refused:
        messages.error(request, refused.message)
        return ticket_page(request, ticket, status=409 if isinstance(refused, WrongState) else 400)
    if request.user.pk != seat.user_id:
        sit_down(request, seat)
    return redirect("workshop_room", workshop_id=ticket.workshop_id)


def ticket_page(request: HttpRequest, ticket: Any, *, form: Any = None, status: int = 200) -> HttpResponse:
    workshop = ticket.workshop
    joins = workshop.state == "opened" and not ticket.revoked_at and ticket.participant is None
    context = {
        "ticket": ticket,
        "workshop": workshop,
        "form": form or (_ticket_form(ticket) if joins else None),
        "joins": joins,
        "token": request.resolver_match.kwargs["ticket_token"] if request.resolver_match else "",
    }
    if ticket.revoked_at and status == 200:
        status = 410
    return render(request, "discovery/ticket_detail.html", context, status=status)


def _ticket_form(ticket: Any, data: Any = None) -> Any:
    organization = ticket.organization
    initial = {"helix": ticket.helix, "organization": organization.name if organization else ""}
    return join_form(ticket.workshop, data, initial)


def _account(request: HttpRequest) -> Any:
    """Whoever is logged in with an account comes as themselves; a guest of another hall comes anew."""
    user: Any = request.user
    return user if user.is_authenticated and not user.is_guest else None


# -- the return code ---------------------------------------------------------------------------------------------


@never_cache
def workshop_return(request: HttpRequest) -> HttpResponse:
    """The same person on another phone, or after the battery went flat."""
    address = request.META["REMOTE_ADDR"]
    form = forms.ReturnForm(request.POST or None)
    try:
        workshop = actions.find_workshop(typed=_join_code(request), address=address, by=request.user)
        if workshop is None:
            return render(request, "404.html", status=404)
        if request.method == "POST" and form.is_valid():
            seat = actions.find_seat(workshop=workshop, typed=form.cleaned_data["code"], address=address)
            if seat:
                actions.move_seat(participant=seat)
                sit_down(request, seat)
                messages.success(request, _("Welcome back. Everything you gave is here."))
                return redirect("workshop_room", workshop_id=workshop.pk)
            form.add_error("code", _("Nobody in this workshop has this code. Please look once more."))
    except actions.TooManyAttempts:
        return render(request, "429.html", status=429)
    except Refused as refused:
        form.add_error("code", refused.message)
    context = {"workshop": workshop, "form": form}
    return render(request, "discovery/workshop_return.html", context, status=400 if form.is_bound else 200)


def _join_code(request: HttpRequest) -> str:
    return request.resolver_match.kwargs["join_code"] if request.resolver_match else ""


# -- one phone for several people --------------------------------------------------------------------------------


@never_cache
def room_people(request: PersonRequest, participant: Any) -> HttpResponse:
    """Who speaks at this phone, and one more person at it."""
    form = join_form(participant.workshop, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        held = _held(request, participant)
        if form.is_valid():
            try:
                seat = actions.add_person_to_phone(
                    holder=participant, held=len(held), language=(get_language() or "")[:2], **chosen_place(form)
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, refused.message)
            else:
                _speak(request, seat, held)
                messages.success(request, _("Now you speak. Pass the phone on when you are done."))
                return redirect("workshop_room", workshop_id=participant.workshop_id)
    held = _held(request, participant)
    people = _still_here(participant, held)
    context = {"participant": participant, "workshop": participant.workshop, "people": people, "form": form}
    return render(request, "discovery/room_people.html", context, status=400 if form.is_bound else 200)


def room_speak(request: PersonRequest, participant: Any) -> HttpResponse:
    """The phone is passed on: only to somebody who joined at it and did not move away since."""
    form = forms.SpeakerForm(request.POST)
    held = _held(request, participant)
    chosen = form.cleaned_data["seat"] if form.is_valid() else None
    seat = next((one for one in _still_here(participant, held) if one.pk == chosen), None)
    if seat is None:
        messages.error(request, _("This person does not share this phone any more."))
        return redirect("room_people", workshop_id=participant.workshop_id)
    _speak(request, seat, held)
    return redirect("workshop_room", workshop_id=participant.workshop_id)


def shares_phone(request: HttpRequest, workshop_id: int) -> bool:
    return len(request.session.get(_SHARED, {}).get(str(workshop_id), {})) > 1


def _held(request: HttpRequest, participant: Any) -> dict[str, str]:
    """Place -> what its person was known by here; who moves to a phone of their own is known by something else."""
    known = request.session.get(_SHARED, {}).get(str(participant.workshop_id), {})
    own = {str(participant.pk): participant.user.get_session_auth_hash()}
    return {**known, **own} if participant.user.is_guest else {}


def _still_here(participant: Any, held: dict[str, str]) -> list[Any]:
    seats = queries.seats_among(participant.workshop_id, [int(pk) for pk in held])
    return [seat for seat in seats if seat.user.get_session_auth_hash() == held[str(seat.pk)]]


def _speak(request: HttpRequest, seat: Any, held: dict[str, str]) -> None:
    sit_down(request, seat)  # begins a new session, so what the phone knows is written after it
    everybody = {**held, str(seat.pk): seat.user.get_session_auth_hash()}
    request.session[_SHARED] = {str(seat.workshop_id): everybody}
