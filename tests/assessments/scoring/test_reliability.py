"""What is told of alpha holds it, and leaves three values of each mark: all possible marks, counted out."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from assessments.scoring import Reliability, alpha, count_cells, reliabilities
from assessments.scoring.disclosure import open_activities
from assessments.scoring.reliability import alpha_of, ends, reliability
from assessments.scoring.spread import CountingCell
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, hall, one_question
from tests.assessments.scoring.test_intervals import sets_of_marks, squares, sums_of

Shape = Sequence[Sequence[tuple[int, int]]]  # by activity and group: n and sum


def found(case: Case) -> tuple[Reliability | None, ...]:
    method, roster, ballots, _ = arrays(case)
    return reliabilities(method, count_cells(method, roster, ballots))


def activities(*marks_by_group: Sequence[Sequence[int]]) -> Case:
    """One question about several activities, marked by the same people."""
    first, *_ = each = [hall([list(marks) for marks in groups]) for groups in marks_by_group]
    return dataclasses.replace(
        first,
        activities=tuple(f"a{at}" for at in range(len(each))),
        ballots={
            (f"a{at}", rater): marks
            for at, case in enumerate(each)
            for (_, rater), marks in case.ballots.items()
        },
    )


def units_of(shape: Shape, top: int) -> list[list[CountingCell]]:
    return [
        [
            CountingCell((1, 1), (1, 1), n, total, squares(sets_of_marks(n, top)[total][0]), top)
            for n, total in cells
        ]
        for cells in shape
    ]


Tell = Callable[[np.ndarray], np.ndarray]


def possible_values(shape: Shape, top: int, tell: Tell) -> list[set[int]]:
    """Values that the marks of each cell may have, for each answer of `tell`.

    Activities with equally many marks are taken together: alpha knows only the squares of all of them.
    """
    sizes = [sum(n for n, _ in cells) for cells in shape]
    classes = sorted(set(sizes))
    merged = [
        [cell for cells, size in zip(shape, sizes, strict=True) if size == own for cell in cells]
        for own in classes
    ]
    known = [
        (size, sum(
            sum(total for _, total in cells) ** 2
            for cells, each in zip(shape, sizes, strict=True) if each == size
        ))
        for size in classes
    ]  # fmt: skip
    marks_in_all, points_in_all = sum(sizes), sum(total for cells in shape for _, total in cells)

    def worth(cell: tuple[int, int]) -> dict[int, set[int]]:
        values: dict[int, set[int]] = defaultdict(set)
        for marks in sets_of_marks(cell[0], top)[cell[1]]:
            values[squares(marks)] |= set(marks)
        return values

    found: list[set[int]] = []
    for at, cells in enumerate(merged):
        for cell in set(cells):
            rest = list(cells)
            rest.remove(cell)
            others = [
                sums_of(worth(each) for each in (rest if at == place else merged[place]))
                for place in range(len(merged))
            ]
            told: dict[int, set[int]] = defaultdict(set)
            for own, values in worth(cell).items():
                grid = np.meshgrid(
                    *(sums + own * (place == at) for place, sums in enumerate(others)), indexing="ij"
                )
                observed = sum(
                    (size * every - points) / (size - 1)
                    for (size, points), every in zip(known, grid, strict=True)
                )
                by_chance = (marks_in_all * sum(grid) - points_in_all**2) / (marks_in_all - 1)
                for answer in np.unique(tell(1 - observed / by_chance)).tolist():
                    told[answer] |= values
            found += list(told.values())
    return found


FIVES = [[(5, 12), (5, 20), (5, 9)], [(5, 35), (5, 41), (5, 38)], [(5, 48), (5, 47), (5, 48)], [(5, 25)] * 3]
NEARLY_ALIKE = [
    [(5, 20), (5, 16), (5, 17)],
    [(5, 43), (5, 46), (5, 46)],
    [(5, 28), (5, 27), (5, 31)],
    [(5, 17), (5, 18), (5, 17)],
]
NEARLY_ONE = [
    [(3, 28), (3, 24), (3, 25)],
    [(3, 8), (3, 7), (3, 4)],
    [(3, 2), (3, 2), (3, 2)],
    [(3, 20), (3, 15), (3, 18)],
    [(3, 14), (3, 19), (3, 12)],
    [(3, 20), (3, 19), (3, 19)],
    [(3, 10), (3, 2), (3, 9)],
    [(3, 12), (3, 12), (3, 12)],
]
SHAPES = [
    NEARLY_ALIKE,
    NEARLY_ONE,
    FIVES * 2,
    [[(5, 12), (5, 13), (5, 12)], [(5, 44), (5, 43), (5, 44)]] * 4,
    [[(6, 10)] * 3, [(6, 50)] * 3, [(6, 30)] * 3] * 2,
    [[(5, 12), (7, 20), (5, 9)], [(5, 35), (5, 41), (6, 40)], [(5, 48), (7, 61), (5, 48)]] * 2,
]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_told_leaves_three_values(shape: Shape) -> None:
    inner = np.array(ends(units_of(shape, 10))) / 10
    assert len(inner), "nothing told is no proof"
    told = possible_values(shape, 10, lambda exact: np.searchsorted(inner, exact + 1e-12, side="right"))
    assert all(len(values) >= 3 for values in told)


def test_one_decimal_would_give_marks_away() -> None:
    """The twin: every tenth, however near to the largest alpha possible."""
    shape = NEARLY_ALIKE
    told = possible_values(shape, 10, lambda exact: np.floor(10 * exact))
    assert any(len(values) < 3 for values in told)


@given(case=cases())
@settings(max_examples=150)
def test_an_interval_holds_alpha_of_the_activities_whose_sums_are_open(case: Case) -> None:
    method, roster, ballots, _ = arrays(case)
    shown = open_activities(method, count_cells(method, roster, ballots))
    for column, told in enumerate(found(case)):
        columns = [
            [mark for marks in case.counting(activity, column).values() for mark in marks]
            for activity, is_open in zip(case.activities, shown, strict=True)
            if is_open
        ]
        longest = max(map(len, columns), default=0)
        rows = [[unit[at] if at < len(unit) else np.nan for unit in columns] for at in range(longest)]
        exact = alpha(np.array(rows, dtype=np.float64).reshape(longest, len(columns)), "interval")
        if told is not None:
            assert exact is not None
            assert told.lower is None or Fraction(told.lower) <= exact
            assert exact < Fraction(told.upper) or told.upper == 1


CALM = [[6, 7, 7, 8, 9], [7, 7, 8, 9, 8], [6, 8, 8, 9, 7]]
POOR = [[1, 2, 2, 3, 4], [1, 2, 3, 3, 2], [4, 2, 1, 3, 2]]


def test_activities_that_all_tell_apart_are_judged_reliably() -> None:
    (apart,) = found(activities(CALM, POOR, CALM, POOR, CALM, POOR))
    nearly = [[[mark, mark, mark, mark - 1, mark + 1]] * 3 for mark in (8, 2, 8, 2, 8, 2)]
    assert apart == Reliability(Decimal("0.8"), Decimal("0.9"))
    assert found(activities(*nearly)) == (Reliability(Decimal("0.9"), Decimal("1.0")),)


def test_alike_marks_and_few_activities_are_told_nothing_of() -> None:
    same = [[5] * 5] * 3
    assert found(activities(same, same, same)) == (None,)
    assert found(hall([[2, 4, 6, 8, 5]])) == (None,)
    assert found(hall([[2, 4]])) == (None,)


def test_activities_whose_sums_stay_back_do_not_enter() -> None:
    end = [[10] * 5, [10, 10, 10, 10, 9], [10] * 5]
    assert found(activities(*[CALM, POOR] * 3, end)) == found(activities(*[CALM, POOR] * 3))


def test_with_few_groups_a_missing_histogram_keeps_alpha_back() -> None:
    """As with the spread: of a group alone it tells that it gave two different marks at most."""
    two_groups = [marks[:2] for marks in (CALM, POOR)] * 8
    assert found(activities(*two_groups)) != (None,)
    assert found(activities(*two_groups, [[7, 7, 7, 8, 8], CALM[1]])) == (None,)
    assert found(activities(*([marks[0]] for marks in (CALM, POOR) * 8))) == (None,)


def test_cells_below_the_threshold_do_not_enter() -> None:
    def of(few: list[int]) -> tuple[Reliability | None, ...]:
        rounds = [[*marks, few] for marks in (CALM, POOR)] * 3
        return found(dataclasses.replace(activities(*rounds), method=one_question(4)))

    assert of([0, 0, 0, 0]) == of([10, 10, 10, 10]) != (None,)


def test_it_is_the_alpha_of_the_marks() -> None:
    marks = [[mark for group in groups for mark in group] for groups in (CALM, POOR, CALM)]
    units = [[CountingCell((1, 1), (1, 1), len(each), sum(each), squares(tuple(each)), 10)] for each in marks]
    by_rater = np.array(marks, dtype=np.float64).T
    assert alpha_of(units, lambda cell: cell.squares) == alpha(by_rater, "interval")


def test_more_activities_are_told_more_finely() -> None:
    assert ends(units_of(FIVES, 10)) == [4, 6, 8]
    assert ends(units_of(FIVES * 2, 10)) == [4, 5, 6, 7, 8]


def test_ends_do_not_depend_on_marks() -> None:
    units = units_of(FIVES, 10)
    other = [[dataclasses.replace(cell, squares=cell.most_squares) for cell in unit] for unit in units]
    assert ends(units) == ends(other)
    assert reliability([]) is None
