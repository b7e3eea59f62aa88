"""No cell may leave fewer than three possible values of anybody's mark."""

from itertools import combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import cases, hall, one_question, ranked


def possible_marks(n: int, total: int) -> set[int]:
    """Every mark of 0..10 that somebody among n with that sum may have given."""
    return {
        mark for marks in combinations_with_replacement(range(11), n) if sum(marks) == total for mark in marks
    }


def test_sums_are_shown_exactly_where_three_values_remain_possible() -> None:
    method = one_question(1, threshold=3)
    for marks in combinations_with_replacement(range(11), 3):
        entry = ranked(hall([list(marks)], method)).activities[0]
        assert entry.sums_open == (len(possible_marks(3, sum(marks))) >= 3)


def test_one_cell_near_an_end_keeps_back_all_sums_of_the_activity_but_no_score() -> None:
    entry = ranked(hall([[10, 10, 10, 10, 9], [2, 4, 6, 8, 5]])).activities[0]
    assert [cell.status for cell in entry.cells] == ["withheld", "withheld"]
    assert [(cell.n, cell.total, cell.mean) for cell in entry.cells] == [(5, None, None), (5, None, None)]
    assert entry.rankable


def test_a_histogram_stays_back_where_it_would_tell_who_gave_which_mark() -> None:
    """Sums 42 and 18 with ten marks of only 10 and 2: science gave four tens, business one."""
    told = ranked(hall([[10, 10, 10, 10, 2], [10, 2, 2, 2, 2]])).activities[0]
    assert told.sums_open
    assert told.histograms[0].counts is None
    shown = ranked(hall([[10, 10, 10, 8, 2], [10, 8, 2, 2, 2]])).activities[0]
    assert shown.histograms[0].counts == (0, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4)


def test_a_histogram_pools_only_cells_that_count() -> None:
    entry = ranked(hall([[1, 2, 3, 4, 5], [2, 3, 4, 5, 6], [9, 9, 9, 9]])).activities[0]
    assert entry.histograms[0].counts == (0, 1, 2, 2, 2, 2, 1, 0, 0, 0, 0)


def test_where_one_group_counts_the_histogram_never_says_whether_it_could_be_shown() -> None:
    """Eleven people, eleven points, and kept back for want of three different marks: everybody would have given one."""
    telling, silent = [1] * 11, [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]
    assert sum(telling) == sum(silent)
    for marks in (telling, silent):
        assert ranked(hall([marks])).activities[0].histograms[0].counts is None


@given(case=cases())
@settings(max_examples=80)
def test_histograms_shown_agree_with_the_sums_shown(case: Case) -> None:
    for entry in ranked(case).activities:
        for criterion, histogram in zip(case.method.judged, entry.histograms, strict=True):
            if histogram.counts is None:
                continue
            own = [cell for cell in entry.cells if cell.criterion == criterion.code]
            scale = range(criterion.minimum, criterion.maximum + 1)
            assert sum(histogram.counts) == sum(cell.n or 0 for cell in own) >= case.method.threshold
            points = sum(mark * count for mark, count in zip(scale, histogram.counts, strict=True))
            assert points == sum(cell.total or 0 for cell in own)


@given(marks=st.lists(st.integers(0, 10), min_size=3, max_size=5))
@settings(max_examples=60)
def test_a_single_group_with_a_histogram_shown_gave_three_marks(marks: list[int]) -> None:
    entry = ranked(hall([marks], one_question(1, threshold=3))).activities[0]
    if entry.histograms[0].counts is not None:
        assert len(set(marks)) >= 3
