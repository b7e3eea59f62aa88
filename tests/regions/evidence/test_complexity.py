"""Complexity of regions and domains: by hand in fractions, by what must hold always, and beside its inventors' program."""

import os
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from regions.evidence import Complexity, complexity
from regions.evidence.complexity import is_connected
from regions.evidence.relatedness import specialized
from tests.regions.evidence.test_relatedness import economy

Table = list[list[int]]


def tables() -> st.SearchStrategy[Table]:
    shape = st.tuples(st.integers(1, 8), st.integers(1, 8))
    cell = st.integers(0, 1)
    return shape.flatmap(
        lambda n: st.lists(st.lists(cell, min_size=n[1], max_size=n[1]), min_size=n[0], max_size=n[0])
    )


def of(table: Sequence[Sequence[float]]) -> Complexity:
    return complexity(np.array(table, dtype=np.float32))


def told(table: Table) -> Complexity:
    """With an answer; others are not what the test is about."""
    found = of(table)
    assume(not found.missing)
    return found


# -- by hand ------------------------------------------------------------------------------------------------------


def exact_means(table: Table, regions: Sequence[Fraction]) -> list[Fraction]:
    """M~ applied to values of regions: mean over a region's domains of the mean over each domain's regions."""
    domains = [
        sum((regions[r] for r, row in enumerate(table) if row[i]), Fraction(0)) / sum(row[i] for row in table)
        for i in range(len(table[0]))
    ]
    return [sum((domains[i] for i, has in enumerate(row) if has), Fraction(0)) / sum(row) for row in table]


def test_worked_in_fractions() -> None:
    """Nested: each region has what the next one has, and one more. M~ has the eigenvalues 1, 1/4 and 1/9."""
    table = [[1, 1, 1], [1, 1, 0], [1, 0, 0]]
    second, third = [Fraction(2), Fraction(-1), Fraction(-4)], [Fraction(1), Fraction(-3), Fraction(3)]
    assert exact_means(table, second) == [value / 4 for value in second]
    assert exact_means(table, third) == [value / 9 for value in third]
    found = of(table)
    # mean -1, deviations 3, 0, -3; of domains: -1, 1/2, 2, mean 1/2, deviations -3/2, 0, 3/2
    assert found.regions == pytest.approx([3 / sqrt(6), 0, -3 / sqrt(6)], abs=1e-9)
    assert found.domains == pytest.approx([-1.5 / sqrt(1.5), 0, 1.5 / sqrt(1.5)], abs=1e-9)


def test_who_is_diverse_stands_high_and_what_is_rare_among_them_too() -> None:
    nested = [[1 if i + r < 8 else 0 for i in range(8)] for r in range(8)]
    found = of(nested)
    assert (np.diff(found.regions) < 0).all()
    assert (np.diff(found.domains) > 0).all()


# -- what has no answer says so ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ([[0, 0], [0, 0]], "nothing_there"),
        ([[np.nan, np.nan]], "nothing_there"),
        ([[1, 1, 1]], "one_region"),
        ([[1, 1], [0, 0]], "one_region"),
        ([[1], [1]], "one_domain"),
        ([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], "disconnected"),
        ([[1, 0], [0, 1]], "disconnected"),
        ([[1, 1], [1, 1]], "all_alike"),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], "undecided"),
        ([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], "no_direction"),
    ],
)
def test_without_an_answer_everything_is_missing_and_the_reason_is_said(
    table: list[list[float]], why: str
) -> None:
    found = of(table)
    assert found.missing == why
    assert np.isnan(found.regions).all()
    assert np.isnan(found.domains).all()
    assert (len(found.regions), len(found.domains)) == (len(table), len(table[0]))


@given(tables())
@settings(max_examples=300)
def test_an_answer_has_no_gaps_but_for_who_has_nothing(table: Table) -> None:
    found, has = of(table), np.array(table)
    if found.missing:
        assert np.isnan(found.regions).all()
    else:
        assert np.array_equal(np.isnan(found.regions), ~has.any(axis=1))
        assert np.array_equal(np.isnan(found.domains), ~has.any(axis=0))


@given(tables())
def test_connected_is_what_a_walk_reaches(table: Table) -> None:
    has = np.array(table, dtype=float)
    assume(has.any(axis=1).all() and has.any(axis=0).all())
    seen, waiting = {0}, [0]
    while waiting:
        region = waiting.pop()
        near = {
            r for r in range(len(table)) if any(a and b for a, b in zip(table[region], table[r], strict=True))
        }
        waiting += near - seen
        seen |= near
    assert is_connected(has) == (len(seen) == len(table))


# -- what must hold always -----------------------------------------------------------------------------------------


@given(tables())
@settings(max_examples=300)
def test_each_is_the_mean_of_the_other(table: Table) -> None:
    """Up to how both are standardized: the second eigenvector is what the means of each other leave in place."""
    found, has = told(table), np.array(table, dtype=float)
    rows, columns = has.any(axis=1), has.any(axis=0)
    core, eci, pci = has[np.ix_(rows, columns)], found.regions[rows], found.domains[columns]
    means = core @ pci / core.sum(axis=1)
    assert np.corrcoef(means, eci)[0, 1] == pytest.approx(1, abs=1e-6)
    means = core.T @ eci / core.sum(axis=0)
    assert np.corrcoef(means, pci)[0, 1] == pytest.approx(1, abs=1e-6)


@given(tables())
def test_standardized_and_uphill_with_diversity(table: Table) -> None:
    found = told(table)
    for values in (found.regions, found.domains):
        known = values[~np.isnan(values)]
        assert known.mean() == pytest.approx(0, abs=1e-9)
        assert known.std() == pytest.approx(1, abs=1e-9)
    kept = ~np.isnan(found.regions)
    assert np.corrcoef(found.regions[kept], np.array(table).sum(axis=1)[kept])[0, 1] > 0


@given(tables(), st.randoms(use_true_random=False))
def test_order_of_regions_and_domains_does_not_matter(table: Table, random: Any) -> None:
    found = told(table)
    rows, columns = list(range(len(table))), list(range(len(table[0])))
    random.shuffle(rows)
    random.shuffle(columns)
    turned = of(np.array(table)[np.ix_(rows, columns)].tolist())
    np.testing.assert_allclose(turned.regions, found.regions[rows], atol=1e-7)
    np.testing.assert_allclose(turned.domains, found.domains[columns], atol=1e-7)


@given(tables(), st.data())
def test_two_alike_have_the_same_complexity(table: Table, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(table) - 1))
    found = told([*table, table[row]])
    np.testing.assert_allclose(found.regions[-1], found.regions[row], atol=1e-7)
    wide = [[*one, one[0]] for one in table]
    found = told(wide)
    np.testing.assert_allclose(found.domains[-1], found.domains[0], atol=1e-7)


@given(tables())
def test_a_gap_counts_for_neither_side(table: Table) -> None:
    gaps = np.where(np.array(table) == 0, np.nan, 1.0)
    found, without = of(table), complexity(gaps)
    assert found.missing == without.missing
    assert np.array_equal(found.regions, without.regions, equal_nan=True)


@given(tables())
def test_turned_on_its_side_it_is_the_same_up_to_the_sign(table: Table) -> None:
    """The shorter side is computed, the longer follows: which one that is must not show."""
    found, turned = told(table), of(np.array(table).T.tolist())
    assume(not turned.missing)
    assert abs(np.nansum(found.regions * turned.domains)) == pytest.approx(
        np.isfinite(found.regions).sum(), rel=1e-7
    )


# -- the same bytes ------------------------------------------------------------------------------------------------

PRINTED = """
from tests.regions.evidence.test_complexity import digest
print(digest())
"""


def digest() -> str:
    from hashlib import sha256

    found = complexity(specialized(economy(150, 120)))
    assert not found.missing
    return sha256(found.regions.tobytes() + found.domains.tobytes()).hexdigest()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_same_bytes_on_repeat_and_on_any_number_of_threads(threads: str) -> None:
    other = subprocess.run(
        [sys.executable, "-c", PRINTED],
        env=os.environ | {"OPENBLAS_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == digest()


# -- beside the inventors' program ---------------------------------------------------------------------------------


@pytest.mark.skipif(find_spec("ecomplexity") is None, reason="a peer of the bench: make bench-peers")
def test_as_ecomplexity_has_it() -> None:
    """Its PCI is on the scale of the ECI, so that one is the mean of the other; ours are both standardized."""
    peer: Any = import_module("ecomplexity.ecomplexity")
    present = specialized(economy(70, 60))

    class Data:
        mcp_t: NDArray[np.float64] = present.astype(np.float64)
        diversity_t = mcp_t.sum(axis=1)
        ubiquity_t = mcp_t.sum(axis=0)
        t = 2024

    eci, pci = peer.calc_eci_pci(Data)
    found = complexity(present)
    np.testing.assert_allclose(found.regions, (eci - eci.mean()) / eci.std(), atol=1e-7)
    np.testing.assert_allclose(found.domains, (pci - pci.mean()) / pci.std(), atol=1e-7)
