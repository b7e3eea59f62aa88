"""Rules a set must keep, and groups that would have nothing in it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Breach, CoverRule, RuleError, Support, broken_rules, parts_of_groups

ALL = "abcdef"


def test_a_set_that_keeps_its_rules() -> None:
    rules = [
        CoverRule("one of the south", frozenset("ab"), at_least=1),
        CoverRule("two of oil at most", frozenset("cde"), at_most=2),
        CoverRule("exactly one of water", frozenset("af"), at_least=1, at_most=1),
    ]
    assert broken_rules(rules, {"a", "c", "d"}) == ()


def test_broken_rules_say_by_how_much() -> None:
    rules = [
        CoverRule("south", frozenset("abf"), at_least=2),
        CoverRule("oil", frozenset("cde"), at_most=1),
        CoverRule("none of e", frozenset("e"), at_most=0),
    ]
    assert broken_rules(rules, list("cde")) == (
        Breach("south", "too_few", 2),
        Breach("oil", "too_many", 2),
        Breach("none of e", "too_many", 1),
    )
    assert broken_rules(rules, []) == (Breach("south", "too_few", 2),)
    assert Breach("oil", "too_many", 2).as_document() == {"rule": "oil", "kind": "too_many", "by": 2}


@given(
    own=st.frozensets(st.sampled_from(ALL)),
    chosen=st.lists(st.sampled_from(ALL)),
    least=st.integers(0, 3),
    more=st.integers(0, 3),
)
def test_breaches_are_the_distance_to_the_bounds(own, chosen, least, more) -> None:
    if least > len(own):
        return
    held = sum(code in chosen for code in own)
    found = broken_rules([CoverRule("r", own, least, least + more)], chosen)
    assert sum(breach.by for breach in found) == max(0, least - held, held - least - more)


@pytest.mark.parametrize(
    ("least", "most"),
    [(3, None), (-1, None), (2, 1), (0, None), (0, -1)],
)
def test_rules_nobody_could_keep_or_that_ask_for_nothing_are_refused(least: int, most: int | None) -> None:
    with pytest.raises(RuleError):
        CoverRule("r", frozenset("ab"), least, most)


def hall() -> Support:
    """Three groups; activity 2 is supported by nobody, the last voter supports nothing."""
    rows = [[1, 0, 0]] * 3 + [[0, 1, 0]] * 4 + [[1, 1, 0]] + [[0, 1, 0]] * 2 + [[0, 0, 0]]
    helix = [0] * 3 + [1] * 5 + [2] * 3
    return Support(np.array(rows, dtype=np.bool_), np.array(helix))


def test_a_group_without_anything_it_supports_has_nothing() -> None:
    parts = parts_of_groups(hall(), ["science", "business", "civil"], [1], 3)
    assert [(part.supporters, part.reached, part.has_nothing) for part in parts] == [
        (3, 0, True),
        (5, 5, False),
        (None, None, None),
    ]
    parts = parts_of_groups(hall(), ["science", "business", "civil", "nobody"], [0, 0, 2], 1)
    assert [(part.supporters, part.reached, part.has_nothing) for part in parts] == [
        (3, 3, False),
        (5, 1, False),
        (2, 0, True),
        (None, None, None),
    ]


def test_in_an_empty_set_everybody_has_nothing() -> None:
    parts = parts_of_groups(hall(), ["science", "business"], [], 3)
    assert [part.as_document() for part in parts] == [
        {"group": "science", "supporters": 3, "reached": 0, "has_nothing": True},
        {"group": "business", "supporters": 5, "reached": 0, "has_nothing": True},
    ]
