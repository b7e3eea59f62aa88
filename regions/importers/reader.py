"""One pass over one file: rows become observations, problems and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import BinaryIO

from foundation.uploads.texts import Row, Unreadable, encoding_of, read_rows
from regions.importers.classes import find_class
from regions.importers.indicators import INDICATORS
from regions.importers.layouts import Layout, Measure, Shape
from regions.importers.numbers import NumberRejected, parse_number
from regions.importers.observations import Note, Observation, Problem
from regions.importers.registers import Territory

Found = Observation | Problem | Note
LONGEST_QUOTE = 80
LONGEST_UNIT = 30
KEPT_REMARKS = frozenset({"odd_at_source", "borders_differ", "registered_exporter"})
"""What a file of ours may say about a value; what follows from the register of regions is found out anew."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row before it is understood."""

    column: str
    measure: Measure
    year: str
    text: str
    remarks: str = ""


def read_observations(
    stream: BinaryIO, layout: Layout, territories: Mapping[str, Territory]
) -> Iterator[Found]:
    """Read a file as its layout says; `stream` must be seekable, `territories` is keyed by any known code.

    Nothing is raised for bad content: it is yielded as Problems and reading goes on with the next row where
    that makes sense. Memory grows with the number of keys (to find duplicates), not with the file's text.
    """
    return TableReader(layout, territories).read(stream)


@dataclass
class TableReader:
    """One table read once. Afterwards `empty_count` cells had no value, `left_out_count` rows were about others."""

    layout: Layout
    territories: Mapping[str, Territory]
    empty_count: int = 0
    left_out_count: int = 0
    header: tuple[str, ...] = ()
    row: int = 1
    seen: dict[tuple[str, str, str, int], tuple[int, str]] = field(default_factory=dict)

    @cached_property
    def first_known_year(self) -> int:
        return min(known.first_year for known in self.territories.values())

    def read(self, stream: BinaryIO) -> Iterator[Found]:
        try:
            encoding = encoding_of(stream)
            if encoding == "cp1251":
                yield Note(self.layout.file, 1, "", "read_as_cp1251")
            yield from self.read_table(read_rows(stream, encoding))
        except Unreadable as fault:
            self.row = max(fault.row, self.row)
            yield self._problem("", fault.code, **fault.params)

    def read_table(self, rows: Iterator[Row]) -> Iterator[Found]:
        """The same for rows that were read already, the header first."""
        yield from self._all(rows)

    def _all(self, rows: Iterator[Row]) -> Iterator[Found]:
        first = next(rows, None)
        if first is None:
            raise Unreadable("empty_file")
        self.header = tuple(name.strip() for name in first.cells)
        wrong = list(self._header_problems())
        yield from wrong
        if wrong:
            return
        for row in rows:
            self.row = row.number
            yield from self._row(row)

    # the header

    def _header_problems(self) -> Iterator[Problem]:
        expected = self._expected_columns()
        for name in expected:
            if name not in self.header:
                yield self._problem(name, "missing_column", missing=name)
        for name in dict.fromkeys(self.header):
            if self.header.count(name) > 1:
                yield self._problem(name, "duplicate_column", found=name)
            if (
                name not in expected
                and name not in self.layout.ignored_columns
                and not self._is_measure(name)
            ):
                yield self._problem(name, "unknown_column", found=name)

    def _expected_columns(self) -> tuple[str, ...]:
        layout = self.layout
        if layout.shape is Shape.WIDE:
            first, last = layout.years
            years = layout.year_columns or tuple(str(year) for year in range(first, last + 1))
            return *layout.key_columns, *years
        if layout.shape is Shape.LONG:
            return *layout.key_columns, layout.value_column
        return layout.key_columns

    def _is_measure(self, column: str) -> bool:
        return self.layout.shape is Shape.TABLE and column.rpartition("_")[0] in self.layout.measures

    # a row

    def _row(self, row: Row) -> Iterator[Found]:
        if len(row.cells) != len(self.header):
            found, expected = str(len(row.cells)), str(len(self.header))
            yield self._problem("", "wrong_column_count", found=found, expected=expected)
            return
        record = dict(zip(self.header, (cell.strip() for cell in row.cells), strict=True))
        if self.layout.item_column and record[self.layout.item_column] in self.layout.ignored_items:
            return
        try:
            territory = self._territory(record)
            if territory is None:
                self.left_out_count += 1
                return
            measure = self._measure(record)
        except _Rejected as fault:
            yield self._problem(fault.column, fault.code, **fault.params)
            return
        for cell in self._cells(record, measure):
            yield from self._cell(territory, cell)

    def _territory(self, record: Mapping[str, str]) -> Territory | None:
        """None where the row is about somebody else's region and such rows are left out."""
        layout, column = self.layout, self.layout.region_column
        code = layout.region if column is None else record[column]
        if column is not None and not code:
            raise _Rejected(column, "region_missing")
        found = self.territories.get(code) or self.territories.get(code.casefold())
        if found is None:
            raise _Rejected(column or "", "unknown_region", found=_quoted(code))
        if not layout.own_regions or found.code in layout.own_regions:
            return found
        if layout.leaves_out_others:
            return None
        raise _Rejected(column or "", "other_region", found=_quoted(code))

    def _measure(self, record: Mapping[str, str]) -> Measure:
        """What the row is about; a table says it in its columns instead."""
        layout = self.layout
        if layout.class_codes:
            return self._measure_by_class(record)
        measure: Measure | None = Measure(layout.indicator, "", layout.unit)
        if layout.item_column is not None:
            measure = layout.measure_of(record[layout.item_column])
        if measure is None:
            column = str(layout.item_column)
            raise _Rejected(column, "unknown_class", found=_quoted(record[column]))
        if layout.indicator_column is not None:
            measure = replace(measure, indicator=self._indicator(record[layout.indicator_column]))
        return self._with_unit(measure, record)

    def _measure_by_class(self, record: Mapping[str, str]) -> Measure:
        """Classes that are told apart by the indicator they belong to, in any usual way of writing."""
        layout = self.layout
        column = layout.indicator_column
        indicator = layout.indicator if column is None else self._indicator(record[column])
        written = record[layout.item_column] if layout.item_column else ""
        code = find_class(written, layout.class_codes[indicator])
        if code is None:
            raise _Rejected(str(layout.item_column), "unknown_class", found=_quoted(written))
        return self._with_unit(Measure(indicator, code, layout.unit), record)

    def _with_unit(self, measure: Measure, record: Mapping[str, str]) -> Measure:
        column = self.layout.unit_column
        if column is None:
            return measure
        if not record[column]:
            raise _Rejected(column, "missing_unit")
        if len(record[column]) > LONGEST_UNIT:
            raise _Rejected(column, "unit_too_long", found=_quoted(record[column]), limit=str(LONGEST_UNIT))
        return replace(measure, unit=record[column])

    def _indicator(self, code: str) -> str:
        if not code:
            raise _Rejected(str(self.layout.indicator_column), "indicator_missing")
        if code not in INDICATORS:
            raise _Rejected(str(self.layout.indicator_column), "unknown_indicator", found=_quoted(code))
        return code

    def _cells(self, record: Mapping[str, str], measure: Measure) -> Iterator[Cell]:
        layout = self.layout
        if layout.shape is Shape.LONG:
            year = str(layout.year) if layout.year_column is None else record[layout.year_column]
            remarks = record[layout.remarks_column] if layout.remarks_column else ""
            yield Cell(layout.value_column, measure, year, record[layout.value_column], remarks)
            return
        for column in self.header:
            if column in layout.key_columns or column in layout.ignored_columns:
                continue
            item, _, year = column.rpartition("_")
            meaning = layout.measures[item] if layout.shape is Shape.TABLE else measure
            yield Cell(column, meaning, year, record[column])

    # a cell

    def _cell(self, territory: Territory, cell: Cell) -> Iterator[Found]:
        try:
            year = self._year(cell.year)
            value = self._value(cell)
        except _Rejected as fault:
            yield self._problem(fault.column, fault.code, **fault.params)
            return
        if value is None:
            self.empty_count += 1
            return
        measure = cell.measure
        what = territory.code, measure.indicator, measure.class_code, year, value, measure.unit
        found = Observation(*what, row=self.row, column=cell.column)
        if value == 0 and any(rule.covers(*found.key) for rule in self.layout.placeholders):
            yield self._note(cell.column, "placeholder")
        elif found.key in self.seen:
            yield self._duplicate(found, cell.column)
        else:
            self.seen[found.key] = self.row, cell.column
            yield found
            for code in cell.remarks.split():
                if code in KEPT_REMARKS:
                    yield self._note(cell.column, code, about=found)
            yield from self._notes(found, territory, cell.column)

    def _year(self, text: str) -> int:
        column = self.layout.year_column or text
        first, last = self.layout.years
        if not text:
            raise _Rejected(column, "year_missing")
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise _Rejected(column, "not_a_year", found=_quoted(text))
        if not first <= int(text) <= last:
            raise _Rejected(column, "year_out_of_range", found=text, first=str(first), last=str(last))
        return int(text)

    def _value(self, cell: Cell) -> Decimal | None:
        try:
            value = parse_number(cell.text)
        except NumberRejected as fault:
            raise _Rejected(cell.column, fault.code, found=_quoted(cell.text)) from fault
        indicator = INDICATORS[cell.measure.indicator]
        if value is not None and value < 0 and not indicator.may_be_negative:
            raise _Rejected(cell.column, "negative", found=_quoted(cell.text), indicator=indicator.code)
        return value

    def _duplicate(self, found: Observation, column: str) -> Problem:
        row, first_column = self.seen[found.key]
        key = " ".join(str(part) for part in found.key if part)
        return self._problem(column, "duplicate", key=key, first_row=str(row), first_column=first_column)

    def _notes(self, found: Observation, territory: Territory, column: str) -> Iterator[Note]:
        for rule in self.layout.notes:
            if rule.covers(*found.key):
                yield self._note(column, rule.code, about=found)
        if self._is_outside(territory, found.year):
            first, last = str(territory.first_year), str(territory.last_year)
            names = {"region": territory.code, "first": first, "last": last, "year": str(found.year)}
            yield self._note(column, "outside_region_years", about=found, **names)

    def _is_outside(self, territory: Territory, year: int) -> bool:
        """Before the register's own first year nothing is known of borders, so nothing is said."""
        return year >= self.first_known_year and not territory.first_year <= year <= territory.last_year

    def _problem(self, column: str, code: str, **params: str) -> Problem:
        return Problem(self.layout.file, self.row, column, code, params)

    def _note(self, column: str, code: str, *, about: Observation | None = None, **params: str) -> Note:
        return Note(self.layout.file, self.row, column, code, params, about.key if about else None)


class _Rejected(Exception):
    """A row or a cell that gives no observation."""

    def __init__(self, column: str, code: str, **params: str) -> None:
        super().__init__(code)
        self.column, self.code, self.params = column, code, params


def _quoted(text: str) -> str:
    """As much of the file's text as a message may repeat."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
