"""Observations of one indicator as an array: regions x classes x years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regions.evidence.windows import Window

TOTAL = ""
"""Class code of a published total."""

Cell = tuple[str, str, int, float]
"""Region code, class code (empty for a total), year, value."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Values of one indicator in one unit, shape (regions, classes, years); NaN where there is no value."""

    regions: tuple[str, ...]
    classes: tuple[str, ...]
    window: Window
    values: NDArray[np.float64]

    @classmethod
    def from_cells(
        cls, cells: Iterable[Cell], *, regions: Sequence[str], classes: Sequence[str], window: Window
    ) -> "Cube":
        """Place the cells that belong to the named axes; others are left out.

        Raises ValueError when two cells claim the same place: adding or overwriting would both be a guess.
        """
        region_at = {code: i for i, code in enumerate(regions)}
        class_at = {code: i for i, code in enumerate(classes)}
        values = np.full((len(regions), len(classes), len(window.years)), np.nan)
        for region, class_code, year, value in cells:
            if region not in region_at or class_code not in class_at:
                continue
            if not window.first_year <= year <= window.last_year:
                continue
            place = region_at[region], class_at[class_code], year - window.first_year
            if not np.isnan(values[place]):
                raise ValueError(f"two values for {region}, {class_code or 'total'}, {year}")
            values[place] = value
        values.setflags(write=False)
        return cls(tuple(regions), tuple(classes), window, values)

    def of_region(self, region: str) -> NDArray[np.float64]:
        """Values of one region, shape (classes, years). KeyError for an unknown code."""
        if region not in self.regions:
            raise KeyError(region)
        block: NDArray[np.float64] = self.values[self.regions.index(region)]
        return block

    def series(self, region: str, class_code: str = "") -> NDArray[np.float64]:
        """Values of one class of one region by year. KeyError for an unknown code."""
        if class_code not in self.classes:
            raise KeyError(class_code)
        row: NDArray[np.float64] = self.of_region(region)[self.classes.index(class_code)]
        return row
