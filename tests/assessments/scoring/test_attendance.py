"""Who came: the naive twin fills the hall again rater by rater, in exact fractions."""

import dataclasses
import json
import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Attendance, Method, attendance, count_cells, marks_can_change_places
from assessments.scoring.attendance import comparison
from tests.assessments.scoring import naive
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, counted, groups, hall, one_question

SEED = "0dd5eed" * 9


def attended(case: Case, **settings: Any) -> Attendance:
    return attendance(*counted(case), **{"places": 1, "seed": SEED, "draws": 50} | settings)


def percent(times: int, draws: int) -> int:
    return round(Fraction(100 * times, draws))


def shown(case: Case) -> Case:
    """Only marks that count, of activities with a score; nobody is barred any more."""
    scores = naive.scores(case)
    activities = tuple(activity for activity in case.activities if scores[activity] is not None)
    columns = range(len(case.method.judged))
    ballots = {}
    for (activity, rater), ballot in case.ballots.items():
        if activity in activities and rater not in case.voided and (activity, rater) not in case.recusals:
            group = case.group_of_rater[rater]
            ballots[activity, rater] = tuple(
                ballot[column] if group in case.counting(activity, column) else None for column in columns
            )
    return dataclasses.replace(
        case, activities=activities, ballots=ballots, recusals=frozenset(), voided=frozenset()
    )


def who_came(case: Case) -> list[list[int]]:
    """Per group the raters of whom a mark was counted, or would have been in a larger cell."""
    given = {
        rater
        for (activity, rater), ballot in case.ballots.items()
        if rater not in case.voided
        and (activity, rater) not in case.recusals
        and any(mark is not None for mark in ballot)
    }
    return [
        [rater for rater in sorted(given) if case.group_of_rater[rater] == group]
        for group in range(len(case.method.groups))
    ]


def exact_score(case: Case, activity: str) -> int | None:
    """Millionths, rounded."""
    criteria = case.method.criteria
    values = [
        naive.mu(case, activity, each, naive.balanced_mean, case.method.kappa, None) for each in criteria
    ]
    present = [
        (each.weight, value) for each, value in zip(criteria, values, strict=True) if value is not None
    ]
    own = sum((weight for weight, _ in present), Fraction(0))
    if not present or own < case.method.coverage_minimum * sum(each.weight for each in criteria):
        return None
    return round(10**6 * sum(weight * value for weight, value in present) / own)


def naive_scores(case: Case, seed: str, draws: int) -> list[list[int | None]]:
    stream = random.Random(int("a" + seed, 16))
    came, counted = who_came(case), shown(case)
    drawn = []
    for _ in range(draws):
        seats = [raters[int(stream.random() * len(raters))] for raters in came for _ in raters]
        ballots = {
            (activity, seat): counted.ballots[activity, rater]
            for activity in counted.activities
            for seat, rater in enumerate(seats)
            if (activity, rater) in counted.ballots
        }
        again = dataclasses.replace(
            counted, group_of_rater=tuple(case.group_of_rater[rater] for rater in seats), ballots=ballots
        )
        drawn.append([exact_score(again, activity) for activity in counted.activities])
    return drawn


def among(scores: Sequence[int | None], places: int) -> list[bool]:
    return [
        own is not None and sum(other is not None and other > own for other in scores) < places
        for own in scores
    ]


@given(case=cases(), seed=st.integers(2**32, 2**64), places=st.integers(0, 4))
@settings(max_examples=120)
def test_percents_equal_the_naive_ones(case: Case, seed: int, places: int) -> None:
    drawn = naive_scores(case, f"{seed:x}", 6)
    result = attended(case, places=places, seed=f"{seed:x}", draws=6)
    times = [sum(column) for column in zip(*(among(scores, places) for scores in drawn), strict=True)]
    assert [each.activity for each in result.activities] == list(shown(case).activities)
    assert [each.within for each in result.activities] == [percent(each, 6) for each in times]
    rivals = [at for at, each in enumerate(times) if each >= 1]
    expected = []
    for position, one in enumerate(rivals):
        for other in rivals[position + 1 :]:
            both = [scores for scores in drawn if scores[one] is not None and scores[other] is not None]
            higher = sum(scores[one] > scores[other] for scores in both)
            lower = sum(scores[one] < scores[other] for scores in both)
            p = Fraction(higher, 6) + Fraction(6 - higher - lower, 12)
            expected.append(
                (percent(higher, 6), percent(lower, 6), not Fraction(1, 20) < p < Fraction(19, 20))
            )
    assert [(pair.one_above, pair.other_above, pair.separable) for pair in result.pairs] == expected


def test_a_closed_form() -> None:
    """Three of five say 10, two say 0, all say 5 of the other: ahead where three or more seats go to the three."""
    marks = {"a": [10, 10, 10, 0, 0], "b": [5] * 5}
    case = Case(
        one_question(1),
        ("a", "b"),
        (0,) * 5,
        {(code, r): (mark,) for code, own in marks.items() for r, mark in enumerate(own)},
    )
    expected = sum(comb(5, k) * 0.6**k * 0.4 ** (5 - k) for k in (3, 4, 5))
    result = attended(case, draws=10_000)
    assert result.activities[0].within == pytest.approx(100 * expected, abs=2)
    assert result.activities[1].within == pytest.approx(100 * (1 - expected), abs=2)
    assert [(pair.one, pair.other, pair.separable) for pair in result.pairs] == [("a", "b", False)]


def crowd(n: int = 40, levels: int = 11, gaps: float = 0.1, activities: int = 7) -> Case:
    rng = np.random.default_rng(2)
    ballots = {
        (f"a{activity}", rater): (None if rng.random() < gaps else int(rng.integers(0, levels)),)
        for activity in range(activities)
        for rater in range(n)
    }
    group_of_rater = tuple(int(group) for group in rng.integers(0, 3, n))
    return Case(one_question(4), tuple(f"a{at}" for at in range(activities)), group_of_rater, ballots)


def test_those_who_agree_are_separable_and_equals_are_not() -> None:
    marks = {"a": 9, "b": 3, "c": 9}
    ballots = {(code, rater): (mark,) for code, mark in marks.items() for rater in range(10)}
    case = Case(one_question(2), tuple(marks), (0, 1) * 5, ballots)
    result = attended(case, places=3)
    assert [each.within for each in result.activities] == [100, 100, 100]
    assert [(pair.one_above, pair.other_above, pair.separable) for pair in result.pairs] == [
        (100, 0, True),
        (0, 0, False),
        (0, 100, True),
    ]


@pytest.mark.parametrize(
    ("higher", "lower", "separable"),
    [
        (9500, 500, True),
        (9499, 501, False),
        (500, 9500, True),
        (501, 9499, False),
        (0, 10_000, True),
        (9000, 0, True),
        (8999, 0, False),
    ],
)
def test_from_where_on_two_are_separable(higher: int, lower: int, separable: bool) -> None:
    assert comparison("a", "b", higher, lower, 10_000).separable is separable


def canonical(case: Case, **settings: Any) -> bytes:
    return json.dumps(attended(case, **{"places": 3} | settings).as_document()).encode()


@given(case=cases(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_the_order_of_ballots_changes_no_byte(case: Case, seed: int) -> None:
    pairs = list(case.ballots.items())
    np.random.default_rng(seed).shuffle(pairs)
    assert canonical(dataclasses.replace(case, ballots=dict(pairs))) == canonical(case)


@given(case=cases(), order=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_permuting_activities_permutes_the_result(case: Case, order: random.Random) -> None:
    shuffled = tuple(order.sample(case.activities, len(case.activities)))
    moved = attended(dataclasses.replace(case, activities=shuffled))
    plain = {each.activity: each.within for each in attended(case).activities}
    assert {each.activity: each.within for each in moved.activities} == plain


def test_renumbering_raters_across_groups_changes_no_byte() -> None:
    """Within a group the order decides who sits where, so only that is kept."""
    case = crowd()
    order = sorted(range(40), key=lambda rater: (case.group_of_rater[rater], rater))
    new = {rater: at for at, rater in enumerate(order)}
    sorted_by_group = dataclasses.replace(
        case,
        group_of_rater=tuple(case.group_of_rater[rater] for rater in order),
        ballots={(activity, new[rater]): marks for (activity, rater), marks in case.ballots.items()},
    )
    assert canonical(sorted_by_group) == canonical(case)


def test_whoever_did_not_come_or_was_struck_is_not_drawn() -> None:
    case = crowd(gaps=0.0)
    more = dataclasses.replace(
        case,
        group_of_rater=(*case.group_of_rater, 0, 1, 2),
        ballots=case.ballots | {("a0", 40): (0,), ("a1", 41): (None,)},
        voided=frozenset({40}),
    )
    assert canonical(more) == canonical(case)


def test_one_activity_one_rater_and_nobody() -> None:
    assert [each.within for each in attended(hall([[3, 4, 5, 6, 7], []])).activities] == [100]
    assert attended(hall([[3]])).activities == ()
    nobody = Case(one_question(2), ("a",), (), {})
    assert attended(nobody).activities == ()


def test_measured_values_of_a_round_to_which_nobody_came() -> None:
    criteria = [
        dataclasses.replace(one_question().criteria[0], code=kind, kind=kind, weight=Fraction(weight))
        for kind, weight in (("judged", 1), ("measured", 9))
    ]
    measured = {("a", "measured"): Decimal("0.2"), ("b", "measured"): Decimal("0.3")}
    result = attended(Case(Method(tuple(criteria), groups(1)), ("a", "b"), (0,), {}, measured))
    assert [each.within for each in result.activities] == [0, 100]


def test_measured_criteria_alone_do_not_depend_on_who_came() -> None:
    criterion = dataclasses.replace(one_question().criteria[0], kind="measured")
    method = Method((criterion,), groups(1))
    measured = {("a", "worth"): Decimal("0.2"), ("b", "worth"): Decimal("0.3")}
    result = attended(Case(method, ("a", "b"), (0,), {}, measured))
    assert [each.within for each in result.activities] == [0, 100]


def beside(*marks_by_activity: list[int], alone: bool = False) -> Case:
    """A group of three, on request alone, else with another that gave three different marks; one question an activity."""
    method = one_question(1 if alone else 2, threshold=3)
    codes = [f"a{at}" for at in range(len(marks_by_activity))]
    others = [] if alone else [[2, 5, 7]]
    each = [
        hall([marks, *others], method, code) for code, marks in zip(codes, marks_by_activity, strict=True)
    ]
    ballots = {key: marks for case in each for key, marks in case.ballots.items()}
    return dataclasses.replace(each[0], activities=tuple(codes), ballots=ballots)


def may_be_told(case: Case) -> bool:
    method, roster, ballots, _measured = arrays(case)
    return marks_can_change_places(method, count_cells(method, roster, ballots))


def test_it_is_told_only_where_marks_can_change_places() -> None:
    """Twin: two rounds with the same sums, which the figures tell apart. Neither may be told."""
    rounds = [beside(marks, [9, 9, 9]) for marks in ([10, 10, 8], [10, 9, 9])]
    told = [attended(case, draws=2000).as_document() for case in rounds]
    assert told[0] != told[1], "without the guard a stranger reads which marks were given"
    assert [may_be_told(case) for case in rounds] == [False, False]
    assert not may_be_told(beside([8, 9, 10], [9, 9, 9]))
    assert may_be_told(beside([8, 9, 10], [7, 8, 9]))


def test_where_a_group_counts_alone_it_is_never_told() -> None:
    """That it was kept back would say that the group gave no three different marks (test_inference.py has the twin)."""
    assert not may_be_told(beside([8, 9, 10], [7, 8, 9], alone=True))
