"""Inviting people to a workshop, and what they do with the invitation."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import BaseUserManager
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from accounts.actions import join_as_guest as new_guest
from accounts.models import Helix, Organization, User
from discovery.actions.joining import join_workshop, registered
from discovery.actions.letters import Letter, send_letter
from discovery.models import Admission, ConsentText, Invitation, Participant, Workshop
from discovery.models.codes import link_digest, link_token, new_nonce
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

MOST_INVITED = 2000  # to one workshop
REMINDERS_APART = dt.timedelta(hours=20)


@dataclass(frozen=True)
class Invitee:
    """One person to invite; all but the address may be unknown."""

    email: str
    name: str = ""
    helix: str = ""
    organization: NamedOrganization | Organization | None = None
    language: str = ""


@dataclass(frozen=True)
class Invited:
    """What became of a list: who got a letter now, and who had one before."""

    new: list[Invitation]
    known: list[Invitation]


@transaction.atomic
def invite_people(*, workshop: Workshop, people: Sequence[Invitee], by: User) -> Invited:
    """Rows and letters for everybody on the list, or for nobody. An address is invited once.

    Somebody whose invitation was withdrawn is invited again, with a new link. Who is known already keeps what the
    first invitation says. Raises WrongState for a workshop that is over, Refused for a list that is too long.
    """
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    require_upcoming(held)
    wanted = {_address(person.email): person for person in reversed(people)}
    known = {
        invitation.email: invitation
        for invitation in Invitation.objects.filter(workshop=held, email__in=wanted)
    }
    fresh = [(email, person) for email, person in reversed(wanted.items()) if _is_new(known.get(email))]
    if Invitation.objects.filter(workshop=held).count() + len(fresh) > MOST_INVITED:
        raise Refused(_("At most %(number)d people can be invited to a workshop.") % {"number": MOST_INVITED})
    new = [_invited(held, email, person, by, known.get(email)) for email, person in fresh]
    for invitation in new:
        send_letter(invitation, workshop, Letter.INVITED)
    if new:
        audit.record(audit.region_chain(workshop.region_id), "discovery.invite_people", workshop, by=by)
    return Invited(new, [row for row in known.values() if row not in new])


@transaction.atomic
def remind_invited(*, workshop: Workshop, by: User) -> list[Invitation]:
    """A second letter to those who did not answer and did not come; nobody gets two within a day."""
    require_upcoming(workshop)
    moment = clock.now()
    silent = Invitation.objects.select_for_update(of=("self",)).filter(
        workshop=workshop, withdrawn_at=None, declined_at=None, accepted_at=None, participant=None
    )
    reminded = [row for row in silent.order_by("pk") if _last_letter(row) <= moment - REMINDERS_APART]
    for invitation in reminded:
        invitation.reminded_at = moment
        invitation.save(update_fields=["reminded_at"])
        send_letter(invitation, workshop, Letter.REMINDED)
    if reminded:
        audit.record(audit.region_chain(workshop.region_id), "discovery.remind_invited", workshop, by=by)
    return reminded


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """The link ends and the person is told. Who joined already stays: raises WrongState."""
    moment = clock.now()
    waiting = Invitation.objects.filter(pk=invitation.pk, participant=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=moment, accepted_at=None) != 1:
        raise WrongState(_("This person has joined already, or the invitation was withdrawn before."))
    invitation.withdrawn_at = moment
    workshop = invitation.workshop
    send_letter(invitation, workshop, Letter.WITHDRAWN)
    audit.record(audit.region_chain(workshop.region_id), "discovery.withdraw_invitation", invitation, by=by)
    return invitation


def look_at_invitation(*, invitation: Invitation) -> Invitation:
    """The link was opened for the first time; by the person or by a mail program that looks first."""
    if invitation.opened_at is None:
        invitation.opened_at = clock.now()
        Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=invitation.opened_at)
    return invitation


@transaction.atomic
def answer_invitation(*, invitation: Invitation, is_coming: bool) -> Invitation:
    """Yes or no, as often as the mind changes, until the person has joined. Raises WrongState."""
    require_upcoming(invitation.workshop)
    moment = clock.now()
    times = {"accepted_at": moment, "declined_at": None}
    if not is_coming:
        times = {"accepted_at": None, "declined_at": moment}
    waiting = Invitation.objects.filter(pk=invitation.pk, participant=None, withdrawn_at=None)
    if waiting.update(**times) != 1:
        raise WrongState(_("You have joined already, or the invitation was withdrawn."))
    invitation.accepted_at, invitation.declined_at = times["accepted_at"], times["declined_at"]
    return invitation


@transaction.atomic
def join_by_invitation(
    *,
    invitation: Invitation,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    language: str,
    by: User | None = None,
    consent: ConsentText | None = None,
    district_id: int | None = None,
    is_first_time: bool | None = None,
) -> Participant:
    """The place that was kept for this person: once, however often the link is used. Without `by` a guest is made.

    Who speaks for the group the organiser named is confirmed with it. Raises WrongState, Refused.
    """
    held = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("participant__user", "workshop__region")
        .get(pk=invitation.pk)
    )
    if held.withdrawn_at:
        raise WrongState(_("This invitation was withdrawn."))
    if held.participant:
        return held.participant
    person = by or _guest(held, language)
    place = join_workshop(
        workshop=held.workshop,
        helix=helix,
        organization=organization,
        by=person,
        consent=consent,
        is_invited=True,
        district_id=district_id,
        is_first_time=is_first_time,
    )
    require_free(held, place)
    return welcomed(held, place)


def welcomed(invitation: Invitation, place: Participant) -> Participant:
    """An invitation admits whoever asked at the door before; the group the organiser named needs no second look."""
    place.admission = Admission.ADMITTED
    if place.confirmed_at is None and invitation.helix and place.helix == invitation.helix:
        place.confirmed_at, place.confirmed_by = clock.now(), invitation.invited_by
    place.save(update_fields=["admission", "confirmed_at", "confirmed_by"])
    return place


def require_free(invitation: Invitation, place: Participant) -> None:
    """One link, one place: whoever was second at the same moment gets nothing, and finds the first one's place."""
    unused = Invitation.objects.filter(pk=invitation.pk, participant=None)
    taken = {"participant": place, "declined_at": None}
    if Invitation.objects.filter(participant=place).exists() or unused.update(**taken) != 1:
        raise WrongState(_("This invitation was used already."))


def require_upcoming(workshop: Workshop) -> None:
    """Raises WrongState once there is nothing to come to."""
    if workshop.state in (Workshop.State.CLOSED, Workshop.State.CANCELLED):
        raise WrongState(_("This workshop is over."))


def _is_new(known: Invitation | None) -> bool:
    return known is None or known.withdrawn_at is not None


def _invited(
    workshop: Workshop, email: str, person: Invitee, by: User, withdrawn: Invitation | None
) -> Invitation:
    helix = Helix(person.helix) if person.helix else None
    invitation = withdrawn or Invitation(workshop=workshop, email=email)
    invitation.nonce = new_nonce()
    invitation.digest = link_digest(link_token(invitation.nonce))
    invitation.name, invitation.helix, invitation.language = person.name, helix or "", person.language
    invitation.organization = registered(person.organization, helix)
    invitation.invited_by, invitation.invited_at = by, clock.now()
    for answer in ("reminded_at", "opened_at", "accepted_at", "declined_at", "withdrawn_at"):
        setattr(invitation, answer, None)
    invitation.save()
    return invitation


def _address(typed: str) -> str:
    return BaseUserManager.normalize_email(typed.strip()).lower()


def _last_letter(invitation: Invitation) -> dt.datetime:
    return invitation.reminded_at or invitation.invited_at


def _guest(invitation: Invitation, language: str) -> User:
    guest = new_guest(language=language)
    if invitation.name:
        guest.name = invitation.name
        guest.save(update_fields=["name"])
    return guest
