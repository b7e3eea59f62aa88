"""What is told of a spread leaves three values of each mark: every possible set of marks, counted out."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, pairwise
from math import floor, lcm

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import intervals
from assessments.scoring.intervals import Interval, interval
from assessments.scoring.spread import CountingCell, Spread, percent, spread_of

Marks = tuple[int, ...]
Shape = Sequence[Sequence[tuple[int, int]]]  # by criterion and group: n and sum


@cache
def sets_of_marks(n: int, top: int) -> dict[int, list[Marks]]:
    """All marks that n people can give on 0..top, by their sum; only sums that may be shown."""
    by_sum = defaultdict(list)
    for marks in combinations_with_replacement(range(top + 1), n):
        if 2 <= sum(marks) <= n * top - 2:
            by_sum[sum(marks)].append(marks)
    return by_sum


def squares(marks: Marks) -> int:
    return sum(mark * mark for mark in marks)


def columns_of(shape: Shape, top: int) -> list[list[CountingCell]]:
    """Cells of criteria with equal weights and groups with equal omega, kappa 2; squares of some possible marks."""
    columns = []
    for cells in shape:
        says = [Fraction(n, n + 2) for n, _ in cells]
        columns.append(
            [
                CountingCell(
                    weight=(1, len(shape)),
                    say=(say / sum(says)).as_integer_ratio(),
                    n=n,
                    points=total,
                    squares=squares(sets_of_marks(n, top)[total][0]),
                    span=top,
                )
                for (n, total), say in zip(cells, says, strict=True)
            ]
        )
    return columns


def told(columns: list[list[CountingCell]], within: Fraction, histograms_open: bool = True) -> Interval:
    between = (spread_of(columns) or Spread(Fraction(0), Fraction(0), Fraction(0))).between
    return interval(Spread(within, between, Fraction(0)), columns, [histograms_open] * len(columns))


def within_of(n: int, total: int, marks: Marks, top: int) -> Fraction:
    return Fraction(n * squares(marks) - total**2, (n * top) ** 2)


def fibers(n: int, top: int, tell: Callable[[int, Marks], object]) -> Iterable[set[int]]:
    """One cell alone: the values that its marks may have, for each sum and each thing told."""
    for total, every in sets_of_marks(n, top).items():
        values: dict[object, set[int]] = defaultdict(set)
        for marks in every:
            values[tell(total, marks)] |= set(marks)
        yield from values.values()


@pytest.mark.parametrize(("n", "top"), [(5, 10), (6, 10), (7, 10), (3, 10), (5, 4), (9, 4), (6, 2)])
def test_a_cell_alone_leaves_three_values(n: int, top: int) -> None:
    def tell(total: int, marks: Marks) -> Interval:
        return told(columns_of([[(n, total)]], top), within_of(n, total, marks, top))

    assert all(len(values) >= 3 for values in fibers(n, top, tell))


@pytest.mark.parametrize("n", [5, 6, 7])
def test_whole_percent_would_give_marks_away(n: int) -> None:
    """The twin without steps: as fine as it is printed."""
    leaks = fibers(n, 10, lambda total, marks: floor(percent(within_of(n, total, marks, 10))))
    assert any(len(values) < 3 for values in leaks)


def test_ends_near_the_possible_range_would_give_marks_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin that keeps every multiple of the step."""

    def every_multiple(cells: Sequence[CountingCell], lowest: Fraction, highest: Fraction) -> list[int]:
        return [50]

    monkeypatch.setattr(intervals, "ends", every_multiple)
    assert any(
        len(values) < 3
        for values in fibers(
            5, 10, lambda total, marks: told(columns_of([[(5, total)]], 10), within_of(5, total, marks, 10))
        )
    )


def possible_values(shape: Shape, top: int, histograms_open: bool = True) -> list[set[int]]:
    """Values that the marks of each cell may have, for each interval that can be told: by sums of squares of all
    marks possible in each cell, and all that the other cells can add to them."""
    columns = columns_of(shape, top)
    cells = [cell for column in columns for cell in column]
    worth = [Fraction(*cell.share) / (cell.n * cell.span**2) for cell in cells]  # of one squared point
    common = lcm(*(each.denominator for each in worth))
    known = sum(
        (Fraction(*cell.share) * Fraction(cell.points, cell.n * cell.span) ** 2 for cell in cells),
        Fraction(0),
    )
    possible = [
        {int(each * common) * squares(marks): set[int]() for marks in sets_of_marks(cell.n, top)[cell.points]}
        for cell, each in zip(cells, worth, strict=True)
    ]
    for cell, each, values in zip(cells, worth, possible, strict=True):
        for marks in sets_of_marks(cell.n, top)[cell.points]:
            values[int(each * common) * squares(marks)] |= set(marks)
    found: list[set[int]] = []
    answers: dict[int, Interval] = {}
    for at, own in enumerate(possible):
        others = sums_of([other for place, other in enumerate(possible) if place != at])
        by_interval: dict[Interval, set[int]] = defaultdict(set)
        for worth_own, marks_then in own.items():
            for total in (others + worth_own).tolist():
                if total not in answers:
                    answers[total] = told(columns, Fraction(total, common) - known, histograms_open)
                by_interval[answers[total]] |= marks_then
        found += list(by_interval.values())
    return found


def sums_of(possible: Iterable[Iterable[int]]) -> np.ndarray:
    sums = np.zeros(1, dtype=np.int64)
    for each in possible:
        sums = np.unique(np.add.outer(sums, np.array(list(each), dtype=np.int64)))
    return sums


@pytest.mark.parametrize(
    ("shape", "top"),
    [
        ([[(5, 47), (5, 25), (5, 40)]], 10),
        ([[(5, 11), (5, 12)], [(5, 15), (5, 46)]], 10),
        ([[(6, 16), (6, 46), (6, 40)]], 10),
        ([[(5, 17), (5, 7), (5, 5)], [(5, 14), (5, 17), (5, 8)], [(5, 16), (5, 11), (5, 2)]], 4),
        ([[(5, 25)] * 3] * 3, 10),
        ([[(5, 48)] * 3, [(5, 2)] * 3, [(5, 33)] * 3], 10),
        ([[(6, 31), (6, 44)], [(6, 58), (6, 12)]], 10),
        ([[(7, 35), (7, 50), (7, 12), (7, 68)]] * 2, 10),
        ([[(5, 25), (7, 61)]], 10),
        ([[(9, 9)] * 3] * 2, 2),
        ([[(4, 7), (4, 14), (4, 2)]] * 4, 4),
    ],
)
def test_many_cells_leave_three_values_each(shape: Shape, top: int) -> None:
    told_apart = possible_values(shape, top)
    assert all(len(values) >= 3 for values in told_apart)
    assert len(told_apart) > sum(len(cells) for cells in shape), "one interval alone tells nothing"


@given(data=st.data(), n=st.integers(3, 6), criteria=st.integers(1, 4), groups=st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_any_sums_leave_three_values(data: st.DataObject, n: int, criteria: int, groups: int) -> None:
    top = data.draw(st.sampled_from([2, 4]))
    sums = st.integers(2, n * top - 2)
    shape = [[(n, data.draw(sums)) for _ in range(groups)] for _ in range(criteria)]
    assert all(len(values) >= 3 for values in possible_values(shape, top))


def test_more_marks_are_told_more_finely() -> None:
    """Three groups of 5 and one question; of 20 and twelve questions."""
    few = columns_of([[(5, 25)] * 3], 10)
    many = [[CountingCell((1, 12), (1, 3), 20, 100, 600, 10) for _ in range(3)] for _ in range(12)]
    assert told(few, Fraction(6, 100)) == (20, 40)
    assert told(many, Fraction(6, 100)) == (24, 26)


def test_intervals_follow_each_other_without_gap_or_overlap() -> None:
    columns = columns_of([[(7, 35), (7, 50), (7, 12), (7, 68)]] * 2, 10)
    least, most = Fraction(*columns[0][0].least), Fraction(*columns[0][0].most)
    intervals_told = [told(columns, least + (most - least) * Fraction(at, 200)) for at in range(201)]
    in_order = list(dict.fromkeys(intervals_told))
    assert len(in_order) > 2
    assert all(one[1] == following[0] for one, following in pairwise(in_order))


@given(within=st.fractions(0, Fraction(1, 4)), total=st.integers(2, 48), groups=st.integers(1, 4))
@settings(max_examples=80)
def test_an_interval_holds_the_total_and_does_not_depend_on_marks(
    within: Fraction, total: int, groups: int
) -> None:
    columns = columns_of([[(5, total)] * groups] * 3, 10)
    least, most = Fraction(*columns[0][0].least), Fraction(*columns[0][0].most)
    exact = min(max(within, least), most)
    lower, upper = told(columns, exact)
    assert lower <= percent(exact) <= upper
    other_marks = [[dataclasses.replace(cell, squares=0) for cell in column] for column in columns]
    assert told(other_marks, exact) == (lower, upper)


def test_with_few_groups_a_missing_histogram_keeps_the_interval_wide() -> None:
    """That a histogram stays back tells of a group alone that it gave two different marks at most.

    Six people with the sum 30 then all gave 5, or they lie so far apart that a step of 50 percent tells the two apart.
    """

    def two_marks_only(marks: Marks) -> bool:
        return len(set(marks)) < 3

    for n in (5, 6, 7):
        for guarded in (True, False):
            leaks = 0
            for total, every in sets_of_marks(n, 10).items():
                columns = columns_of([[(n, total)]], 10)
                values: dict[Interval, set[int]] = defaultdict(set)
                for marks in filter(two_marks_only, every):
                    within = within_of(n, total, marks, 10)
                    values[told(columns, within, histograms_open=not guarded)] |= set(marks)
                leaks += sum(len(each) < 3 for each in values.values())
            assert (leaks == 0) is guarded
