"""TOPSIS and PROMETHEE II: published figures, what pymcdm gives, a plain twin, and what they may see."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import CrossCheck, cross_checks
from assessments.scoring.cross_checks import Figures, places, promethee_2, tau_b, topsis

# Hwang and Yoon 1981: four fighter aircraft. The price (fourth) is a cost: its sign is turned.
AIRCRAFT = [
    [2.0, 1500, 20000, -5.5, 5, 9],
    [2.5, 2700, 18000, -6.5, 3, 5],
    [1.8, 2000, 21000, -4.5, 7, 7],
    [2.2, 1800, 20000, -5.0, 5, 5],
]
AIRCRAFT_WEIGHTS = [2, 1, 1, 1, 2, 3]

# Figures of pymcdm 1.4.0 (its vector normalization; usual criterion).
LIST = [[0.7, 0.5, 0.9], [0.2, 0.8, 0.4], [0.7, 0.1, 0.6], [0.3, 0.3, 0.3], [0.9, 0.2, 0.1]]
LIST_WEIGHTS = [5, 3, 2]
BY_PYMCDM: dict[Figures, list[float]] = {
    topsis: [0.689455, 0.44451, 0.46937, 0.215084, 0.533734],
    promethee_2: [0.475, -0.2, -0.075, -0.35, 0.15],
}


def test_the_published_aircraft() -> None:
    found = topsis(np.array(AIRCRAFT), AIRCRAFT_WEIGHTS)
    assert [f"{each:.6f}" for each in found] == ["0.643277", "0.268384", "0.613542", "0.312291"]


@pytest.mark.parametrize("figures", [topsis, promethee_2])
def test_another_program_finds_the_same(figures: Figures) -> None:
    found = figures(np.array(LIST), LIST_WEIGHTS)
    assert found.tolist() == pytest.approx(BY_PYMCDM[figures], abs=1e-6)


def plain_topsis(values: Sequence[Sequence[float]], weights: Sequence[int]) -> list[float]:
    columns = list(zip(*values, strict=True))
    lengths = [sqrt(sum(each**2 for each in column)) or 1 for column in columns]
    scaled = [
        [
            weight * each / length / sum(weights)
            for each, weight, length in zip(row, weights, lengths, strict=True)
        ]
        for row in values
    ]
    best, worst = ([end(column) for column in zip(*scaled, strict=True)] for end in (max, min))

    def far(row: Sequence[float], point: Sequence[float]) -> float:
        return sqrt(sum((one - other) ** 2 for one, other in zip(row, point, strict=True)))

    return [far(row, worst) / both if (both := far(row, worst) + far(row, best)) else 0.5 for row in scaled]


def plain_promethee(values: Sequence[Sequence[float]], weights: Sequence[int]) -> list[Fraction]:
    def better(one: Sequence[float], other: Sequence[float]) -> int:
        return sum(weight for mine, yours, weight in zip(one, other, weights, strict=True) if mine > yours)

    return [
        Fraction(
            sum(better(row, other) - better(other, row) for other in values), sum(weights) * (len(values) - 1)
        )
        for row in values
    ]


def plain_tau(one: Sequence[int], other: Sequence[int]) -> float | None:
    pairs = [(a, b) for a in range(len(one)) for b in range(a)]

    def sign(ranks: Sequence[int], a: int, b: int) -> int:
        return (ranks[a] > ranks[b]) - (ranks[a] < ranks[b])

    told = [sum(sign(ranks, a, b) != 0 for a, b in pairs) for ranks in (one, other)]
    if not all(told):
        return None
    return sum(sign(one, a, b) * sign(other, a, b) for a, b in pairs) / sqrt(told[0] * told[1])


tables = st.integers(1, 4).flatmap(
    lambda columns: st.tuples(
        st.lists(
            st.lists(st.integers(0, 20).map(lambda each: each / 20), min_size=columns, max_size=columns),
            min_size=3,
            max_size=7,
        ),
        st.lists(st.integers(1, 9), min_size=columns, max_size=columns),
    )
)


@given(table=tables)
def test_they_are_what_their_formulas_say(table: tuple[list[list[float]], list[int]]) -> None:
    values, weights = table
    assert topsis(np.array(values), weights).tolist() == pytest.approx(plain_topsis(values, weights))
    exact = [float(each) for each in plain_promethee(values, weights)]
    assert promethee_2(np.array(values), weights).tolist() == pytest.approx(exact)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=9))
def test_the_correlation_knows_ties(pairs: list[tuple[int, int]]) -> None:
    one, other = (list(each) for each in zip(*pairs, strict=True))
    tau, alike = tau_b(np.array(one), np.array(other))
    expected = plain_tau(one, other)
    assert (tau is None) == (expected is None)
    assert tau is None or float(tau) == pytest.approx(expected, abs=0.00501)
    assert 0 <= alike <= len(pairs) * (len(pairs) - 1) // 2


def checked(values: Sequence[Sequence[float]], scores: Sequence[str | None]) -> dict[str, CrossCheck]:
    codes = [f"a{at}" for at in range(len(values))]
    decimals = [None if each is None else Decimal(each) for each in scores]
    found = cross_checks(codes, np.array(values, dtype=np.float64), [1] * len(values[0]), decimals)
    return {each.method: each for each in found}


def test_an_order_that_all_share() -> None:
    found = checked([[0.9, 0.8], [0.6, 0.7], [0.5, 0.4], [0.1, 0.2]], ["85.0", "65.0", "45.0", "15.0"])
    for check in found.values():
        assert (check.tau, check.pairs, check.alike, check.moved) == (Decimal("1.00"), 6, 6, 0)
        assert [each.rank for each in check.activities] == [each.official for each in check.activities]


def test_the_opposite_order() -> None:
    found = checked([[0.1], [0.5], [0.9]], ["90.0", "50.0", "10.0"])
    assert {check.tau for check in found.values()} == {Decimal("-1.00")}


def test_taking_the_last_away_can_reorder_the_others() -> None:
    """What the official score never does: that is why they stand beside it and not in it."""
    rng = np.random.default_rng(3)
    problems = [rng.random((12, 5)) for _ in range(300)]
    for name, share in (("topsis", 0.6), ("promethee_2", 0.78)):
        moved = 0
        for values in problems:
            scores = [f"{each:.1f}" for each in 100 * values.mean(axis=1)]
            moved += checked(values.tolist(), scores)[name].moved > 0
        assert moved / len(problems) > share - 0.12


def test_whatever_has_no_value_or_no_score_is_left_out() -> None:
    values = [[0.9, 0.8], [0.6, np.nan], [0.5, 0.4], [0.1, 0.2], [1.0, 1.0]]
    found = checked(values, ["85.0", "60.0", "45.0", "15.0", None])
    for check in found.values():
        assert [(each.activity, each.official) for each in check.activities] == [
            ("a0", 1),
            ("a2", 2),
            ("a3", 3),
        ]
    assert checked(values[:3], ["85.0", "60.0", "45.0"]) == {}, "two can be compared: no order to speak of"


def test_ties_share_a_place_as_printed() -> None:
    assert places(np.array([3, 5, 5, 1])).tolist() == [3, 1, 1, 4]
    found = checked([[0.5], [0.5], [0.5]], ["50.0", "50.0", "50.0"])
    assert {check.tau for check in found.values()} == {None}
    assert {each.rank for check in found.values() for each in check.activities} == {1}


def test_a_document_has_no_floats() -> None:
    document = checked([[0.9], [0.6], [0.5]], ["90.0", "60.0", "50.0"])["topsis"].as_document()
    assert document["tau"] == "1.00"
    assert document["activities"][0] == {"activity": "a0", "figure": "1.0000", "rank": 1, "official": 1}
