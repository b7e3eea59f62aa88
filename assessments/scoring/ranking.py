"""The result of a round: the score of every activity, its rank, and all that is shown beside (docs/method.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import disclosure
from assessments.scoring.cells import Ballots, BoolArray, CellCounts, IntArray, Roster, count_cells
from assessments.scoring.exact import half_even
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
    round_document,
)
from assessments.scoring.scores import (
    MICRO,
    NONE,
    Measured,
    Rule,
    Sums,
    as_printed,
    coverages,
    decimal_of,
    decimal_or_none,
    ranks_at_once,
    scores_beside,
    scores_of,
)


def rank_round(method: Method, roster: Roster, ballots: Ballots, measured: Measured) -> RoundResult:
    """The result of a round.

    measured: u in [0, 1] with at most six decimals by (activity code, criterion code); a pair left out is
    missing. Raises InputError where the parts do not fit together. Equal input gives equal output, and
    the order of the ballots does not matter.
    """
    activities, raters, recusals, voids = ranked(method, roster, ballots, measured)
    return RoundResult(tuple(activities), raters, recusals, voids)


def ranking_document(method: Method, roster: Roster, ballots: Ballots, measured: Measured) -> dict[str, Any]:
    """`rank_round(...).as_document()`, one activity after the other.

    Ten thousands of cells kept until the last one is told would each time set off a search for garbage through all that
    the process holds, which takes as long as computing them.
    """
    return round_document(*ranked(method, roster, ballots, measured))


def ranked(
    method: Method, roster: Roster, ballots: Ballots, measured: Measured
) -> tuple[Iterable[ActivityResult], tuple[tuple[str, int], ...], int, int]:
    """What a `RoundResult` holds."""
    counts = count_cells(method, roster, ballots)
    sums = Sums.of(method, counts, ballots.activities, measured)
    influential = groups_to_leave_out(method, roster)
    numbers = Numbers.of(sums, counts, influential)
    names = [method.groups[group].code for group in influential]
    recusals = {(int(activity), int(rater)) for activity, rater in ballots.recusals}
    return (
        results(method, ballots.activities, sums, numbers, names),
        raters_by_group(method, roster),
        len(recusals),
        len(roster.voided),
    )


@dataclass(frozen=True, eq=False)
class Standings:
    """Scores in tenths and ranks, one an activity; NONE where there is not enough information."""

    scores: IntArray
    ranks: IntArray

    @classmethod
    def of(cls, sums: Sums, rule: Rule) -> "Standings":
        scores = sums.scores(rule)
        return cls(scores, ranks_at_once(scores))

    def beside(self, is_open: BoolArray, sums: Sums, rule: Rule) -> "Standings":
        """Standings under another rule. Of an activity whose sums stay back nothing is told (disclosure.py).

        Among the others it stands with its official score, which is public.
        """
        own = sums.scores(rule)
        ranks = ranks_at_once(scores_beside(self.scores, is_open, own))
        return Standings(np.where(is_open, own, NONE), np.where(is_open, ranks, NONE))

    def as_objects(self) -> list[Standing]:
        pairs = zip(self.scores.tolist(), self.ranks.tolist(), strict=True)
        return [Standing(decimal_or_none(score, 1), None if rank == NONE else rank) for score, rank in pairs]


@dataclass(frozen=True, eq=False)
class Numbers:
    """Every number of a result as it is printed, in whole steps of its last decimal; NONE where there is none.

    present: activities x criteria. principles, principle_coverages: activities x principles. means, weights:
    activities x groups x judged criteria. histograms: per judged criterion activities x marks, pooled over the
    counting groups; shown: where they may be seen.
    """

    official: Standings
    per_head: Standings
    kappa_0: Standings
    without: tuple[Standings, ...]
    present: BoolArray
    coverage: IntArray
    principles: IntArray
    principle_coverages: IntArray
    means: IntArray
    weights: IntArray
    sums_open: BoolArray
    histograms: tuple[IntArray, ...]
    shown: BoolArray

    @classmethod
    def of(cls, sums: Sums, counts: CellCounts, influential: Sequence[int]) -> "Numbers":
        method = sums.method
        rule = Rule(method.kappa)
        values = sums.values(rule.factors_at_once(sums))
        official = Standings.of(sums, rule)
        own = [principle_columns(method, principle) for principle in method.principles]
        weights = [[method.weights[column] for column in columns] for columns in own]
        ranked = official.scores != NONE
        is_open = disclosure.open_activities(method, counts)
        beside = partial(official.beside, is_open, sums)
        return cls(
            official=official,
            per_head=beside(Rule(None, is_per_head=True)),
            kappa_0=beside(Rule(0)),
            without=tuple(beside(Rule(method.kappa, without=group)) for group in influential),
            present=~np.isnan(values),
            coverage=coverages(values, method.weights),
            principles=np.column_stack(
                [np.where(ranked, principle_scores(sums, values, columns), NONE) for columns in own]
            ),
            principle_coverages=np.column_stack(
                [coverages(values[:, columns], each) for columns, each in zip(own, weights, strict=True)]
            ),
            means=sums.means(),
            weights=sums.weights_of_groups(rule),
            sums_open=is_open,
            histograms=tuple(
                (histogram * sums.counting[:, :, column, np.newaxis]).sum(axis=1)
                for column, histogram in enumerate(counts.histograms)
            ),
            shown=disclosure.open_histograms(method, counts),
        )


def principle_columns(method: Method, principle: str) -> list[int]:
    return [at for at, criterion in enumerate(method.criteria) if criterion.principle == principle]


def principle_scores(sums: Sums, values: NDArray[np.float64], columns: Sequence[int]) -> IntArray:
    """The formula of the score on the criteria of one principle."""
    method = sums.method
    rule = Rule(method.kappa)

    def exact(activity: int) -> list[tuple[int, int] | None]:
        ratios = sums.exact_values(activity, rule)
        return [ratios[column] for column in columns]

    weights = [method.weights[column] for column in columns]
    return scores_of(values[:, columns], weights, method.coverage_minimum, exact)


def official_values(
    method: Method, counts: CellCounts, activities: Sequence[str], measured: Measured
) -> NDArray[np.float64]:
    """u of every criterion under the official rule, activities x criteria, to six decimals; NaN where missing."""
    sums = Sums.of(method, counts, activities, measured)
    rule = Rule(method.kappa)
    values = sums.values(rule.factors_at_once(sums))

    def exact(at: tuple[int, ...]) -> int:
        ratio = sums.exact_values(at[0], rule)[at[1]]
        return half_even(MICRO * ratio[0], ratio[1]) if ratio else NONE

    missing = np.isnan(values)
    whole = as_printed(np.where(missing, 0, values * MICRO), exact)
    return np.where(missing, np.nan, whole / MICRO)


def official_scores(
    method: Method, counts: CellCounts, activities: Sequence[str], measured: Measured
) -> list[Decimal | None]:
    """As they are printed; None where there is not enough information."""
    scores = Sums.of(method, counts, activities, measured).scores(Rule(method.kappa))
    return [decimal_or_none(score, 1) for score in scores.tolist()]


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


def results(
    method: Method, activities: Sequence[str], sums: Sums, numbers: Numbers, names: Sequence[str]
) -> Iterable[ActivityResult]:
    """names: of the groups left out."""
    official, per_head = numbers.official.as_objects(), numbers.per_head.as_objects()
    kappa_0 = numbers.kappa_0.as_objects()
    without = [standings.as_objects() for standings in numbers.without]
    present, coverage = numbers.present.tolist(), numbers.coverage.tolist()
    principles = zip(numbers.principles.tolist(), numbers.principle_coverages.tolist(), strict=True)
    sums_open, shown = numbers.sums_open.tolist(), numbers.shown.tolist()
    tables = (sums.n, sums.totals, numbers.means, numbers.weights)
    for index, (activity, scores) in enumerate(zip(activities, principles, strict=True)):
        yield ActivityResult(
            activity=activity,
            official=official[index],
            coverage=decimal_of(coverage[index], 1),
            missing=tuple(missing(method.criteria, present[index])),
            principles=tuple(
                PrincipleScore(name, decimal_or_none(score, 1), decimal_of(covered, 1))
                for name, score, covered in zip(method.principles, *scores, strict=True)
            ),
            one_person_one_vote=per_head[index],
            kappa_0=kappa_0[index],
            without_group=tuple((name, column[index]) for name, column in zip(names, without, strict=True)),
            sums_open=sums_open[index],
            cells=tuple(cells(method, [table[index].T.tolist() for table in tables], sums_open[index])),
            histograms=tuple(histograms(method, numbers, index, shown[index])),
        )


def missing(criteria: Sequence[Criterion], present: Sequence[bool]) -> Iterable[Missing]:
    for criterion, is_present in zip(criteria, present, strict=True):
        if not is_present:
            judged = criterion.kind != MEASURED
            yield Missing(criterion.code, "too_few_marks" if judged else "no_measured_value")


def cells(method: Method, tables: Sequence[Sequence[Sequence[int]]], sums_open: bool) -> Iterable[Cell]:
    """tables: n, sums, means and weights of one activity, judged criteria x groups."""
    codes = [group.code for group in method.groups]
    for criterion, *columns in zip(method.judged, *tables, strict=True):
        for group, n, total, mean, weight in zip(codes, *columns, strict=True):
            if weight == NONE:
                yield Cell(group, criterion.code, TOO_FEW)
            elif not sums_open:
                yield Cell(group, criterion.code, WITHHELD, n=n, weight=decimal_of(weight, 1))
            else:
                yield Cell(group, criterion.code, OPEN, n, total, decimal_of(mean, 2), decimal_of(weight, 1))


def histograms(method: Method, numbers: Numbers, activity: int, shown: Sequence[bool]) -> Iterable[Histogram]:
    for criterion, pooled, is_shown in zip(method.judged, numbers.histograms, shown, strict=True):
        yield Histogram(criterion.code, tuple(pooled[activity].tolist()) if is_shown else None)
