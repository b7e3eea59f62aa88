"""Regions that were divided or merged: which of them make the country, and series on constant territory."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from regions.evidence.windows import Window


class TerritoryPart(Protocol):
    """In these years the region is a part of the group; together the parts are always the same land."""

    @property
    def group(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def first_year(self) -> int: ...
    @property
    def last_year(self) -> int: ...


def constant_series(
    values: Mapping[tuple[str, int], float], parts: Iterable[TerritoryPart], window: Window
) -> NDArray[np.float64]:
    """Sum of the group's parts by year; NaN in a year in which a part has no value or no part is named.

    `parts` are those of one group. For sums (value added, people), not for rates.
    """
    known = tuple(parts)
    if len({part.group for part in known}) > 1:
        raise ValueError("parts of several groups cannot be added up")
    return np.array([_sum_of(values, known, year) for year in window.years])


def country_parts(regions: Iterable[str], parts: Iterable[TerritoryPart], year: int) -> tuple[str, ...]:
    """The regions that make up the country in a year, each piece of land once.

    `regions` are all regions with statistics, the country itself left out. A region that belongs to a group
    counts only in the years in which the group names it.
    """
    known = tuple(parts)
    grouped = {part.region for part in known}
    current = {part.region for part in known if _covers(part, year)}
    return tuple(region for region in regions if region not in grouped or region in current)


def _covers(part: TerritoryPart, year: int) -> bool:
    return part.first_year <= year <= part.last_year


def _sum_of(values: Mapping[tuple[str, int], float], parts: tuple[TerritoryPart, ...], year: int) -> float:
    found = [values.get((part.region, year), np.nan) for part in parts if _covers(part, year)]
    return float(sum(found)) if found else np.nan
