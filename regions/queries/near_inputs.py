"""The figures that relatedness is computed from: one country, one indicator, one level of its classes, one year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Min
from numpy.typing import NDArray

from foundation import canonical
from regions.evidence import Totals
from regions.evidence.cube import TOTAL
from regions.evidence.relatedness import NEEDED
from regions.importers import INDICATORS
from regions.importers.indicators import Classification, Indicator
from regions.models import Domain, Observation, Region, RegionKind
from regions.queries.classes import goods_sections
from regions.queries.statistics import StoredCell, read_statistics

Array = NDArray[np.float64]

COMPARED = tuple(
    one for one in INDICATORS.values() if one.classification and one.is_additive and not one.may_be_negative
)
"""Indicators with classes whose values have shares."""


@dataclass(frozen=True, eq=False)
class NearInput:
    """Attributes:
    regions: of the country, in the order of their codes; former ones are left out.
    classes: with a value in any of these regions, in order.
    values: regions x classes, NaN where there is no observation: that is never a zero.
    totals: published ones; None where the country has none, and then the values are the whole economy.
    units: more than one cannot be compared.

    """

    indicator: str
    level: int
    year: int
    regions: tuple[Region, ...]
    classes: tuple[str, ...]
    values: Array
    totals: Totals | None
    units: tuple[str, ...]
    imports: tuple[int, ...]
    digest: str


def near_inputs(country: Region) -> Iterator[NearInput]:
    """Everything of which the country has figures by class. The same number of queries at any size."""
    children = Region.everywhere.filter(parent=country).exclude(kind=RegionKind.FORMER)
    regions = tuple(children.order_by("code"))
    levels = _codes_by_level()
    for indicator in COMPARED:
        for level, codes in levels[indicator.classification].items():
            year = _year_of(indicator, codes, regions)
            if year is not None:
                yield _input(country, regions, indicator, level, codes, year)


def _codes_by_level() -> Mapping[Classification, Mapping[int, Sequence[str]]]:
    levels: dict[int, list[str]] = {}
    for code, level in Domain.objects.order_by("level", "code").values_list("code", "level"):
        levels.setdefault(level, []).append(code)
    goods = [section.code for section in goods_sections() if section.code]
    return {Classification.NACE: levels, Classification.HS: {1: goods}}


def _year_of(indicator: Indicator, codes: Sequence[str], regions: Sequence[Region]) -> int | None:
    """The latest comparable year with enough regions and classes; else the latest comparable one; None without any."""
    figures = Observation.objects.filter(
        region__in=[one.pk for one in regions], indicator=indicator.code, class_code__in=codes
    )
    counted = {"regions": Count("region", distinct=True), "classes": Count("class_code", distinct=True)}
    limit = Min("brought_by__source__comparable_until")
    rows: list[Any] = list(figures.order_by("year").values("year").annotate(**counted, until=limit))
    if not rows:
        return None
    until = max(min([rows[-1]["year"], *(row["until"] for row in rows if row["until"])]), rows[0]["year"])
    comparable = [row for row in rows if row["year"] <= until]
    enough = [row for row in comparable if min(row["regions"], row["classes"]) >= NEEDED]
    year: int = (enough or comparable)[-1]["year"]
    return year


def _input(
    country: Region,
    regions: tuple[Region, ...],
    indicator: Indicator,
    level: int,
    codes: Sequence[str],
    year: int,
) -> NearInput:
    statistics = read_statistics(
        [country, *regions], (indicator.code,), classes=[*codes, TOTAL], first_year=year, last_year=year
    )
    own = {one.code for one in regions}
    classes = tuple(
        sorted({cell.class_code for cell in statistics.cells if cell.region in own} - {TOTAL}),
    )
    places = [*(one.code for one in regions), country.code]
    table = _table(statistics.cells, places, [*classes, TOTAL])
    return NearInput(
        indicator=indicator.code,
        level=level,
        year=year,
        regions=regions,
        classes=classes,
        values=table[:-1, :-1],
        totals=totals_of(table),
        units=tuple(sorted({cell.unit for cell in statistics.cells})),
        imports=tuple(sorted(statistics.imports)),
        digest=_digest(indicator.code, level, year, statistics.cells, places),
    )


def _table(cells: Sequence[StoredCell], places: Sequence[str], classes: Sequence[str]) -> Array:
    row, column = ({code: at for at, code in enumerate(codes)} for codes in (places, classes))
    table: Array = np.full((len(places), len(classes)), np.nan)
    for cell in cells:
        if cell.class_code in column:
            table[row[cell.region], column[cell.class_code]] = cell.value
    return table


def totals_of(table: Array) -> Totals | None:
    """Published totals stand in the last row (the country) and the last column; without the country's total: None.

    A region or class without a published one counts with its sum, where nothing of it is missing.
    """
    whole = float(table[-1, -1])
    if np.isnan(whole):
        return None
    values, of_regions, of_domains = table[:-1, :-1], table[:-1, -1], table[-1, :-1]
    return Totals(
        np.where(np.isnan(of_regions), values.sum(axis=1), of_regions),
        np.where(np.isnan(of_domains), values.sum(axis=0), of_domains),
        whole,
    )


def _digest(indicator: str, level: int, year: int, cells: Sequence[StoredCell], places: Sequence[str]) -> str:
    rows: list[Any] = [
        [cell.region, cell.class_code, repr(cell.value), cell.unit, cell.import_id] for cell in cells
    ]
    return canonical.digest([indicator, level, year, list(places), sorted(rows)])
