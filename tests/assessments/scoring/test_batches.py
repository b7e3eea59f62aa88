"""The open board moves by batches: what somebody who keeps every picture can learn of one person's mark."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import (
    SMALLEST_BATCH,
    CountedMarks,
    Roster,
    count_cells,
    marks_can_change_places,
    parts_are_safe,
    rank_round,
    ripe_groups,
    standing,
)
from tests.assessments.kept_pictures import Keeper
from tests.assessments.scoring.rounds import arrays, hall, one_question
from tests.assessments.scoring.test_disclosure import possible_marks

MARKS = st.integers(0, 10)


def is_ripe(marks: Sequence[int | None], threshold: int = 5) -> bool:
    method, roster, ballots, _measured = arrays(hall([list(marks)], one_question(1, threshold=threshold)))
    return bool(ripe_groups(method, roster, ballots)[0])


def pictures(marks: Sequence[int], *, waits: bool = True) -> list[tuple[int, int]]:
    """(people, sum) of each picture while people finish one after the other. Not `waits`: a board that always moves."""
    shown, inside, waiting = [(0, 0)], list[int](), list[int]()
    for mark in marks:
        waiting.append(mark)
        if not waits or is_ripe(waiting):
            inside, waiting = inside + waiting, []
            shown.append((len(inside), sum(inside)))
    return shown


def learned(shown: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Between any two pictures kept: which marks somebody of those who came in between may have given."""
    return [
        possible_marks(later[0] - before[0], later[1] - before[1])
        for at, before in enumerate(shown)
        for later in shown[at + 1 :]
    ]


@given(st.lists(MARKS, max_size=11))
def test_no_two_pictures_leave_fewer_than_three_values_of_a_mark(marks: list[int]) -> None:
    shown = pictures(marks)
    assert all(later[0] - before[0] >= SMALLEST_BATCH for before, later in pairwise(shown))
    assert all(len(possible) >= 3 for possible in learned(shown))


@given(st.lists(MARKS, min_size=1, max_size=6))
def test_a_board_that_moves_with_every_ballot_tells_every_mark(marks: list[int]) -> None:
    """The twin: subtract each picture from the next and read who gave what, in the order in which they finished."""
    shown = pictures(marks, waits=False)
    steps = [later[1] - before[1] for before, later in pairwise(shown)]
    assert steps == marks
    assert min(len(possible) for possible in learned(shown)) == 1


def test_a_batch_at_the_end_of_the_scale_waits_for_more_people() -> None:
    """Five tens and a difference of fifty would tell all five."""
    assert not is_ripe([10] * 5)
    assert not is_ripe([10, 10, 10, 10, 9])
    assert is_ripe([10, 10, 10, 10, 8])
    assert is_ripe([10, 10, 10, 10, 10, 3])


def test_who_cannot_judge_does_not_fill_a_batch() -> None:
    """Five people, and one mark: it would stand alone in the difference."""
    assert not is_ripe([None, None, None, None, 4])
    assert not is_ripe([None] * 5)
    assert is_ripe([None, 3, 4, 5, 6, 7])


@pytest.mark.parametrize(("threshold", "needed"), [(3, 5), (5, 5), (8, 8)])
def test_a_batch_is_never_smaller_than_five_nor_than_the_threshold(threshold: int, needed: int) -> None:
    assert not is_ripe([3, 7] * 4 if needed > 8 else [5] * (needed - 1), threshold)
    assert is_ripe([5] * needed, threshold)


def test_groups_enter_by_themselves() -> None:
    """Four of science and one of business are five people, and one mark of business."""
    method, roster, ballots, _measured = arrays(hall([[2, 4, 6, 8], [5]]))
    assert ripe_groups(method, roster, ballots).tolist() == [False, False]
    method, roster, ballots, _measured = arrays(hall([[2, 4, 6, 8, 5], [5]]))
    assert ripe_groups(method, roster, ballots).tolist() == [True, False]


def test_marks_that_were_struck_fill_no_batch() -> None:
    method, roster, ballots, _measured = arrays(hall([[2, 4, 6, 8, 5]]))
    struck = Roster(np.array(roster.group), frozenset({0}))
    assert ripe_groups(method, struck, ballots).tolist() == [False]


# Marks struck after their batch was shown


def evening(marks: Sequence[int], struck_after: dict[int, int], *, whole_batch: bool = True) -> Keeper:
    """People finish one after the other; after some, somebody of the hall is struck. Not `whole_batch`: alone."""
    keeper, batches, waiting, struck = Keeper(), list[list[int]](), list[int](), set[int]()
    for person, _mark in enumerate(marks):
        waiting.append(person)
        if person in struck_after:
            struck.add(struck_after[person])
            waiting = [one for one in waiting if one not in struck]
        if is_ripe([marks[one] for one in waiting]):
            batches, waiting = [*batches, waiting], []
        left = standing(batches, struck) if whole_batch else batches
        shown = [one for batch in left for one in batch if whole_batch or one not in struck]
        keeper.keep(shown, sum(marks[one] for one in shown))
    return keeper


STRIKES = st.dictionaries(st.integers(0, 17), st.integers(0, 17), max_size=4)


@given(st.lists(MARKS, min_size=5, max_size=18), STRIKES)
@settings(max_examples=60)
def test_whoever_keeps_all_pictures_learns_no_mark_when_somebody_is_struck(
    marks: list[int], strikes: dict[int, int]
) -> None:
    assert evening(marks, strikes).fewest_values() >= 3


def test_whoever_is_struck_alone_is_told_by_the_difference() -> None:
    """The twin: the others of the batch stay."""
    marks = [4, 6, 3, 7, 5, 8, 2]
    keeper = evening(marks, {5: 2}, whole_batch=False)
    assert keeper.values_left(2) == [marks[2]]
    assert len(evening(marks, {5: 2}).values_left(2)) >= 3


def test_who_stayed_of_a_batch_cannot_enter_with_the_next() -> None:
    """The other way that was thought of: beside the old batch's sum the new one tells who was struck and who came."""
    marks = [4, 6, 0, 7, 5, 10]
    keeper = Keeper()
    keeper.keep(range(5), sum(marks[:5]))
    again = (0, 1, 3, 4, 5)
    keeper.keep(again, sum(marks[one] for one in again))
    assert (keeper.values_left(2), keeper.values_left(5)) == ([0], [10])


# Pictures kept beside the figures of the result


def two_groups() -> tuple[Any, ...]:
    """Science came in two batches, the first with a sum of two; business in one."""
    method, roster, ballots, measured = arrays(hall([[0, 0, 0, 0, 2, 5, 6, 7, 8, 9], [1, 4, 5, 6, 9]]))
    return method, replace(roster, batch=np.repeat([0, 1, 2], 5)), ballots, measured


def test_marks_pooled_over_the_groups_stay_back_where_a_batch_gave_hardly_different_ones() -> None:
    """Beside the sums of the batches they would tell that everybody of the first gave 0 or 2."""
    method, roster, ballots, measured = two_groups()
    [told] = rank_round(method, roster, ballots, measured).activities
    assert told.histograms[0].counts is None
    assert not marks_can_change_places(method, count_cells(method, roster, ballots))
    [twin] = rank_round(method, replace(roster, batch=None), ballots, measured).activities
    assert twin.histograms[0].counts is not None
    pooled = [mark for mark, n in enumerate(twin.histograms[0].counts) for _ in range(n)]
    first = {some for some in combinations(pooled, 5) if sum(some) == 2}
    assert {mark for some in first for mark in some} == {0, 2}


def test_where_every_batch_gave_three_different_marks_they_are_told() -> None:
    method, roster, ballots, measured = arrays(hall([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 4, 5, 6, 9]]))
    roster = replace(roster, batch=np.repeat([0, 1, 2], 5))
    [told] = rank_round(method, roster, ballots, measured).activities
    assert told.histograms[0].counts is not None
    assert told == rank_round(method, replace(roster, batch=None), ballots, measured).activities[0]


def test_nothing_is_told_of_a_part_that_cuts_a_batch_in_two() -> None:
    """Five of a tier, two of them of the first batch: its other three would be left in the difference."""
    method, roster, ballots, _measured = arrays(hall([[3, 4, 5, 6, 7, 5, 6, 7, 8, 9], [1, 4, 5, 6, 9]]))
    in_batches = replace(roster, batch=np.repeat([0, 1, 2], 5))
    at_once, by_and_by = (CountedMarks.of(method, each, ballots) for each in (roster, in_batches))
    tier = np.isin(np.arange(15), [0, 1, 5, 6, 7])
    assert parts_are_safe(at_once, [tier])
    assert not parts_are_safe(by_and_by, [tier])
    assert parts_are_safe(by_and_by, [np.arange(15) < 5])
