"""How people and offices write the code of a class, and which class is meant."""

import re
from collections.abc import Iterable, Mapping

TOTALS = frozenset({"", "total", "_t", "итого", "всего", "барлығы", "жиыны"})
LETTER_AND_DIGITS = re.compile(r"[a-z](\d{1,2})")
TOKEN = re.compile(r"\s*([^\s.,;:–—-]+)")


def class_key(code: str) -> str:
    """ "B05", "05" and "5" are one division; "b" is section B."""
    key = code.strip().casefold()
    if with_letter := LETTER_AND_DIGITS.fullmatch(key):
        key = with_letter.group(1)
    return key.zfill(2) if key.isascii() and key.isdigit() else key


def class_codes(codes: Iterable[str]) -> dict[str, str]:
    """Key -> code, for `find_class`."""
    return {class_key(code): code for code in codes}


def find_class(written: str, codes: Mapping[str, str]) -> str | None:
    """The code that is meant, "" for the total, None for an unknown one. "23 Manufacture of glass" means 23."""
    if written.strip().casefold() in TOTALS:
        return ""
    found = codes.get(class_key(written))
    if found is None and (first := TOKEN.match(written)):
        found = codes.get(class_key(first.group(1)))
    return found
