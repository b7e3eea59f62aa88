"""One activity's score opened to its inputs: every criterion with its cells, value, weight and contribution.

Computed from the stored document, not from ballots, so it can show nothing that may not be shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.models import Principle, Ranking, RoundActivity
from assessments.queries.input_names import Names, codes_of, names_in
from assessments.queries.methods import FrozenMethod, frozen_method
from assessments.queries.rankings import BoardRow, ranking_of, row_of
from assessments.scoring import JUDGED, Criterion, Method, balance
from assessments.scoring.exact import Ratio, printed
from assessments.sentences import INPUTS, REASONS_MISSING, SOURCES, VALUES
from foundation.components.numbers import figure
from foundation.foreign_text import in_language

Result = Mapping[str, Any]
DECIMAL = re.compile(r"-?\d+\.\d+")
SHARES = re.compile(r"rate_\w+|mean_rate|share_of_country|dominant_share")  # written as percent


@dataclass(frozen=True)
class GroupCell:
    """status: "open", "too_few" (fewer than g marks: enters nothing) or "withheld" (counts, sums not shown)."""

    group: str
    status: str
    n: int | None
    mean: Decimal | None
    weight: Decimal | None


@dataclass(frozen=True)
class MeasuredValue:
    """`shown`: the value, also where it is only context. `inputs`: (plain words, value)."""

    shown: Decimal | None
    inputs: tuple[tuple[str, str], ...]
    source: str
    vintage: str
    anchors: str
    reason: str

    @property
    def rule_of(self) -> date | None:
        """The month since which it is computed by this rule."""
        return month_of(self.anchors)


@dataclass(frozen=True)
class CriterionSum:
    """value: mu in [0, 1], four decimals. weight: percent of the whole. contribution: points of the score.

    Value and contribution are None where there is none (`reason`), or where it would give marks away (`is_withheld`).
    histogram: (mark, how often, pooled over the groups); empty where it stays back.
    """

    code: str
    question: str
    principle: str
    is_judged: bool
    scale: tuple[int, int]
    is_reversed: bool
    weight: Decimal
    cells: tuple[GroupCell, ...]
    measured: MeasuredValue | None
    value: Decimal | None
    contribution: Decimal | None
    is_withheld: bool
    reason: str
    histogram: tuple[tuple[int, int], ...]

    @property
    def most(self) -> int:
        """The highest bar."""
        return max((count for _mark, count in self.histogram), default=0)


@dataclass(frozen=True)
class ActivitySums:
    row: BoardRow
    criteria: tuple[CriterionSum, ...]
    context: tuple[tuple[str, MeasuredValue], ...]
    present_weight: Decimal


def sums_of(entry: RoundActivity) -> ActivitySums | None:
    """None while the ranking is not computed. One query for an entry that comes with its round and activity, and two
    more where figures name regions and branches.
    """
    ranking = ranking_of(entry.round)
    if ranking is None:
        return None
    result = result_of(ranking, entry.activity_id)
    method, names = frozen_method(entry.round), names_in(entry.measured.values())
    values = {
        criterion.code: value_of(criterion, method.rules, result, entry)
        for criterion in method.rules.criteria
    }
    absent = {missing["criterion"]: missing["reason"] for missing in result["missing"]}
    measured = {code: measured_value(frozen, names) for code, frozen in entry.measured.items()}
    return ActivitySums(
        row=row_of(result, entry.activity, method),
        criteria=tuple(
            criterion_sum(criterion, values[criterion.code], absent, method, result, measured)
            for criterion in method.rules.criteria
        ),
        context=tuple(context_of(method, measured)),
        present_weight=printed((100 * present_weight(method.rules, absent), sum(method.rules.weights)), 1),
    )


def result_of(ranking: Ranking, activity_id: int) -> Result:
    results: Sequence[Result] = ranking.document["activities"]
    return next(result for result in results if result["activity"] == str(activity_id))


def value_of(criterion: Criterion, method: Method, result: Result, entry: RoundActivity) -> Ratio | None:
    """mu of one criterion as an exact ratio; None where it is missing or its sums are withheld."""
    if criterion.kind != JUDGED:
        u = entry.measured.get(criterion.code, {}).get("u")
        return None if u is None else (int(Decimal(u).scaleb(6)), 10**6)
    cells = cells_of(criterion, result)
    if any(cell["status"] == "withheld" for cell in cells):
        return None
    counts, totals = [cell["n"] or 0 for cell in cells], [cell["sum"] or 0 for cell in cells]
    factors = balance.balanced(counts, method.omegas, method.kappa, method.threshold)
    return balance.value(criterion, factors, counts, totals)


def cells_of(criterion: Criterion, result: Result) -> list[Result]:
    return [cell for cell in result["cells"] if cell["criterion"] == criterion.code]


def present_weight(method: Method, absent: Mapping[str, str]) -> int:
    pairs = zip(method.criteria, method.weights, strict=True)
    return sum(weight for criterion, weight in pairs if criterion.code not in absent)


def criterion_sum(
    criterion: Criterion,
    value: Ratio | None,
    absent: Mapping[str, str],
    method: FrozenMethod,
    result: Result,
    measured: Mapping[str, MeasuredValue],
) -> CriterionSum:
    rules = method.rules
    weight = rules.weights[rules.criteria.index(criterion)]
    whole = present_weight(rules, absent)
    is_judged = criterion.kind == JUDGED
    return CriterionSum(
        code=criterion.code,
        question=method.text(criterion.code, "question"),
        principle=str(Principle(criterion.principle).label),
        is_judged=is_judged,
        scale=(criterion.minimum, criterion.maximum),
        is_reversed=criterion.reversed,
        weight=printed((100 * weight, sum(rules.weights)), 2),
        cells=tuple(group_cell(cell) for cell in cells_of(criterion, result)),
        measured=None if is_judged else measured.get(criterion.code) or measured_value({}),
        value=None if value is None else printed(value, 4),
        contribution=None if value is None else printed((100 * weight * value[0], whole * value[1]), 2),
        is_withheld=value is None and criterion.code not in absent,
        reason=str(REASONS_MISSING[absent[criterion.code]]) if criterion.code in absent else "",
        histogram=tuple(histogram_of(criterion, result)),
    )


def histogram_of(criterion: Criterion, result: Result) -> Iterator[tuple[int, int]]:
    counts = next(
        (entry["counts"] for entry in result["histograms"] if entry["criterion"] == criterion.code), None
    )
    yield from zip(range(criterion.minimum, criterion.maximum + 1), counts or (), strict=False)


def group_cell(cell: Result) -> GroupCell:
    mean, weight = cell["mean"], cell["weight"]
    return GroupCell(
        group=cell["group"],
        status=cell["status"],
        n=cell["n"],
        mean=None if mean is None else Decimal(mean),
        weight=None if weight is None else Decimal(weight),
    )


def measured_value(frozen: Mapping[str, Any], names: Names | None = None) -> MeasuredValue:
    """As a reader sees it; a code without a name in `names` stays a code."""
    u = frozen.get("u") or frozen.get("shown")
    reason, source = frozen.get("reason_missing", ""), frozen.get("source", "")
    return MeasuredValue(
        shown=None if u is None else Decimal(u),
        inputs=tuple(
            (str(INPUTS.get(name, name)), input_in_words(name, text, names or {}))
            for name, text in frozen.get("inputs", {}).items()
        ),
        source=str(SOURCES.get(source, source)),
        vintage=frozen.get("vintage", ""),
        anchors=frozen.get("anchors", ""),
        reason=str(REASONS_MISSING.get(reason, reason)),
    )


def input_in_words(name: str, text: str, names: Names) -> str:
    """A frozen input as a reader sees it: numbers in their language, shares in percent, codes as names."""
    if DECIMAL.fullmatch(text):
        return f"{figure(100 * Decimal(text), 2)} %" if SHARES.fullmatch(name) else figure(text)
    known = [names.get((name, code)) for code in codes_of(text)]
    if any(known):
        return "; ".join(said or code for said, code in zip(known, codes_of(text), strict=True))
    return ", ".join(str(VALUES.get(part, part)) for part in text.split(", "))


def month_of(anchors: str) -> date | None:
    """Anchors are "name of the rule/year-month"."""
    found = re.fullmatch(r".+/(\d{4})-(\d{2})", anchors)
    return date(int(found[1]), int(found[2]), 1) if found else None


def evidence_in_words(
    method: FrozenMethod, measured: Mapping[str, Any], names: Names
) -> list[tuple[str, str, MeasuredValue]]:
    """What is known of an activity, for its raters: (question, what is this?, value), the context included."""
    entries = [entry for entry in method.document["criteria"] if entry["kind"] != JUDGED]
    return [
        (
            in_language(entry["question"]),
            in_language(entry["explanation"]),
            measured_value(measured[entry["code"]], names),
        )
        for entry in (*entries, *method.document["removed"])
        if entry["code"] in measured
    ]


def context_of(
    method: FrozenMethod, measured: Mapping[str, MeasuredValue]
) -> list[tuple[str, MeasuredValue]]:
    """Values of criteria left out before the freeze: shown, but not counted."""
    return [
        (in_language(removed["question"]), measured[removed["code"]])
        for removed in method.document["removed"]
        if removed["code"] in measured
    ]
