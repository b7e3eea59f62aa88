"""Quadrants and the order of discussion: from published figures alone, and nothing that gives a mark away."""

import dataclasses
import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import (
    SPREAD_CUT,
    Criterion,
    Dispute,
    Method,
    count_cells,
    discuss_next,
    disputes,
    rank_round,
    spreads,
)
from assessments.scoring.disclosure import open_histograms
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, groups, hall


def found(case: Case) -> tuple[Dispute, ...]:
    method, roster, ballots, measured = arrays(case)
    scores = [entry.official.score for entry in rank_round(method, roster, ballots, measured).activities]
    return disputes(method, count_cells(method, roster, ballots), case.activities, scores)


def questionnaire(marks_by_group: Sequence[Sequence[int]], questions: int = 6) -> Case:
    """Each rater gives the same mark on every question."""
    case = hall([list(marks) for marks in marks_by_group])
    criteria = tuple(Criterion(f"c{at}", "p", "judged", Fraction(1)) for at in range(questions))
    return dataclasses.replace(
        case,
        method=Method(criteria, groups(len(marks_by_group))),
        ballots={key: marks * questions for key, marks in case.ballots.items()},
    )


CALM = [6, 7, 7, 8, 9]
POOR = [1, 2, 2, 3, 4]
SPLIT = [0, 1, 5, 9, 10]


@pytest.mark.parametrize(
    ("marks", "quadrant"),
    [
        ([CALM, CALM, CALM], "high"),
        ([POOR, POOR, POOR], "low"),
        ([SPLIT, SPLIT, SPLIT], "disputed"),
        ([CALM, CALM, POOR], "disputed"),
        ([CALM[:4], CALM[:4], CALM[:4]], "not_enough_data"),
        ([CALM, [10] * 5, CALM], "withheld"),
    ],
)
def test_quadrants(marks: list[list[int]], quadrant: str) -> None:
    assert found(questionnaire(marks))[0].quadrant == quadrant


def test_groups_of_one_mind_each_against_another_stand_before_people_who_differ_everywhere() -> None:
    """Means 7.4 and 2.4 in groups that are each calm, against wide spread in groups that agree as groups.

    The first by hand: between = 2.5 marks squared = 25 %; within = 1.04 squared marks = 4.16 %, told as 25 to 30 in all,
    so 2.5 in the middle; four groups of five have noise = 4 (3/16) / 5 / (4/5) = 3/16, and 25 - 2.5 x 3/16 = 24.53.
    """
    between = found(questionnaire([CALM, CALM, POOR, POOR]))[0]
    within = found(questionnaire([SPLIT, SPLIT, SPLIT, SPLIT]))[0]
    assert (between.total, between.between) == ((25, 30), Decimal("25.0"))
    assert between.between_corrected == Decimal("24.5")
    assert within.between == Decimal("0.0")
    assert within.within > between.within
    queue = discuss_next([within, between])
    assert queue == (between, within)


def test_the_order_of_discussion() -> None:
    def entry(code: str, quadrant: str, corrected: str | None, total: tuple[int, int] | None) -> Dispute:
        number = None if corrected is None else Decimal(corrected)
        return Dispute(code, quadrant, total, number, number)

    order = [
        entry("h", "disputed", "9.0", (20, 25)),
        entry("b", "disputed", "3.0", (40, 45)),
        entry("a", "disputed", "3.0", (20, 25)),
        entry("c", "disputed", "3.0", (20, 25)),
        entry("g", "high", "10.0", (10, 15)),
        entry("f", "low", "0.0", (5, 10)),
        entry("i", "withheld", "50.0", (0, 80)),
        entry("d", "withheld", None, None),
        entry("e", "not_enough_data", None, None),
    ]
    assert discuss_next(order[::-1]) == tuple(order)


def test_score_at_the_middle_of_the_scale_is_high() -> None:
    middle = [4, 5, 5, 5, 6]
    lower = [4, 4, 5, 5, 6]
    assert found(questionnaire([middle] * 3))[0].quadrant == "high"
    assert found(questionnaire([middle, middle, lower]))[0].quadrant == "low"


@given(case=cases())
@settings(max_examples=150)
def test_intervals_hold_the_exact_spread_and_quadrants_follow_from_what_is_shown(case: Case) -> None:
    method, roster, ballots, measured = arrays(case)
    counts = count_cells(method, roster, ballots)
    exact = spreads(method, counts)
    results = rank_round(method, roster, ballots, measured).activities
    for entry, spread, result in zip(found(case), exact, results, strict=True):
        assert entry.activity == result.activity
        if entry.total is None or spread is None:
            expected = "withheld" if result.rankable and spread else "not_enough_data"
            assert (entry.quadrant, entry.between, entry.between_corrected) == (expected, None, None)
            continue
        lower, upper = entry.total
        assert result.sums_open
        assert lower <= 400 * spread.total <= upper
        assert abs(Fraction(entry.between) - 400 * spread.between) <= Fraction(1, 20)
        assert Decimal(0) <= entry.between_corrected <= entry.between
        disputed, calm = lower >= SPREAD_CUT, upper <= SPREAD_CUT
        score = "high" if result.official.score >= 50 else "low"
        assert entry.quadrant == ("disputed" if disputed else score if calm else "withheld")


@given(
    marks=st.lists(st.lists(st.integers(0, 10), min_size=5, max_size=6), min_size=3, max_size=3),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=150)
def test_marks_with_the_same_sums_histograms_and_interval_are_told_alike(
    marks: list[list[int]], seed: int
) -> None:
    """So the interval is all that is added to n, sums and shown histograms: intervals.py is the whole proof."""
    rng = np.random.default_rng(seed)
    moved = [list(each) for each in marks]
    for each in moved:
        one, other = rng.choice(len(each), 2, replace=False)
        if each[one] < 10 and each[other] > 0:
            each[one] += 1
            each[other] -= 1
    before, after = questionnaire(marks), questionnaire(moved)

    def shown(case: Case) -> list[list[bool]]:
        method, roster, ballots, _ = arrays(case)
        return open_histograms(method, count_cells(method, roster, ballots)).tolist()

    (one_entry,), (other_entry,) = found(before), found(after)
    if one_entry.total == other_entry.total and shown(before) == shown(after):
        assert one_entry == other_entry


def test_where_sums_stay_back_so_does_the_spread() -> None:
    entry = found(questionnaire([CALM, [10, 10, 10, 10, 9], CALM]))[0]
    assert (entry.total, entry.between, entry.between_corrected) == (None, None, None)


def test_marks_below_the_threshold_change_nothing() -> None:
    assert found(questionnaire([CALM, CALM, CALM, [0] * 4])) == found(
        questionnaire([CALM, CALM, CALM, [10] * 4])
    )


def test_everybody_recused_is_not_enough_data() -> None:
    case = questionnaire([CALM, CALM, CALM])
    assert found(dataclasses.replace(case, recusals=frozenset(case.ballots))) == (
        Dispute("a", "not_enough_data"),
    )


@given(case=cases())
@settings(max_examples=40)
def test_the_document_holds_no_float(case: Case) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"float {text}")

    json.loads(json.dumps([entry.as_document() for entry in found(case)]), parse_float=refuse)
