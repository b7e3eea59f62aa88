"""Numbers as a reader sees them: rounded once, in the reader's language, a dash for what is missing."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.formats import number_format

Number = int | float | Decimal

MISSING = "–"


def known(value: Number | str | None) -> Decimal | None:
    """The exact value, or None where there is none; 0 is a value.

    None, NaN and the empty text are "none": the last is what Django makes of a variable that does not exist.
    """
    if value is None or value == "":
        return None
    exact = Decimal(str(value))
    return exact if exact.is_finite() else None


def figure(value: Number | str | None, digits: int | None = None) -> str:
    """Round half to even to `digits` decimals (None keeps the number as it is) and write it for the reader.

    Rankings are rounded half to even and compared as printed, so pages must not round another way.
    """
    exact = known(value)
    if exact is None:
        return MISSING
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
    text = number_format(abs(exact), decimal_pos=digits, use_l10n=True, force_grouping=True)
    return f"−{text}" if exact < 0 else str(text)
