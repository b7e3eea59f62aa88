"""What if the weights or kappa were others? Computed from the stored document when asked, stored nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.models import Principle, Round
from assessments.queries.methods import frozen_method
from assessments.queries.rankings import BoardRow, Place, ranking_of, row_of
from assessments.queries.rounds import entries_of
from assessments.queries.sums import value_of
from assessments.scoring import ranks, rescored, weights_for, with_kappa
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
    """None while the ranking is not computed. Raises MethodError for shares that are all zero, and for kappa.

    Only from sums that anybody may see: what is asked of them tells nothing new about a mark.
    """
    ranking = ranking_of(round)
    if ranking is None:
        return None
    method = frozen_method(round)
    rules = with_kappa(method.rules, kappa)
    weights = weights_for(rules, shares)
    entries = {str(entry.activity_id): entry for entry in entries_of(round)}
    results = ranking.document["activities"]
    rows = [row_of(result, entries[result["activity"]].activity, method) for result in results]
    shown = [result["sums_open"] for result in results]
    values = [
        [value_of(criterion, rules, result, entries[result["activity"]]) for criterion in rules.criteria]
        for result, is_shown in zip(results, shown, strict=True)
        if is_shown
    ]
    scores = rescored(rules, weights, values)
    asked = [row for row, is_shown in zip(rows, shown, strict=True) if is_shown]
    official = ranks([row.official.score for row in asked])
    supposed = [
        Supposed(row, Place(score, rank), before)
        for row, score, rank, before in zip(asked, scores, ranks(scores), official, strict=True)
    ]
    whole = sum((Fraction(shares.get(principle, 0)) for principle in rules.principles), start=Fraction(0))
    return WhatIf(
        supposed=tuple(
            sorted((one for one in supposed if one.place.rank), key=lambda one: one.place.rank or 0)
        ),
        unranked=tuple(one.row for one in supposed if one.place.rank is None),
        kept_back=tuple(row for row, is_shown in zip(rows, shown, strict=True) if not is_shown),
        shares=tuple(
            (str(Principle(principle).label), share_of(shares.get(principle, 0), whole))
            for principle in rules.principles
        ),
        kappa=kappa,
    )


def share_of(share: int | Fraction, whole: Fraction) -> Decimal:
    """Percent, one decimal."""
    part = 100 * share / whole
    return printed((part.numerator, part.denominator), 1)
