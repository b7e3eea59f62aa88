"""Three values of kappa, beside the naive score."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Method, Voices, compare_voices
from tests.assessments.scoring import naive
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import cases, counted, one_question


def compared(case: Case, places: int) -> Voices:
    marks, measured = counted(case)
    return compare_voices(marks.method, marks.counts, marks.activities, measured, places=places)


def weighed_by_marks(method: Method, cells: dict[int, list[int]], kappa: int) -> Fraction:
    above, below = Fraction(0), Fraction(0)
    for group, marks in cells.items():
        above += method.groups[group].omega * sum(marks)
        below += method.groups[group].omega * len(marks)
    return above / below


@given(case=cases(), places=st.integers(0, 4))
@settings(max_examples=100)
def test_the_first_are_the_naive_ones(case: Case, places: int) -> None:
    def first(**rule) -> tuple[str, ...]:
        ranks = naive.ranks(naive.beside(case, **rule))
        return tuple(code for code, rank in ranks.items() if rank is not None and rank <= places)

    found = compared(case, places)
    assert found.kappa_0 == first(kappa=0)
    assert found.official == first()
    assert found.kappa_infinite == first(rule=weighed_by_marks)
    assert found.is_independent is (first(kappa=0) == first() == first(rule=weighed_by_marks))
    assert found.as_document()["independent"] is found.is_independent


def two_halls(large: int, marks: dict[str, tuple[int, int]]) -> Case:
    """Five of the first group, `large` of the second; each group of one mind."""
    group_of_rater = (0,) * 5 + (1,) * large
    ballots = {
        (code, rater): (own[group],)
        for code, own in marks.items()
        for rater, group in enumerate(group_of_rater)
    }
    return Case(one_question(2), tuple(marks), group_of_rater, ballots)


def test_where_groups_agree_it_does_not_depend() -> None:
    assert compared(two_halls(50, {"a": (8, 7), "b": (2, 3)}), 1).is_independent


def test_where_a_large_group_stands_against_a_small_one_it_does() -> None:
    """Means 6.0 and 5.0 with equal groups, 5.6 and 5.4 as weighed officially; by marks 4.2 and 6.8."""
    found = compared(two_halls(20, {"a": (9, 3), "b": (2, 8)}), 1)
    assert (found.kappa_0, found.official, found.kappa_infinite) == (("a",), ("a",), ("b",))
    assert not found.is_independent


def test_the_frozen_kappa_can_side_with_either() -> None:
    """Means 5.5 and 5.0 with equal groups; 5.2 and 5.4 as weighed officially."""
    found = compared(two_halls(20, {"a": (8, 3), "b": (2, 8)}), 1)
    assert (found.kappa_0, found.official, found.kappa_infinite) == (("a",), ("b",), ("b",))
    assert not found.is_independent
