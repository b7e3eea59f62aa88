"""Lengths of bars on a scale of 0 to 100, as text for SVG attributes.

They are text with a point because Django would write 43,7 on a Russian page, which SVG does not read;
and attributes because the content security policy forbids inline styles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .numbers import Number, known

FULL = Decimal(100)
CENTRE = Decimal(50)


@dataclass(frozen=True)
class Bar:
    """A bar of a horizontal scale; `start` and `length` in hundredths of the scale's width."""

    start: str
    length: str
    is_below: bool = False


def share_of(value: Number | None, maximum: Number) -> str | None:
    """The position of a value between 0 and `maximum`; clipped, because a bar cannot leave its frame."""
    exact, top = known(value), known(maximum)
    if exact is None or top is None:
        return None
    if top <= 0:
        return _text(Decimal(0))
    return _text(_clipped(exact / top * FULL))


def bar_from_zero(value: Number | None, maximum: Number) -> Bar | None:
    """An ordinary bar that starts at the left."""
    length = share_of(value, maximum)
    return None if length is None else Bar(start="0", length=length)


def bar_from_pivot(value: Number | None, pivot: Number) -> Bar | None:
    """A bar of a ratio that starts in the middle, where the ratio equals `pivot`.

    The position is x / (x + pivot): 0 at the left, the pivot in the middle, and three times the pivot as far
    to the right as a third of it is to the left, so that strength and weakness look alike.
    """
    exact, middle = known(value), known(pivot)
    if exact is None or middle is None:
        return None
    if exact < 0 or middle <= 0:
        raise ValueError("a ratio and its pivot are not negative")
    position = exact / (exact + middle) * FULL
    start, end = sorted((position, CENTRE))
    return Bar(start=_text(start), length=_text(end - start), is_below=position < CENTRE)


def largest(values: Iterable[Number | None]) -> Decimal:
    """The largest known value, 0 where nothing is known."""
    return max((exact for value in values if (exact := known(value)) is not None), default=Decimal(0))


def _clipped(position: Decimal) -> Decimal:
    return min(max(position, Decimal(0)), FULL)


def _text(position: Decimal) -> str:
    return f"{position:.2f}"
