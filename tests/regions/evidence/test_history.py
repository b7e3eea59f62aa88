"""Bands of a structure and growth split in parts: they add up, and what is missing stays missing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from regions.evidence.history import bands, growth_of_shares, shares_by_group, split_growth

MONEY = st.floats(min_value=0.5, max_value=1e9)


@given(arrays(np.float64, (4, 6), elements=MONEY))
def test_kept_bands_and_the_rest_are_the_whole(values: np.ndarray) -> None:
    found = bands(values, values.sum(axis=0), [2, 0])
    assert found.shape == (3, 6)
    np.testing.assert_allclose(found.sum(axis=0), 1.0)


def test_a_lump_is_in_the_rest_and_a_missing_band_leaves_the_year_out() -> None:
    values = np.array([[50.0, np.nan], [30.0, 40.0], [np.nan, 10.0]])
    found = bands(values, np.array([100.0, 100.0]), [0, 1])
    np.testing.assert_allclose(found[:, 0], [0.5, 0.3, 0.2])
    assert np.isnan(found[:, 1]).all()


def test_groups_count_only_in_complete_years() -> None:
    values = np.array([[50.0, 50.0], [30.0, 30.0], [20.0, np.nan]])
    found = shares_by_group(values, np.array([100.0, 100.0]), ["raw", "new", "raw"], ["raw", "new", "empty"])
    np.testing.assert_allclose(found[:, 0], [0.7, 0.3, 0.0])
    assert np.isnan(found[:, 1]).all()


@given(arrays(np.float64, (2, 5, 2), elements=MONEY))
def test_the_parts_add_up_to_the_change(values: np.ndarray) -> None:
    own, country = values[0], values[0] + values[1]
    split = split_growth("ABCDE", own, country)
    for parts in (split.in_money, split.in_points):
        sums = np.array(parts.national) + np.array(parts.mix) + np.array(parts.regional)
        np.testing.assert_allclose(sums, parts.change, rtol=1e-6, atol=1e-6 * np.abs(own).max())
    np.testing.assert_allclose(split.in_points.national, 0.0, atol=1e-9)


def test_a_class_without_one_of_the_four_values_is_left_out() -> None:
    own = np.array([[1.0, 2.0], [np.nan, 3.0]])
    assert split_growth("AB", own, own + 1).classes == ("A",)


def test_growth_of_shares_is_free_of_prices() -> None:
    """Twice the share is 100 % more; prices ten times as high change nothing; what lacks a year is left out."""
    own = np.array([[10.0, 20.0], [10.0, 5.0], [np.nan, 3.0], [0.0, 1.0]])
    country = np.array([[40.0, 40.0], [50.0, 50.0], [7.0, 7.0], [10.0, 10.0]])
    assert growth_of_shares("ABCD", own, country) == {"A": 1.0, "B": -0.5}
    dearer = np.array([1.0, 10.0])
    found = growth_of_shares("ABCD", own * dearer, country * dearer)
    np.testing.assert_allclose([found["A"], found["B"]], [1.0, -0.5])
