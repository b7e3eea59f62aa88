"""A number as people and programs write it, or the reason why it is none."""

import re
from decimal import Decimal

SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
SPACED = re.compile(r"[+-]?\d{1,3}([\s\u00a0\u2009\u202f']\d{3})+([.,]\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
MAYBE_THOUSAND = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
GROUPED = {  # thousands mark, decimal mark
    (",", "."): re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}"),
    (".", ","): re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}"),
}
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)
NO_VALUE = frozenset({"", "...", "…", "..", ":"})
"""Empty, and the usual signs for "not available". A dash may mean none or zero, so it is rejected."""

LARGEST = Decimal("1e18")
MOST_DECIMALS = 12
LONGEST = 64


class NumberRejected(ValueError):
    """The text is not an acceptable number; `code` is the message code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_number(text: str) -> Decimal | None:
    """Read a cell; None where it holds no value. Raises NumberRejected.

    Accepted: 1234.5, 1234,5, 1 234,5 (any kind of space, or '), 1,234.5, 1.234,5, 1,234,567 and exponents.
    A single comma before three digits ("1,234") is refused: it may be a thousand or a fraction. A single dot
    is always the decimal point.
    """
    text = text.strip().replace("\u2212", "-")
    if text in NO_VALUE:
        return None
    if NOT_FINITE.fullmatch(text):
        raise NumberRejected("not_finite")
    if len(text) > LONGEST:
        raise NumberRejected("too_large")
    return _within_limits(Decimal(_normalized(text)))


def _normalized(text: str) -> str:
    """The same number with a decimal point and nothing between the thousands."""
    if not text.isascii() and any(character.isdigit() and not character.isascii() for character in text):
        raise NumberRejected("not_a_number")
    if PLAIN.fullmatch(text):
        return text
    if SPACED.fullmatch(text):
        return SPACES.sub("", text).replace(",", ".")
    for (thousands, point), pattern in GROUPED.items():
        if pattern.fullmatch(text):
            return text.replace(thousands, "").replace(point, ".")
    if MAYBE_THOUSAND.fullmatch(text):
        raise NumberRejected("ambiguous_number")
    if DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    raise NumberRejected("not_a_number")


def _within_limits(value: Decimal) -> Decimal:
    if abs(value) >= LARGEST:
        raise NumberRejected("too_large")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        raise NumberRejected("too_large")
    return value
