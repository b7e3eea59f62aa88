"""The result without some of the raters: right, and told only where it tells nobody's marks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from assessments.scoring import count_cells, parts_are_safe, rank_round, tiers
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, counted, hall

SIX = [1, 3, 4, 6, 7, 9]
FIVE = [2, 4, 5, 6, 8]


def members(case: Case, *raters: int) -> NDArray[np.bool_]:
    mask = np.zeros(len(case.group_of_rater), dtype=np.bool_)
    mask[list(raters)] = True
    return mask


def two_halves() -> Case:
    """Two groups of eleven: the first six of each are of the tier."""
    return hall([SIX + FIVE, SIX + FIVE])


def test_the_others_alone_are_ranked_as_if_they_had_been_alone() -> None:
    case = two_halves()
    away = {*range(6), *range(11, 17)}
    (tier,) = tiers(*counted(case), {"state_controlled": members(case, *away)})
    alone = hall([FIVE, FIVE])
    (result,) = rank_round(*arrays(alone)).activities
    assert (tier.status, tier.raters) == ("shown", 12)
    assert tier.standings == (("a", result.official),)


def test_of_nobody_there_is_nothing_to_tell() -> None:
    case = two_halves()
    (tier,) = tiers(*counted(case), {"unverified": members(case)})
    assert (tier.status, tier.raters, tier.standings) == ("nobody", None, ())


@pytest.mark.parametrize("number", [1, 4, 7, 10])
def test_few_of_them_or_few_others_in_a_group_are_not_told_apart(number: int) -> None:
    """Below five on either side of a cell, the difference of two published scores would speak of fewer than five."""
    case = two_halves()
    everybody_else = {*range(6), *range(11, 11 + number)}
    (tier,) = tiers(*counted(case), {"state_controlled": members(case, *everybody_else)})
    assert (tier.status, tier.raters, tier.standings) == ("withheld", None, ())


def test_without_that_rule_one_mark_is_found() -> None:
    """The twin: one person left out, and the two sums differ by their mark."""
    case = hall([SIX + FIVE])
    method, roster, ballots, measured = arrays(case)
    whole, without = (
        rank_round(method, replace(roster, voided=voided), ballots, measured).activities[0].cells[0]
        for voided in (frozenset[int](), frozenset({5}))
    )
    assert whole.total is not None
    assert without.total is not None
    assert whole.total - without.total == SIX[5]
    (tier,) = tiers(*counted(case), {"unverified": members(case, 5)})
    assert tier.status == "withheld"


def test_a_part_of_one_mind_is_not_told_apart() -> None:
    """Five who all gave the highest mark: their sum alone would say so."""
    case = hall([SIX + [10] * 5])
    (tier,) = tiers(*counted(case), {"unverified": members(case, *range(6, 11))})
    assert tier.status == "withheld"


def test_two_tiers_that_differ_by_one_person_are_not_both_told() -> None:
    """Each is safe by itself; together they would tell the mark of the one in whom they differ."""
    case = hall([SIX + FIVE + SIX])
    one, other = members(case, *range(6)), members(case, *range(7))
    alone = tiers(*counted(case), {"unverified": other})
    assert [tier.status for tier in alone] == ["shown"]
    both = tiers(*counted(case), {"state_controlled": one, "unverified": other})
    assert [tier.status for tier in both] == ["shown", "withheld"]
    assert not parts_are_safe(counted(case)[0], [one, other])


def test_what_is_told_elsewhere_counts_as_well() -> None:
    case = hall([SIX + FIVE + SIX])
    (tier,) = tiers(*counted(case), {"unverified": members(case, *range(7))}, [members(case, *range(6))])
    assert tier.status == "withheld"


@given(case=cases())
@settings(max_examples=60)
def test_marks_of_some_are_those_of_a_round_without_the_others(case: Case) -> None:
    """Everybody else voided, and counted from the ballots again."""
    method, roster, ballots, _measured = arrays(case)
    some = np.arange(len(case.group_of_rater)) % 3 > 0
    others = frozenset(np.flatnonzero(~some).tolist())
    anew = count_cells(method, replace(roster, voided=roster.voided | others), ballots)
    own = counted(case)[0].only(some).counts
    assert own.n.tolist() == anew.n.tolist()
    assert own.total.tolist() == anew.total.tolist()
    assert own.distinct.tolist() == anew.distinct.tolist()
    for mine, theirs in zip(own.histograms, anew.histograms, strict=True):
        assert mine.tolist() == theirs.tolist()
