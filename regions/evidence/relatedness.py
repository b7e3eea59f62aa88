"""Which domains go together, and how near each region already is to each of them.

A region is specialized in a domain where its location quotient is 1 or more (Balassa 1965). The proximity of two
domains is the smaller of the two conditional probabilities that a region specialized in one is so in the other;
the density around a domain is the share of what is near it that the region already has, in percent (Hidalgo et al.
2007). The domain itself is left out of its own density: else having it would look like being near it.

A gap is no zero. With published totals a missing value leaves its place open: a pair of domains is judged by the
regions where both are known, a density by the domains known there. Without them a region with a gap has no total,
so it has no quotient at all, and the others are the whole economy.

Products are of whole numbers below 2^24, exact in float32, which the processor multiplies twice as fast as float64:
the same bytes in any order and on any number of threads. For that, proximities enter a density in steps of
1 / 2^23 of their sum; a density of 1,000 domains is off by less than 0.01 percent of what is near, usually by 0.0001.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Single = NDArray[np.float32]

NEEDED = 50
"""So many regions and so many domains, at least: with fewer, two domains go together by chance."""

STEPS = 2**23
"""Of the proximities around a domain: half of what float32 counts without a gap, so rounding cannot pass it."""

ROWS_AT_ONCE = 64
"""Regions compared at a time, so that what is compared stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Published totals: of each region over all domains, of each domain over all regions, and of the economy."""

    regions: Array
    domains: Array
    whole: float


@dataclass(frozen=True, eq=False)
class Relatedness:
    """All arrays float32.

    Attributes:
        specialized: regions x domains; 1 or 0, NaN where there is no quotient.
        proximity: domains x domains, 0 to 1, NaN where nobody is specialized in either. That of a domain to itself
            is 1, as the formula has it.
        density: regions x domains, in percent; NaN where nothing known is near.
        missing: why there is none ("too_few_regions", "too_few_domains"); proximity and density are NaN then.

    """

    specialized: Single
    proximity: Single
    density: Single
    missing: str = ""


def table_of(
    region: NDArray[np.integer],
    domain: NDArray[np.integer],
    value: ArrayLike,
    shape: tuple[int, int],
    *,
    unlisted: float,
) -> Array:
    """Values as regions x domains from one code of each and one value a row, rows in any order.

    `unlisted`: what a pair without a row stands for. 0 where the source lists all that is there (customs do), NaN
    where nothing is known of it. ValueError where two rows claim one place, or a code lies outside the shape.
    """
    if len(region) and not (_codes_within(region, shape[0]) and _codes_within(domain, shape[1])):
        raise ValueError("a code outside the table")
    place = np.multiply(region, shape[1], dtype=np.intp)
    place += domain
    if not (place[1:] > place[:-1]).all() and len(np.unique(place)) < len(place):
        raise ValueError("two values for one region and domain")
    table: Array = np.full(shape[0] * shape[1], unlisted)
    table[place] = value
    return table.reshape(shape)


def relatedness(values: Array, totals: Totals | None = None) -> Relatedness:
    """Of values regions x domains. Offered from 50 regions and 50 domains with quotients on; else it says why not."""
    present = specialized(values, totals)
    missing = why_not(present)
    if missing:
        n_regions, n_domains = present.shape
        return Relatedness(present, _nothing(n_domains, n_domains), _nothing(n_regions, n_domains), missing)
    near = proximity(present)
    return Relatedness(present, near, density(present, near))


def why_not(present: Single) -> str:
    """Which of the two there are too few of, counted where there is any quotient; empty where there are enough."""
    gaps = _gaps(present)
    n_regions, n_domains = present.shape
    if gaps is not None:
        n_regions -= np.count_nonzero(gaps.all(axis=1))
        n_domains -= np.count_nonzero(gaps.all(axis=0))
    if n_regions < NEEDED:
        return "too_few_regions"
    return "too_few_domains" if n_domains < NEEDED else ""


def balassa(values: Array, totals: Totals | None = None) -> Array:
    """(E_ri / E_r) / (E_i / E), regions x domains; NaN where a value is missing or a total is 0.

    Multiplied out, so that whole numbers give a quotient of 1 exactly where it is 1.
    """
    of = totals or _own_totals(values)
    expected = np.multiply.outer(of.regions, of.domains)
    expected[expected == 0] = np.nan
    quotient: Array = values * of.whole / expected
    return quotient


def specialized(values: Array, totals: Totals | None = None) -> Single:
    """1 where the quotient is 1 or more, 0 where it is less, NaN where there is none. ValueError below zero."""
    of = totals or _own_totals(values)
    present: Single = np.empty(values.shape, np.float32)
    for start in range(0, len(values), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        if (values[rows] < 0).any():
            raise ValueError("a value below zero has no share")
        expected = np.multiply.outer(of.regions[rows], of.domains)
        np.greater_equal(values[rows] * of.whole, expected, out=present[rows])
        if totals is not None:
            present[rows][np.isnan(values[rows])] = np.nan
    present[np.isnan(of.regions) | (of.regions == 0)] = np.nan
    present[:, np.isnan(of.domains) | (of.domains == 0)] = np.nan
    return present


def proximity(present: Single) -> Single:
    """sum_r M_ri M_rj / max(k_i, k_j), k the number of regions specialized in a domain: domains x domains."""
    gaps = _gaps(present)
    has, known = _split(present, gaps)
    both = has.T @ has
    if known is None:
        ubiquity = both.diagonal().copy()
        most = np.maximum.outer(ubiquity, ubiquity)
    else:
        having_where_known = has.T @ known
        most = np.maximum(having_where_known, having_where_known.T)
    most[most == 0] = np.nan
    both /= most
    if gaps is not None:
        unknown = gaps.all(axis=0)
        both[unknown], both[:, unknown] = np.nan, np.nan
    near: Single = both
    return near


def density(present: Single, near: Single) -> Single:
    """100 sum_j phi_ij M_rj / sum_j phi_ij over the other domains j: regions x domains."""
    gaps = _gaps(present)
    has, known = _split(present, gaps)
    weights = _in_steps(near)
    around = weights.sum(axis=0) if known is None else known @ weights
    around[around == 0] = np.nan
    found = has @ weights
    found /= around
    found *= np.float32(100)
    if gaps is not None:
        found[gaps.all(axis=1)] = np.nan
    percent: Single = found
    return percent


def _in_steps(near: Single) -> Single:
    """Proximity to the others as whole numbers, those of a domain adding up to about STEPS; NaN counts as nothing."""
    weights = np.where(np.isnan(near), 0.0, near.astype(np.float64))
    np.fill_diagonal(weights, 0)
    sums = weights.sum(axis=0)
    weights *= STEPS / np.where(sums == 0, 1.0, sums)
    return np.rint(weights, out=weights).astype(np.float32)


def _gaps(present: Single) -> NDArray[np.bool_] | None:
    """Where there is no quotient; None where there is one everywhere."""
    gaps = np.isnan(present)
    return gaps if gaps.any() else None


def _split(present: Single, gaps: NDArray[np.bool_] | None) -> tuple[Single, Single | None]:
    """Who has what, gaps as 0, and what is known; None where only whole regions or whole domains are not.

    Such a region, or domain, takes part in nothing, and no second product is needed to leave it out.
    """
    if gaps is None:
        return present, None
    has = np.where(gaps, np.float32(0), present)
    of_regions, of_domains = gaps.all(axis=1, keepdims=True), gaps.all(axis=0)
    whole = of_regions | of_domains
    return has, None if (gaps == whole).all() else (~gaps).astype(np.float32)


def _own_totals(values: Array) -> Totals:
    """Sums of the values; a region with a gap has none, and the others are the whole."""
    of_regions = values.sum(axis=1)
    gaps = np.isnan(of_regions)
    of_domains = (values[~gaps] if gaps.any() else values).sum(axis=0)
    return Totals(of_regions, of_domains, float(of_domains.sum()))


def _codes_within(codes: NDArray[np.integer], size: int) -> bool:
    return bool(codes.min() >= 0 and codes.max() < size)


def _nothing(rows: int, columns: int) -> Single:
    return np.full((rows, columns), np.nan, np.float32)
