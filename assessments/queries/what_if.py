"""What if the weights or kappa were others? Computed from the stored document when asked, stored nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.models import Principle, Round
from assessments.queries.methods import FrozenMethod, frozen_method
from assessments.queries.open_sums import open_sums_of
from assessments.queries.rankings import BoardRow, Place
from assessments.scoring import Assumption, reordered
from assessments.scoring.exact import printed


@dataclass(frozen=True)
class Supposed:
    """An activity with its place under the supposed rules.

    official: its official place among the activities asked here. change: places up, None where one is missing.
    """

    row: BoardRow
    place: Place
    official: int | None

    @property
    def change(self) -> int | None:
        return None if self.official is None or self.place.rank is None else self.official - self.place.rank

    @property
    def change_down(self) -> int:
        return -(self.change or 0)


@dataclass(frozen=True)
class WhatIf:
    """shares: (principle in words, percent of the weight). kept_back: their sums are not shown, so neither is this."""

    supposed: tuple[Supposed, ...]
    unranked: tuple[BoardRow, ...]
    kept_back: tuple[BoardRow, ...]
    shares: tuple[tuple[str, Decimal], ...]
    kappa: int


def agreed_shares(round: Round) -> dict[str, Fraction]:
    """Principle -> percent of the weight as agreed, exactly."""
    rules = frozen_method(round).rules
    whole = sum(rules.weights)
    own = dict.fromkeys(rules.principles, 0)
    for criterion, weight in zip(rules.criteria, rules.weights, strict=True):
        own[criterion.principle] += weight
    return {principle: Fraction(100 * weight, whole) for principle, weight in own.items()}


def what_if(round: Round, *, shares: Mapping[str, int | Fraction], kappa: int) -> WhatIf | None:
    """None while the ranking is not computed. Raises MethodError for shares that are all zero, and for kappa."""
    sums = open_sums_of(round)
    if sums is None:
        return None
    [standings] = reordered(sums.method.rules, sums.tallies, [Assumption(shares, kappa)])
    supposed = [
        Supposed(row, Place(standing.score, standing.rank), before)
        for row, standing, before in zip(sums.rows, standings, sums.official, strict=True)
    ]
    return WhatIf(
        supposed=tuple(
            sorted((one for one in supposed if one.place.rank), key=lambda one: one.place.rank or 0)
        ),
        unranked=tuple(one.row for one in supposed if one.place.rank is None),
        kept_back=sums.kept_back,
        shares=shares_in_words(sums.method, shares),
        kappa=kappa,
    )


def shares_in_words(
    method: FrozenMethod, shares: Mapping[str, int | Fraction]
) -> tuple[tuple[str, Decimal], ...]:
    """(principle in words, percent of the weight) in frozen order. At least one share is above zero."""
    principles = method.rules.principles
    whole = sum((Fraction(shares.get(principle, 0)) for principle in principles), start=Fraction(0))
    return tuple(
        (str(Principle(principle).label), share_of(shares.get(principle, 0), whole))
        for principle in principles
    )


def share_of(share: int | Fraction, whole: Fraction) -> Decimal:
    """Percent, one decimal."""
    part = 100 * share / whole
    return printed((part.numerator, part.denominator), 1)
