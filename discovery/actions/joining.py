"""Coming into a workshop, with an account or without, and being confirmed."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization, register_organization
from accounts.actions import join_as_guest as new_guest
from accounts.models import Helix, Organization, OrganizationKind, User
from discovery.actions.attempts import count_miss, require_patience
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Admission, ConsentText, Participant, Workshop, WorkshopKind
from discovery.queries import consent_asked_in, workshop_by_code
from foundation import audit, clock
from foundation.transitions import Refused, WrongState
from regions.permissions import is_open_to

_USUAL_KIND = {
    Helix.SCIENCE: OrganizationKind.UNIVERSITY,
    Helix.BUSINESS: OrganizationKind.FIRM,
    Helix.GOVERNMENT: OrganizationKind.AUTHORITY,
    Helix.CIVIL_SOCIETY: OrganizationKind.ASSOCIATION,
}


def find_workshop(*, typed: str, address: str, by: Any = None) -> Workshop | None:
    """The workshop whose code was typed; misses are counted by address and altogether. Raises TooManyAttempts.

    `by`: who typed it, logged in or not; somebody else's practice workshop is a miss.
    """
    require_patience(address)
    found = workshop_by_code(typed)
    if found and not is_open_to(by, found.region):
        found = None
    if found is None:
        count_miss(address)
    return found


@transaction.atomic
def join_workshop(
    *,
    workshop: Workshop,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    by: User,
    ticket: uuid.UUID | None = None,
    consent: ConsentText | None = None,
    is_invited: bool = False,
    district_id: int | None = None,
    is_first_time: bool | None = None,
) -> Participant:
    """A place in the workshop. Who has one keeps it as it is: helix and organization are then the organiser's to correct.

    Who comes to a problem-solving workshop without an invitation asks to be admitted. An organization that is only
    named is entered with the place, or not at all. Raises WrongState while the doors are shut, Refused where it is full
    or where the person did not agree to the region's current text.
    """
    mine = Participant.objects.filter(workshop=workshop, user=by).first()
    if mine:
        return mine
    require_open(workshop)
    require_consent(workshop, consent)
    require_room(workshop)
    asks = workshop.kind == WorkshopKind.PROBLEM_SOLVING and not is_invited
    participant, is_new = Participant.objects.get_or_create(
        workshop=workshop,
        user=by,
        defaults={
            "helix": Helix(helix),
            "organization": registered(organization, Helix(helix)),
            "ticket": ticket,
            "admission": Admission.ASKED if asks else Admission.ADMITTED,
            "consent": consent,
            "consented_at": clock.now() if consent else None,
            "district_id": district_id,
            "is_first_time": is_first_time,
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
    consent: ConsentText | None = None,
    district_id: int | None = None,
    is_first_time: bool | None = None,
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
                consent=consent,
                district_id=district_id,
                is_first_time=is_first_time,
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
    """Confirm these people's helices, or everybody's who waits (None). Who asked at the door is admitted with it.

    Returns whom it confirmed now.
    """
    waiting = Participant.objects.select_for_update().filter(workshop=workshop, confirmed_at=None)
    if participant_ids is not None:
        waiting = waiting.filter(pk__in=participant_ids)
    else:
        waiting = waiting.exclude(admission=Admission.REFUSED)
    confirmed = list(waiting)
    if confirmed:
        moment = clock.now()
        Participant.objects.filter(pk__in=[person.pk for person in confirmed], confirmed_at=None).update(
            confirmed_at=moment, confirmed_by=by, admission=Admission.ADMITTED
        )
        facilitator_changed(workshop.pk, "attendance", "activities", "step")
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
    participant.admission = Admission.ADMITTED
    participant.save(update_fields=["helix", "confirmed_at", "confirmed_by", "admission"])
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


@transaction.atomic
def refuse_admission(*, participant: Participant, reason: str, by: User) -> Participant:
    """Not this time: the person reads the reason. Who was confirmed before stays: raises WrongState."""
    asking = Participant.objects.filter(pk=participant.pk, confirmed_at=None, admission=Admission.ASKED)
    if asking.update(admission=Admission.REFUSED) != 1:
        raise WrongState(_("This person is admitted already, or does not ask any more."))
    participant.admission = Admission.REFUSED
    facilitator_changed(participant.workshop_id, "attendance", "step")
    audit.record(
        audit.region_chain(participant.workshop.region_id),
        "discovery.refuse_admission",
        participant,
        by=by,
        reason=reason,
    )
    return participant


def require_admitted(participant: Participant) -> None:
    """Who asked at the door and was not let in yet reads, but does not write. Raises Refused."""
    if not participant.is_admitted:
        raise Refused(_("The organiser has not admitted you yet. Please tell them your number."))


def require_consent(workshop: Workshop, consent: ConsentText | None) -> None:
    """The text that was agreed to must be the region's current one. Raises Refused."""
    current = consent_asked_in(workshop.region_id)
    if current is not None and (consent is None or consent.pk != current.pk):
        raise Refused(_("Please read what you agree to, then confirm it."))


def require_room(workshop: Workshop) -> None:
    """Where a limit is set, people come in one after the other, or the last seat would be given twice."""
    if workshop.participant_limit is None:
        return
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    taken = Participant.objects.filter(workshop=held).exclude(admission=Admission.REFUSED).count()
    if held.participant_limit is not None and taken >= held.participant_limit:
        raise Refused(_("All places are taken. Please speak to the organiser."))


def require_open(workshop: Workshop) -> None:
    """Asked inside the transaction of what participants do; raises WrongState."""
    state = Workshop.objects.values_list("state", flat=True).get(pk=workshop.pk)
    if state == Workshop.State.PREPARED:
        raise WrongState(_("The doors are not open yet. Please try again when the workshop begins."))
    if state == Workshop.State.CLOSED:
        raise WrongState(_("This workshop is over. Thank you for coming."))
    if state == Workshop.State.CANCELLED:
        raise WrongState(_("This workshop was cancelled."))


def registered(
    organization: Organization | NamedOrganization | None, helix: Helix | None
) -> Organization | None:
    """What was named, entered if it is new; without a kind it gets the one usual for the helix."""
    if isinstance(organization, NamedOrganization):
        kind = organization.kind or _USUAL_KIND.get(
            helix or Helix.CIVIL_SOCIETY, OrganizationKind.ASSOCIATION
        )
        return register_organization(name=organization.name, kind=kind)
    return organization


def _holder_of(ticket: uuid.UUID | None, workshop: Workshop) -> Participant | None:
    if ticket is None:
        return None
    return Participant.objects.select_related("user").filter(workshop=workshop, ticket=ticket).first()
