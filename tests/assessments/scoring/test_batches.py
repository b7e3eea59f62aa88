"""The open board moves by batches: what somebody who keeps every picture can learn of one person's mark."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import SMALLEST_BATCH, Roster, ripe_groups
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
