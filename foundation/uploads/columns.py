"""What an import of a list asks for: declared columns, recognized by their headers; each row as texts by column.

Headers are compared without case in every language at once, so that a table filled in by one person can be sent by
another. What cannot be read is named by its cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.uploads.parsing import ParsedFile, Sheet, place_in_words, unpack


@dataclass(frozen=True)
class Column:
    """One column of a list. `also` are further names under which people bring it."""

    key: str
    label: str | Promise
    explanation: str | Promise = ""
    is_required: bool = False
    also: frozenset[str] = frozenset()

    def names(self) -> set[str]:
        return {self.key.casefold(), *(name.casefold() for name in self.also), *in_every_language(self.label)}


@dataclass(frozen=True)
class ListRow:
    """`texts` has every declared column; `place_of` says where one of them stands, in words."""

    number: int
    texts: Mapping[str, str]
    sheet: str
    positions: Mapping[str, int]

    def place_of(self, key: str) -> str:
        return place_in_words(self.sheet, self.number, self.positions.get(key))


class HeaderRefused(Exception):
    """A required column was not found; `message` is for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def in_every_language(text: str | Promise) -> set[str]:
    found = set()
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            found.add(str(text).casefold())
    return found


def list_rows(parsed: ParsedFile, columns: Sequence[Column]) -> Iterator[ListRow]:
    """The rows of the first sheet, one at a time. Raises HeaderRefused before the first."""
    sheet = parsed.sheets[0]
    positions = _positions(sheet, columns)
    for row in unpack(parsed.rows, sheet.name):
        if row.number > sheet.header_row:
            texts = {
                column.key: row.cells[positions[column.key]].strip()
                if column.key in positions and positions[column.key] < len(row.cells)
                else ""
                for column in columns
            }
            yield ListRow(row.number, texts, sheet.name, positions)


def _positions(sheet: Sheet, columns: Sequence[Column]) -> dict[str, int]:
    header = [cell.strip().casefold() for cell in sheet.header]
    found = {}
    for column in columns:
        names = column.names()
        place = next((position for position, cell in enumerate(header) if cell in names), None)
        if place is not None:
            found[column.key] = place
        elif column.is_required:
            text = _("No column is called “%(name)s”. The header must name it.") % {"name": column.label}
            raise HeaderRefused(f"{place_in_words(sheet.name, sheet.header_row)}: {text}")
    return found
