"""Exact numbers: ratios of whole numbers in, printed decimals out. No floats anywhere.

A ratio is a pair (numerator, denominator > 0) that need not be reduced: reducing costs more than it
saves in the short chains used here.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

Ratio = tuple[int, int]


def half_even(numerator: int, denominator: int) -> int:
    """The nearest whole number to the ratio; a tie goes to the even neighbor."""
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))


def printed(ratio: Ratio, places: int) -> Decimal:
    """The ratio as it is printed: rounded half-even to that many decimals, trailing zeros kept."""
    numerator, denominator = ratio
    return Decimal(half_even(numerator * 10**places, denominator)).scaleb(-places)


def in_millionths(proportions: Sequence[int | Fraction], total: Decimal) -> list[Decimal]:
    """The total divided in these proportions, with six decimals that add up to it exactly.

    By largest remainders: each part is less than a millionth from the exact one; equal remainders go to the first.
    """
    return divided(proportions, total, places=6)


def divided(proportions: Sequence[int | Fraction], total: Decimal | int, *, places: int) -> list[Decimal]:
    """As `in_millionths`, with any number of decimals. Proportions of zero altogether mean equal parts."""
    whole = int(Decimal(total).scaleb(places))
    shares = on_common_denominator(proportions)
    if not any(shares):
        shares = (1,) * len(shares)
    together = sum(shares)
    parts = [whole * share // together for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: (-(whole * shares[index] % together), index))
    for index in by_remainder[: whole - sum(parts)]:
        parts[index] += 1
    return [Decimal(part).scaleb(-places) for part in parts]


def on_common_denominator(fractions: Iterable[int | Fraction]) -> tuple[int, ...]:
    """Whole numbers in the same proportions: only proportions matter for weights."""
    listed = tuple(fractions)
    common = lcm(*(fraction.denominator for fraction in listed))
    return tuple(int(fraction * common) for fraction in listed)


def fraction_text(fraction: Fraction) -> str:
    """'13.5' where the decimal ends, '1/3' where it does not; `Fraction(text)` gives it back."""
    rest = fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{fraction.numerator}/{fraction.denominator}"
    places = 0
    while fraction.denominator != 1 and (fraction * 10**places).denominator != 1:
        places += 1
    return str(printed((fraction.numerator, fraction.denominator), places))
