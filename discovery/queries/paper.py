"""People who take part on paper, and their cards."""

from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from discovery.models import NoteCard, PaperSeat, Workshop, read_serial
from discovery.queries.participants import participants_for_roster


def paper_seats_in(workshop_id: int) -> QuerySet[PaperSeat]:
    return PaperSeat.objects.filter(participant__workshop=workshop_id)


def people_on_paper(workshop: Workshop) -> list[Any]:
    """Participants with their `number` in the hall, in the order they came. One query."""
    return list(participants_for_roster(workshop).filter(paper_seat__isnull=False))


def cards_of(workshop: Workshop) -> QuerySet[NoteCard]:
    rows = NoteCard.objects.filter(workshop=workshop).select_related("note", "entered_by")
    return rows.order_by("pk")


def card_called(workshop: Workshop, typed: str) -> tuple[NoteCard | None, str]:
    """The card, or why there is none."""
    code = read_serial(typed)
    if not code:
        return None, _("This is no code of a card: a digit is wrong, or one is missing.")
    card = NoteCard.objects.filter(workshop=workshop, code=code).first()
    if card is None:
        return None, _("No card of this workshop has this code.")
    return card, _("This card was typed in already.") if card.note_id else ""


def cards_document(workshop: Workshop, language: str, since: int | None = None) -> dict[str, Any]:
    """Cards that are not typed in yet, as the document that is printed; `since`: from this one on."""
    cards = NoteCard.objects.filter(workshop=workshop, note=None).order_by("pk")
    chosen = cards.filter(pk__gte=since) if since else cards
    with translation.override(language):
        return {
            "title": _("Cards for ideas: %(workshop)s") % {"workshop": workshop.title},
            "language": language,
            "about": workshop.title,
            "words": {
                "idea": _("One idea in one or two sentences"),
                "number": _("Your number in the hall"),
                "promise": _("A helper types it in word for word. It will be public, without your name."),
            },
            "cards": [str(card) for card in chosen],
        }
