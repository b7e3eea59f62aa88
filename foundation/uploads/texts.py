"""CSV: bytes to rows; encoding, delimiter, header. One pass, one row in memory. No Django."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from foundation.exports import restored

DELIMITERS = ",;\t|"
LONGEST_LINE = 1_000_000
CHUNK = 1 << 16
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """The file, or its rest, cannot be read; carries the message code, its parameters and the row."""

    def __init__(self, code: str, row: int = 1, **params: str) -> None:
        super().__init__(code)
        self.code, self.row, self.params = code, row, params


@dataclass(frozen=True, slots=True)
class Row:
    """A record by its number (the header is 1) and its cells."""

    number: int
    cells: tuple[str, ...]


def encoding_of(stream: BinaryIO) -> str:
    """UTF-8 (a byte order mark is swallowed), else UTF-16 with a mark, else Windows-1251. Rewinds the stream.

    The whole file is looked at, since one Cyrillic name may be the only sign; memory stays at one chunk.
    """
    if stream.read(2) in UTF_16_MARKS:
        stream.seek(0)
        return "utf-16"
    stream.seek(0)
    for name in ("utf-8-sig", "cp1251"):
        if _decodes(stream, name):
            return name
    raise Unreadable("unknown_encoding")


def read_rows(stream: BinaryIO, encoding: str) -> Iterator[Row]:
    """The records of a CSV file, the header first; blank lines are skipped but counted. Raises Unreadable."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from _records(text)
    except UnicodeError as error:
        raise Unreadable("unknown_encoding") from error
    finally:
        text.detach()  # the stream belongs to the caller


def _records(text: io.TextIOWrapper) -> Iterator[Row]:
    delimiter = _delimiter_of(text.readline(LONGEST_LINE))
    text.seek(0)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable("malformed_csv", number, reason=str(error)) from error
        if cells is None:
            return
        if any("\0" in cell for cell in cells):
            raise Unreadable("nul_byte", number)
        if any(cell.strip() for cell in cells):
            yield Row(number, tuple(restored(cell) for cell in cells))


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines of bounded length: a file without line breaks must not fill the memory."""
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable("line_too_long", limit=str(LONGEST_LINE))
        yield line


def _delimiter_of(header: str) -> str:
    """The delimiter that cuts the header into most columns."""
    if not header.strip("\ufeff \r\n"):
        raise Unreadable("empty_file")
    if "\0" in header:
        raise Unreadable("nul_byte")
    found = max(DELIMITERS, key=header.count)
    if found not in header:
        raise Unreadable("wrong_delimiter")
    return found


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True
