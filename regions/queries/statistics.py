"""Observations as evidence needs them: plain rows in one query, with what a reader must be told of them."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Max

from foundation import canonical
from regions.evidence import Cube, Window
from regions.evidence.cube import Cell
from regions.models import Observation, ObservationImport, Region, Source


class StoredCell(NamedTuple):
    """One observation; `region` is Region.code, `remarks` are codes separated by spaces."""

    region: str
    indicator: str
    class_code: str
    year: int
    value: float
    unit: str
    remarks: str
    import_id: int


@dataclass(frozen=True)
class Statistics:
    """What was read for one computation. Without any cell everything computed from it is missing."""

    cells: tuple[StoredCell, ...]
    imports: dict[int, ObservationImport]

    @cached_property
    def comparable_until(self) -> int:
        """The last year that every source behind these cells calls comparable; else the last year read.

        0 where nothing was read.
        """
        limits = [
            brought.source.comparable_until
            for brought in self.imports.values()
            if brought.source.comparable_until is not None
        ]
        years = [cell.year for cell in self.cells] or [0]
        return max(min([*limits, max(years)]), min(years))

    def only(self, cells: Iterable[StoredCell]) -> "Statistics":
        """Some of these cells, with the imports that brought just them."""
        kept = tuple(cells)
        return Statistics(kept, {one: self.imports[one] for one in {cell.import_id for cell in kept}})

    def of(self, indicator: str) -> tuple[StoredCell, ...]:
        return tuple(cell for cell in self.cells if cell.indicator == indicator)

    def classes_of(self, indicator: str, window: Window) -> tuple[str, ...]:
        """Classes with any value in these years, the total left out."""
        years = window.years
        found = {cell.class_code for cell in self.of(indicator) if cell.year in years}
        return tuple(sorted(found - {""}))

    def cube(
        self, indicator: str, *, regions: Iterable[str], classes: Collection[str], window: Window
    ) -> Cube:
        """The cells of one indicator as an array; ValueError if two claim one place."""
        cells: Iterable[Cell] = (
            (cell.region, cell.class_code, cell.year, cell.value) for cell in self.of(indicator)
        )
        return Cube.from_cells(cells, regions=tuple(regions), classes=tuple(classes), window=window)


def read_statistics(
    regions: Iterable[Region | int],
    indicators: Collection[str],
    *,
    classes: Collection[str] | None = None,
    first_year: int = 0,
    last_year: int = 9999,
) -> Statistics:
    """Two queries at any number of regions: the cells, and the imports that brought them."""
    wanted = Observation.objects.filter(
        region__in=[getattr(region, "pk", region) for region in regions],
        indicator__in=indicators,
        year__range=(first_year, last_year),
    )
    if classes is not None:
        wanted = wanted.filter(class_code__in=classes)
    columns = ("region__code", "indicator", "class_code", "year", "value", "unit", "remarks", "brought_by_id")
    cells = tuple(
        StoredCell(region, indicator, class_code, year, float(value), unit, remarks, brought)
        for region, indicator, class_code, year, value, unit, remarks, brought in wanted.values_list(
            *columns
        ).order_by("indicator", "class_code", "year", "region_id")
    )
    return Statistics(cells, imports_by_id({cell.import_id for cell in cells}))


def imports_by_id(ids: Collection[int]) -> dict[int, ObservationImport]:
    return ObservationImport.objects.select_related("source").in_bulk(list(ids))


def statistics_version() -> str:
    """Another one with every change of the figures, and never one that stood for other figures. Two short queries.

    A file that is taken back and one that practice leaves behind count as well, and so does what a source says of its
    years. Nothing else may change figures.
    """
    found = ObservationImport.objects.aggregate(newest=Max("pk"), undone=Max("undone_at"))
    undone = found["undone"].astimezone(dt.UTC).isoformat() if found["undone"] else ""
    limits = Source.objects.exclude(comparable_until=None).order_by("pk")
    said = canonical.digest([list(row) for row in limits.values_list("pk", "comparable_until")])
    return f"{found['newest'] or 0}/{undone}/{said[:8]}"
