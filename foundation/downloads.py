"""Files that a page answers with. What a file is, its name says; browsers are told to store it, and not to guess."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from foundation import exports

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "py": "text/x-python; charset=utf-8",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
Table = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""Header and rows."""


def download(content: bytes, name: str, *, is_shown: bool = False) -> HttpResponse:
    """`name` with its ending (a key of KINDS), of ASCII letters; `is_shown`: in the browser, from where it is printed."""
    how = "inline" if is_shown else "attachment"
    return HttpResponse(
        content,
        content_type=KINDS[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'{how}; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def csv_download(table: Table, name: str) -> HttpResponse:
    return download(exports.csv_bytes(*table), f"{name}.csv")


def xlsx_download(sheets: dict[str, Table], name: str) -> HttpResponse:
    return download(exports.xlsx_bytes(sheets), f"{name}.xlsx")
