"""Shares and indices of concentration."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.evidence import complete_shares, entropy, herfindahl, krugman, shares, total, variety

SOME = st.floats(min_value=0.01, max_value=1e9)
ECONOMY = st.lists(SOME, min_size=1, max_size=25).map(np.array)


def test_equal_classes_have_the_textbook_indices() -> None:
    quarter = np.full(4, 0.25)
    assert herfindahl(quarter) == 0.25
    assert entropy(quarter) == 2.0


def test_one_class_alone_is_fully_concentrated() -> None:
    alone = np.array([1.0, 0.0, 0.0])
    assert herfindahl(alone) == 1.0
    assert entropy(alone) == 0.0


def test_entropy_of_method_example() -> None:
    """method.md 8: eight equal shares make 3 bits."""
    assert entropy(np.full(8, 1 / 8)) == 3.0


def test_krugman_runs_from_same_to_nothing_in_common() -> None:
    assert krugman(np.array([0.5, 0.5]), np.array([0.5, 0.5])) == 0.0
    assert krugman(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 2.0


def test_missing_class_stays_missing_and_is_not_zero() -> None:
    found = shares(np.array([1.0, np.nan, 3.0]))
    assert np.isnan(found[1])
    assert found[[0, 2]].tolist() == [0.25, 0.75]


def test_nothing_known_gives_no_index() -> None:
    unknown = np.full(3, np.nan)
    assert np.isnan([total(unknown), herfindahl(unknown), entropy(unknown)]).all()


def test_all_zero_has_no_shares() -> None:
    assert np.isnan(shares(np.zeros(3))).all()


def test_incomplete_year_has_no_composition() -> None:
    """Two years: in the first a fifth of the total is not told apart by class."""
    values = np.array([[40.0, 50.0], [40.0, 50.0]])
    found = complete_shares(values, np.array([100.0, 100.0]))
    assert np.isnan(found[:, 0]).all()
    assert found[:, 1].tolist() == [0.5, 0.5]


@given(ECONOMY)
def test_bounds_and_sum(economy: np.ndarray) -> None:
    composition = shares(economy)
    n = len(economy)
    assert composition.sum() == pytest.approx(1)
    assert 1 / n - 1e-9 <= herfindahl(composition) <= 1 + 1e-9
    assert -1e-9 <= entropy(composition) <= math.log2(n) + 1e-9


@given(ECONOMY, st.floats(min_value=0.001, max_value=1000))
def test_currency_does_not_matter(economy: np.ndarray, rate: float) -> None:
    assert shares(economy * rate) == pytest.approx(shares(economy))


@given(st.lists(st.tuples(SOME, SOME), min_size=1, max_size=20))
def test_krugman_is_symmetric_and_bounded(pairs: list[tuple[float, float]]) -> None:
    here, there = (shares(np.array(side)) for side in zip(*pairs, strict=True))
    assert krugman(here, there) == krugman(there, here)
    assert 0 <= krugman(here, there) <= 2 + 1e-9


def test_variety_of_method_example() -> None:
    """method.md 8: eight equal shares in groups of 4, 2, 1 and 1 make 3 bits, 1.75 between groups and 1.25 within."""
    found = variety(np.full(8, 1 / 8), list("aaaabbcd"))
    assert np.array([found.total, found.unrelated, found.related]).tolist() == [3.0, 1.75, 1.25]


@given(
    st.lists(
        st.tuples(st.floats(min_value=0, max_value=1e9), st.sampled_from("abcd")), min_size=1, max_size=25
    )
)
def test_unrelated_and_related_variety_make_the_total(rows: list[tuple[float, str]]) -> None:
    economy, groups = np.array([value for value, _ in rows]), [group for _, group in rows]
    found = variety(shares(economy), groups)
    if economy.sum() == 0:
        assert np.isnan([found.total, found.unrelated, found.related]).all()
    else:
        assert found.unrelated + found.related == pytest.approx(found.total, abs=1e-9)
        assert found.unrelated >= -1e-9
        assert found.related >= -1e-9


def test_variety_of_several_years_at_once() -> None:
    """Classes of one group each have no related variety, all of one group no unrelated one."""
    years = np.array([[0.5, 0.25], [0.5, 0.75]])
    apart, together = variety(years, ["a", "b"]), variety(years, ["a", "a"])
    assert apart.related.tolist() == [0, 0]
    assert together.unrelated.tolist() == [0, 0]
    assert apart.unrelated.tolist() == together.related.tolist() == entropy(years).tolist()


def test_a_year_without_a_composition_has_no_variety() -> None:
    found = variety(np.array([[0.5, np.nan], [0.5, np.nan]]), ["a", "b"])
    assert found.total[0] == 1
    assert np.isnan([found.total[1], found.unrelated[1], found.related[1]]).all()


def test_every_class_needs_its_group() -> None:
    with pytest.raises(ValueError, match="2 groups named for 3 classes"):
        variety(np.full(3, 1 / 3), ["a", "b"])
