"""A place and the phones it is used from: coming back, moving to another phone, one phone for a table."""

import secrets
from importlib import import_module

from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from accounts.models import Helix, Organization
from discovery.actions.attempts import count_miss, require_patience
from discovery.actions.joining import join_as_guest, require_admitted
from discovery.actions.news import participant_changed
from discovery.models import ConsentText, Participant, Workshop
from discovery.models.codes import normalized_code, return_code
from foundation import audit, clock
from foundation.transitions import Refused

MOST_AT_ONE_PHONE = 12


def find_seat(*, workshop: Workshop, typed: str, address: str) -> Participant | None:
    """Whose return code was typed; misses are counted with wrong codes of workshops. Raises TooManyAttempts."""
    require_patience(address)
    code = normalized_code(typed)
    seats = Participant.objects.filter(workshop=workshop, user__email=None).select_related("user", "workshop")
    found = [seat for seat in seats if secrets.compare_digest(return_code(seat.pk, seat.return_nonce), code)]
    if not found:
        count_miss(address)
        return None
    return found[0]


@transaction.atomic
def move_seat(*, participant: Participant) -> Participant:
    """The place is used from this phone from now on; the phone before is told and sent out. Raises Refused.

    Only guests move like this: an account is entered by its own door.
    """
    if not participant.user.is_guest:
        raise Refused(_("This place belongs to an account. Please log in with it."))
    leave_phones(participant)
    participant.moved_at = clock.now()
    participant.save(update_fields=["moved_at"])
    workshop = participant.workshop
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1)
    participant_changed(workshop.pk, "attendance")
    audit.record(
        audit.region_chain(workshop.region_id), "discovery.move_seat", participant, by=participant.user
    )
    return participant


def leave_phones(participant: Participant) -> None:
    """Whatever phone this guest was logged in on is so no longer; the last one finds a word of why on its next page.

    A new unusable password makes every session with the old one worthless.
    """
    guest = participant.user
    if participant.phone_key:
        with translation.override(guest.language or settings.LANGUAGE_CODE):
            words = _(
                "Your place in the workshop is now used on another phone. "
                "If that is not you, tell the organiser your number at once."
            )
        _send_out(participant.phone_key, guest.pk, words)
    guest.set_unusable_password()
    guest.save(update_fields=["password"])


def _send_out(key: str, user_id: int, words: str) -> None:
    """Nobody is logged in there any more, but the session stays to carry the message."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if store.get("_auth_user_id") != str(user_id):  # the phone of a table, where somebody else speaks now
        return
    store.clear()
    storage = SessionStorage.__new__(SessionStorage)
    store[SessionStorage.session_key] = storage.serialize_messages([Message(constants.WARNING, words)])
    store.save()


def remember_phone(*, participant: Participant, key: str) -> None:
    """The session from which this place is used now."""
    Participant.objects.filter(pk=participant.pk).update(phone_key=key)


@transaction.atomic
def add_person_to_phone(
    *,
    holder: Participant,
    held: int,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    consent: ConsentText | None,
    language: str,
    district_id: int | None = None,
    is_first_time: bool | None = None,
) -> Participant:
    """One more person at the phone of a table: a place of their own, at the same table. Raises Refused."""
    require_admitted(holder)
    if not holder.user.is_guest:
        raise Refused(_("You are logged in with an account here. A phone for several people needs none."))
    if held >= MOST_AT_ONE_PHONE:
        raise Refused(_("At most %(number)d people share a phone.") % {"number": MOST_AT_ONE_PHONE})
    place = join_as_guest(
        workshop=holder.workshop,
        helix=helix,
        organization=organization,
        language=language,
        consent=consent,
        district_id=district_id,
        is_first_time=is_first_time,
    )
    if holder.table_id:
        place.table_id = holder.table_id
        place.save(update_fields=["table"])
    return place
