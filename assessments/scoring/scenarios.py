"""The same marks under other assumptions: one order for each, from sums that are published anyway."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from assessments.scoring import balance
from assessments.scoring.exact import Ratio, printed
from assessments.scoring.method import MEASURED, Method
from assessments.scoring.ranking import ranks
from assessments.scoring.result import Standing
from assessments.scoring.what_if import weights_for, with_kappa

MOST_PLACES = 6  # a set of priorities has 5 to 8


@dataclass(frozen=True)
class Tally:
    """One activity as whole numbers: per judged criterion n and sum by group; measured values as ratios."""

    activity: str
    counts: list[list[int]]
    totals: list[list[int]]
    measured: list[Ratio | None]

    def values(self, method: Method, factors: Iterable[balance.Factors]) -> list[Ratio | None]:
        """u of every criterion in frozen order, the judged ones under the given factors."""
        judged = (
            balance.value(*column)
            for column in zip(method.judged, factors, self.counts, self.totals, strict=True)
        )
        measured = iter(self.measured)
        return [next(measured if criterion.kind == MEASURED else judged) for criterion in method.criteria]


@dataclass(frozen=True)
class Assumption:
    """shares: principle -> number from 0 up, left out 0; only their proportions count. kappa: 1 to 8."""

    shares: Mapping[str, int | Fraction]
    kappa: int


def reordered(
    method: Method, tallies: Sequence[Tally], assumptions: Sequence[Assumption]
) -> list[list[Standing]]:
    """Standings of all activities, in their order, under each assumption. Raises MethodError."""
    rows_by_kappa: dict[int, list[Row]] = {}
    found = []
    for assumption in assumptions:
        if assumption.kappa not in rows_by_kappa:
            rows_by_kappa[assumption.kappa] = rows_under(with_kappa(method, assumption.kappa), tallies)
        weights = weights_for(method, assumption.shares)
        minimum = method.coverage_minimum * sum(weights)
        scores = [row.score(weights, minimum) for row in rows_by_kappa[assumption.kappa]]
        found.append([Standing(*pair) for pair in zip(scores, ranks(scores), strict=True)])
    return found


@dataclass(frozen=True)
class Row:
    """u of every criterion of an activity as whole numbers over one denominator, so that each score is one sum.

    numerators: None where the value is missing.
    """

    numerators: Sequence[int | None]
    denominator: int

    @classmethod
    def of(cls, values: Sequence[Ratio | None]) -> "Row":
        denominator = lcm(*(ratio[1] for ratio in values if ratio is not None))
        return cls(
            [None if ratio is None else ratio[0] * (denominator // ratio[1]) for ratio in values], denominator
        )

    def score(self, weights: Sequence[int], minimum: Fraction) -> Decimal | None:
        """As `balance.score`; minimum: the weight that must be present."""
        total = present = 0
        for numerator, weight in zip(self.numerators, weights, strict=True):
            if numerator is not None:
                total += weight * numerator
                present += weight
        if present == 0 or present < minimum:
            return None
        return printed((100 * total, self.denominator * present), 1)


def rows_under(method: Method, tallies: Sequence[Tally]) -> list[Row]:
    """The values of each activity with the method's kappa."""
    return [
        Row.of(
            tally.values(
                method,
                [balance.balanced(n, method.omegas, method.kappa, method.threshold) for n in tally.counts],
            )
        )
        for tally in tallies
    ]


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))


def is_among(rank: int | None, places: int) -> bool:
    return rank is not None and rank <= places
