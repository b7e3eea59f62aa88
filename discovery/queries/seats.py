"""Tickets, and the places they lead to."""

import re
from typing import Any

from django.db.models import Count, Q, QuerySet

from discovery.models import Participant, Ticket, Workshop
from discovery.models.codes import link_digest, return_code, spoken_code, ticket_token
from regions.permissions import roles_of

_TOKEN = re.compile(r"[0-9a-f]{32}")


def ticket_by_token(user: Any, *, ticket_token: str) -> Ticket | None:
    """The ticket that was photographed, revoked ones too: the page says so. 2^128 of them: nobody guesses one."""
    if not _TOKEN.fullmatch(ticket_token):
        return None
    rows = Ticket.objects.filter(digest=link_digest(ticket_token))
    return rows.select_related(
        "workshop__region", "workshop__current_step", "organization", "participant__user"
    ).first()


def ticket_to_run(user: Any, *, ticket_id: int) -> Ticket | None:
    """A ticket to a workshop of a region in which this person has a role."""
    rows = Ticket.objects.filter(pk=ticket_id, workshop__region_id__in=roles_of(user))
    return rows.select_related("workshop__region", "participant__user").first()


def tickets_of(workshop: Workshop) -> QuerySet[Ticket]:
    return Ticket.objects.filter(workshop=workshop).select_related("organization").order_by("number")


def tickets_to_print(workshop: Workshop, *, only_unused: bool = True) -> list[Ticket]:
    """Those that still open something; with the address of each at hand (`token`)."""
    rows = tickets_of(workshop).filter(revoked_at=None)
    tickets = list(rows.filter(participant=None) if only_unused else rows)
    for ticket in tickets:
        ticket.token = ticket_token(ticket.nonce)  # type: ignore[attr-defined]  # -- reason: for the sheet only
    return tickets


def ways_in(workshop: Workshop) -> dict[str, int]:
    """How the confirmed came: by a ticket, by an invitation, or with the open code and the organiser's word."""
    confirmed = Participant.objects.filter(workshop=workshop, confirmed_at__isnull=False)
    ticket, letter = Q(seat_ticket__isnull=False), Q(invitation__isnull=False)
    counted = confirmed.aggregate(
        by_ticket=Count("pk", filter=ticket),
        by_invitation=Count("pk", filter=~ticket & letter),
        by_code=Count("pk", filter=~ticket & ~letter),
    )
    return {name.removeprefix("by_"): people for name, people in counted.items()}


def spoken_code_of(workshop: Workshop) -> list[str]:
    return spoken_code(workshop.code)


def return_code_of(participant: Participant) -> str:
    """By which this person comes back on another phone; none for who has an account."""
    return return_code(participant.pk, participant.return_nonce) if participant.user.is_guest else ""


def seats_among(workshop_id: int, participant_ids: list[int]) -> list[Participant]:
    """Guests' places of one workshop, for a phone that several people share."""
    rows = Participant.objects.filter(pk__in=participant_ids, workshop=workshop_id, user__email=None)
    return list(rows.select_related("user", "organization").order_by("pk"))
