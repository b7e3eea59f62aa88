"""Why a region's classes grew: the country, the mix, or the region itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regions.evidence.composition import total

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ShiftShare:
    """The three parts by class; they add up to the change. NaN for a class that lacks one of the four values.

    Attributes:
        national: what the class would have gained growing like the whole country.
        mix: what it gained because its class grew faster or slower in the country.
        regional: what it gained against its class in the country.

    """

    national: tuple[float, ...]
    mix: tuple[float, ...]
    regional: tuple[float, ...]
    change: tuple[float, ...]


def shift_share(start: Array, end: Array, country_start: Array, country_end: Array) -> ShiftShare:
    """Split the change between two years: E g + E (g_i - g) + E (g_ri - g_i) (Dunn 1960).

    Arrays hold one value a class. Money series are nominal: label the parts so, or use the shares.
    """
    growth = total(country_end) / total(country_start) - 1
    class_growth = np.divide(country_end, np.where(country_start == 0, np.nan, country_start)) - 1
    change = end - start
    national = np.where(np.isnan(change + class_growth), np.nan, start * growth)
    return ShiftShare(
        national=tuple(national.tolist()),
        mix=tuple((start * (class_growth - growth) + change * 0).tolist()),
        regional=tuple((change - start * class_growth).tolist()),
        change=tuple((change + class_growth * 0).tolist()),
    )


def shift_share_in_shares(start: Array, end: Array, country_start: Array, country_end: Array) -> ShiftShare:
    """The same in shares of the country's total: inflation drops out and the national part is 0."""
    before, after = total(country_start), total(country_end)
    return shift_share(start / before, end / after, country_start / before, country_end / after)
