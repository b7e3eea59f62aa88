"""What decided a round: each criterion's weight beside its share of the differences between activities.

From the stored document alone, so it can show nothing that may not be shown: activities whose sums stay back are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.models import Principle, Round, RoundActivity
from assessments.queries.methods import FrozenMethod, frozen_method
from assessments.queries.rankings import ranking_of
from assessments.queries.rounds import entries_of
from assessments.queries.sums import present_weight, value_of
from assessments.scoring import JUDGED, importance, is_heavy
from assessments.scoring.exact import printed


@dataclass(frozen=True)
class CriterionImportance:
    """`nominal`: percent of the weight. `effective`: percent of the variance of the score; None where unknown."""

    code: str
    question: str
    is_judged: bool
    nominal: Decimal
    effective: Decimal | None
    is_heavy: bool


@dataclass(frozen=True)
class RoundImportance:
    """`counted` of `ranked` activities: the others keep their sums back."""

    round: Round
    criteria: tuple[CriterionImportance, ...]
    principles: tuple[CriterionImportance, ...]
    counted: int
    ranked: int

    @property
    def is_known(self) -> bool:
        return any(each.effective is not None for each in self.criteria)

    @property
    def heavy(self) -> list[CriterionImportance]:
        return [each for each in (*self.criteria, *self.principles) if each.is_heavy]


def importance_in(round: Round) -> RoundImportance | None:
    """None while the ranking is not computed. Two queries."""
    ranking = ranking_of(round)
    if ranking is None:
        return None
    method = frozen_method(round)
    entries = {str(entry.activity_id): entry for entry in entries_of(round)}
    ranked = [result for result in ranking.document["activities"] if result["rankable"]]
    open_rows = [result for result in ranked if result["sums_open"]]
    rows = [list(contributions(method, result, entries[result["activity"]])) for result in open_rows]
    shares = importance(rows)
    return RoundImportance(
        round=round,
        criteria=tuple(by_criterion(method, shares)),
        principles=tuple(by_principle(method, shares)),
        counted=len(open_rows),
        ranked=len(ranked),
    )


def contributions(
    method: FrozenMethod, result: Mapping[str, Any], entry: RoundActivity
) -> Iterator[Fraction]:
    """Points each criterion gave to the score; a missing one gave none."""
    rules = method.rules
    absent = {missing["criterion"]: missing["reason"] for missing in result["missing"]}
    whole = present_weight(rules, absent)
    for criterion, weight in zip(rules.criteria, rules.weights, strict=True):
        value = value_of(criterion, rules, result, entry)
        yield Fraction(0) if value is None else Fraction(100 * weight * value[0], whole * value[1])


def by_criterion(method: FrozenMethod, shares: list[Fraction] | None) -> Iterator[CriterionImportance]:
    rules = method.rules
    for place, criterion in enumerate(rules.criteria):
        yield line(
            criterion.code,
            method.text(criterion.code, "question"),
            criterion.kind == JUDGED,
            Fraction(rules.weights[place], sum(rules.weights)),
            None if shares is None else shares[place],
        )


def by_principle(method: FrozenMethod, shares: list[Fraction] | None) -> Iterator[CriterionImportance]:
    rules = method.rules
    for principle in rules.principles:
        own = [place for place, criterion in enumerate(rules.criteria) if criterion.principle == principle]
        nominal = Fraction(sum(rules.weights[place] for place in own), sum(rules.weights))
        share = None if shares is None else sum((shares[place] for place in own), Fraction(0))
        yield line(principle, str(Principle(principle).label), True, nominal, share)


def line(
    code: str, name: str, is_judged: bool, nominal: Fraction, share: Fraction | None
) -> CriterionImportance:
    return CriterionImportance(
        code=code,
        question=name,
        is_judged=is_judged,
        nominal=percent(nominal),
        effective=None if share is None else percent(share),
        is_heavy=share is not None and is_heavy(share, nominal),
    )


def percent(part: Fraction) -> Decimal:
    return printed((100 * part.numerator, part.denominator), 1)
