"""Filled sheets from a table: one row a sheet and activity. Every wrong cell is named, and then nothing is taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments.forms.paper import interest_typed, mark_typed
from assessments.models import PaperSheet, RosterEntry
from assessments.queries import FilledRow, FilledSheet, Question
from discovery.models import read_serial
from foundation.uploads.columns import Column, ListRow, list_rows
from foundation.uploads.parsing import ParsedFile

CODE = Column(
    "code", _("Code of the sheet"), _("As printed on the sheet, in each of its rows."), is_required=True
)
PLACE = Column(
    "place", _("Number in the hall"), _("Only of blank sheets: the number the person wrote on it.")
)
ACTIVITY = Column(
    "activity", _("No. of the activity"), _("As on the sheet: 1 for the first."), is_required=True
)
TITLE = Column("title", _("Activity"), _("Only to read; nothing is taken from here."))
INTEREST = Column("interest", _("Own interest"), _("yes, or x; empty: no."))


@dataclass(frozen=True)
class WrongCell:
    """Place, column and sentence, as the person reads them."""

    place: str
    column: str
    text: str


@dataclass
class _Reading:
    """One sheet while its rows are read."""

    sheet: PaperSheet
    first: str
    rater: RosterEntry | None = None
    rows: dict[int, FilledRow] = field(default_factory=dict)


class PaperFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("XLSX or CSV, up to 10 MB: the table of this page, filled in."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


def columns_of(questions: Sequence[Question]) -> list[Column]:
    """Questions are known by their place: "1. How large is the demand?"."""
    asked = [
        Column(f"q{place}", f"{place}. {question.text}"[:120], question.scale, also=frozenset({f"{place}"}))
        for place, question in enumerate(questions, start=1)
    ]
    return [CODE, PLACE, ACTIVITY, TITLE, *asked, INTEREST]


class SheetsReader:
    """What a table says. `sheets`: code -> sheet of the round; `places`: number in the hall -> place on the roster."""

    def __init__(
        self,
        *,
        questions: Sequence[Question],
        activity_ids: Sequence[int],
        sheets: Mapping[str, PaperSheet],
        places: Mapping[int, RosterEntry],
    ) -> None:
        self.questions, self.activity_ids = questions, activity_ids
        self.sheets, self.places = sheets, places
        self.columns = {column.key: column for column in columns_of(questions)}
        self.faults: list[WrongCell] = []
        self.found: dict[str, _Reading] = {}

    def read(self, parsed: ParsedFile) -> tuple[list[FilledSheet], list[WrongCell]]:
        """Raises HeaderRefused. Rows without any mark are left aside: the table is printed with all of them."""
        for row in list_rows(parsed, list(self.columns.values())):
            if self._is_filled(row):
                self._take(row)
        for reading in self.found.values():
            if reading.rater is None:
                self._name(
                    reading.first,
                    "place",
                    _t("Whose sheet is it? Give the number the person has in the hall."),
                )
        filled = [
            FilledSheet(one.sheet, one.rater, one.rows)
            for one in self.found.values()
            if one.rater is not None
        ]
        self.faults += list(self._twice(filled))
        return filled, self.faults

    def _is_filled(self, row: ListRow) -> bool:
        keys = ["interest", *(f"q{place}" for place in range(1, len(self.questions) + 1))]
        return any(row.texts[key] for key in keys)

    def _take(self, row: ListRow) -> None:
        reading, activity_id = self._sheet(row), self._activity(row)
        marks, is_recused = dict(self._marks(row)), self._interest(row)
        if reading is None:
            return
        self._whose(row, reading)
        if activity_id is None:
            return
        if activity_id in reading.rows:
            self._wrong(row, "activity", _t("The sheet has this activity already in a row above."))
        reading.rows[activity_id] = FilledRow(marks, is_recused)

    def _sheet(self, row: ListRow) -> _Reading | None:
        code = read_serial(row.texts["code"])
        sheet = self.sheets.get(code)
        if not code:
            self._wrong(row, "code", _t("This is no code of a sheet: a digit is wrong, or one is missing."))
        elif sheet is None:
            self._wrong(row, "code", _t("No sheet of this round has this code."))
        elif sheet.entered_at is not None:
            self._wrong(row, "code", _t("This sheet was typed in already."))
        else:
            return self.found.setdefault(code, _Reading(sheet, row.place_of("code"), sheet.rater))
        return None

    def _whose(self, row: ListRow, reading: _Reading) -> None:
        typed = row.texts["place"]
        if not typed:
            return
        number = typed.removesuffix(".0")
        rater = (
            self.places.get(int(number))
            if number.isascii() and number.isdigit() and len(number) < 7
            else None
        )
        if rater is None:
            self._wrong(row, "place", _t("Nobody with this number may score in this round."))
        elif reading.rater is not None and reading.rater.pk != rater.pk:
            self._wrong(row, "place", _t("The sheet belongs to somebody with another number."))
        else:
            reading.rater = rater

    def _activity(self, row: ListRow) -> int | None:
        typed = row.texts["activity"].removesuffix(".0")
        is_number = typed.isascii() and typed.isdigit() and len(typed) < 5
        if not is_number or not 1 <= int(typed) <= len(self.activity_ids):
            text = _t("The list has the activities 1 to %(last)s.") % {"last": len(self.activity_ids)}
            self._wrong(row, "activity", text)
            return None
        return self.activity_ids[int(typed) - 1]

    def _marks(self, row: ListRow) -> Iterator[tuple[str, int | str]]:
        for place, question in enumerate(self.questions, start=1):
            try:
                mark = mark_typed(row.texts[f"q{place}"], question)
            except ValueError as error:
                self._wrong(row, f"q{place}", str(error))
            else:
                if mark is not None:
                    yield question.code, mark

    def _interest(self, row: ListRow) -> bool:
        try:
            return interest_typed(row.texts["interest"])
        except ValueError as error:
            self._wrong(row, "interest", str(error))
            return False

    def _twice(self, filled: Sequence[FilledSheet]) -> Iterator[WrongCell]:
        seen: dict[int, PaperSheet] = {}
        for one in filled:
            other = seen.setdefault(one.rater.pk, one.sheet)
            if other.pk != one.sheet.pk:
                text = _t("Sheet %(code)s is of the same person.") % {"code": other}
                yield self._cell(self.found[one.sheet.code].first, "code", text)

    def _wrong(self, row: ListRow, key: str, text: str) -> None:
        self._name(row.place_of(key), key, text)

    def _name(self, place: str, key: str, text: str) -> None:
        self.faults.append(self._cell(place, key, text))

    def _cell(self, place: str, key: str, text: str) -> WrongCell:
        return WrongCell(place, str(self.columns[key].label), text)


def table_of(
    questions: Sequence[Question],
    activities: Sequence[Any],
    sheets: Sequence[PaperSheet],
    places: Mapping[int, Any],
) -> tuple[list[str], list[list[Any]]]:
    """The table to fill in: a row for each activity of each sheet that is not in yet. `places`: sheet -> number."""
    header = [str(column.label) for column in columns_of(questions)]
    blank = [""] * (len(questions) + 1)
    rows = [
        [str(sheet), places.get(sheet.pk, ""), number, activity.title, *blank]
        for sheet in sheets
        for number, activity in enumerate(activities, start=1)
    ]
    return header, rows
