"""What the absence of an organization could change: never less than it does, and found by trying all marks there can be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings

from assessments.scoring import Influence, count_cells, influence, rank_round, sizes_by_group
from assessments.scoring.organizations import largest, places_moved
from tests.assessments.scoring.naive import Case, ranks
from tests.assessments.scoring.naive import score as naive_score
from tests.assessments.scoring.rounds import activities, arrays, cases, groups, hall
from tests.assessments.scoring.test_inference import Hall as Marks
from tests.assessments.scoring.test_inference import Setting


def told(case: Case, *sizes: tuple[int, ...]) -> Influence:
    method, roster, ballots, measured = arrays(case)
    counts = count_cells(method, roster, ballots)
    return influence(method, counts, ballots.activities, measured, sizes)


def moved_by(case: Case, away: Sequence[int]) -> int | None:
    """How far the farthest activity moves without them; None where one loses its place."""
    method, roster, ballots, measured = arrays(case)
    both = [
        [entry.official.rank for entry in rank_round(method, each, ballots, measured).activities]
        for each in (roster, replace(roster, voided=roster.voided | frozenset(away)))
    ]
    pairs = [(one, other) for one, other in zip(*both, strict=True) if one is not None]
    if any(other is None for _one, other in pairs):
        return None
    return max((abs(one - other) for one, other in pairs if other is not None), default=0)


def with_same_sums(marks: Sequence[int], top: int) -> Iterator[tuple[int, ...]]:
    for each in combinations_with_replacement(range(top + 1), len(marks)):
        if sum(each) == sum(marks):
            yield each


def farthest(case: Case, size: int, top: int) -> int:
    """Over all marks with these sums, and any number of them up to `size` gone from the first group: by trying."""
    official = {code: naive_score(case, code, case.method.criteria) for code in case.activities}
    possible: dict[str, set[str | None]] = defaultdict(set)
    for code in case.activities:
        raters = [rater for rater, group in enumerate(case.group_of_rater) if group == 0]
        own = [case.ballots[code, rater][0] or 0 for rater in raters]
        for marks in with_same_sums(own, top):
            for gone in (
                each for number in range(size + 1) for each in combinations(range(len(raters)), number)
            ):
                ballots = dict(case.ballots)
                for at, rater in enumerate(raters):
                    ballots[code, rater] = (None if at in gone else marks[at],)
                changed = replace(case, ballots=ballots)
                possible[code].add(naive_score(changed, code, case.method.criteria))
    before = ranks(official)
    worst = 0
    for scores in product(*(sorted(each, key=str) for each in possible.values())):
        after = ranks(dict(zip(possible, scores, strict=True)))
        worst = max(worst, *(abs((after[code] or 0) - (before[code] or 0)) for code in before))
    return worst


CLOSE = [[[2, 3, 1, 2], [2, 2, 3]], [[2, 2, 2, 1], [3, 2, 2]], [[1, 2, 1, 2], [1, 2, 3]]]
APART = [[[4, 3, 3, 2], [3, 3, 3]], [[2, 2, 2, 1], [2, 2, 2]], [[0, 1, 0, 1], [1, 1, 1]]]


def small(marks: Sequence[Sequence[Sequence[int]]], top: int = 4) -> Case:
    case = activities(*marks)
    criterion = replace(case.method.criteria[0], maximum=top)
    return replace(case, method=replace(case.method, criteria=(criterion,), threshold=3, groups=groups(2)))


@pytest.mark.parametrize(("marks", "expected"), [(CLOSE, 2), (APART, 0)])
def test_it_is_the_farthest_that_any_marks_with_these_sums_could_move(
    marks: Sequence[Sequence[Sequence[int]]], expected: int
) -> None:
    case = small(marks)
    assert told(case, (1, 0)) == Influence("shown", expected)
    assert farthest(case, 1, 4) == expected


@given(case=cases())
@settings(max_examples=60, deadline=None)
def test_no_absence_moves_more(case: Case) -> None:
    """Any two people as an organization, in halls with gaps, recusals, empty groups and measured criteria."""
    method, roster, _ballots, _measured = arrays(case)
    for pair in list(combinations(range(len(case.group_of_rater)), 2))[:6]:
        mask = np.isin(np.arange(len(case.group_of_rater)), pair)
        (size,) = sizes_by_group(method, roster, [mask])
        found = told(case, size)
        moved = told_beside(case, pair)
        if found.status == "shown":
            assert moved is not None
            assert moved <= (found.places or 0)


def told_beside(case: Case, away: Sequence[int]) -> int | None:
    """As `moved_by`, activities whose sums stay back at their official score: of them nothing is told."""
    method, roster, ballots, measured = arrays(case)
    whole = rank_round(method, roster, ballots, measured).activities
    without = rank_round(
        method, replace(roster, voided=roster.voided | frozenset(away)), ballots, measured
    ).activities
    scores = {
        one.activity: other.official.score if one.sums_open else one.official.score
        for one, other in zip(whole, without, strict=True)
    }
    if any(one.official.score is not None and scores[one.activity] is None for one in whole):
        return None
    after = ranks({code: None if score is None else str(score) for code, score in scores.items()})
    return max(
        (
            abs((after[one.activity] or 0) - one.official.rank)
            for one in whole
            if one.official.rank is not None and one.sums_open
        ),
        default=0,
    )


def test_where_a_question_could_lose_its_marks_nothing_is_told() -> None:
    assert told(hall([[2, 5, 7, 3, 9]]), (1,)).status == "too_few"
    assert told(hall([[2, 5, 7, 3, 9, 6]]), (1,)).status == "shown"


def test_without_organizations_there_is_nothing_to_tell() -> None:
    assert told(hall([[2, 5, 7, 3, 9, 6]])) == told(hall([[2, 5, 7, 3, 9, 6]]), (0,)) == Influence("nobody")


def test_only_the_largest_are_asked() -> None:
    assert largest([(1, 0), (2, 0), (0, 1), (0, 0), (2, 0), (1, 1)]) == [(1, 1), (2, 0)]


def test_activities_whose_sums_stay_back_keep_their_score() -> None:
    """One cell is all tens, so nothing is told of the whole activity: without somebody of the other group it could fall
    from 75.0 to 70.7, and the next one rise from 66.7 to 72.9; but it stands where it is."""
    hidden = [[10] * 6, [5, 4, 6, 5, 5, 5]]
    following = [[7] * 6, [6, 6, 7, 6, 7, 6]]
    assert told(activities(hidden, following), (0, 1)) == Influence("shown", 0)
    open_one = [[10, 10, 10, 10, 10, 8], [5, 4, 6, 5, 6, 6]]
    assert told(activities(open_one, following), (0, 1)) == Influence("shown", 1)


def test_down_and_up_are_both_looked_at() -> None:
    """The first can fall below the two that follow; neither of them can rise above more than one."""
    official, low, high = (np.array(each) for each in ([500, 490, 490], [480, 485, 485], [500, 492, 492]))
    everybody = np.ones(3, dtype=np.bool_)
    assert places_moved(official, everybody, low, high) == 2
    assert places_moved(official, everybody, np.array([493, 485, 485]), high) == 1


TWO = Setting((4,), 2, activities=2)


def sums(case: Case) -> object:
    method, roster, ballots, measured = arrays(case)
    return rank_round(method, roster, ballots, measured).as_document()


def pinned(view: Callable[[Case], object]) -> set[Marks]:
    """Halls with open sums in which the one person of an organization, known to all, has few values left.

    The first person of the hall is alone in their organization; the others have none.
    """
    alike: dict[str, list[Marks]] = defaultdict(list)
    for first in product(range(3), repeat=2):
        for others in combinations_with_replacement(list(product(range(3), repeat=2)), 3):
            everybody = ((first, *others),)
            if TWO.has_open_sums(everybody):
                alike[str(view(TWO.case(everybody)))].append(everybody)
    return {
        marks
        for same in alike.values()
        for marks in same
        if min(len({each[0][0][at] for each in same}) for at in (0, 1)) < 3
    }


def test_it_tells_nothing_that_the_sums_do_not() -> None:
    by_sums = pinned(sums)
    by_both = pinned(lambda case: (sums(case), told(case, (1,))))
    assert by_both == by_sums


def test_the_exact_change_would_tell_marks() -> None:
    """The twin: how far a place really moves without that one person, though nobody is named."""
    assert pinned(lambda case: (sums(case), moved_by(case, [0]))) - pinned(sums)
