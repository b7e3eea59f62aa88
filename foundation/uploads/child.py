"""The child process: takes its limits first, then reads the file that is its standard input.

It answers one JSON value a line, and at the end {"done": true} or {"refused": code, …}. An end without either means
that a limit was reached. Its reader is named by whoever starts it; that of tables answers [sheet, row, cells] for each
row, and {"read_as": encoding} for a text.
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Iterator
from pkgutil import resolve_name
from typing import Any, BinaryIO

from foundation.uploads.limits import Limits
from foundation.uploads.texts import Unreadable, encoding_of, read_rows

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
OUT_OF_MEMORY = 3
ARCHIVE = b"PK\x03\x04", b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"BM": "BMP",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"<?xml": "XML",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
    b"{\\rtf": "RTF",
}


def confine(limits: Limits) -> None:
    """Limits of memory, time and files, and no network where the kernel lets anybody leave it."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)  # refused by some kernels: then without


def records(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    """Whatever the file is: its rows, or Unreadable."""
    start = stream.read(16)
    stream.seek(0)
    if start.startswith(OLE):
        raise Unreadable("old_excel")
    if start.startswith(ARCHIVE):
        from foundation.uploads.sheets import read_workbook  # noqa: PLC0415  -- reason: a CSV need not wait for it

        yield from read_workbook(stream, limits)
        return
    for signature, kind in OTHER_KINDS.items():
        if start.startswith(signature) and not _may_be_words(signature, start):
            raise Unreadable("not_a_table", kind=kind)
    yield from _text_rows(stream, limits)


def _may_be_words(signature: bytes, start: bytes) -> bool:
    """Two letters are no proof of a picture: a header may begin with them."""
    return len(signature) == 2 and signature.isalpha() and b"\0" not in start


def _text_rows(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    encoding = encoding_of(stream)
    yield {"read_as": encoding}
    for count, row in enumerate(read_rows(stream, encoding)):
        if limits.rows is not None and count > limits.rows:
            raise Unreadable("too_many_rows", row.number, limit=str(limits.rows))
        yield "", row.number, row.cells


def within(found: Iterator[Any], limits: Limits) -> Iterator[Any]:
    """Rows no wider and texts no longer than allowed."""
    total, is_empty = 0, True
    for one in found:
        if isinstance(one, tuple):
            is_empty = False
            sheet, number, cells = one
            total += _measured(sheet, number, cells, limits)
            if total > limits.text:
                raise Unreadable("too_much_text", number, sheet=sheet, limit=str(limits.text))
        yield one
    if is_empty:
        raise Unreadable("empty_file")


def read_table(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    """The reader of tables."""
    return within(records(stream, limits), limits)


def _measured(sheet: str, number: int, cells: tuple[str, ...], limits: Limits) -> int:
    if len(cells) > limits.columns:
        raise Unreadable("too_many_columns", number, sheet=sheet, limit=str(limits.columns))
    for position, cell in enumerate(cells):
        if len(cell) > limits.cell:
            place = {"sheet": sheet, "column": str(position + 1)}
            raise Unreadable("cell_too_long", number, limit=str(limits.cell), **place)
    return sum(map(len, cells))


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    with os.fdopen(0, "rb") as stream, os.fdopen(1, "w", encoding="utf-8", errors="replace") as answer:
        confine(limits)
        read = resolve_name(sys.argv[2])
        try:
            for one in read(stream, limits):
                answer.write(json.dumps(one, ensure_ascii=False) + "\n")
            last: dict[str, Any] = {"done": True}
        except Unreadable as fault:
            last = {"refused": fault.code, "row": fault.row, "params": fault.params}
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        answer.write(json.dumps(last) + "\n")


if __name__ == "__main__":
    main()
