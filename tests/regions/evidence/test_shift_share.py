"""Shift-share: three parts that add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.evidence import shift_share, shift_share_in_shares

MONEY = st.floats(min_value=1, max_value=1e6)
FOUR = st.lists(st.tuples(MONEY, MONEY, MONEY, MONEY), min_size=1, max_size=12)


def test_worked_by_hand() -> None:
    """The country grows 50 %; its first class doubles, its second stands still; the region's first triples."""
    found = shift_share(
        np.array([10.0, 10]), np.array([30.0, 5]), np.array([100.0, 100]), np.array([200.0, 100])
    )
    assert found.national == (5.0, 5.0)
    assert found.mix == (5.0, -5.0)
    assert found.regional == (10.0, -5.0)
    assert found.change == (20.0, -5.0)


def test_missing_end_leaves_no_parts() -> None:
    found = shift_share(np.array([1.0]), np.array([np.nan]), np.array([2.0]), np.array([3.0]))
    assert np.isnan([*found.national, *found.mix, *found.regional, *found.change]).all()


@given(FOUR)
def test_parts_add_up_to_the_change(rows: list[tuple[float, float, float, float]]) -> None:
    start, end, country_start, country_end = (np.array(column) for column in zip(*rows, strict=True))
    found = shift_share(start, end, country_start, country_end)
    parts = np.array([found.national, found.mix, found.regional]).sum(axis=0)
    assert parts == pytest.approx(end - start, rel=1e-6, abs=1e-3)


@given(FOUR, st.floats(min_value=0.1, max_value=50))
def test_in_shares_inflation_drops_out(
    rows: list[tuple[float, float, float, float]], inflation: float
) -> None:
    start, end, country_start, country_end = (np.array(column) for column in zip(*rows, strict=True))
    plain = shift_share_in_shares(start, end, country_start, country_end)
    inflated = shift_share_in_shares(start, end * inflation, country_start, country_end * inflation)
    assert plain.national == pytest.approx(np.zeros(len(rows)), abs=1e-9)
    assert plain.regional == pytest.approx(inflated.regional, abs=1e-9)
