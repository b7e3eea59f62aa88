"""The score of every activity and its rank, in exact rationals from counted cells (docs/method.md)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import nan

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import balance, disclosure
from assessments.scoring.cells import Ballots, CellCounts, InputError, Roster, count_cells
from assessments.scoring.exact import Ratio, printed
from assessments.scoring.method import MEASURED, Criterion, Method
from assessments.scoring.result import (
    OPEN,
    TOO_FEW,
    WITHHELD,
    ActivityResult,
    Cell,
    Histogram,
    Missing,
    PrincipleScore,
    RoundResult,
    Standing,
)

MICRO = 10**6  # measured values are fixed to six decimals at the freeze

Measured = Mapping[tuple[str, str], Decimal]
Values = Sequence[Ratio | None]


def rank_round(method: Method, roster: Roster, ballots: Ballots, measured: Measured) -> RoundResult:
    """The result of a round.

    measured: u in [0, 1] with at most six decimals by (activity code, criterion code); a pair left out is
    missing. Raises InputError where the parts do not fit together. Equal input gives equal output, and
    the order of the ballots does not matter.
    """
    require_measured(method, ballots.activities, measured)
    counts = count_cells(method, roster, ballots)
    influential = groups_to_leave_out(method, roster)
    tallies = tallies_of(method, counts, ballots.activities, measured)
    scores = [Scores.of(method, tally, influential) for tally in tallies]
    return RoundResult(
        activities=tuple(results(method, counts, tallies, scores, influential)),
        raters=raters_by_group(method, roster),
        recusals=len({(int(activity), int(rater)) for activity, rater in ballots.recusals}),
        voids=len(roster.voided),
    )


@dataclass(frozen=True)
class Tally:
    """One activity as whole numbers: per judged criterion n and sum by group; measured values as ratios."""

    activity: str
    counts: list[list[int]]
    totals: list[list[int]]
    measured: list[Ratio | None]

    def values(self, method: Method, factors: Iterable[balance.Factors]) -> Values:
        """u of every criterion in frozen order, the judged ones under the given factors."""
        judged = (
            balance.value(*column)
            for column in zip(method.judged, factors, self.counts, self.totals, strict=True)
        )
        measured = iter(self.measured)
        return [next(measured if criterion.kind == MEASURED else judged) for criterion in method.criteria]


@dataclass(frozen=True)
class Scores:
    """Scores of one activity under the official rule and beside it, before ranks are known."""

    factors: list[balance.Factors]
    values: Values
    official: Decimal | None
    per_head: Decimal | None
    kappa_0: Decimal | None
    without: list[Decimal | None]

    @classmethod
    def of(cls, method: Method, tally: Tally, influential: Sequence[int]) -> "Scores":
        g, omegas = method.threshold, method.omegas

        def under(rule: Callable[[list[int]], balance.Factors]) -> list[balance.Factors]:
            return [rule(counts) for counts in tally.counts]

        def scored(factors: Iterable[balance.Factors]) -> Decimal | None:
            return balance.score(tally.values(method, factors), method.weights, method.coverage_minimum)

        official = under(lambda counts: balance.balanced(counts, omegas, method.kappa, g))
        return cls(
            factors=official,
            values=tally.values(method, official),
            official=scored(official),
            per_head=scored(under(lambda counts: balance.per_head(counts, g))),
            kappa_0=scored(under(lambda counts: balance.balanced(counts, omegas, 0, g))),
            without=[scored(balance.without(each, group) for each in official) for group in influential],
        )


def tallies_of(
    method: Method, counts: CellCounts, activities: Sequence[str], measured: Measured
) -> list[Tally]:
    n = counts.n.transpose(0, 2, 1).tolist()
    totals = counts.total.transpose(0, 2, 1).tolist()
    return [
        Tally(
            code,
            n[index],
            totals[index],
            [as_ratio(measured.get((code, criterion.code))) for criterion in method.measured],
        )
        for index, code in enumerate(activities)
    ]


def official_values(
    method: Method, roster: Roster, ballots: Ballots, measured: Measured
) -> NDArray[np.float64]:
    """u of every criterion under the official rule, activities x criteria, to six decimals; NaN where missing.

    Input as in `rank_round`.
    """
    require_measured(method, ballots.activities, measured)
    counts = count_cells(method, roster, ballots)
    rows = [
        tally.values(
            method, [balance.balanced(n, method.omegas, method.kappa, method.threshold) for n in tally.counts]
        )
        for tally in tallies_of(method, counts, ballots.activities, measured)
    ]
    table = [[nan if ratio is None else float(printed(ratio, 6)) for ratio in row] for row in rows]
    return np.array(table, dtype=np.float64).reshape(len(rows), len(method.criteria))


def as_ratio(value: Decimal | None) -> Ratio | None:
    return None if value is None else (int(value.scaleb(6)), MICRO)


def groups_to_leave_out(method: Method, roster: Roster) -> list[int]:
    """Groups with g sealed raters or more, as long as another group remains."""
    if len(method.groups) < 2:
        return []
    return [
        group
        for group, (_, raters) in enumerate(raters_by_group(method, roster))
        if raters >= method.threshold
    ]


def raters_by_group(method: Method, roster: Roster) -> tuple[tuple[str, int], ...]:
    sealed = np.bincount(roster.group, minlength=len(method.groups)).tolist()
    return tuple((group.code, raters) for group, raters in zip(method.groups, sealed, strict=True))


def ranks(scores: Sequence[Decimal | None]) -> list[int | None]:
    """1 + number strictly higher, on the printed scores; ties share a rank; None has no rank."""
    descending = sorted((score for score in scores if score is not None), reverse=True)
    first = {score: position for position, score in reversed(list(enumerate(descending, start=1)))}
    return [None if score is None else first[score] for score in scores]


def standings(scores: Sequence[Decimal | None]) -> list[Standing]:
    return [Standing(score, rank) for score, rank in zip(scores, ranks(scores), strict=True)]


def results(
    method: Method,
    counts: CellCounts,
    tallies: Sequence[Tally],
    scores: Sequence[Scores],
    influential: Sequence[int],
) -> Iterable[ActivityResult]:
    official = standings([each.official for each in scores])
    per_head = standings([each.per_head for each in scores])
    kappa_0 = standings([each.kappa_0 for each in scores])
    left_out = [standings([each.without[at] for each in scores]) for at in range(len(influential))]
    names = [method.groups[group].code for group in influential]
    sums_open = disclosure.open_activities(method, counts).tolist()
    shown = disclosure.open_histograms(method, counts)
    for index, (tally, each) in enumerate(zip(tallies, scores, strict=True)):
        yield ActivityResult(
            activity=tally.activity,
            official=official[index],
            coverage=balance.coverage(each.values, method.weights),
            missing=tuple(missing(method.criteria, each.values)),
            principles=tuple(principle_scores(method, each)),
            one_person_one_vote=per_head[index],
            kappa_0=kappa_0[index],
            without_group=tuple((name, column[index]) for name, column in zip(names, left_out, strict=True)),
            sums_open=sums_open[index],
            cells=tuple(cells(method, tally, each.factors, sums_open[index])),
            histograms=tuple(histograms(method, counts, index, shown[index].tolist())),
        )


def missing(criteria: Sequence[Criterion], values: Values) -> Iterable[Missing]:
    for criterion, value in zip(criteria, values, strict=True):
        if value is None:
            judged = criterion.kind != MEASURED
            yield Missing(criterion.code, "too_few_marks" if judged else "no_measured_value")


def principle_scores(method: Method, scores: Scores) -> Iterable[PrincipleScore]:
    """The same formula on the criteria of one principle; no number for an activity without a rank."""
    for principle in method.principles:
        own = [index for index, criterion in enumerate(method.criteria) if criterion.principle == principle]
        values = [scores.values[index] for index in own]
        weights = [method.weights[index] for index in own]
        score = balance.score(values, weights, method.coverage_minimum)
        ranked = scores.official is not None
        yield PrincipleScore(principle, score if ranked else None, balance.coverage(values, weights))


def cells(
    method: Method, tally: Tally, factors: Sequence[balance.Factors], sums_open: bool
) -> Iterable[Cell]:
    columns = zip(method.judged, factors, tally.counts, tally.totals, strict=True)
    for criterion, each, counts, totals in columns:
        weights = balance.effective_weights(each, counts)
        for group, n, total, weight in zip(method.groups, counts, totals, weights, strict=True):
            if weight is None:
                yield Cell(group.code, criterion.code, TOO_FEW)
            elif not sums_open:
                yield Cell(group.code, criterion.code, WITHHELD, n=n, weight=weight)
            else:
                yield Cell(group.code, criterion.code, OPEN, n, total, printed((total, n), 2), weight)


def histograms(
    method: Method, counts: CellCounts, activity: int, shown: Sequence[bool]
) -> Iterable[Histogram]:
    for column, criterion in enumerate(method.judged):
        counting = counts.n[activity, :, column] >= method.threshold
        pooled = counts.histograms[column][activity][counting].sum(axis=0)
        yield Histogram(criterion.code, tuple(pooled.tolist()) if shown[column] else None)


def require_measured(method: Method, activities: Sequence[str], measured: Measured) -> None:
    known_activities = set(activities)
    known_criteria = {criterion.code for criterion in method.measured}
    for (activity, criterion), value in measured.items():
        if activity not in known_activities or criterion not in known_criteria:
            raise InputError(f"{activity}, {criterion}: no such measured value in this round")
        if not 0 <= value <= 1 or value.scaleb(6) != int(value.scaleb(6)):
            raise InputError(f"{activity}, {criterion}: {value} is not in [0, 1] with six decimals")
