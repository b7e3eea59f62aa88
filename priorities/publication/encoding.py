"""One spelling for one content: canonical JSON and plain CSV, standard library only.

Canonical JSON is UTF-8 with sorted keys, no spaces and no floats; decimals travel as text. The platform's own
canonical JSON (foundation) spells plain content alike, so hashes agree.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

# As the platform's own writer of tables (foundation.exports), which mathematics may not know; a test holds them together.
BLANK = r" \x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
FORMULA = rf"[{BLANK}']*[=+\-@|%\uff1d\uff0b\uff0d\uff20]"
BEFORE_FORMULA = re.compile(rf"\A(?='*[\t\r\n]|{FORMULA})|(?<=[;\t\r\n])(?={FORMULA})")


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
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def cell(value: object) -> str:
    """What a field says; text that a spreadsheet would run as a formula is led by an apostrophe."""
    if value is None:
        return ""
    written = str(value)
    return written if is_number(written) else BEFORE_FORMULA.sub("'", written)


def is_number(written: str) -> bool:
    return written.removeprefix("-").replace(".", "", 1).isdecimal()
