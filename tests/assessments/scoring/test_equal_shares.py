"""Equal Shares: published examples, a naive purchase in fractions, and what must hold for any support."""

import json
import random
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import EqualShares, Support, SupportError, equal_shares
from assessments.scoring.equal_shares import TooCloseError, fast_purchases, purchases, raised

module = sys.modules["assessments.scoring.equal_shares"]


def support_of(rows: list[set[int]], activities: int, helix: list[int] | None = None) -> Support:
    table = np.array([[at in row for at in range(activities)] for row in rows], dtype=np.bool_)
    return Support(
        table.reshape(len(rows), activities),
        np.array([0] * len(rows) if helix is None else helix, dtype=np.int64),
    )


@st.composite
def supports(draw: st.DrawFn) -> Support:
    activities = draw(st.integers(1, 6))
    voters = draw(st.integers(0, 14))
    rows = draw(st.lists(st.sets(st.integers(0, activities - 1)), min_size=voters, max_size=voters))
    helix = draw(st.lists(st.integers(0, 3), min_size=voters, max_size=voters))
    return support_of(rows, activities, helix)


def naive_payment(left: list[Fraction]) -> Fraction | None:
    """The smallest rho with sum(min(left, rho)) = 1: between two neighbors of `left` the sum is a line."""
    if sum(left) < 1:
        return None
    for payers in range(len(left), 0, -1):
        poor = sorted(left)[: len(left) - payers]
        rho = (1 - sum(poor)) / Fraction(payers)
        if sum(min(own, rho) for own in left) == 1:
            return rho
    raise AssertionError


def naive_purchase(support: Support, money: Fraction) -> list[tuple[int, Fraction, list[Fraction]]]:
    table, helix = support.supports.tolist(), support.helix.tolist()
    voters = [voter for voter, row in enumerate(table) if any(row)]
    present = sorted({helix[voter] for voter in voters})
    sizes = {each: sum(helix[voter] == each for voter in voters) for each in present}
    left = {voter: money / len(present) / sizes[helix[voter]] for voter in voters}
    bought: list[tuple[int, Fraction, list[Fraction]]] = []
    while True:
        offers = []
        for activity in range(support.supports.shape[1]):
            own = [voter for voter in voters if table[voter][activity]]
            rho = naive_payment([left[voter] for voter in own])
            if rho is not None and activity not in [each[0] for each in bought]:
                offers.append((rho, activity, own))
        if not offers:
            return bought
        rho, activity, own = min(offers)
        paid = [Fraction(0)] * (max(present) + 1)
        for voter in own:
            paid[helix[voter]] += min(left[voter], rho)
            left[voter] -= min(left[voter], rho)
        bought.append((activity, rho, paid))


def naive_set(support: Support, places: int) -> list[int]:
    money = Fraction(places)
    supported = int(support.supports.any(axis=0).sum())
    bought = naive_purchase(support, money)
    while places and len(bought) < supported:
        more = naive_purchase(support, raised(money))
        if len(more) > places:
            break
        money, bought = raised(money), more
    return [activity for activity, _, _ in bought]


def test_the_running_example_of_the_book() -> None:
    """Lackner and Skowron, Multi-Winner Voting with Approval Preferences (2023), example of Equal Shares, k = 4:
    a is bought at 1/8, then nobody can pay anything."""
    a, b, c, d, e, f, g = range(7)
    rows = [{a, b}] * 3 + [{a, c}] * 3 + [{a, d}] * 2 + [{b, c, f}, {e}, {f}, {g}]
    bought = list(purchases(support_of(rows, 7), Fraction(4)))
    assert [(each.activity, each.rho) for each in bought] == [(a, Fraction(1, 8))]


def test_half_and_half_get_half_each() -> None:
    """51 support ten red activities and 49 ten blue: the ten places go half and half (Electowiki's motivation)."""
    rows = [set(range(10))] * 51 + [set(range(10, 20))] * 49
    winners = equal_shares(support_of(rows, 20), 10).winners
    assert sum(winner < 10 for winner in winners) == 5
    assert len(winners) == 10


def test_a_small_helix_has_as_much_as_a_large_one() -> None:
    rows = [{0, 1}] * 50 + [{2, 3}] * 3
    helix = [0] * 50 + [1] * 3
    assert sorted(equal_shares(support_of(rows, 4, helix), 2).winners) == [0, 2]
    assert sorted(equal_shares(support_of(rows, 4), 2).winners) == [0, 1]


def test_money_is_raised_past_the_first_full_set() -> None:
    """Two places. With money 2 the set is full: 0 at 1/2, then 1, for which its one supporter gives his 1. With a
    percent more, what the first voter has left makes 2 a little cheaper than 1, and the set is full again."""
    support = support_of([{0, 2}, {1, 2}, {0}], 3, [0, 1, 0])
    assert [each.activity for each in purchases(support, Fraction(2))] == [0, 1]
    assert [each.activity for each in purchases(support, raised(Fraction(2)))] == [0, 2]
    result = equal_shares(support, 2)
    assert result.winners == (0, 2)
    assert result.money > raised(Fraction(2))
    assert len(list(purchases(support, raised(result.money)))) == 3


@given(support=supports(), places=st.integers(0, 5), tenths=st.integers(0, 60))
@settings(max_examples=150)
def test_purchases_equal_the_naive_ones(support: Support, places: int, tenths: int) -> None:
    money = Fraction(tenths, 10)
    bought = [(each.activity, each.rho, list(each.paid)) for each in purchases(support, money)]
    expected = naive_purchase(support, money) if support.supports.any() else []
    width = int(support.helix.max()) + 1 if len(support.helix) else 0
    assert [each[:2] for each in bought] == [each[:2] for each in expected]
    for (_, _, paid), (_, _, own) in zip(bought, expected, strict=True):
        assert paid[:width] == own + [Fraction(0)] * (len(paid) - len(own))
        assert sum(paid) == 1


@given(support=supports(), places=st.integers(0, 4))
@settings(max_examples=60)
def test_the_set_equals_the_naive_one_and_never_overspends(support: Support, places: int) -> None:
    result = equal_shares(support, places)
    assert list(result.winners) == (naive_set(support, places) if support.supports.any() else [])
    assert len(result.winners) <= places


@given(support=supports(), tenths=st.integers(1, 60))
@settings(max_examples=150)
def test_floats_buy_the_same_or_say_that_they_cannot_tell(support: Support, tenths: int) -> None:
    try:
        fast = list(fast_purchases(support, tenths / 10))
    except TooCloseError:
        return
    assert fast == [each.activity for each in purchases(support, Fraction(tenths, 10))]


@pytest.mark.parametrize("seed", range(6))
def test_floats_can_tell_in_a_large_round(seed: int) -> None:
    rng = np.random.default_rng(seed)
    support = Support(rng.random((700, 90)) < rng.random(90) * 0.3, rng.integers(0, 4, 700))
    money = Fraction(int(rng.integers(80, 200)), 10)
    exact = [each.activity for each in purchases(support, money)]
    assert list(fast_purchases(support, float(money))) == exact
    assert len(exact) > 2


def test_of_equals_the_earlier_is_bought() -> None:
    """Floats know it of those whom everybody can pay alike, and leave the others to the exact purchase."""
    assert list(fast_purchases(support_of([{0, 1}] * 5, 2), 1.5)) == [0]
    assert list(fast_purchases(support_of([{2}] * 6 + [{0, 1}] * 5, 3), 2.7)) == [2, 0]
    uneven = support_of([{0}, {1}, *[{2}] * 8, {0}, {1}], 3, [0] * 10 + [1] * 2)
    with pytest.raises(TooCloseError):
        list(fast_purchases(uneven, 4.0))
    assert module.winners(uneven, Fraction(4), 3) == [2, 0, 1]


def test_an_even_payment_may_equal_an_uneven_one() -> None:
    """A fifth each of five supporters; or of three, as three poorer ones give their last 2/15."""
    helix = [0] * 15 + [1] * 8
    for even, uneven in ((0, 1), (1, 0)):
        support = support_of([*[{uneven}] * 3, *[{2}] * 12, *[{even}] * 5, *[{uneven}] * 3], 3, helix)
        with pytest.raises(TooCloseError):
            list(fast_purchases(support, 4.0))
        bought = [(each.activity, each.rho) for each in purchases(support, Fraction(4))]
        assert bought[1:] == [(0, Fraction(1, 5)), (1, Fraction(1, 5))]


@pytest.mark.parametrize(("money", "more"), [("7", "7.07"), ("1.01", "1.021"), ("0.001", "0.002")])
def test_money_is_raised_by_a_percent_up_to_the_next_thousandth(money: str, more: str) -> None:
    assert raised(Fraction(money)) == Fraction(more)


def test_just_enough_money_is_enough() -> None:
    support = support_of([{0}, {0}, {0}], 1)
    with pytest.raises(TooCloseError):
        list(fast_purchases(support, 1.0))
    assert module.winners(support, Fraction(1), 1) == [0]
    assert module.winners(support, Fraction(999, 1000), 1) == []


@given(support=supports(), places=st.integers(1, 4), order=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_voters_changes_nothing(support: Support, places: int, order: random.Random) -> None:
    shuffled = order.sample(range(len(support.helix)), len(support.helix))
    moved = Support(support.supports[shuffled], support.helix[shuffled])
    assert equal_shares(moved, places) == equal_shares(support, places)


@given(support=supports(), places=st.integers(1, 4))
@settings(max_examples=40)
def test_who_supports_nothing_has_no_share(support: Support, places: int) -> None:
    idle = np.zeros((3, support.supports.shape[1]), dtype=np.bool_)
    more = Support(np.vstack([support.supports, idle]), np.append(support.helix, [0, 1, 2]))
    assert equal_shares(more, places).winners == equal_shares(support, places).winners


def test_no_voter_no_place_and_no_support() -> None:
    nobody = Support(np.zeros((0, 3), dtype=np.bool_), np.zeros(0, dtype=np.int64))
    assert equal_shares(nobody, 3) == EqualShares(3, Fraction(3), ())
    assert equal_shares(support_of([set(), set()], 2), 1).winners == ()
    assert equal_shares(support_of([{0}], 1), 0).winners == ()
    assert equal_shares(support_of([{0}, {0, 1}], 2), 9).winners == (0, 1)


def test_the_document_holds_no_float() -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"float {text}")

    result = equal_shares(support_of([{0, 1}, {1}, {2}], 3, [0, 1, 2]), 2)
    document = json.loads(json.dumps(result.as_document()), parse_float=refuse)
    assert [each["activity"] for each in document["purchases"]] == list(result.winners)


@pytest.mark.parametrize(("shape", "helix"), [((2, 2), [0]), ((2,), [0, 0]), ((2, 2), [0, -1])])
def test_supports_that_do_not_fit_are_refused(shape: tuple[int, ...], helix: list[int]) -> None:
    with pytest.raises(SupportError):
        Support(np.ones(shape, dtype=np.bool_), np.array(helix))
