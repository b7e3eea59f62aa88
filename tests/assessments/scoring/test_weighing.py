"""Splits of 100 points combined, beside a naive computation in fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Group, SplitError, combine_splits

ITEMS = ("a", "b", "c")
GROUPS = tuple(Group(code, Fraction(1, 4), (code,)) for code in ("science", "business", "government"))
G = 5


def split(cuts: tuple[int, int]) -> list[int]:
    low, high = sorted(cuts)
    return [low, high - low, 100 - high]


splits = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(split)
halls = st.lists(st.tuples(st.sampled_from([group.code for group in GROUPS]), splits), max_size=40)


def naive(hall: list[tuple[str, list[int]]], kappa: int) -> list[Fraction] | None:
    upper, lower = [Fraction(0)] * 3, Fraction(0)
    for group in GROUPS:
        own = [points for code, points in hall if code == group.code]
        if len(own) < G:
            continue
        say = Fraction(1, 4) * Fraction(len(own), len(own) + kappa)
        lower += say
        for item in range(3):
            upper[item] += say * Fraction(sum(points[item] for points in own), len(own))
    return [each / lower for each in upper] if lower else None


@given(halls, st.integers(1, 8))
def test_as_the_definition_says_and_together_100(hall: list[tuple[str, list[int]]], kappa: int) -> None:
    found = combine_splits(ITEMS, GROUPS, hall, kappa=kappa, threshold=G)
    expected = naive(hall, kappa)
    assert found.points == (tuple(expected) if expected else None)
    assert found.points is None or sum(found.points) == 100
    assert found == combine_splits(ITEMS, GROUPS, hall[::-1], kappa=kappa, threshold=G)
    document = found.as_document()
    if found.points:
        assert sum(Fraction(each["points"]) for each in document["items"]) == 100


def test_small_groups_neither_enter_nor_show() -> None:
    hall = [("science", [50, 30, 20])] * 5 + [("business", [0, 0, 100])] * 4
    found = combine_splits(ITEMS, GROUPS, hall, kappa=2, threshold=G)
    assert found.points == tuple(map(Fraction, (50, 30, 20)))
    assert [(each.n, each.means) for each in found.groups[1:]] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("last", "is_open"), [([2, 50, 48], True), ([1, 50, 49], False), ([0, 50, 50], False)]
)
def test_a_group_that_nearly_agrees_on_none_keeps_its_sums_back(last: list[int], is_open: bool) -> None:
    """With a sum of 0 or 1 fewer than three values of anybody's points remain."""
    hall = [("science", [0, 50, 50])] * 4 + [("science", last)]
    found = combine_splits(ITEMS, GROUPS, hall, kappa=2, threshold=G)
    assert found.sums_open is is_open
    document = found.as_document()
    assert (document["groups"][0]["means"] is not None) is is_open
    if not is_open:
        assert all("." not in each["points"] for each in document["items"]), "whole points only"


@pytest.mark.parametrize("points", [[50, 50], [50, 40, 20], [-1, 50, 51], [101, 0, -1]])
def test_what_is_no_split_is_refused(points: list[int]) -> None:
    with pytest.raises(SplitError):
        combine_splits(ITEMS, GROUPS, [("science", points)], kappa=2, threshold=G)
