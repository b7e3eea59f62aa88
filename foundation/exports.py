"""The one writer of tables for other programs: CSV and XLSX.

A cell that a spreadsheet would read as a formula is written as text: a CSV cell gets an apostrophe before it, XLSX
cells are stored as strings. `restored` takes the apostrophes away again, so that what goes out comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

# Blanks that begin no new cell. A text is looked through once: breaks are not among them.
_BLANK = r" \x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_FORMULA = rf"[{_BLANK}']*[=+\-@|%\uff1d\uff0b\uff0d\uff20]"
_AT_START = rf"\A{{}}(?='*[\t\r\n]|{_FORMULA})"
# A spreadsheet that expects semicolons or tabs (the Russian one does) begins a new cell here, quoted or not.
_INSIDE = rf"(?<=[;\t\r\n]){{}}(?={_FORMULA})"
_TO_NEUTRALIZE = re.compile(f"{_AT_START}|{_INSIDE}".format("", ""))
_TO_RESTORE = re.compile(f"{_AT_START}|{_INSIDE}".format("'", "'"))
LONGEST_CELL = 32_767
"""Characters; a spreadsheet takes no more."""


def neutral(cell: Any) -> Any:
    """Text that could be a formula, made harmless; numbers stay numbers."""
    if isinstance(cell, str):
        return _TO_NEUTRALIZE.sub("'", cell)
    return "" if cell is None else cell


def restored(cell: str) -> str:
    """What `neutral` was given."""
    return _TO_RESTORE.sub("", cell) if "'" in cell else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a byte-order mark (spreadsheets then read Cyrillic), comma, CRLF."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([neutral(str(name)) for name in header])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def xlsx_bytes(sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """One sheet per entry: name -> (header, rows)."""
    from xlsxwriter import Workbook  # noqa: PLC0415  -- reason: only exports pay for the import

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    with Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        for name, (header, rows) in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for column, title in enumerate(header):
                sheet.write_string(0, column, str(title), bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, Decimal) and Decimal(f"{cell:.15g}") != cell:
        cell = str(cell)  # more digits than a spreadsheet keeps
    if isinstance(cell, str):
        sheet.write_string(row, column, cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…")
    elif cell is not None:
        sheet.write(row, column, cell)
