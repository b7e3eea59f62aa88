"""Coming into a workshop, with an account or without, and being confirmed."""

import uuid
from collections.abc import Collection

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization, register_organization
from accounts.actions import join_as_guest as new_guest
from accounts.models import Helix, Organization, OrganizationKind, User
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Participant, Workshop
from discovery.queries import workshop_by_code
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

# Wrong codes in WINDOW seconds. A hall of a thousand stands behind one address and mistypes; a guesser needs 2^40 tries.
WINDOW = 60
FROM_ONE_ADDRESS = 300
FROM_EVERYWHERE = 3000
WHEN_CROWDED = 20  # what one address may still miss once FROM_EVERYWHERE is passed

_USUAL_KIND = {
    Helix.SCIENCE: OrganizationKind.UNIVERSITY,
    Helix.BUSINESS: OrganizationKind.FIRM,
    Helix.GOVERNMENT: OrganizationKind.AUTHORITY,
    Helix.CIVIL_SOCIETY: OrganizationKind.ASSOCIATION,
}


class TooManyAttempts(Refused):
    """Somebody is guessing codes; right ones are not looked at either, or the limit would mean nothing."""


def find_workshop(*, typed: str, address: str) -> Workshop | None:
    """The workshop whose code was typed; misses are counted by address and altogether. Raises TooManyAttempts."""
    here, everywhere = f"join-misses:{address}", "join-misses"
    missed = cache.get(here, 0)
    if missed >= FROM_ONE_ADDRESS or (missed >= WHEN_CROWDED and cache.get(everywhere, 0) >= FROM_EVERYWHERE):
        raise TooManyAttempts(_("Too many wrong codes from here. Please wait a minute, then try once more."))
    found = workshop_by_code(typed)
    if found is None:
        _count_up(here)
        _count_up(everywhere)
    return found


@transaction.atomic
def join_workshop(
    *,
    workshop: Workshop,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    by: User,
    ticket: uuid.UUID | None = None,
) -> Participant:
    """A place in the workshop. Who has one keeps it as it is: helix and organization are then the organiser's to correct.

    An organization that is only named is entered with the place, or not at all. Raises WrongState while the doors are shut.
    """
    mine = Participant.objects.filter(workshop=workshop, user=by).first()
    if mine:
        return mine
    require_open(workshop)
    participant, is_new = Participant.objects.get_or_create(
        workshop=workshop,
        user=by,
        defaults={
            "helix": Helix(helix),
            "organization": _registered(organization, Helix(helix)),
            "ticket": ticket,
        },
    )
    if is_new:
        participant_changed(workshop.pk, "attendance")
    return participant


def join_as_guest(
    *,
    workshop: Workshop,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    language: str,
    ticket: uuid.UUID | None = None,
) -> Participant:
    """A new person without an account, with a place in the workshop.

    `ticket` is the key of the page it was asked from: sent again (a lost answer, a second tap) it finds the first person.
    """
    try:
        with transaction.atomic():
            return _holder_of(ticket, workshop) or join_workshop(
                workshop=workshop,
                helix=helix,
                organization=organization,
                by=new_guest(language=language),
                ticket=ticket,
            )
    except IntegrityError:  # the same page was sent twice at once, and the other one won
        holder = _holder_of(ticket, workshop)
        if holder is None:
            raise
        return holder


@transaction.atomic
def confirm_participants(
    *, workshop: Workshop, participant_ids: Collection[int] | None, by: User
) -> list[Participant]:
    """Confirm these people's helices, or everybody's who waits (None). Returns whom it confirmed now."""
    waiting = Participant.objects.select_for_update().filter(workshop=workshop, confirmed_at=None)
    if participant_ids is not None:
        waiting = waiting.filter(pk__in=participant_ids)
    confirmed = list(waiting)
    if confirmed:
        moment = clock.now()
        Participant.objects.filter(pk__in=[person.pk for person in confirmed], confirmed_at=None).update(
            confirmed_at=moment, confirmed_by=by
        )
        facilitator_changed(workshop.pk, "attendance", "activities")
        audit.record(
            audit.region_chain(workshop.region_id), "discovery.confirm_participants", workshop, by=by
        )
    return confirmed


@transaction.atomic
def correct_helix(*, participant: Participant, helix: Helix | str, by: User) -> Participant:
    """Put somebody into the group they speak for; who corrects it also confirms it."""
    before = audit.snapshot(participant)
    participant.helix = Helix(helix)
    participant.confirmed_at, participant.confirmed_by = clock.now(), by
    participant.save(update_fields=["helix", "confirmed_at", "confirmed_by"])
    facilitator_changed(participant.workshop_id, "attendance", "notes", "activities")
    audit.record(
        audit.region_chain(participant.workshop.region_id),
        "discovery.correct_helix",
        participant,
        by=by,
        before=before,
        after=audit.snapshot(participant),
    )
    return participant


def require_open(workshop: Workshop) -> None:
    """Asked inside the transaction of what participants do; raises WrongState."""
    state = Workshop.objects.values_list("state", flat=True).get(pk=workshop.pk)
    if state == Workshop.State.PREPARED:
        raise WrongState(_("The doors are not open yet. Please try again when the workshop begins."))
    if state == Workshop.State.CLOSED:
        raise WrongState(_("This workshop is over. Thank you for coming."))


def _registered(organization: Organization | NamedOrganization | None, helix: Helix) -> Organization | None:
    """What was named, entered if it is new; without a kind it gets the one usual for the helix."""
    if isinstance(organization, NamedOrganization):
        return register_organization(name=organization.name, kind=organization.kind or _USUAL_KIND[helix])
    return organization


def _holder_of(ticket: uuid.UUID | None, workshop: Workshop) -> Participant | None:
    if ticket is None:
        return None
    return Participant.objects.select_related("user").filter(workshop=workshop, ticket=ticket).first()


def _count_up(key: str) -> None:
    """Counts in windows that begin with their first miss."""
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # the window ended between the two
            cache.set(key, 1, WINDOW)
