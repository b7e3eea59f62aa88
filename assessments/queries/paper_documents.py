"""Sheets of paper as the document that is printed: plain texts, in the language of the person or one for all."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import PaperSheet, Round, RoundActivity
from assessments.queries.paper import paper_sheets_of, places_in_words, questions_of
from assessments.queries.rounds import entries_of

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def sheets_document(
    round: Round, *, language: str, usual: str, first: int | None = None, last: int | None = None
) -> dict[str, Any]:
    """The printed sheets from number `first` to `last`; those not typed in yet where no numbers are given.

    `language`: of all sheets; empty: each in its person's own, else in the `usual` one.
    """
    sheets = paper_sheets_of(round)
    chosen = sheets.filter(number__range=(first, last or first)) if first else sheets.filter(entered_at=None)
    entries = list(entries_of(round))
    in_language: dict[str, list[PaperSheet]] = {}
    for sheet in chosen:
        own = sheet.rater.user.language if sheet.rater else ""
        spoken = language or (own if own in LANGUAGES else usual)
        in_language.setdefault(spoken, []).append(sheet)
    printed: dict[int, dict[str, Any]] = {}
    for spoken, group in in_language.items():
        with translation.override(spoken):
            printed |= {sheet["place_in_order"]: sheet for sheet in _in_words(round, group, entries, spoken)}
    with translation.override(language or usual):
        title = _("Score sheets: %(round)s") % {"round": round.title}
    return {
        "title": title,
        "language": language or usual,
        "columns": len(questions_of(round)),
        "sheets": [printed[number] for number in sorted(printed)],
    }


def _in_words(
    round: Round, sheets: Sequence[PaperSheet], entries: Iterable[RoundActivity], language: str
) -> Iterable[dict[str, Any]]:
    """In the active language."""
    questions = [{"text": one.text, "scale": one.scale} for one in questions_of(round)]
    activities = [
        {"number": str(number), "title": entry.activity.title}
        for number, entry in enumerate(entries, start=1)
    ]
    places = places_in_words(round, sheets)
    shared = {
        "language": language,
        "about": _about(round),
        "title": round.title,
        "how": [
            _("Write one number into each large box, on the scale of its question."),
            _("Tick the circle with the question mark if you cannot judge: that is no bad mark."),
            _(
                "Tick the last box if you have an interest of your own in the activity: then leave its row empty."
            ),
        ],
        "words": {
            "code": _("code of this sheet"),
            "number": _("No."),
            "question": _("Question"),
            "activity": _("Activity"),
            "interest": _("own interest"),
            "promise": _(
                "A helper types this sheet in once, and the paper is kept. Whoever scores on paper does not score on a phone. Only sums of groups are shown, never your marks."
            ),
            "own_number": _("Your number in the hall"),
        },
        "questions": questions,
        "activities": activities,
    }
    for sheet in sheets:
        yield shared | {
            "id": str(sheet.pk),
            "place_in_order": sheet.number,
            "code": str(sheet),
            "place": places.get(sheet.pk, ""),
        }


def _about(round: Round) -> str:
    about = [round.region.name]
    if round.workshop:
        about += [round.workshop.title, date_format(round.workshop.held_date, "DATE_FORMAT")]
    return " · ".join(about)
