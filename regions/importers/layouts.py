"""How a file is arranged, as data. A country's files are described by a manifest beside them, not by code.

Three shapes are enough for what statistical offices publish:
`wide`  - a row for each region (and item), a column for each year;
`long`  - a row for each value;
`table` - a row for each region, a column for each measure and year, named measure_year.
An *item* is what stands in the file (a section letter, "GDP", a column's name); a *measure* is its meaning.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from regions.importers.indicators import INDICATORS


class Shape(StrEnum):
    WIDE = "wide"
    LONG = "long"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Measure:
    """The meaning of an item: an indicator, one of its classes (or the total), and a unit."""

    indicator: str
    class_code: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CellRule:
    """Cells about which something is known, and the code of the message. An empty set means all."""

    code: str
    regions: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    def covers(self, region: str, indicator: str, class_code: str, year: int) -> bool:
        return (
            (not self.regions or region in self.regions)
            and (not self.indicators or indicator in self.indicators)
            and (not self.classes or class_code in self.classes)
            and (not self.years or year in self.years)
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """One file. Where a column is None, the fixed value beside it holds for the whole file.

    Attributes:
        classes: items that are class codes of `indicator` themselves.
        measures: items that mean something else (totals, sums, other indicators).
        placeholders: cells in which a zero stands for "not published".
        notes: cells that keep their value but carry a warning.
        ignored_items: rows left alone, because another file is the better source of the same figure.
        year_columns: of a wide table, where not every year has one.
        class_codes: by indicator, how a class may be written (`mappings.class_key`) and its code; takes the place of
            `classes` and `measures`.
        remarks_column: codes of what must be told about the value, as our own files say it; other words are ignored.
        own_regions: codes that rows may be about; empty means all. Rows of others are problems, or are left out.

    """

    file: str
    shape: Shape
    years: tuple[int, int]
    indicator: str = ""
    unit: str = ""
    region_column: str | None = "region"
    region: str = ""
    item_column: str | None = None
    indicator_column: str | None = None
    unit_column: str | None = None
    remarks_column: str | None = None
    year_column: str | None = None
    year: int | None = None
    value_column: str = "value"
    classes: frozenset[str] = frozenset()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    ignored_items: frozenset[str] = frozenset()
    ignored_columns: frozenset[str] = frozenset()
    placeholders: tuple[CellRule, ...] = ()
    notes: tuple[CellRule, ...] = ()
    year_columns: tuple[str, ...] = ()
    class_codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_regions: frozenset[str] = frozenset()
    leaves_out_others: bool = False

    def __post_init__(self) -> None:
        named = {measure.indicator for measure in self.measures.values()} | ({self.indicator} - {""})
        if unknown := named - INDICATORS.keys():
            raise ValueError(f"{self.file}: unknown indicators {', '.join(sorted(unknown))}")

    @property
    def key_columns(self) -> tuple[str, ...]:
        """Columns that say what a row is about."""
        named = (
            self.region_column,
            self.item_column,
            self.indicator_column,
            self.unit_column,
            self.year_column,
        )
        return tuple(column for column in named if column is not None)

    def measure_of(self, item: str) -> Measure | None:
        """The meaning of an item; None for an unknown one."""
        if item in self.measures:
            return self.measures[item]
        if item in self.classes:
            return Measure(self.indicator, item, self.unit)
        return None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A folder of files from one publisher. `comparable_until` is the last year to be used in estimates."""

    source: Mapping[str, str]
    comparable_until: int
    layouts: tuple[Layout, ...]

    def layout_of(self, file: str) -> Layout:
        """KeyError for a file that the manifest does not describe."""
        return {layout.file: layout for layout in self.layouts}[file]


def long_form(
    file: str,
    *,
    indicator: str,
    classes: Collection[str],
    years: tuple[int, int],
) -> Layout:
    """The general form any office can be converted to: columns region, class, year, value, unit.

    An empty class is the total.
    """
    return Layout(
        file=file,
        shape=Shape.LONG,
        years=years,
        indicator=indicator,
        item_column="class",
        unit_column="unit",
        year_column="year",
        classes=frozenset(classes),
        measures={"": Measure(indicator)},
    )


def read_manifest(path: Path) -> Manifest:
    """Read `manifest.json`. Raises KeyError for a missing entry, ValueError for an unknown indicator."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Manifest(
        source=content["source"],
        comparable_until=content["comparable_until"],
        layouts=tuple(_layout(entry) for entry in content["files"]),
    )


def _layout(entry: dict[str, Any]) -> Layout:
    first, last = entry["years"]
    return Layout(
        **{key: value for key, value in entry.items() if key not in _CONVERTED},
        shape=Shape(entry["shape"]),
        years=(first, last),
        classes=frozenset(entry.get("classes", ())),
        measures={item: Measure(**meaning) for item, meaning in entry.get("measures", {}).items()},
        ignored_items=frozenset(entry.get("ignored_items", ())),
        ignored_columns=frozenset(entry.get("ignored_columns", ())),
        placeholders=tuple(_rule(rule) for rule in entry.get("placeholders", ())),
        notes=tuple(_rule(rule) for rule in entry.get("notes", ())),
    )


_CONVERTED = {
    "shape",
    "years",
    "classes",
    "measures",
    "ignored_items",
    "ignored_columns",
    "placeholders",
    "notes",
}


def _rule(entry: dict[str, Any]) -> CellRule:
    sets = {key: frozenset(value) for key, value in entry.items() if key != "code"}
    return CellRule(code=entry["code"], **sets)
