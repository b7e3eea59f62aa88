"""One pass over one file: rows become observations, problems and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import BinaryIO

from regions.importers.indicators import INDICATORS
from regions.importers.layouts import Layout, Measure, Shape
from regions.importers.numbers import NumberRejected, parse_number
from regions.importers.observations import Note, Observation, Problem
from regions.importers.registers import Territory
from regions.importers.tables import Row, Unreadable, encoding_of, read_rows

Found = Observation | Problem | Note
LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row before it is understood."""

    column: str
    measure: Measure
    year: str
    text: str


def read_observations(
    stream: BinaryIO, layout: Layout, territories: Mapping[str, Territory]
) -> Iterator[Found]:
    """Read a file as its layout says; `stream` must be seekable, `territories` is keyed by any known code.

    Nothing is raised for bad content: it is yielded as Problems and reading goes on with the next row where
    that makes sense. Memory grows with the number of keys (to find duplicates), not with the file's text.
    """
    return _Reader(layout, territories).read(stream)


@dataclass
class _Reader:
    layout: Layout
    territories: Mapping[str, Territory]
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
            rows = read_rows(stream, encoding)
            yield from self._all(rows)
        except Unreadable as fault:
            self.row = max(fault.row, self.row)
            yield self._problem("", fault.code, **fault.params)

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
            return *layout.key_columns, *(str(year) for year in range(first, last + 1))
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
            measure = self._measure(record)
        except _Rejected as fault:
            yield self._problem(fault.column, fault.code, **fault.params)
            return
        for cell in self._cells(record, measure):
            yield from self._cell(territory, cell)

    def _territory(self, record: Mapping[str, str]) -> Territory:
        column = self.layout.region_column
        code = self.layout.region if column is None else record[column]
        if code not in self.territories:
            raise _Rejected(column or "", "unknown_region", found=_quoted(code))
        return self.territories[code]

    def _measure(self, record: Mapping[str, str]) -> Measure:
        """What the row is about; a table says it in its columns instead."""
        layout = self.layout
        measure: Measure | None = Measure(layout.indicator, "", layout.unit)
        if layout.item_column is not None:
            measure = layout.measure_of(record[layout.item_column])
        if measure is None:
            column = str(layout.item_column)
            raise _Rejected(column, "unknown_class", found=_quoted(record[column]))
        if layout.indicator_column is not None:
            measure = replace(measure, indicator=self._indicator(record[layout.indicator_column]))
        if layout.unit_column is not None:
            if not record[layout.unit_column]:
                raise _Rejected(layout.unit_column, "missing_unit")
            measure = replace(measure, unit=record[layout.unit_column])
        return measure

    def _indicator(self, code: str) -> str:
        if code not in INDICATORS:
            raise _Rejected(str(self.layout.indicator_column), "unknown_indicator", found=_quoted(code))
        return code

    def _cells(self, record: Mapping[str, str], measure: Measure) -> Iterator[Cell]:
        layout = self.layout
        if layout.shape is Shape.LONG:
            year = str(layout.year) if layout.year_column is None else record[layout.year_column]
            yield Cell(layout.value_column, measure, year, record[layout.value_column])
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
            yield from self._notes(found, territory, cell.column)

    def _year(self, text: str) -> int:
        column = self.layout.year_column or text
        first, last = self.layout.years
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
