"""How much each criterion decided: its share of the variance of the score.

U(a) is the sum over criteria of contributions x_c(a). The share of criterion c is cov(x_c, U) / var(U) over the
activities: the shares add up to 1, and one that hardly differs between activities decides hardly anything, whatever its
weight. A share may be negative: the criterion then worked against the order.
"""

from collections.abc import Sequence
from fractions import Fraction

FEWEST = 3  # activities: with two, every order is a straight line


def importance(contributions: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """Shares of the variance, one a criterion, from contributions by activity and criterion.

    None where there are fewer than three activities, or where all have the same score.
    """
    rows = [list(row) for row in contributions]
    if len(rows) < FEWEST:
        return None
    totals = centered([sum(row, Fraction(0)) for row in rows])
    variance = sum(total * total for total in totals)
    if variance == 0:
        return None
    columns = (centered(column) for column in zip(*rows, strict=True))
    return [
        Fraction(sum(part * total for part, total in zip(column, totals, strict=True)), 1) / variance
        for column in columns
    ]


def centered(values: Sequence[Fraction]) -> list[Fraction]:
    mean = sum(values, Fraction(0)) / len(values)
    return [value - mean for value in values]


def is_heavy(share: Fraction, nominal: Fraction) -> bool:
    """It decided more than one and a half times what its weight says."""
    return 2 * share > 3 * nominal
