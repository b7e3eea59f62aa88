"""Location quotients and critical mass, raw and net of given classes.

LQ = (E_ri / E_r) / (E_i / E). Net of extraction means: the extraction classes leave the region's total AND
the country's total, so both compositions are closed without them. Taking them out of the region alone would
compare a region without mines with a country that has them, and lower every quotient of every region by
the same factor. A domain that is itself left out has no net quotient; an activity with such a domain keeps
its others.

Critical mass is the region's share of the country in the activity's domains. The totals do not enter it, so
net of extraction it differs only for an activity that has an extraction domain beside others.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regions.evidence.composition import total
from regions.evidence.cube import TOTAL, Cube
from regions.evidence.windows import Estimate, estimate

Array = NDArray[np.float64]

EXTRACTION = frozenset({"B"})
"""NACE Rev. 2 section B, mining and quarrying."""

SHRINKAGE = 10.0
"""k of the shrunk quotient, in heads."""


@dataclass(frozen=True, slots=True)
class Specialization:
    """What one region has of some domains taken together, year by year and over the window.

    Attributes:
        domains: the classes summed, those left out by `net_of` no longer among them.
        net_of: classes taken out of both totals.
        share: share of the domains in the region's total.
        quotient: location quotient; the estimate's mean is the mean of yearly quotients.
        critical_mass: the region's share of the country in these domains.

    """

    region: str
    reference: str
    domains: tuple[str, ...]
    net_of: tuple[str, ...]
    share: Estimate
    quotient: Estimate
    critical_mass: Estimate


def location_quotient(value: Array, whole: Array, country_value: Array, country_whole: Array) -> Array:
    """(value / whole) / (country value / country whole), elementwise; NaN where a division has no meaning."""
    return _ratio(_ratio(value, whole), _ratio(country_value, country_whole))


def shrunk_quotient(observed: Array, expected: Array, *, k: float = SHRINKAGE) -> Array:
    """(x + k) / (E + k): draws quotients of few heads towards 1. For head counts only, never for money."""
    return _ratio(np.asarray(observed) + k, np.asarray(expected) + k)


def specialization_of(
    cube: Cube, *, region: str, reference: str, domains: Collection[str], net_of: Collection[str] = ()
) -> Specialization:
    """Specialization of the domains taken together: their values are summed before anything is divided.

    A year in which one of the domains has no value gives no quotient for that year. The totals are the cube's
    published ones (class code "") where it holds them; otherwise the sums of its classes, which must then be
    the whole economy, and a year in which the region lacks a class that the country has gives no quotient.
    KeyError for unknown codes.
    """
    kept = tuple(sorted(set(domains) - set(net_of)))
    value, country_value = _sum_of_domains(cube, region, kept), _sum_of_domains(cube, reference, kept)
    whole, country_whole = _totals(cube, region, reference, net_of)
    quotient = location_quotient(value, whole, country_value, country_whole)
    return Specialization(
        region=region,
        reference=reference,
        domains=kept,
        net_of=tuple(sorted(net_of)),
        share=estimate(_ratio(value, whole), cube.window),
        quotient=estimate(quotient, cube.window),
        critical_mass=estimate(_ratio(value, country_value), cube.window),
    )


def specializations(
    cube: Cube, *, region: str, reference: str, net_of: Collection[str] = ()
) -> tuple[Specialization, ...]:
    """One Specialization for each class of the cube that is not left out, in the cube's order."""
    return tuple(
        specialization_of(cube, region=region, reference=reference, domains={class_code}, net_of=net_of)
        for class_code in cube.classes
        if class_code not in net_of and class_code != TOTAL
    )


def _sum_of_domains(cube: Cube, region: str, domains: Collection[str]) -> Array:
    """Sum of the domains by year; NaN where one is missing, or there is none."""
    rows = [cube.series(region, class_code) for class_code in domains]
    return np.sum(rows, axis=0) if rows else np.full(len(cube.window.years), np.nan)


def _totals(cube: Cube, region: str, reference: str, net_of: Collection[str]) -> tuple[Array, Array]:
    """Totals of the region and of its reference, both net of the same classes, by year."""
    if TOTAL in cube.classes:
        return _published_total(cube, region, net_of), _published_total(cube, reference, net_of)
    kept = [class_code not in net_of for class_code in cube.classes]
    own, others = cube.of_region(region)[kept], cube.of_region(reference)[kept]
    comparable = (np.isnan(own) == np.isnan(others)).all(axis=0)
    return np.where(comparable, total(own), np.nan), total(others)


def _published_total(cube: Cube, region: str, net_of: Collection[str]) -> Array:
    """KeyError for a class the cube does not hold: it is inside the total, so it cannot be taken out."""
    left_out = sum(cube.series(region, class_code) for class_code in net_of)
    return cube.series(region, TOTAL) - left_out


def _ratio(numerator: Array, denominator: Array) -> Array:
    """Division with NaN, not infinity, where the denominator is 0."""
    return np.divide(numerator, np.where(np.asarray(denominator) == 0, np.nan, denominator))
