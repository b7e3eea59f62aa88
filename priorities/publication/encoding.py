"""One spelling for one content: canonical JSON and plain CSV, standard library only.

Canonical JSON is UTF-8 with sorted keys, no spaces and no floats; decimals travel as text. The platform's own
canonical JSON (foundation) spells plain content alike, so hashes agree.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def canonical_json(content: Any) -> bytes:
    """Raises TypeError for a float anywhere."""
    refuse_floats(content)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def refuse_floats(content: Any) -> None:
    if isinstance(content, float):
        raise TypeError("a float has no canonical spelling: write the decimal as text")
    if isinstance(content, dict):
        for item in content.values():
            refuse_floats(item)
    elif isinstance(content, list | tuple):
        for item in content:
            refuse_floats(item)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8, commas, one line feed a row; None is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def cell(value: object) -> str:
    """What a field says; text that a spreadsheet would run as a formula is led by an apostrophe."""
    if value is None:
        return ""
    written = str(value)
    if written.startswith(FORMULA_STARTS) and not is_number(written):
        return f"'{written}"
    return written


def is_number(written: str) -> bool:
    return written.removeprefix("-").replace(".", "", 1).isdecimal()
