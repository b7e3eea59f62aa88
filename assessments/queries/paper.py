"""Sheets of paper: which there are, how many count, what a second typing says differently."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Ballot, CriterionKind, PaperSheet, RosterEntry, Round
from assessments.queries.methods import frozen_method
from assessments.queries.voids import rater_in_words
from discovery.models import read_serial
from discovery.queries import numbers_in_hall, paper_seats_in
from regions.permissions import roles_of


def sheet_codes_beside(round: Round) -> set[str]:
    """Codes of all rounds of the workshop: a sheet of another round is then named, never mistaken."""
    beside = Q(round=round) | Q(round__workshop=round.workshop_id, round__workshop__isnull=False)
    return set(PaperSheet.objects.filter(beside).values_list("code", flat=True))


def paper_sheets_of(round: Round) -> QuerySet[PaperSheet]:
    sheets = PaperSheet.objects.filter(round=round).order_by("number")
    return sheets.select_related(
        "rater__organization", "rater__user", "entered_by", "checked_by", "round__region"
    )


@dataclass(frozen=True)
class PaperProgress:
    printed: int
    entered: int
    checked: int


def paper_progress(round: Round) -> PaperProgress:
    """For those who type: how many of the printed sheets are in."""
    found = PaperSheet.objects.filter(round=round).aggregate(
        printed=Count("pk"), entered=Count("entered_at"), checked=Count("checked_at")
    )
    return PaperProgress(**found)


def paper_sheet_for(user: Any, *, sheet_id: int) -> PaperSheet | None:
    """Of a region in which the person has a role; it carries its region."""
    found = PaperSheet.objects.select_related("round__region", "rater__organization", "entered_by")
    known = found.filter(pk=sheet_id, round__region__in=roles_of(user))
    return known.annotate(region_id=F("round__region_id")).first()


@dataclass(frozen=True)
class SheetFound:
    """What a typed code means: the sheet, or why there is none."""

    sheet: PaperSheet | None
    refusal: str = ""


def sheet_called(round: Round, typed: str) -> SheetFound:
    code = read_serial(typed)
    if not code:
        return SheetFound(None, _("This is no code of a sheet: a digit is wrong, or one is missing."))
    beside = Q(round=round) | Q(round__workshop=round.workshop_id, round__workshop__isnull=False)
    rows = PaperSheet.objects.select_related("round__region", "rater__organization", "entered_by")
    sheets = {sheet.round_id: sheet for sheet in rows.filter(beside, code=code)}
    if sheet := sheets.get(round.pk):
        return SheetFound(sheet)
    for other in sheets.values():
        return SheetFound(
            None, _("This sheet belongs to the round “%(round)s”.") % {"round": other.round.title}
        )
    return SheetFound(None, _("No sheet of this round has this code."))


def rater_numbered(round: Round, number: int) -> RosterEntry | None:
    """Who has this number in the hall and stands on the roster. Two queries."""
    person = next(
        (user for user, known in numbers_in_hall(round.workshop_id).items() if known == number), None
    )
    return RosterEntry.objects.filter(round=round, user_id=person).first() if person else None


def raters_for_paper(round: Round, *, only_seated: bool) -> list[RosterEntry]:
    """Places that have not begun on a phone: those entered as taking part on paper, or all of them."""
    idle = RosterEntry.objects.filter(round=round).exclude(
        Exists(Ballot.objects.filter(rater=OuterRef("pk")))
    )
    found = idle.select_related("user", "organization").order_by("pk")
    if only_seated and round.workshop_id:
        found = found.filter(user__in=paper_seats_in(round.workshop_id).values("participant__user"))
    return list(found)


def places_in_words(round: Round, sheets: Collection[PaperSheet]) -> dict[int, str]:
    """Sheet -> "No. 17, science, Institute"; without those that belong to nobody yet. One query."""
    numbers = numbers_in_hall(round.workshop_id)
    return {
        sheet.pk: rater_in_words(sheet.rater, numbers.get(sheet.rater.user_id))
        for sheet in sheets
        if sheet.rater
    }


@dataclass(frozen=True)
class Question:
    """One question as sheets, grid and tables name it. `code` as in the frozen method."""

    code: str
    minimum: int
    maximum: int
    text: str
    low: str
    middle: str
    high: str

    @property
    def scale(self) -> str:
        """ "0 – none · 5 – some · 10 – very much"; words that are missing are left out."""
        middle = (self.minimum + self.maximum) // 2
        marks = [(self.minimum, self.low), (middle, self.middle), (self.maximum, self.high)]
        words = [f"{mark} – {word}" for mark, word in marks if word]
        return " · ".join(words) or f"{self.minimum} – {self.maximum}"


def questions_of(round: Round) -> list[Question]:
    """As frozen; before the opening as the framework in use asks them (it is never changed)."""
    if round.method:
        method = frozen_method(round)
        return [
            Question(
                one.code,
                one.minimum,
                one.maximum,
                *(
                    method.text(one.code, column)
                    for column in ("question", "low_words", "middle_words", "high_words")
                ),
            )
            for one in method.judged
        ]
    asked = round.framework.criteria.filter(kind=CriterionKind.JUDGED, weight__gt=0)
    return [
        Question(c.code, c.scale_min, c.scale_max, c.question, c.low_words, c.middle_words, c.high_words)
        for c in asked
    ]


def raters_by_number(round: Round) -> dict[int, RosterEntry]:
    """Number in the hall -> place on the roster. Two queries."""
    numbers = numbers_in_hall(round.workshop_id)
    places = RosterEntry.objects.filter(round=round).select_related("organization")
    return {numbers[place.user_id]: place for place in places if place.user_id in numbers}


def hall_numbers_of(round: Round, sheets: Collection[PaperSheet]) -> dict[int, int]:
    """Sheet -> number in the hall of its person; without blank sheets."""
    numbers = numbers_in_hall(round.workshop_id)
    return {
        sheet.pk: numbers[sheet.rater.user_id]
        for sheet in sheets
        if sheet.rater and sheet.rater.user_id in numbers
    }


def raters_in_words(round: Round, raters: Collection[RosterEntry]) -> dict[int, str]:
    """Place -> "No. 17, science, Institute"."""
    numbers = numbers_in_hall(round.workshop_id) if raters else {}
    return {rater.pk: rater_in_words(rater, numbers.get(rater.user_id)) for rater in raters}
