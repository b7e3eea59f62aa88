"""Personal tickets: issued on a sheet, used by one phone at a time, revoked, printed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from accounts.actions import join_as_guest as new_guest
from accounts.models import Helix, Organization, User
from discovery.actions.joining import join_workshop, registered, require_open
from discovery.actions.news import facilitator_changed
from discovery.actions.seats import leave_phones
from discovery.models import Admission, ConsentText, Participant, Ticket, Workshop
from discovery.models.codes import link_digest, new_nonce, ticket_token
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

MOST_TICKETS = 1000  # of one workshop


@dataclass(frozen=True)
class Batch:
    """So many tickets for people of one group and one organization; either may stay open until somebody comes."""

    number: int
    helix: str = ""
    organization: NamedOrganization | Organization | None = None


@transaction.atomic
def issue_tickets(*, workshop: Workshop, batches: Sequence[Batch], by: User) -> list[Ticket]:
    """New tickets, numbered on from the last. Raises WrongState once it is over, Refused where they are too many."""
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if held.is_over:
        raise WrongState(_("This workshop is over."))
    last = Ticket.objects.filter(workshop=held).aggregate(last=Max("number"))["last"] or 0
    if last + sum(batch.number for batch in batches) > MOST_TICKETS:
        raise Refused(_("A workshop has at most %(number)d tickets.") % {"number": MOST_TICKETS})
    tickets: list[Ticket] = []
    for batch in batches:
        helix = Helix(batch.helix) if batch.helix else None
        organization = registered(batch.organization, helix)
        for _each in range(batch.number):
            ticket = Ticket(
                workshop=held,
                number=last + len(tickets) + 1,
                helix=helix or "",
                organization=organization,
                issued_by=by,
            )
            ticket.digest = link_digest(ticket_token(ticket.nonce))
            tickets.append(ticket)
    made = Ticket.objects.bulk_create(tickets)
    if made:
        _record("issue_tickets", workshop, by)
    return made


@transaction.atomic
def join_by_ticket(
    *,
    ticket: Ticket,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    language: str,
    by: User | None = None,
    consent: ConsentText | None = None,
    district_id: int | None = None,
    is_first_time: bool | None = None,
) -> Participant:
    """The place that belongs to this ticket: once, however often it is shown. Without `by` a guest is made.

    Who speaks for the group written on the ticket is confirmed with it; so is anybody with an open one, because the
    organiser handed it over by hand. Raises WrongState, Refused.
    """
    held = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("participant__user", "workshop__region")
        .get(pk=ticket.pk)
    )
    if held.revoked_at:
        raise WrongState(_("This ticket was revoked. Please ask the organiser for a new one."))
    if held.participant:
        return held.participant
    place = join_workshop(
        workshop=held.workshop,
        helix=helix,
        organization=organization,
        by=by or new_guest(language=language),
        consent=consent,
        is_invited=True,
        district_id=district_id,
        is_first_time=is_first_time,
    )
    require_unused(held, place)
    place.admission = Admission.ADMITTED
    if place.confirmed_at is None and held.helix in ("", place.helix):
        place.confirmed_at, place.confirmed_by = clock.now(), held.issued_by
    place.save(update_fields=["admission", "confirmed_at", "confirmed_by"])
    return place


def require_unused(ticket: Ticket, place: Participant) -> None:
    """One ticket, one place; one person, one ticket. The second at the same moment gets nothing."""
    unused = Ticket.objects.filter(pk=ticket.pk, participant=None, revoked_at=None)
    if Ticket.objects.filter(participant=place).exists() or unused.update(participant=place) != 1:
        raise WrongState(_("This ticket was used already, or you hold another one."))


@transaction.atomic
def revoke_ticket(*, ticket: Ticket, reason: str, by: User) -> Ticket:
    """The printed code opens nothing from now on, and the phone that used it is sent out. The place and what was given
    from it stay: marks that must not count are a matter of voids. Raises WrongState where it was revoked before."""
    now = clock.now()
    if Ticket.objects.filter(pk=ticket.pk, revoked_at=None).update(revoked_at=now) != 1:
        raise WrongState(_("This ticket was revoked before."))
    ticket.revoked_at = now
    if ticket.participant and ticket.participant.user.is_guest:
        leave_phones(ticket.participant)
    _record("revoke_ticket", ticket, by, reason)
    facilitator_changed(ticket.workshop_id, "attendance")
    return ticket


@transaction.atomic
def reissue_ticket(*, ticket: Ticket, by: User) -> Ticket:
    """The same number and the same place with a new code; whatever was printed before opens nothing any more."""
    require_open_or_coming(ticket.workshop)
    nonce = new_nonce()
    fresh = {"nonce": nonce, "digest": link_digest(ticket_token(nonce)), "revoked_at": None, "issued_by": by}
    Ticket.objects.filter(pk=ticket.pk).update(issued_at=clock.now(), **fresh)
    _record("reissue_ticket", ticket, by)
    ticket.refresh_from_db()
    return ticket


def require_open_or_coming(workshop: Workshop) -> None:
    if Workshop.objects.get(pk=workshop.pk).state != Workshop.State.PREPARED:
        require_open(workshop)


def _record(verb: str, subject: Workshop | Ticket, by: User, reason: str = "") -> None:
    region_id = subject.region_id if isinstance(subject, Workshop) else subject.workshop.region_id
    audit.record(audit.region_chain(region_id), f"discovery.{verb}", subject, by=by, reason=reason)
