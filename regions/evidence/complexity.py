"""How many rare abilities a region has, and a domain needs: the indices of economic complexity (ECI, PCI).

A region is complex that has complex domains; a domain is complex that complex regions have (Hidalgo and Hausmann 2009).
Taken seriously, these two means of each other leave one answer beside the trivial one, in which all are equal: the
eigenvector of the second largest eigenvalue of

    M~_rq = sum_i M_ri M_qi / (k_r k_i)        k_r: domains of a region (diversity), k_i: regions of a domain (ubiquity)

standardized (mean 0, standard deviation 1 over those that have a value) and turned so that diverse regions stand high;
the same for domains, turned along. Means are over what is known to be there: a gap counts for neither side.

M~ and S_rq = sum_i M_ri M_qi / k_i / sqrt(k_r k_q) have the same eigenvalues, and S is symmetric. 1 / k_i enters S in
steps of 2^-40: then the products are of whole numbers below 2^53, exact in any order and on any number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regions.evidence.symmetric import eigenpairs

Array = NDArray[np.float64]

STEPS = 2.0**40
"""Of 1 / k: with 8,192 domains or regions the sums still stay below 2^53."""

TOO_CLOSE = 1e-9
"""Eigenvalues, or a correlation and 0, nearer to each other than this are not told apart."""


@dataclass(frozen=True, eq=False)
class Complexity:
    """Standardized indices; NaN for a region that is specialized in nothing, and for a domain that nobody has.

    Attributes:
        regions: ECI, one value a region.
        domains: PCI, one value a domain.
        missing: why there is none at all: "nothing_there" (nobody is specialized in anything), "one_region",
            "one_domain", "disconnected" (parts that share no domain cannot be compared), "all_alike" (everybody has
            the same), "undecided" (two answers fit equally well), "no_direction" (diversity does not say which end is
            up). Everything is NaN then.

    """

    regions: Array
    domains: Array
    missing: str = ""


def complexity(present: NDArray[np.floating]) -> Complexity:
    """Of presence regions x domains: 1 specialized, 0 not, NaN unknown (regions.evidence.relatedness.specialized)."""
    has = np.nan_to_num(np.asarray(present, dtype=np.float64), nan=0.0)
    kept_regions, kept_domains = has.sum(axis=1) > 0, has.sum(axis=0) > 0
    core = has[np.ix_(kept_regions, kept_domains)]
    missing = _why_none(core)
    if not missing:
        missing, of_regions, of_domains = _second(core)
    if missing:
        return Complexity(np.full(len(has), np.nan), np.full(has.shape[1], np.nan), missing)
    return Complexity(_spread(of_regions, kept_regions), _spread(of_domains, kept_domains))


def is_connected(has: Array) -> bool:
    """Whether every region leads to every other through shared domains. `has`: 1 or 0, no empty row or column."""
    domains, reached = np.zeros(has.shape[1], dtype=bool), np.zeros(len(has), dtype=bool)
    reached[0] = True
    count = 0
    while count < reached.sum():
        count = int(reached.sum())
        np.any(has[reached], axis=0, out=domains)
        np.any(has[:, domains], axis=1, out=reached)
    return count == len(has)


def _why_none(core: Array) -> str:
    if core.size == 0:
        return "nothing_there"
    if len(core) == 1:
        return "one_region"
    if core.shape[1] == 1:
        return "one_domain"
    return "" if is_connected(core) else "disconnected"


def _second(core: Array) -> tuple[str, Array, Array]:
    """Why there is none, else both indices. Computed on the shorter side; the other is its mean over what it has."""
    nothing = np.empty(0)
    turned = core.T if core.shape[0] > core.shape[1] else core
    own, other = turned.sum(axis=1), turned.sum(axis=0)
    values, vectors = eigenpairs(_similarity(turned, own, other))
    if values[1] < TOO_CLOSE:
        return "all_alike", nothing, nothing
    if len(values) > 2 and values[1] - values[2] < TOO_CLOSE:
        return "undecided", nothing, nothing
    shorter = vectors[:, 1] / np.sqrt(own)
    longer = (turned * shorter[:, None]).sum(axis=0) / other
    of_regions, of_domains = (longer, shorter) if turned is not core else (shorter, longer)
    of_regions, of_domains = _standardized(of_regions), _standardized(of_domains)
    uphill = _correlation(of_regions, core.sum(axis=1))
    if abs(uphill) < TOO_CLOSE:
        return "no_direction", nothing, nothing
    sign = 1.0 if uphill > 0 else -1.0
    return "", sign * of_regions, sign * of_domains


def _similarity(core: Array, own: Array, other: Array) -> Array:
    shared = (core * np.rint(STEPS / other)) @ core.T
    similar: Array = shared / STEPS / np.sqrt(np.multiply.outer(own, own))
    return similar


def _standardized(values: Array) -> Array:
    apart = values - values.mean()
    standard: Array = apart / np.sqrt((apart * apart).mean())
    return standard


def _correlation(standard: Array, other: Array) -> float:
    """0 where the other is the same everywhere."""
    apart = other - other.mean()
    spread = float(np.sqrt((apart * apart).mean()))
    return float((standard * apart).mean()) / spread if spread else 0.0


def _spread(values: Array, kept: NDArray[np.bool_]) -> Array:
    everywhere = np.full(len(kept), np.nan)
    everywhere[kept] = values
    return everywhere
