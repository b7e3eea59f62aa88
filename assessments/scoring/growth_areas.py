"""Scores of growth areas as the Estonian Development Fund gave them in 2013: pure formulas, not part of a round.

    total = enterprise + research + volume x probability        marks 0 to 3, probability 0 to 1

computed for each rater, then averaged: the mean of a product is not the product of the means. A rater who cannot judge
one of the four has no total.

Why no round computes it: a total takes few of the values of its scale, so that with the rule for sums of marks
(disclosure.py) a published sum could still give single answers away. The ready-made set "growth-areas" asks the same
four questions and adds them up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

HIGHEST = 3
Mark = Fraction | int


class GrowthAreaError(ValueError):
    """A mark or a probability off its scale."""


@dataclass(frozen=True)
class GrowthAreaMarks:
    """What one rater says of one area; None: cannot judge. Raises GrowthAreaError."""

    enterprise: Mark | None
    research: Mark | None
    volume: Mark | None
    probability: Mark | None

    def __post_init__(self) -> None:
        for mark in (self.enterprise, self.research, self.volume):
            require_within(mark, HIGHEST)
        require_within(self.probability, 1)

    @property
    def impact(self) -> Fraction | None:
        """What may change, times how likely it is."""
        if self.volume is None or self.probability is None:
            return None
        return Fraction(self.volume) * Fraction(self.probability)

    @property
    def total(self) -> Fraction | None:
        impact = self.impact
        if self.enterprise is None or self.research is None or impact is None:
            return None
        return Fraction(self.enterprise) + Fraction(self.research) + impact


def require_within(mark: Mark | None, highest: int) -> None:
    if mark is not None and not 0 <= mark <= highest:
        raise GrowthAreaError(f"{mark} is not between 0 and {highest}")


def mean_total(raters: Iterable[GrowthAreaMarks]) -> Fraction | None:
    """Of the raters who have one; None where nobody has."""
    totals = [total for marks in raters if (total := marks.total) is not None]
    return sum(totals, Fraction(0)) / len(totals) if totals else None
