"""The one writer of tables for other programs: CSV and XLSX.

A cell that a spreadsheet would read as a formula is written as text: a CSV cell gets a leading apostrophe, XLSX cells
are stored as strings.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutral(cell: Any) -> Any:
    """Text that could be a formula, made harmless; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_FORMULA_STARTS):
        return "'" + cell
    return "" if cell is None else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a byte-order mark (spreadsheets then read Cyrillic), comma, CRLF."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(header)
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
            sheet.write_row(0, 0, header, bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)
