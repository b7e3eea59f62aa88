"""How an economy is made up: shares and the indices of concentration built on them.

All functions take classes along the first axis and work on any further axes (years, regions) at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

COMPLETENESS_TOLERANCE = 1e-6
"""How far the classes may be from the total, relative to it: printed figures are rounded to one decimal."""


def total(values: Array) -> Array:
    """Sum over the classes that have a value; NaN where none has."""
    present = ~np.isnan(values)
    return np.where(present.any(axis=0), np.where(present, values, 0.0).sum(axis=0), np.nan)


def shares(values: Array, of: Array | None = None) -> Array:
    """Each class divided by `of` (default: the sum of the present classes). A total of 0 has no shares."""
    whole = total(values) if of is None else np.asarray(of, dtype=np.float64)
    return np.divide(values, np.where(whole == 0, np.nan, whole))


def complete_shares(values: Array, of: Array) -> Array:
    """Shares of `of`, all NaN where the classes do not add up to it.

    An index of concentration over half of the classes is not comparable with one over all of them, and a
    lump such as "other services" standing in for eight sections would be read as diversity.
    """
    gap = np.abs(total(values) - of)
    return np.where(gap <= COMPLETENESS_TOLERANCE * np.abs(of), shares(values, of), np.nan)


def herfindahl(composition: Array) -> Array:
    """Sum of squared shares: 1/n when n classes are equal, 1 when one class is everything."""
    return total(composition**2)


def entropy(composition: Array) -> Array:
    """- sum s log2 s, with 0 log 0 = 0 (Shannon), in bits: log2 n when n classes are equal."""
    logarithms = np.log2(composition, out=np.zeros_like(composition), where=composition > 0)
    return total(np.where(np.isnan(composition), np.nan, -composition * logarithms)) + 0.0


@dataclass(frozen=True, eq=False)
class Variety:
    """Entropy over the classes, and its two parts, in bits: unrelated + related = total."""

    total: Array
    unrelated: Array
    related: Array


def variety(composition: Array, groups: Sequence[str]) -> Variety:
    """How much of the variety lies between groups of classes and how much within (Frenken, Van Oort, Verburg 2007).

    `groups` names the group of each class: the section of each division. Unrelated is the entropy over the groups,
    related the sum over groups of P_g H_g, H_g the entropy over the shares inside the group. A group that is empty
    adds nothing to either.
    """
    if len(groups) != len(composition):
        raise ValueError(f"{len(groups)} groups named for {len(composition)} classes")
    members = [composition[[name == group for name in groups]] for group in dict.fromkeys(groups)]
    parts = np.array([total(own) for own in members])
    inside = np.array([entropy(shares(own)) for own in members])
    related = total(np.where(parts == 0, 0.0, parts * inside))
    return Variety(entropy(composition), entropy(parts), related)


def krugman(composition: Array, reference: Array) -> Array:
    """Sum of |share - reference share|: 0 for the same structure, 2 for no class in common (Krugman 1991).

    A class missing on either side is left out on both.
    """
    return total(np.abs(composition - reference))
