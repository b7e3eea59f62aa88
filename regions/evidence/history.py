"""How an economy changed: bands of its structure, growth split between two years, all in shares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regions.evidence.composition import Array, complete_shares, shares, total
from regions.evidence.shift_share import ShiftShare, shift_share, shift_share_in_shares


@dataclass(frozen=True, slots=True)
class Split:
    """Growth between two years, by class: in money of each year, and in points of the country's total."""

    classes: tuple[str, ...]
    in_money: ShiftShare
    in_points: ShiftShare


def bands(values: Array, whole: Array, kept: Sequence[int]) -> Array:
    """Shares of the kept classes and, last, of everything else; classes x years.

    A year counts where all kept classes have a value: then the remainder is what is left of the whole, even where
    the publisher gives some of it as one lump.
    """
    own = shares(values[list(kept)], of=whole)
    rest = 1.0 - own.sum(axis=0)
    return np.vstack([np.where(np.isnan(rest), np.nan, own), rest])


def shares_by_group(values: Array, whole: Array, groups: Sequence[str], wanted: Sequence[str]) -> Array:
    """Share of each wanted group by year; NaN in years in which the classes do not add up to the whole."""
    complete = complete_shares(values, whole)
    rows = [complete[[i for i, one in enumerate(groups) if one == group]] for group in wanted]
    usable = np.isfinite(total(complete))
    return np.array([np.where(usable, np.where(np.isnan(row), 0.0, row).sum(axis=0), np.nan) for row in rows])


def growth_of_shares(classes: Sequence[str], own: Array, country: Array) -> dict[str, float]:
    """Class -> relative growth of its share of the country's whole, first to last year: 0.1 is a tenth more.

    Shares, so inflation drops out. `own` and `country` are classes x years. As in `split_growth` a class that lacks a
    value in either year is left out of all; so is, alone, one that began at nothing.
    """
    ends = np.stack([own[:, 0], own[:, -1], country[:, 0], country[:, -1]])
    usable = np.isfinite(ends).all(axis=0)
    before, after = ends[2, usable].sum(), ends[3, usable].sum()
    return {
        classes[index]: float((ends[1, index] / after) / (ends[0, index] / before) - 1)
        for index in np.flatnonzero(usable & (ends[0] > 0)).tolist()
    }


def split_growth(classes: Sequence[str], own: Array, country: Array) -> Split:
    """Split the change from the first to the last year; `own` and `country` are classes x years.

    A class that lacks a value in either year, here or in the country, is left out of all.
    """
    ends = np.stack([own[:, 0], own[:, -1], country[:, 0], country[:, -1]])
    usable = np.isfinite(ends).all(axis=0) & (ends[2] > 0)
    start, end, country_start, country_end = ends[:, usable]
    return Split(
        classes=tuple(code for code, is_usable in zip(classes, usable, strict=True) if is_usable),
        in_money=shift_share(start, end, country_start, country_end),
        in_points=shift_share_in_shares(start, end, country_start, country_end),
    )
