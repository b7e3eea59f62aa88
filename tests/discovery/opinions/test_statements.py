"""What groups say: in exact fractions beside it, and nothing about few people, not even by subtraction."""

import warnings
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discovery.opinions import (
    AGREE,
    DISAGREE,
    PASS,
    UNSEEN,
    OpinionGroups,
    Voices,
    Votes,
    distinctive,
    opinion_groups,
    voices_of,
)
from discovery.opinions.groups import NOBODY
from discovery.opinions.landscape import landscape
from tests.discovery.opinions.halls import camps

G = 3
HALL = st.lists(
    st.tuples(
        st.sampled_from([NOBODY, 0, 0, 1, 1]),
        st.lists(st.sampled_from([AGREE, PASS, DISAGREE, UNSEEN]), min_size=4, max_size=4),
    ),
    min_size=2 * G,
    max_size=25,
)


def hall_of(rows: list[tuple[int, list[int]]]) -> tuple[Votes, OpinionGroups]:
    votes = Votes(np.array([answers for _, answers in rows], dtype=np.int8))
    group = np.array([group for group, _ in rows], dtype=np.intp)
    sizes = tuple(int(size) for size in np.bincount(group[group >= 0], minlength=2))
    return votes, OpinionGroups(landscape(votes), group, sizes)


def naive_counts(rows: list[tuple[int, list[int]]], group: int, at: int) -> tuple[int, int, int]:
    said = [answers[at] for own, answers in rows if own == group and answers[at] != UNSEEN]
    return said.count(AGREE), said.count(DISAGREE), len(said)


@given(HALL)
@settings(max_examples=300)
def test_counts_and_consensus_as_written_down(rows: list[tuple[int, list[int]]]) -> None:
    found = voices_of(*hall_of(rows), g=G)
    for at in range(4):
        counts = [naive_counts(rows, group, at) for group in (0, 1)]
        told = np.array([found.agree[:, at], found.disagree[:, at], found.seen[:, at]]).T
        if all(seen >= G for _, _, seen in counts):
            assert told.tolist() == [list(each) for each in counts]
            agreement = prod(Fraction(agree + 1, seen + 2) for agree, _, seen in counts)
            opposition = prod(Fraction(disagree + 1, seen + 2) for _, disagree, seen in counts)
            assert (found.agreement[at], found.opposition[at]) == pytest.approx((agreement, opposition))
        else:
            assert np.isnan([*told.ravel(), found.agreement[at], found.opposition[at]]).all()


@given(HALL)
@settings(max_examples=300)
def test_no_figure_and_no_difference_is_about_fewer_than_g(rows: list[tuple[int, list[int]]]) -> None:
    """The whole less any of the groups: nobody, or g people and more."""
    found = voices_of(*hall_of(rows), g=G)
    for at in range(4):
        groups = [value for value in found.seen[:, at].tolist() if not np.isnan(value)]
        rest = [found.all_seen[at] - sum(some) for n in range(3) for some in combinations(groups, n)]
        told = [value for value in (*groups, *rest) if not np.isnan(value)]
        assert all(value == 0 or value >= G for value in told)


def test_with_people_outside_the_groups_in_the_whole_two_of_them_could_be_told() -> None:
    """The twin: two people without a group. Counted in the whole, whole less groups would be their answers."""
    rows = [(0, [AGREE] * 4)] * 5 + [(1, [DISAGREE] * 4)] * 5 + [(NOBODY, [PASS] * 4)] * 2
    votes, groups = hall_of(rows)
    found = voices_of(votes, groups, g=G)
    assert found.all_seen.tolist() == [10] * 4
    everybody = voices_of(votes, OpinionGroups(groups.landscape, groups.group), g=G).all_seen
    assert (everybody - found.seen.sum(axis=0)).tolist() == [2] * 4


def test_a_small_cell_takes_the_figures_of_all_groups_with_it() -> None:
    """Told for the first group alone, the two of the second would be the rest of the whole."""
    rows = [(0, [AGREE] * 4)] * 5 + [(1, [DISAGREE] * 4)] * 5
    rows[5:8] = [(1, [UNSEEN] + [DISAGREE] * 3)] * 3
    found = voices_of(*hall_of(rows), g=G)
    assert np.isnan(found.seen[:, 0]).all()
    assert found.all_seen[0] == 7
    assert found.seen[:, 1].tolist() == [5, 5]


def test_without_groups_everybody_counts_and_nothing_is_by_group() -> None:
    votes = Votes(np.array([[AGREE, AGREE]] * 4 + [[DISAGREE, UNSEEN]] * 2, dtype=np.int8))
    found = voices_of(votes, opinion_groups(votes, g=5), g=5)
    assert found.seen.shape == (0, 2)
    assert (found.all_agree[0], found.all_disagree[0], found.all_seen[0]) == (4, 2, 6)
    assert np.isnan([found.all_seen[1], *found.agreement, *found.opposition]).all(), "four saw the second"
    assert distinctive(found) == ()


def voices(agree: list[list[int]], seen: list[list[int]]) -> Voices:
    """Who does not agree disagrees."""
    a, s = np.array(agree, dtype=np.float64), np.array(seen, dtype=np.float64)
    none = np.full(len(agree[0]), np.nan)
    return Voices(a, s - a, s, none, none, none, none, none)


def test_distinctive_worked_by_hand() -> None:
    """90 of 100 against 10 of 100: share 91/102, ratio 91/11, z of the share 2 sqrt(101) (91/101 - 1/2), and so on."""
    found = distinctive(voices([[90, 50, 90], [10, 50, 90]], [[100] * 3] * 2))
    first, second = found[0][0], found[1][0]
    assert [len(each) for each in found] == [1, 1], "neither what splits nobody nor what all say"
    assert (first.statement, first.answer, second.answer) == (0, "agree", "disagree")
    assert (first.share, first.ratio) == pytest.approx((91 / 102, 91 / 11))
    clear = 2 * 101**0.5 * (91 / 101 - 0.5)
    pooled = 102 / 202
    apart = (91 - 11) / 101 / (pooled * (1 - pooled) * 2 / 101) ** 0.5
    assert first.strength == pytest.approx(91 / 102 * clear * 91 / 11 * apart)


def test_what_less_than_half_of_a_group_says_is_not_its_voice() -> None:
    """40 of 100 against none: far from the rest, and yet most of the group say otherwise."""
    found = distinctive(voices([[40], [0]], [[100], [100]]))
    assert found[0] == ()
    assert found[1][0].answer == "disagree"


def test_the_strongest_come_first_and_not_more_than_asked() -> None:
    found = distinctive(voices([[70, 95, 80], [10, 10, 10]], [[100] * 3] * 2), most=2)
    assert [each.statement for each in found[0]] == [1, 2]


def test_of_equals_the_earlier_statement_comes_first() -> None:
    found = distinctive(voices([[90, 90, 90], [10, 10, 10]], [[100] * 3] * 2))
    assert [each.statement for each in found[0]] == [0, 1, 2]


def test_what_stays_back_is_nobodys_voice() -> None:
    kept = voices([[90, 90], [10, 10]], [[100] * 2] * 2)
    for counts in (kept.agree, kept.disagree, kept.seen):
        counts[:, 0] = np.nan
    assert [each.statement for each in distinctive(kept)[0]] == [1]


def test_where_all_agree_nobody_is_apart() -> None:
    """Pooled share 1: no error of difference, and none of division."""
    assert distinctive(voices([[20], [20]], [[20], [20]])) == ((), ())


@pytest.mark.skipif(find_spec("reddwarf") is None, reason="a peer of the bench: make bench-peers")
def test_figures_as_red_dwarf_has_them() -> None:
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer: Any = import_module("reddwarf.utils.stats")
    votes, _ = camps((80, 60, 40))
    groups = opinion_groups(votes, g=5)
    found = voices_of(votes, groups, g=5)
    matrix = pd.DataFrame(np.where(votes.seen, votes.answers, np.nan))
    seen, said, _, ratio, clear, apart, consensus = peer.calculate_comment_statistics(matrix, groups.group)
    assert found.seen.tolist() == seen.tolist()
    assert [found.agree.tolist(), found.disagree.tolist()] == said.tolist()
    np.testing.assert_allclose([found.agreement, found.opposition], consensus)
    for group, statements in enumerate(distinctive(found)):
        assert statements
        for each in statements:
            at = (("agree", "disagree").index(each.answer), group, each.statement)
            assert each.ratio == pytest.approx(ratio[at])
            assert each.strength == pytest.approx(each.share * clear[at] * ratio[at] * apart[at])
