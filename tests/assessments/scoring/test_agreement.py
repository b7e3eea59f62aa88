"""Agreement: the published cases, a naive twin that compares value by value, and what must hold for any marks."""

from collections.abc import Sequence
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import alpha, alpha_from_histograms, alphas_by_criterion, concordance, count_cells
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, hall, one_question

LEVELS = ("nominal", "ordinal", "interval", "ratio")
GAP = None
Table = list[list[int | None]]

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part C: four observers, twelve units.
CANONICAL: Table = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]


def matrix(rows: Sequence[Sequence[float | None]]) -> np.ndarray:
    filled = [[np.nan if value is None else float(value) for value in row] for row in rows]
    return np.array(filled, dtype=np.float64).reshape(len(rows), len(rows[0]) if rows else 0)


def naive_alpha(rows: Table, level: str) -> Fraction | None:
    """Every ordered pair of different values on its own, straight from the definition."""
    units = [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) >= 2]
    every = [value for unit in units for value in unit]

    def distance(one: int, other: int) -> Fraction:
        if one == other:
            return Fraction(0)
        if level == "nominal":
            return Fraction(1)
        if level == "interval":
            return Fraction((one - other) ** 2)
        if level == "ratio":
            return Fraction(one - other, one + other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in every)
        return (between - Fraction(every.count(low) + every.count(high), 2)) ** 2

    def mean_of_pairs(values: list[int]) -> Fraction:
        pairs = list(permutations(values, 2))
        return sum((distance(*pair) for pair in pairs), Fraction(0)) / len(pairs)

    if not every or (expected := mean_of_pairs(every)) == 0:
        return None
    observed = sum((len(unit) * mean_of_pairs(unit) for unit in units), Fraction(0)) / len(every)
    return 1 - observed / expected


def naive_friedman(rows: Sequence[Sequence[int]]) -> Fraction | None:
    """Friedman's statistic with ties as Conover (1999) writes it: from the squares of all ranks, without W."""
    m, n = len(rows), len(rows[0])
    ranks = [
        [Fraction(sum(other < value for other in row)) + Fraction(row.count(value) + 1, 2) for value in row]
        for row in rows
    ]
    middle = Fraction(m * (n + 1), 2)
    below = sum(rank * rank for row in ranks for rank in row) - Fraction(m * n * (n + 1) ** 2, 4)
    if below == 0:
        return None
    return (n - 1) * sum((sum(column) - middle) ** 2 for column in zip(*ranks, strict=True)) / below


tables = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)
full_tables = st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_krippendorffs_canonical_data(level: str, published: float) -> None:
    found = alpha(matrix(CANONICAL), level)
    assert found is not None
    assert round(float(found), 6) == published


@given(rows=tables, level=st.sampled_from(LEVELS))
@settings(max_examples=200)
def test_alpha_equals_the_naive_one(rows: Table, level: str) -> None:
    assert alpha(matrix(rows), level) == naive_alpha(rows, level)


@given(rows=tables, level=st.sampled_from(LEVELS), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=80)
def test_alpha_knows_neither_raters_nor_the_order_of_units(rows: Table, level: str, seed: int) -> None:
    """Within a unit, values may even change hands."""
    rng = np.random.default_rng(seed)
    values = matrix(rows)
    mixed = rng.permuted(values, axis=0)[:, rng.permutation(values.shape[1])]
    assert alpha(mixed, level) == alpha(values, level)


@given(rows=tables, level=st.sampled_from(LEVELS))
@settings(max_examples=60)
def test_a_rater_who_says_nothing_and_a_lonely_value_change_nothing(rows: Table, level: str) -> None:
    silent: Table = [*rows, [None] * len(rows[0])]
    lonely: list[int | None] = [7, *[None] * len(rows)]
    alone: Table = [[*row, value] for row, value in zip(silent, lonely, strict=True)]
    assert alpha(matrix(alone), level) == alpha(matrix(rows), level)


@given(rows=tables)
@settings(max_examples=60)
def test_interval_alpha_does_not_depend_on_origin_and_unit_nor_ratio_alpha_on_the_unit(rows: Table) -> None:
    values = matrix(rows)
    assert alpha(values / 4 - 3, "interval") == alpha(values, "interval")
    assert alpha(values * 8, "ratio") == alpha(values, "ratio")


@given(rows=tables)
@settings(max_examples=60)
def test_ordinal_alpha_knows_only_the_order(rows: Table) -> None:
    assert alpha(matrix(rows) ** 3, "ordinal") == alpha(matrix(rows), "ordinal")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2, 3]],  # one rater
        [[1, None], [None, 2]],  # nothing to pair
        [[None, None], [None, None]],
        [[4, 4], [4, 4]],  # no variation
        [[]],
        [],
    ],
)
def test_undefined_alpha_is_none(rows: Table, level: str) -> None:
    assert alpha(matrix(rows), level) is None


@pytest.mark.parametrize("level", LEVELS)
def test_full_agreement_is_one_and_one_unit_says_nothing_beyond_chance(level: str) -> None:
    assert alpha(matrix([[1, 2, 0], [1, 2, 0], [1, None, 0]]), level) == 1
    assert alpha(matrix([[1], [2], [5]]), level) == 0


def test_values_that_fit_no_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        alpha(matrix([[-1, 1], [1, 1]]), "ratio")
    with pytest.raises(ValueError, match="infinite"):
        alpha(matrix([[np.inf, 1], [1, 1]]), "interval")


def test_millions_of_marks_overflow_nothing() -> None:
    """Two activities with the same marks: alpha is 1 - (2N - 1) / (2N - 2) for N marks each, whatever they are."""
    each = 8_000_000
    histograms = np.array([[each, each, each]] * 2, dtype=np.int64)
    marks = 3 * each
    for level in LEVELS:
        found = alpha_from_histograms(histograms, (0, 1, 2), level)
        assert found == 1 - Fraction(2 * marks - 1, 2 * (marks - 1))


@given(case=cases(), level=st.sampled_from(LEVELS))
@settings(max_examples=60)
def test_alphas_of_a_round_are_those_of_its_counting_marks(case: Case, level: str) -> None:
    method, roster, ballots, _ = arrays(case)
    found = alphas_by_criterion(method, count_cells(method, roster, ballots), level)
    for column in range(len(method.judged)):
        cells = [case.counting(activity, column) for activity in case.activities]
        units = [[mark for marks in each.values() for mark in marks] for each in cells]
        longest = max(len(unit) for unit in units)
        rows = [[unit[at] if at < len(unit) else None for unit in units] for at in range(longest)]
        assert found[column] == (naive_alpha(rows, level) if rows else None)


def test_marks_below_the_threshold_do_not_enter_alpha() -> None:
    method = one_question(2)

    def of(small: list[int]) -> tuple[Fraction | None, ...]:
        method_, roster, ballots, _ = arrays(hall([[2, 4, 6, 8, 5], small], method))
        return alphas_by_criterion(method_, count_cells(method_, roster, ballots))

    assert of([1] * 4) == of([9] * 4) == (Fraction(0),)


def test_kendalls_w_of_three_executives() -> None:
    """Siegel (1956), p. 231: six applicants ranked by three executives, W = 0.16."""
    found = concordance(matrix([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]))
    assert found is not None
    assert found.w == Fraction(12 * Fraction(51, 2), 9 * (6**3 - 6))
    assert round(float(found.w), 2) == 0.16


def test_kendalls_w_with_ties() -> None:
    """Kendall (1948), in Siegel (1956), p. 234: ten items, three judges, W = 0.828."""
    found = concordance(
        matrix(
            [
                [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
                [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
                [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
            ]
        )
    )
    assert found is not None
    assert found.w == Fraction(591, 714)
    assert found.chi_squared == 3 * 9 * Fraction(591, 714)


@given(rows=full_tables)
@settings(max_examples=150)
def test_chi_squared_is_friedmans_statistic(rows: list[list[int]]) -> None:
    found, expected = concordance(matrix(rows)), naive_friedman(rows)
    assert (found and found.chi_squared) == expected
    assert found is None or 0 <= found.w <= 1


@pytest.mark.skipif(find_spec("scipy") is None, reason="a peer of the bench: make bench-peers")
@given(rows=full_tables.filter(lambda rows: len(rows[0]) >= 3))
def test_chi_squared_is_scipys_friedman_statistic(rows: list[list[int]]) -> None:
    found = concordance(matrix(rows))
    if found is not None:
        stats: Any = import_module("scipy.stats")
        statistic = stats.friedmanchisquare(*np.array(rows).T).statistic
        assert statistic == pytest.approx(float(found.chi_squared), abs=1e-9)


@given(rows=full_tables, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_w_knows_only_orders_and_no_names(rows: list[list[int]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = matrix(rows)
    mixed = values[rng.permutation(len(values))][:, rng.permutation(values.shape[1])]
    assert concordance(mixed**3 - 5) == concordance(values)
    assert concordance(-values) == concordance(values)


@given(rows=full_tables, at=st.integers(0, 5))
@settings(max_examples=60)
def test_rows_with_gaps_are_left_out_and_counted(rows: list[list[int]], at: int) -> None:
    gap = [None if place == at % len(rows[0]) else value for place, value in enumerate(rows[0])]
    found, whole = concordance(matrix([gap, *rows])), concordance(matrix(rows))
    if whole is None or found is None:
        assert whole is found
    else:
        assert (found.w, found.raters, found.left_out) == (whole.w, len(rows), 1)


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2, 3]],
        [[1, 2], [None, 1]],
        [[1], [2]],
        [[5, 5, 5], [5, 5, 5]],
        [[None, None]],
        [],
    ],
)
def test_undefined_w_is_none(rows: Table) -> None:
    assert concordance(matrix(rows)) is None


def test_same_order_gives_one_and_opposite_orders_cancel_out() -> None:
    same, opposite = concordance(matrix([[1, 2, 3], [4, 5, 9]])), concordance(matrix([[1, 2, 3], [3, 2, 1]]))
    assert same is not None
    assert opposite is not None
    assert (same.w, opposite.w) == (Fraction(1), Fraction(0))
