"""What moved between two rounds, beside a naive computation, and that no change tells whose marks made it."""

import dataclasses
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Criterion, InputError, Method, Shift, Sitting, shifts
from assessments.scoring import shift as scoring_shift
from tests.assessments.scoring import naive
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import cases, counted, groups, hall, one_question


def sitting(case: Case, names: tuple[str, ...] | None = None) -> Sitting:
    return Sitting(names or tuple(map(str, range(len(case.group_of_rater)))), counted(case)[0])


def moved(before: Case, after: Case, *names: tuple[str, ...]) -> tuple[Shift, ...]:
    first, second = names or (None, None)
    return shifts(before.method, sitting(before, first), sitting(after, second))


Cells = dict[int, tuple[list[int], list[int]]]


def naive_cells(before: Case, after: Case, activity: str, column: int) -> tuple[Cells, Cells]:
    """Marks in both rounds by group: of those present in both (raters have the same number), and of the others."""

    def spoke(case: Case) -> set[tuple[int, int]]:
        return {
            (rater, case.group_of_rater[rater])
            for (about, rater), ballot in case.ballots.items()
            if any(mark is not None for mark in ballot)
            and rater not in case.voided
            and (about, rater) not in case.recusals
        }

    both = spoke(before) & spoke(after)

    def marks(case: Case, group: int, present: bool) -> list[int]:
        given = [
            ballot[column]
            for (about, rater), ballot in case.ballots.items()
            if about == activity
            and case.group_of_rater[rater] == group
            and ((rater, group) in both) is present
            and rater not in case.voided
            and (about, rater) not in case.recusals
        ]
        return [mark for mark in given if mark is not None]

    every = range(len(before.method.groups))
    own = {group: (marks(before, group, True), marks(after, group, True)) for group in every}
    others = {group: (marks(before, group, False), marks(after, group, False)) for group in every}
    silent = [group for group in every if not any(each == group for _, each in both)]
    for group in silent:
        del own[group]
    return own, others


def naive_change(before: Case, after: Case, activity: str) -> str | None:
    method = before.method
    judged = [each for each in method.criteria if each.kind == "judged"]
    heard: set[int] = set()
    present: set[int] = set()
    earlier = later = covered = Fraction(0)
    for column, criterion in enumerate(judged):
        own, _ = naive_cells(before, after, activity, column)
        present |= set(own)
        cells = {
            group: pair for group, pair in own.items() if min(len(pair[0]), len(pair[1])) >= method.threshold
        }
        heard |= set(cells)
        if not cells:
            continue
        sign = -1 if criterion.reversed else 1
        span = criterion.maximum - criterion.minimum
        first, second = (
            naive.balanced_mean(method, {group: pair[at] for group, pair in cells.items()}, method.kappa)
            for at in (0, 1)
        )
        earlier += criterion.weight * sign * first / span
        later += criterion.weight * sign * second / span
        covered += criterion.weight
    if not covered or heard != present:
        return None
    if covered / sum(each.weight for each in judged) < method.coverage_minimum:
        return None
    return naive.as_printed(100 * (later - earlier) / covered)


def possible_marks(marks: list[int], criterion: Criterion) -> set[int]:
    """What anybody among them may have given, for one who knows how many they are and their sum."""
    return counted_out(len(marks), sum(marks), criterion.minimum, criterion.maximum)


@cache
def counted_out(n: int, total: int, minimum: int, maximum: int) -> set[int]:
    every = combinations_with_replacement(range(minimum, maximum + 1), n)
    return {mark for marks in every if sum(marks) == total for mark in marks}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
    """A round and once more the same: some marks are others, somebody may have left, recusals may be others."""
    before = draw(cases())
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    change = draw(st.sampled_from([0.1, 0.5]))
    again = {
        key: tuple(
            int(rng.integers(each.minimum, each.maximum + 1)) if rng.random() < change else mark
            for mark, each in zip(ballot, before.method.judged, strict=True)
        )
        for key, ballot in before.ballots.items()
        if rng.random() > 0.02
    }
    away = set(rng.choice(len(before.group_of_rater), draw(st.integers(0, 1)), replace=False).tolist())
    recused = frozenset(key for key in before.ballots if rng.random() < 0.05)
    return before, dataclasses.replace(
        before,
        ballots={key: ballot for key, ballot in again.items() if key[1] not in away},
        recusals=draw(st.sampled_from([before.recusals, recused])),
    )


@given(pair=pairs())
@settings(max_examples=200)
def test_changes_equal_the_naive_ones_unless_withheld(pair: tuple[Case, Case]) -> None:
    before, after = pair
    for shift in moved(before, after):
        expected = naive_change(before, after, shift.activity)
        assert (shift.status == "too_few") is (expected is None)
        if shift.status == "shown":
            assert str(shift.change) == expected
        else:
            assert shift.change is None


@given(pair=pairs())
@settings(max_examples=200)
def test_a_change_is_shown_only_where_its_sums_would_leave_three_values_of_each_mark(
    pair: tuple[Case, Case],
) -> None:
    before, after = pair
    for shift in moved(before, after):
        if shift.status != "shown":
            continue
        for column, criterion in enumerate(before.method.judged):
            own, others = naive_cells(before, after, shift.activity, column)
            for group, present in own.items():
                for marks, rest in zip(present, others[group], strict=True):
                    if len(marks) >= before.method.threshold:
                        assert len(possible_marks(marks, criterion)) >= 3
                        assert not rest or len(rest) >= before.method.threshold
                        assert not rest or len(possible_marks(rest, criterion)) >= 3


def test_by_hand() -> None:
    """Two groups of five, the first moves by one mark of ten on average: half of ten points."""
    before, after = hall([[2, 4, 6, 8, 5], [7, 7, 7, 7, 6]]), hall([[3, 5, 7, 9, 6], [7, 7, 7, 7, 6]])
    assert moved(before, after) == (Shift("a", "shown", Decimal("5.0")),)
    assert moved(after, before) == (Shift("a", "shown", Decimal("-5.0")),)
    assert moved(after, before)[0].as_document() == {"activity": "a", "status": "shown", "change": "-5.0"}


def test_a_cell_heard_in_one_round_only_moves_nothing() -> None:
    """Business says the same as before, but on the second criterion one of five can no longer judge."""
    criteria = tuple(Criterion(code, "p", "judged", Fraction(1)) for code in ("worth", "other"))
    science, business = [2, 4, 6, 8, 5], [9, 8, 7, 8, 9]
    case = hall([science, business])
    before = dataclasses.replace(
        case,
        method=Method(criteria, groups(2)),
        ballots={key: marks * 2 for key, marks in case.ballots.items()},
    )
    after = dataclasses.replace(before, ballots={**before.ballots, ("a", 9): (9, None)})
    assert moved(before, after) == moved(after, before) == (Shift("a", "shown", Decimal("0.0")),)


def test_newcomers_move_nothing() -> None:
    """Nobody who was there before changed a mark; five more of the same group say ten points less."""
    before = hall([[2, 4, 6, 8, 5]])
    after = hall([[2, 4, 6, 8, 5, 1, 2, 3, 2, 2]])
    assert moved(before, after) == (Shift("a", "shown", Decimal("0.0")),)


LEFT = hall([[2, 4, 6, 8, 5, 9]])
STAYED = hall([[3, 5, 7, 8, 6]])


def told_of_who_left(change: Decimal) -> set[int]:
    """Marks that the one who left may have given: both sums are published, and the change of the five who stayed."""
    first, second = 34, 29
    return {
        mark
        for mark in range(11)
        if Decimal(naive.as_printed(Fraction(second - (first - mark), 5) * 10)) == change
    }


def test_the_mark_of_one_who_left_is_not_told() -> None:
    assert moved(LEFT, STAYED) == (Shift("a", "withheld"),)
    assert moved(STAYED, LEFT) == (Shift("a", "withheld"),)


@pytest.mark.parametrize("leaving", [1, 2, 3, 4, 5])
def test_fewer_than_g_who_left_are_not_told_apart(leaving: int) -> None:
    stay = [2, 4, 6, 8, 5]
    expected = Shift("a", "shown", Decimal("0.0")) if leaving == 5 else Shift("a", "withheld")
    assert moved(hall([stay + stay[:leaving]]), hall([stay])) == (expected,)
    assert moved(hall([stay]), hall([stay + stay[:leaving]])) == (expected,)


def test_without_the_rule_the_mark_of_one_who_left_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same two rounds, the change released."""
    monkeypatch.setattr(
        scoring_shift, "may_be_released", lambda method, half: np.ones(len(half.present.n), dtype=np.bool_)
    )
    (shift,) = moved(LEFT, STAYED)
    assert shift.change is not None
    assert told_of_who_left(shift.change) == {9}


def test_sums_near_an_end_are_not_told_by_way_of_the_change() -> None:
    """All ten sums are open (55 of 100); those who came twice all said 10, or those who left all said 10."""
    before = hall([[10] * 5 + [1, 1, 1, 1, 1]])
    assert moved(before, hall([[4, 5, 6, 5, 5]])) == (Shift("a", "withheld"),)
    before = hall([[1, 2, 1, 1, 1] + [10] * 5])
    assert moved(before, hall([[4, 5, 6, 5, 5]])) == (Shift("a", "withheld"),)


@pytest.mark.parametrize("leaving", [1, 2, 3, 4])
def test_a_group_below_the_threshold_in_either_round_gives_no_change(leaving: int) -> None:
    many = hall([[2, 4, 6, 8, 5, 5], [2, 4, 6, 8, 5]])
    few = hall([[2, 4, 6, 8, 5, 5], [2, 4, 6, 8, 5][leaving:]])
    assert moved(many, few) == (Shift("a", "too_few"),)
    assert moved(few, many) == (Shift("a", "too_few"),)


def test_a_group_that_left_as_a_whole_is_not_missed() -> None:
    both, one = hall([[2, 4, 6, 8, 5], [7, 5, 6, 5, 6]]), hall([[3, 4, 6, 8, 5], []])
    assert moved(both, one) == (Shift("a", "shown", Decimal("2.0")),)


def test_fewer_than_g_in_both_rounds_give_no_change() -> None:
    assert moved(hall([[5, 6, 7, 8]]), hall([[5, 6, 7, 8]])) == (Shift("a", "too_few"),)
    assert moved(hall([[], [None] * 9]), hall([[], [None] * 9])) == (Shift("a", "too_few"),)


def test_everybody_recused_in_one_round_gives_no_change() -> None:
    case = hall([[2, 4, 6, 8, 5]])
    recused = dataclasses.replace(case, recusals=frozenset(case.ballots))
    assert moved(case, recused) == moved(recused, case) == (Shift("a", "too_few"),)


def test_who_changed_groups_or_was_voided_is_another() -> None:
    before = hall([[2, 4, 6, 8, 5, 5], [2, 4, 6, 8, 5]])
    swapped = dataclasses.replace(before, group_of_rater=(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1))
    assert moved(before, swapped) == (Shift("a", "withheld"),)
    voided = dataclasses.replace(before, voided=frozenset({0}))
    assert moved(before, voided) == (Shift("a", "withheld"),)


def test_raters_are_known_by_name_not_by_place() -> None:
    before, after = hall([[2, 4, 6, 8, 5]]), hall([[5, 3, 5, 7, 9]])
    names = tuple("abcde")
    assert moved(before, after, names, ("e", *names[:4])) == (Shift("a", "shown", Decimal("8.0")),)
    assert moved(before, after, names, tuple("vwxyz")) == (Shift("a", "too_few"),)


def test_only_activities_of_both_rounds_in_the_order_of_the_second() -> None:
    before, after = hall([[2, 4, 6, 8, 5]]), hall([[3, 4, 6, 8, 5]])
    before = dataclasses.replace(before, activities=("a", "old"))
    after = dataclasses.replace(
        after,
        activities=("new", "old", "a"),
        ballots={**after.ballots, **{("new", rater): (7,) for rater in range(5)}},
    )
    assert moved(before, after) == (Shift("old", "too_few"), Shift("a", "shown", Decimal("2.0")))


def test_coverage_is_that_of_the_judged_criteria() -> None:
    def of(weight: str) -> Shift:
        criteria = (
            Criterion("known", "p", "judged", Fraction(weight)),
            Criterion("unknown", "p", "judged", 100 - Fraction(weight)),
        )
        case = hall([[2, 4, 6, 8, 5]])
        case = dataclasses.replace(
            case,
            method=Method(criteria, groups(1)),
            ballots={key: (*marks, None) for key, marks in case.ballots.items()},
        )
        return moved(case, case)[0]

    assert (of("80").status, of("79.99").status) == ("shown", "too_few")


@given(pair=pairs(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_the_order_of_raters_and_activities_does_not_matter(pair: tuple[Case, Case], seed: int) -> None:
    before, after = pair
    order = np.random.default_rng(seed).permutation(len(after.group_of_rater)).tolist()
    number = {rater: at for at, rater in enumerate(order)}
    mixed = dataclasses.replace(
        after,
        activities=after.activities[::-1],
        group_of_rater=tuple(after.group_of_rater[rater] for rater in order),
        ballots={(activity, number[rater]): ballot for (activity, rater), ballot in after.ballots.items()},
        recusals=frozenset((activity, number[rater]) for activity, rater in after.recusals),
        voided=frozenset(number[rater] for rater in after.voided),
    )
    names = tuple(map(str, range(len(before.group_of_rater))))
    assert moved(before, mixed, names, tuple(map(str, order))) == moved(before, after)[::-1]


def test_names_that_fit_no_roster_are_refused() -> None:
    case = hall([[1, 2, 3]], one_question(1))
    for names in (("a", "b"), ("a", "b", "b")):
        with pytest.raises(InputError, match="name of its own"):
            moved(case, case, names, ("a", "b", "c"))
