"""Canonical JSON: one spelling for one content, so that a digest means something.

UTF-8, keys sorted, no spaces, no floats: decimals and exact fractions travel as strings, times as ISO 8601 in UTC.
Used for framework hashes, the audit chain, request digests and the open-data bundle.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID


def dumps(content: Any) -> bytes:
    """The canonical bytes of plain content. Raises TypeError for a float or an unknown type."""
    plain = _plain(content)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: Any) -> str:
    """SHA-256 of the canonical bytes, as 64 hex characters."""
    return hashlib.sha256(dumps(content)).hexdigest()


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})  # nearly all there is in a long document

_SPELLINGS: dict[type, Callable[[Any], Any]] = {
    Decimal: str,
    Fraction: str,
    UUID: str,
    str: str,  # also the labels and codes that behave like text
    dt.datetime: lambda moment: moment.astimezone(dt.UTC).isoformat(),
    dt.date: dt.date.isoformat,
    bytes: lambda content: hashlib.sha256(content).hexdigest(),
    memoryview: lambda content: hashlib.sha256(content).hexdigest(),
    dict: lambda mapping: {
        str(key): item if type(item) in _AS_THEY_ARE else _plain(item) for key, item in mapping.items()
    },
    list: lambda items: [_plain(item) for item in items],
    tuple: lambda items: [_plain(item) for item in items],
}


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE or isinstance(value, int):
        return value
    if isinstance(value, float):
        raise TypeError("a float has no canonical spelling: use Decimal, Fraction or a string")
    for kind in type(value).__mro__:
        if spell := _SPELLINGS.get(kind):
            return spell(value)
    raise TypeError(f"no canonical spelling for {type(value).__name__}")
