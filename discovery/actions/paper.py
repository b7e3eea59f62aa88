"""People without a phone: a facilitator enters them and types in what they wrote on cards. docs/decisions/0015."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from accounts.actions import join_as_guest as new_guest
from accounts.models import Helix, Organization, User
from discovery.actions.joining import registered, require_consent, require_open, require_room
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import ConsentText, Note, NoteCard, PaperSeat, Participant, Workshop, new_serial
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

MOST_CARDS = 2000  # of one workshop
MOST_AT_ONCE = 400


@transaction.atomic
def seat_on_paper(
    *,
    workshop: Workshop,
    helix: Helix | str,
    organization: Organization | NamedOrganization | None,
    language: str,
    by: User,
    consent: ConsentText | None = None,
) -> Participant:
    """A participant who has no phone, confirmed by whoever enters them. `consent`: the text signed on paper.

    Raises WrongState while the doors are shut, Refused where it is full or nothing was signed.
    """
    require_open(workshop)
    require_consent(workshop, consent)
    require_room(workshop)
    moment = clock.now()
    participant = Participant.objects.create(
        workshop=workshop,
        user=new_guest(language=language),
        helix=Helix(helix),
        organization=registered(organization, Helix(helix)),
        consent=consent,
        consented_at=moment if consent else None,
        confirmed_at=moment,
        confirmed_by=by,
    )
    PaperSeat.objects.create(participant=participant, seated_by=by)
    facilitator_changed(workshop.pk, "attendance", "step")
    audit.record(audit.region_chain(workshop.region_id), "discovery.seat_on_paper", participant, by=by)
    return participant


@transaction.atomic
def print_cards(*, workshop: Workshop, number: int, by: User) -> list[NoteCard]:
    """New cards for ideas, each with its serial code. Raises WrongState once the workshop is over, Refused."""
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if held.is_over:
        raise WrongState(_("This workshop is over. Thank you for coming."))
    taken = set(NoteCard.objects.filter(workshop=held).values_list("code", flat=True))
    if len(taken) + number > MOST_CARDS:
        raise Refused(_("A workshop has at most %(number)d cards.") % {"number": MOST_CARDS})
    cards = []
    for _place in range(number):
        code = new_serial(taken)
        taken.add(code)
        cards.append(NoteCard(workshop=held, code=code, printed_by=by))
    printed = NoteCard.objects.bulk_create(cards)
    audit.record(audit.region_chain(held.region_id), "discovery.print_cards", held, by=by)
    return printed


@transaction.atomic
def enter_card(*, card: NoteCard, participant: Participant, text: str, language: str, by: User) -> Note:
    """Type in a card, word for word, as a note of somebody who takes part on paper; nobody writes for others.

    Raises WrongState while the doors are shut or where the card is typed in, Refused.
    """
    workshop = card.workshop
    require_open(workshop)
    if (
        participant.workshop_id != workshop.pk
        or not PaperSeat.objects.filter(participant=participant).exists()
    ):
        raise Refused(_("Cards are typed in only for people who were entered as taking part on paper."))
    note = Note.objects.create(workshop=workshop, participant=participant, text=text, language=language)
    free = NoteCard.objects.filter(pk=card.pk, entered_at=None)
    if not free.update(note=note, entered_at=clock.now(), entered_by=by):
        raise WrongState(_("This card was typed in already."))
    participant_changed(workshop.pk, "notes")
    audit.record(audit.region_chain(workshop.region_id), "discovery.enter_card", card, by=by)
    return note
