"""XLSX: looked at as an archive first, then read for values. Runs in the child process only; no Django."""

import datetime as dt
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from foundation.uploads.limits import MEGABYTE, MOST_SHEET_ROWS, Limits
from foundation.uploads.texts import Unreadable

sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]  # -- reason: openpyxl would load it for nothing, threads included
from defusedxml import DefusedXmlException  # noqa: E402  -- reason: after the line above
from openpyxl import load_workbook  # noqa: E402  -- reason: the switches above are read when it is imported
from openpyxl.utils import get_column_letter  # noqa: E402  -- reason: the switches above are read when it is imported

CHUNK = 1 << 16
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
ESCAPED = re.compile(r"_x000([9AaDd])_")
"""How a workbook spells a tab and the ends of lines; the library reads the other signs so, and leaves these."""
LONGEST_NAME = 80
PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

Record = tuple[str, int, tuple[str, ...]]
"""Sheet, row, cells."""


def read_workbook(stream: BinaryIO, limits: Limits) -> Iterator[Record]:
    """The rows of all visible sheets that are not empty. Raises Unreadable with the place in its parameters."""
    has_formulas = _checked(stream, limits)
    try:
        yield from _records(stream, limits, has_formulas=has_formulas)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable("dangerous_xml" if _is_dangerous(error) else "damaged") from error


def _is_dangerous(error: BaseException | None) -> bool:
    """Whether definitions were refused: the library wraps that into an error of its own."""
    while error is not None:
        if isinstance(error, DefusedXmlException):
            return True
        error = error.__cause__ or error.__context__
    return False


# the archive


def _checked(stream: BinaryIO, limits: Limits) -> bool:
    """Whether any sheet has a formula; raises Unreadable for what is no plain workbook of bearable size."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _require_ordinary(members, limits)
            _require_workbook(archive)
            return _unpacked(archive, members, limits)
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def _require_ordinary(members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise Unreadable("too_many_members", limit=str(limits.members))
    if sum(member.file_size for member in members) > limits.unpacked:
        raise _too_large(limits)
    names = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if member.flag_bits & 1:
            raise Unreadable("encrypted")
        if name in names or name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise Unreadable("odd_member", name=name[:LONGEST_NAME])
        if member.compress_type not in PLAIN_METHODS:
            raise Unreadable("damaged")
        names.add(name)


def _require_workbook(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        raise Unreadable("open_document")
    if "xl/workbook.bin" in names:
        raise Unreadable("binary_excel")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Unreadable("not_a_workbook")
    is_macro = any(name.casefold().endswith("vbaproject.bin") for name in names)
    if is_macro or b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Unreadable("macros")


def _unpacked(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], limits: Limits) -> bool:
    """Unpack everything once, without keeping it: directories lie."""
    total, has_formulas = 0, False
    for member in members:
        tail = b""
        with archive.open(member) as content:
            while chunk := content.read(CHUNK):
                total += len(chunk)
                if total > limits.unpacked:
                    raise _too_large(limits)
                is_sheet = member.filename.startswith("xl/worksheets/")
                has_formulas = has_formulas or (is_sheet and FORMULA.search(tail + chunk) is not None)
                tail = chunk[-20:]
    return has_formulas


def _too_large(limits: Limits) -> Unreadable:
    return Unreadable("unpacks_too_large", limit=str(limits.unpacked // MEGABYTE))


# the values


def _records(stream: BinaryIO, limits: Limits, *, has_formulas: bool) -> Iterator[Record]:
    values = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(stream, read_only=True, keep_links=False) if has_formulas else None
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if len(visible) > limits.sheets:
        raise Unreadable("too_many_sheets", limit=str(limits.sheets))
    for sheet in visible:
        sheet.reset_dimensions()  # what a sheet says of its size may be anything
        if formulas is not None:
            _require_results(sheet, formulas[sheet.title], limits)
        yield from _rows(sheet, limits)


def _rows(sheet: Any, limits: Limits) -> Iterator[Record]:
    most = min(limits.rows or MOST_SHEET_ROWS, MOST_SHEET_ROWS)
    count = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > limits.position:
            raise Unreadable("too_far_down", number, sheet=sheet.title, limit=str(limits.position))
        cells = _texts(row)
        if not cells:
            continue
        count += 1
        if count > most + 1:  # the header is no row of the table
            raise Unreadable("too_many_rows", number, sheet=sheet.title, limit=str(most))
        yield sheet.title, number, cells


def _require_results(sheet: Any, written: Any, limits: Limits) -> None:
    """A formula whose result was never computed reads as an empty cell, and empty means "no value"."""
    written.reset_dimensions()
    for number, (results, formulas) in enumerate(zip(sheet.iter_rows(), written.iter_rows(), strict=True), 1):
        if number > limits.position:
            return
        for result, formula in zip(results, formulas, strict=True):
            if formula.data_type == "f" and result.value is None:
                raise Unreadable(
                    "formula_without_value",
                    number,
                    sheet=sheet.title,
                    cell=f"{get_column_letter(formula.column)}{number}",
                )


def _texts(row: Sequence[Any]) -> tuple[str, ...]:
    """Without the empty cells at the end: formatting makes rows longer than they are."""
    cells = [_text(value) for value in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _text(value: Any) -> str:
    """As somebody would type it; a number with the 15 digits that a spreadsheet is sure of."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
