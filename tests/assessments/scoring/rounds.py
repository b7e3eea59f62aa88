"""Rounds for the tests: from plain values to the arrays the score takes, and strategies that draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from assessments.scoring import (
    CANNOT_JUDGE,
    NOT_ANSWERED,
    Ballots,
    CountedMarks,
    Criterion,
    Group,
    Method,
    Roster,
    RoundResult,
    official_values,
    rank_round,
)
from tests.assessments.scoring.naive import Case

HELICES = ("science", "business", "government", "civil")


def groups(number: int) -> tuple[Group, ...]:
    return tuple(Group(helix, Fraction(1, number), (helix,)) for helix in HELICES[:number])


def one_question(n_groups: int = 4, **settings: Any) -> Method:
    return Method(
        (Criterion("worth", "specialization", "judged", Fraction(100)),), groups(n_groups), **settings
    )


def arrays(case: Case) -> tuple[Method, Roster, Ballots, Mapping[tuple[str, str], Decimal]]:
    """The same round as the score takes it; the two kinds of missing alternate."""
    position = {code: index for index, code in enumerate(case.activities)}
    missing = (CANNOT_JUDGE, NOT_ANSWERED)
    rows = [
        [missing[(row + column) % 2] if mark is None else mark for column, mark in enumerate(ballot)]
        for row, ballot in enumerate(case.ballots.values())
    ]
    pairs = [(position[activity], rater) for activity, rater in case.ballots]
    recusals = [(position[activity], rater) for activity, rater in case.recusals]
    ballots = Ballots(
        activities=case.activities,
        activity=np.array([activity for activity, _ in pairs], dtype=np.int64),
        rater=np.array([rater for _, rater in pairs], dtype=np.int64),
        marks=np.array(rows, dtype=np.uint8).reshape(len(rows), len(case.method.judged)),
        recusals=np.array(recusals, dtype=np.int64).reshape(-1, 2),
    )
    return (
        case.method,
        Roster(np.array(case.group_of_rater, dtype=np.int64), case.voided),
        ballots,
        case.measured,
    )


def counted(case: Case) -> tuple[CountedMarks, Mapping[tuple[str, str], Decimal]]:
    """The same with its marks counted, as what is told beside the score takes it."""
    method, roster, ballots, measured = arrays(case)
    return CountedMarks.of(method, roster, ballots), measured


def values_of(case: Case) -> NDArray[np.float64]:
    marks, measured = counted(case)
    return official_values(marks.method, marks.counts, marks.activities, measured)


def ranked(case: Case) -> RoundResult:
    return rank_round(*arrays(case))


def hall(
    marks_by_group: Sequence[Sequence[int | None]], method: Method | None = None, activity: str = "a"
) -> Case:
    """One activity, one question: each list holds the marks of one group's raters."""
    group_of_rater = tuple(group for group, marks in enumerate(marks_by_group) for _ in marks)
    flat = [mark for marks in marks_by_group for mark in marks]
    ballots = {(activity, rater): (mark,) for rater, mark in enumerate(flat)}
    return Case(method or one_question(len(marks_by_group)), (activity,), group_of_rater, ballots)


def activities(*marks_by_group: Sequence[Sequence[int]]) -> Case:
    """One question about several activities, marked by the same people."""
    first, *_ = each = [hall([list(marks) for marks in groups]) for groups in marks_by_group]
    return replace(
        first,
        activities=tuple(f"a{at}" for at in range(len(each))),
        ballots={
            (f"a{at}", rater): marks
            for at, case in enumerate(each)
            for (_, rater), marks in case.ballots.items()
        },
    )


@st.composite
def criteria(draw: st.DrawFn) -> tuple[Criterion, ...]:
    number = draw(st.integers(1, 5))
    return tuple(
        Criterion(
            code=f"c{index}",
            principle=draw(st.sampled_from(["inclusivity", "specialization"])),
            kind="judged" if index == 0 else draw(st.sampled_from(["judged", "measured"])),
            weight=draw(st.sampled_from([Fraction(1), Fraction(9, 2), Fraction("13.5"), Fraction(1, 3)])),
            minimum=(minimum := draw(st.sampled_from([0, 1, 2]))),
            maximum=minimum + draw(st.sampled_from([2, 4, 10])),
            reversed=draw(st.booleans()),
        )
        for index in range(number)
    )


@st.composite
def methods(draw: st.DrawFn) -> Method:
    named = groups(draw(st.integers(1, 4)))
    omegas = draw(
        st.lists(st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(2)]), min_size=4, max_size=4)
    )
    return Method(
        criteria=draw(criteria()),
        groups=tuple(
            Group(each.code, omega, each.helices)
            for each, omega in zip(named, omegas[: len(named)], strict=True)
        ),
        threshold=draw(st.integers(3, 4)),
        kappa=draw(st.integers(1, 8)),
        coverage_minimum=draw(st.sampled_from([Fraction(4, 5), Fraction(1, 2)])),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small rounds with gaps: missing marks, recusals, voids, empty groups, ties."""
    method = draw(methods())
    activities = tuple(f"a{index}" for index in range(draw(st.integers(1, 4))))
    raters = draw(st.lists(st.integers(0, len(method.groups) - 1), min_size=1, max_size=18))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    gaps = draw(st.sampled_from([0.0, 0.1, 0.4]))
    ballots = {
        (activity, rater): tuple(
            None if rng.random() < gaps else int(rng.integers(each.minimum, each.maximum + 1))
            for each in method.judged
        )
        for activity in activities
        for rater in range(len(raters))
        if rng.random() >= gaps / 2
    }
    pairs = [(activity, rater) for activity in activities for rater in range(len(raters))]
    return Case(
        method=method,
        activities=activities,
        group_of_rater=tuple(raters),
        ballots=ballots,
        measured={
            (activity, each.code): Decimal(int(rng.integers(0, 10**6 + 1))).scaleb(-6)
            for activity in activities
            for each in method.measured
            if rng.random() >= gaps
        },
        recusals=frozenset(pair for pair in pairs if rng.random() < gaps / 3),
        voided=frozenset(rater for rater in range(len(raters)) if rng.random() < gaps / 5),
    )
