"""Relatedness of domains: against loops in exact fractions, by what must hold always, and beside its inventors' program."""

import os
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from regions.evidence import Relatedness, Totals, balassa, relatedness, table_of
from regions.evidence.relatedness import density, proximity, specialized, why_not

Table = list[list[int | None]]


def tables(*, gaps: bool, largest: int = 9) -> st.SearchStrategy[Table]:
    """Small whole numbers, so that quotients of exactly 1, empty rows and empty columns are common."""
    value: st.SearchStrategy[int | None] = st.integers(0, largest)
    cell = st.one_of(value, st.none()) if gaps else value
    shape = st.tuples(st.integers(1, 6), st.integers(1, 6))
    return shape.flatmap(
        lambda n: st.lists(st.lists(cell, min_size=n[1], max_size=n[1]), min_size=n[0], max_size=n[0])
    )


def matrix(table: Table) -> NDArray[np.float64]:
    return np.array(
        [[np.nan if value is None else value for value in row] for row in table], dtype=np.float64
    )


def sums_of(table: Table) -> Totals:
    """As an office would publish them: over what is there, gaps left out."""
    present = np.nan_to_num(matrix(table))
    return Totals(present.sum(axis=1), present.sum(axis=0), float(present.sum()))


# -- the same, written down cell by cell --------------------------------------------------------------------------


def naive_quotients(table: Table, *, published: bool) -> list[list[Fraction | None]]:
    kept = [row for row in table if published or None not in row]
    of_domains = [sum(row[j] or 0 for row in kept) for j in range(len(table[0]))]
    whole = sum(of_domains)

    def quotient(row: Sequence[int | None], j: int) -> Fraction | None:
        own, of_region = row[j], sum(value or 0 for value in row)
        if own is None or (None in row and not published) or of_region == 0 or of_domains[j] == 0:
            return None
        return Fraction(own, of_region) / Fraction(of_domains[j], whole)

    return [[quotient(row, j) for j in range(len(row))] for row in table]


def naive_presence(table: Table, *, published: bool) -> list[list[bool | None]]:
    return [
        [None if quotient is None else quotient >= 1 for quotient in row]
        for row in naive_quotients(table, published=published)
    ]


def naive_proximity(present: list[list[bool | None]]) -> list[list[Fraction | None]]:
    def of(i: int, j: int) -> Fraction | None:
        known = [row for row in present if row[i] is not None and row[j] is not None]
        most = max(sum(bool(row[i]) for row in known), sum(bool(row[j]) for row in known))
        return Fraction(sum(bool(row[i] and row[j]) for row in known), most) if most else None

    n = len(present[0])
    return [[of(i, j) for j in range(n)] for i in range(n)]


def naive_density(present: list[list[bool | None]]) -> list[list[Fraction | None]]:
    near = naive_proximity(present)

    def of(row: list[bool | None], i: int) -> Fraction | None:
        others = [j for j in range(len(row)) if j != i and row[j] is not None]
        around = sum((near[i][j] or Fraction(0) for j in others), Fraction(0))
        has = sum((near[i][j] or Fraction(0) for j in others if row[j]), Fraction(0))
        return 100 * has / around if around else None

    return [[of(row, i) for i in range(len(row))] for row in present]


def same(found: NDArray[Any], expected: list[list[Any]]) -> None:
    wanted = np.array([[np.nan if value is None else float(value) for value in row] for row in expected])
    np.testing.assert_allclose(found, wanted, rtol=2e-6, atol=1e-5)


@given(tables(gaps=True), st.booleans())
@settings(max_examples=400)
def test_as_written_down_cell_by_cell(table: Table, published: bool) -> None:
    values, totals = matrix(table), sums_of(table) if published else None
    same(balassa(values, totals), naive_quotients(table, published=published))
    expected = naive_presence(table, published=published)
    present = specialized(values, totals)
    same(present, expected)
    same(proximity(present), naive_proximity(expected))
    same(density(present, proximity(present)), naive_density(expected))


# -- by hand ------------------------------------------------------------------------------------------------------


def test_worked_by_hand() -> None:
    """Four regions; domains 0 and 1 are held together by two of the three that hold either, 2 stands apart."""
    present = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=np.float32)
    near = proximity(present)
    assert near[0, 1] == pytest.approx(2 / 3)
    assert near[0, 2] == 0
    found = density(present, near)
    assert found[:, 0].tolist() == [100, 100, 0, 0]
    assert np.isnan(found[:, 2]).all(), "nothing is near the third"


def test_own_domain_is_left_out_of_its_density() -> None:
    """With it the third region, which has domain 0 and nothing near it, would stand at 60 percent."""
    present = np.array([[1, 1], [1, 1], [1, 0]], dtype=np.float32)
    near = proximity(present)
    assert near[0, 0] == 1
    assert density(present, near)[2, 0] == 0


def test_a_quotient_of_exactly_one_is_specialized() -> None:
    """Everybody has 3 of 10 there: in floats 3 / 10 over 9 / 30 would be a hair more or less."""
    values = np.array([[3.0, 7.0]] * 3)
    assert balassa(values).tolist() == [[1, 1]] * 3
    assert specialized(values).tolist() == [[1, 1]] * 3


def test_a_gap_is_not_a_zero() -> None:
    """A value kept back: as a zero the region would hold the other domain against it; so nothing is known of it."""
    values = np.array([[4.0, 4.0], [6.0, 2.0], [5.0, np.nan]])
    present = specialized(values)
    assert np.isnan(present[2]).all()
    assert present[:2].tolist() == specialized(values[:2]).tolist()
    told = specialized(values, Totals(np.array([8.0, 8.0, 10.0]), np.array([15.0, 11.0]), 26.0))
    assert told[2, 0] == 0
    assert np.isnan(told[2, 1])


def test_below_zero_there_are_no_shares() -> None:
    with pytest.raises(ValueError, match="below zero"):
        specialized(np.array([[1.0, -1.0]]))


# -- what must hold always ----------------------------------------------------------------------------------------


@given(tables(gaps=True))
def test_proximity_is_symmetric_and_a_share(table: Table) -> None:
    near = proximity(specialized(matrix(table), sums_of(table)))
    known = near[~np.isnan(near)]
    assert np.array_equal(near, near.T, equal_nan=True)
    assert ((known >= 0) & (known <= 1)).all()
    own = near.diagonal()
    assert (own[~np.isnan(own)] == 1).all()


@given(tables(gaps=False), st.randoms(use_true_random=False))
def test_order_of_regions_and_domains_does_not_matter(table: Table, random: Any) -> None:
    values = matrix(table)
    rows, columns = list(range(values.shape[0])), list(range(values.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    present, turned = specialized(values), specialized(values[np.ix_(rows, columns)])
    near = proximity(present)
    assert np.array_equal(turned, present[np.ix_(rows, columns)], equal_nan=True)
    assert np.array_equal(proximity(turned), near[np.ix_(columns, columns)], equal_nan=True)
    expected = density(present, near)[np.ix_(rows, columns)]
    assert np.array_equal(density(turned, proximity(turned)), expected, equal_nan=True)


@given(tables(gaps=False), st.integers(1, 1000))
def test_currency_does_not_matter(table: Table, rate: int) -> None:
    values = matrix(table)
    assert np.array_equal(specialized(values), specialized(values * rate), equal_nan=True)


def test_density_runs_from_nothing_to_everything_near() -> None:
    present = (np.random.default_rng(7).random((60, 55)) < 0.3).astype(np.float32)
    present[0], present[1] = 0, 1
    found = density(present, proximity(present))
    assert (found[0] == 0).all()
    assert (found[1] == 100).all()
    assert found.min() == 0
    assert found.max() == 100


# -- from codes, and when it is offered ---------------------------------------------------------------------------


@given(tables(gaps=True), st.randoms(use_true_random=False))
def test_rows_of_codes_come_in_any_order(table: Table, random: Any) -> None:
    rows = [(i, j, value) for i, row in enumerate(table) for j, value in enumerate(row) if value is not None]
    random.shuffle(rows)
    region, domain, value = (np.array([row[at] for row in rows], dtype=np.int32) for at in range(3))
    found = table_of(region, domain, value, (len(table), len(table[0])), unlisted=np.nan)
    assert np.array_equal(found, matrix(table), equal_nan=True)


def test_unlisted_is_what_the_caller_says() -> None:
    one = np.array([0])
    assert table_of(one, one, [5.0], (1, 2), unlisted=0.0).tolist() == [[5, 0]]
    assert np.isnan(table_of(one, one, [5.0], (1, 2), unlisted=np.nan)[0, 1])


@pytest.mark.parametrize("rows", [[(0, 1), (0, 1)], [(0, 1), (0, 0), (0, 1)]])
def test_two_values_for_one_place_are_refused(rows: list[tuple[int, int]]) -> None:
    region, domain = np.array(rows).T
    with pytest.raises(ValueError, match="two values"):
        table_of(region, domain, np.ones(len(rows)), (1, 2), unlisted=0.0)


@pytest.mark.parametrize(("region", "domain"), [(1, 0), (0, 2), (-1, 0), (0, -1)])
def test_a_code_outside_the_table_is_refused(region: int, domain: int) -> None:
    """(0, 2) would else land in the next region."""
    with pytest.raises(ValueError, match="outside"):
        table_of(np.array([region]), np.array([domain]), [1.0], (1, 2), unlisted=0.0)


def economy(regions: int, domains: int) -> NDArray[np.float64]:
    """Lognormal values; a third of the pairs is empty, but nobody and nothing is empty altogether."""
    rng = np.random.default_rng(20250101)
    values = rng.lognormal(0, 2, (regions, domains)) * (rng.random((regions, domains)) < 2 / 3)
    values[:, 0] = values[0] = 1
    return values


def test_offered_from_fifty_and_fifty_on() -> None:
    enough = relatedness(economy(50, 50))
    assert enough.missing == ""
    assert not np.isnan(enough.density).all()
    for shape, why in (((49, 50), "too_few_regions"), ((50, 49), "too_few_domains")):
        found = relatedness(economy(*shape))
        assert found.missing == why
        assert np.isnan(found.proximity).all()
        assert np.isnan(found.density).all()
        assert found.density.shape == shape
        assert not np.isnan(found.specialized).any(), "who is specialized in what needs no fifty"


def test_regions_without_a_quotient_do_not_count() -> None:
    values = economy(50, 50)
    values[7, 3] = np.nan
    assert relatedness(values).missing == "too_few_regions"
    assert why_not(specialized(economy(50, 50))) == ""


def test_whole_gaps_need_no_second_product_and_change_nothing() -> None:
    """A region and a domain of which nothing is known: the others come out as without them."""
    values, kept = economy(60, 60), [*range(9), *range(10, 60)]
    values[9], values[:, 9] = np.nan, np.nan
    totals = Totals(np.nansum(values, axis=1), np.nansum(values, axis=0), float(np.nansum(values)))
    found, without = relatedness(values, totals), relatedness(values[np.ix_(kept, kept)])
    assert np.array_equal(found.proximity[np.ix_(kept, kept)], without.proximity)
    np.testing.assert_allclose(found.density[np.ix_(kept, kept)], without.density, rtol=1e-5)
    for gap in (found.density[9], found.density[:, 9], found.proximity[9], found.proximity[:, 9]):
        assert np.isnan(gap).all()


PRINTED = """
import numpy as np
from regions.evidence import relatedness
from tests.regions.evidence.test_relatedness import digest, economy
print(digest(relatedness(economy(300, 200))))
"""


def digest(found: Relatedness) -> str:
    from hashlib import sha256

    return sha256(found.density.tobytes() + found.proximity.tobytes()).hexdigest()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_same_bytes_on_repeat_and_on_any_number_of_threads(threads: str) -> None:
    other = subprocess.run(
        [sys.executable, "-c", PRINTED],
        env=os.environ | {"OPENBLAS_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == digest(relatedness(economy(300, 200)))


# -- beside the inventors' program --------------------------------------------------------------------------------


@pytest.mark.skipif(find_spec("ecomplexity") is None, reason="a peer of the bench: make bench-peers")
def test_as_ecomplexity_has_it_where_it_is_right() -> None:
    """Its density counts the domain itself, at proximity 1; taken out again, ours is left."""
    peer: Any = import_module("ecomplexity.calc_proximity")
    peer_density: Any = import_module("ecomplexity.calc_density")
    present = specialized(economy(70, 60))
    exact = present.astype(np.float64)
    theirs = peer.calc_discrete_proximity(exact, exact.sum(axis=0))
    np.testing.assert_allclose(proximity(present), theirs, rtol=1e-6)
    around = theirs.sum(axis=0)
    without_own = (peer_density.calc_density(exact, theirs) * around - exact) / (around - 1)
    np.testing.assert_allclose(density(present, proximity(present)), 100 * without_own, rtol=0, atol=1e-3)
