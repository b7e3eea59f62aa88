"""From a stranger's file to rows, without opening it here: a child process reads it within limits."""

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from foundation.transitions import Refused
from foundation.uploads.limits import MEGABYTE, TABLE, Limits
from foundation.uploads.messages import FILE_MESSAGES
from foundation.uploads.texts import Row

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from foundation.uploads.child import main; main()"
LONGEST_ANSWER = 16 * MEGABYTE  # of one row: 64 cells of 10,000 letters, escaped, are less
TABLES = "foundation.uploads.child:read_table"
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200
CHUNK = 1 << 20


class UploadRefused(Refused):
    """The file was not taken; `place` says where in it, in words, or is empty."""

    def __init__(self, code: str, params: dict[str, str], place: str = "") -> None:
        text = _(FILE_MESSAGES[code]) % params
        super().__init__(f"{place}: {text}" if place else text)
        self.code, self.place = code, place


class ChildRefused(Exception):
    """The reader in the child process would not take the file: its code, row and what its sentence needs."""

    def __init__(self, code: str, row: int = 0, params: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code, self.row, self.params = code, row, params or {}


@dataclass(frozen=True)
class Sheet:
    """One table of the file: the sheet's name (empty for CSV), its header and where it stands, and how many rows follow."""

    name: str
    header: tuple[str, ...]
    header_row: int
    row_count: int


@dataclass(frozen=True)
class ParsedFile:
    """`rows` is compressed: what was read, not what was sent."""

    file_name: str
    digest: str
    size: int
    sheets: tuple[Sheet, ...]
    rows: bytes
    read_as: str = ""


def parse(file: Any, *, file_name: str, limits: Limits = TABLE) -> ParsedFile:
    """Read an uploaded file (anything with `read`). Raises UploadRefused, naming sheet and cell where there is one."""
    with tempfile.TemporaryFile() as copy:
        digest, size = _copied(file, copy, limits)
        packed, tally = io.BytesIO(), _Tally()
        try:
            with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=3, mtime=0) as target:
                for record in read_confined(copy, limits):
                    if isinstance(record, dict):
                        tally.read_as = record["read_as"]
                    else:
                        tally.take(record)
                        target.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        except ChildRefused as refused:
            raise _refusal(refused) from None
    return ParsedFile(clean_name(file_name), digest, size, tally.sheets(), packed.getvalue(), tally.read_as)


def unpack(rows: bytes, sheet: str) -> Iterator[Row]:
    """The rows of one sheet, the header first, one at a time."""
    with gzip.GzipFile(fileobj=io.BytesIO(rows)) as lines:
        for line in lines:
            name, number, cells = json.loads(line)
            if name == sheet:
                yield Row(number, tuple(cells))


def clean_name(name: str) -> str:
    """What is shown of a name somebody else chose: no path, no signs that turn writing around."""
    last = CONTROL.sub("", name.replace("\\", "/").rpartition("/")[2]).strip()
    stem, dot, ending = last.rpartition(".")
    return (stem[: LONGEST_NAME - 10] + dot + ending[:9]) or _("table")


def column_letter(position: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_in_words(sheet: str, row: int, column: int | None = None) -> str:
    """ "Sheet1, cell C17", "row 17". `column` counts from 0."""
    cell = f"{column_letter(column)}{row}" if column is not None else ""
    names = {"sheet": sheet, "row": row, "cell": cell}
    if sheet:
        return (
            _("sheet “%(sheet)s”, cell %(cell)s") if cell else _("sheet “%(sheet)s”, row %(row)s")
        ) % names
    return (_("cell %(cell)s") if cell else _("row %(row)s")) % names


class _Tally:
    """Header and number of rows of each sheet, in the order of the file.

    Titles above a table fill one cell; the first row with two is the header.
    """

    def __init__(self) -> None:
        self.found: dict[str, tuple[tuple[str, ...], int, int]] = {}
        self.read_as = ""

    def take(self, record: Any) -> None:
        name, number, cells = record
        header, first, count = self.found.get(name, ((), 0, -1))
        is_title = sum(1 for cell in header if cell.strip()) < 2
        self.found[name] = (tuple(cells), number, 0) if is_title else (header, first, count + 1)

    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(Sheet(name, header, first, count) for name, (header, first, count) in self.found.items())


def _copied(file: Any, copy: BinaryIO, limits: Limits) -> tuple[str, int]:
    """Digest and size; the copy has no name that anything else could open."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > limits.size:
            raise UploadRefused("file_too_large", {"limit": str(limits.size // MEGABYTE)})
        digest.update(chunk)
        copy.write(chunk)
    copy.flush()
    copy.seek(0)
    return digest.hexdigest(), size


def read_confined(copy: BinaryIO, limits: Limits, reader: str = TABLES) -> Iterator[Any]:
    """What the child says, value by value; a child that dies or takes too long refuses by that.

    `copy` is a real file. `reader`: "package.module:function" without Django, taking a stream and Limits, raising
    Unreadable. Raises ChildRefused.
    """
    child = _started(copy, limits, reader)
    alarm = threading.Timer(limits.wall, child.kill)
    alarm.start()
    is_done = False
    answers = child.stdout
    assert answers is not None  # a pipe was asked for
    try:
        while line := answers.readline(LONGEST_ANSWER):
            answer = (
                json.loads(line)
                if line.endswith(b"\n")
                else {"refused": "too_much_text", "params": {"limit": ""}}
            )
            if isinstance(answer, dict) and "refused" in answer:
                raise ChildRefused(answer["refused"], answer.get("row", 0), answer["params"])
            is_done = isinstance(answer, dict) and "done" in answer
            if not is_done:
                yield answer
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
        answers.close()
    if not is_done:
        raise ChildRefused("too_much_work")


def _started(copy: BinaryIO, limits: Limits, reader: str = TABLES) -> "subprocess.Popen[bytes]":
    """A Python of its own that knows nothing of this process but the open file."""
    return subprocess.Popen(  # noqa: S603  -- reason: our own program, no word of the file on its command line
        [sys.executable, "-I", "-c", START, str(ROOT), json.dumps(asdict(limits)), reader],
        stdin=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True", "LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


def _refusal(refused: ChildRefused) -> UploadRefused:
    params, row = dict(refused.params), refused.row
    sheet, column, cell = params.pop("sheet", ""), params.pop("column", ""), params.pop("cell", "")
    if cell or column:
        position = int(column) - 1 if column else _position(cell)
        return UploadRefused(refused.code, params, place_in_words(sheet, row, position))
    place = place_in_words(sheet, row) if sheet or row > 1 else ""
    return UploadRefused(refused.code, params, place)


def _position(cell: str) -> int:
    position = 0
    for letter in cell.rstrip("0123456789"):
        position = position * 26 + ord(letter) - 64
    return position - 1
