"""Grades of the wheel combined, beside a naive computation; and what the published figures leave open, by enumeration."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import NO_INFORMATION, GradeError, Group, grade_wheel, wheel

STEPS = {"context": ("assets", "links"), "vision": ("breadth",)}
FACTORS = ("assets", "links", "breadth")
ONE = {"context": ("assets",)}
GROUPS = tuple(
    Group(code, Fraction(part, 4), (code,)) for code, part in (("science", 1), ("business", 2), ("civil", 1))
)
G = 5

sheets = st.dictionaries(st.sampled_from(FACTORS), st.integers(0, 5))
halls = st.lists(st.tuples(st.sampled_from([group.code for group in GROUPS]), sheets), max_size=40)


def naive(hall: Sequence[tuple[str, Mapping[str, int]]], factor: str, kappa: int) -> Fraction | None:
    """As docs/method.md says, in fractions; a sum stops two points short of the ends."""
    upper = lower = Fraction(0)
    for group in GROUPS:
        own = [sheet[factor] for code, sheet in hall if code == group.code and sheet.get(factor)]
        n = len(own)
        if n >= G:
            say = group.omega * Fraction(n, n + kappa)
            upper += say * Fraction(min(max(sum(own), n + 2), 5 * n - 2), n)
            lower += say
    return upper / lower if lower else None


@given(halls, st.integers(1, 8))
def test_as_the_definition_says_in_any_order(hall: list[tuple[str, dict[str, int]]], kappa: int) -> None:
    found = grade_wheel(STEPS, GROUPS, hall, kappa=kappa, threshold=G)
    assert found == grade_wheel(STEPS, GROUPS, hall[::-1], kappa=kappa, threshold=G)
    for step in found.steps:
        expected = [naive(hall, factor, kappa) for factor in STEPS[step.code]]
        assert [factor.mean for factor in step.factors] == expected
        known = [mean for mean in expected if mean is not None]
        assert step.counted == len(known)
        assert step.mean == (sum(known) / len(known) if known else None)


def test_no_information_is_in_no_mean_and_small_groups_show_nothing() -> None:
    hall = [("science", {"assets": 3})] * 6 + [("science", {"assets": NO_INFORMATION})] * 6
    hall += [("business", {"assets": 5})] * 4 + [("civil", {"assets": 2})] * 5
    factor = grade_wheel(STEPS, GROUPS, hall, kappa=2, threshold=G).steps[0].factors[0]
    science, business, civil = factor.groups
    assert (science.n, science.mean, civil.mean) == (6, Fraction(3), Fraction(2))
    assert (business.n, business.mean, business.weight) == (None, None, None)
    says = Fraction(1, 4) * Fraction(6, 8), Fraction(1, 4) * Fraction(5, 7)
    assert factor.mean == (3 * says[0] + 2 * says[1]) / sum(says)
    assert factor.per_head == Fraction(3 * 6 + 2 * 5, 11)
    assert factor.no_information == (28, 48), "of business it is told only that fewer than five gave a grade"


def test_a_factor_nobody_knows_about_has_no_value() -> None:
    hall = [("science", {"assets": NO_INFORMATION})] * 9 + [("science", {"links": 4})] * 4
    step = grade_wheel(STEPS, GROUPS, hall, kappa=2, threshold=G).steps[0]
    assert [factor.mean for factor in step.factors] == [None, None]
    assert [factor.no_information for factor in step.factors] == [(55, 100), None]
    assert (step.mean, step.counted) == (None, 0)


@pytest.mark.parametrize(
    ("grades", "total", "bound"),
    [
        ([5] * 5, 23, "at_least"),
        ([5, 5, 5, 5, 3], 23, "at_least"),
        ([5, 5, 5, 4, 3], 22, ""),
        ([1] * 5, 7, "at_most"),
    ],
)
def test_a_sum_stops_two_points_short_of_the_ends(grades: list[int], total: int, bound: str) -> None:
    hall = [("science", {"assets": grade}) for grade in grades]
    factor = grade_wheel(STEPS, GROUPS, hall, kappa=2, threshold=G).steps[0].factors[0]
    assert (factor.mean, factor.bound) == (Fraction(total, 5), bound)


def test_the_direction_of_a_joint_mean_is_said() -> None:
    hall = [("science", {"assets": 5})] * 5 + [("civil", {"assets": 1})] * 5
    assert grade_wheel(STEPS, GROUPS, hall, kappa=2, threshold=G).steps[0].factors[0].bound == "about"


@pytest.mark.parametrize("sheet", [{"assets": 6}, {"assets": -1}, {"luck": 3}])
def test_what_is_no_grade_is_refused(sheet: dict[str, int]) -> None:
    with pytest.raises(GradeError):
        grade_wheel(STEPS, GROUPS, [("science", sheet)], kappa=2, threshold=G)


def fewest_possible_values(people: tuple[int, int], threshold: int) -> int:
    """Over all pairs of groups of this size and all they may answer: how many values of somebody's grade remain.

    The attacker sees the whole document. People of one group are exchangeable, so a grade is possible for one of them
    where it occurs in an answer that gives the same document.
    """
    seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: {"science": set(), "civil": set()})
    first, second = (list(combinations_with_replacement(range(6), n)) for n in people)
    for science in first:
        for civil in second:
            hall = [("science", {"assets": grade}) for grade in science]
            hall += [("civil", {"assets": grade}) for grade in civil]
            document: Any = grade_wheel(ONE, GROUPS, hall, kappa=2, threshold=threshold).as_document()
            for group, grades in (("science", science), ("civil", civil)):
                seen[str(document)][group] |= set(grades)
    return min(len(values) for groups in seen.values() for values in groups.values() if values)


@pytest.mark.parametrize("people", [(3, 3), (3, 4)])
def test_no_document_leaves_fewer_than_three_values_of_a_grade(people: tuple[int, int]) -> None:
    assert fewest_possible_values(people, threshold=3) >= 3


def test_without_the_guard_an_agreed_group_gives_its_grades_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: sums told as they are."""
    monkeypatch.setattr(wheel, "told_sum", lambda grades: (sum(grades), ""))
    assert fewest_possible_values((3, 3), threshold=3) == 1


def test_without_the_interval_a_silent_group_gives_itself_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the exact share of "no information", also where a group is too small to show."""

    def exact(answers: Any, threshold: int) -> tuple[int, int]:
        every = [grade for own in answers for grade in own]
        share = 100 * every.count(NO_INFORMATION) // len(every)
        return share, share

    monkeypatch.setattr(wheel, "share_without", exact)
    assert fewest_possible_values((3, 3), threshold=3) == 1
