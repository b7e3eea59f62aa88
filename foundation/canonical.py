"""Canonical JSON: one spelling for one content, so that a digest means something.

UTF-8, keys sorted, no spaces, no floats: decimals and exact fractions travel as strings, times as ISO 8601 in UTC.
Used for framework hashes, the audit chain, request digests and the open-data bundle.
"""

import datetime as dt
import hashlib
import json
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


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case float():
            raise TypeError("a float has no canonical spelling: use Decimal, Fraction or a string")
        case Decimal() | Fraction() | UUID():
            return str(value)
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"no canonical spelling for {type(value).__name__}")
