"""One file on its way into the database, a batch at a time; memory does not grow with its values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property

from regions.importers import Note, Observation, Problem
from regions.models import Observation as StoredObservation
from regions.models import ObservationImport, Region

BATCH = 1000
MOST_PROBLEMS = 200
"""So many wrong places are named, the rest is counted: a file that is wrong everywhere is soon understood."""

SIX_PLACES = Decimal("0.000001")
FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)

Key = tuple[str, int, str, int]
Stored = tuple[Decimal, str, str]
"""Value, unit, and the name of the file that brought it."""


def stored_form(value: Decimal) -> Decimal:
    """A value as both databases give it back: fifteen significant digits, six decimals."""
    return FIFTEEN_DIGITS.plus(value.quantize(SIX_PLACES, rounding=ROUND_HALF_EVEN))


@dataclass
class Intake:
    """Sorts what a reader finds into values to store, repeats, problems and notes."""

    brought: ObservationImport
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problem_count: int = 0
    value_count: int = 0
    repeat_count: int = 0
    waiting: list[tuple[Observation, list[str]]] = field(default_factory=list)

    @cached_property
    def region_ids(self) -> dict[str, int]:
        return dict(Region.objects.values_list("data_code", "pk"))

    def take(self, found: Iterator[Observation | Problem | Note]) -> None:
        """A note about a value follows it directly, so a batch is stored when the next value arrives."""
        for one in found:
            if isinstance(one, Problem):
                self._name(one)
            elif isinstance(one, Note):
                self._attach(one)
            else:
                if len(self.waiting) == BATCH:
                    self._store()
                self.waiting.append((one, []))
        self._store()

    def _name(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def _attach(self, note: Note) -> None:
        self.notes.append(note)
        if note.about and self.waiting and self.waiting[-1][0].key == note.about:
            self.waiting[-1][1].append(note.code)

    def _store(self) -> None:
        known = self._known()
        fresh = []
        for one, remarks in self.waiting:
            stored = known.get(self._key(one))
            if stored is None:
                fresh.append(self._row(one, remarks))
            elif stored[:2] == (stored_form(one.value), one.unit):
                self.repeat_count += 1
            else:
                self._name(self._contradiction(one, stored))
        if not self.problem_count:  # with a problem nothing will stay, so nothing needs to be written
            StoredObservation.objects.bulk_create(fresh)
        self.value_count += len(fresh)
        self.waiting = []

    def _known(self) -> dict[Key, Stored]:
        """What is stored already for the keys of this batch. One query."""
        ones = [one for one, _remarks in self.waiting]
        rows = StoredObservation.objects.filter(
            indicator__in={one.indicator for one in ones},
            region__in={self.region_ids[one.region] for one in ones},
            year__in={one.year for one in ones},
        ).values_list(
            "indicator", "region_id", "class_code", "year", "value", "unit", "brought_by__file_name"
        )
        return {(ind, reg, cls, year): (value, unit, file) for ind, reg, cls, year, value, unit, file in rows}

    def _key(self, one: Observation) -> Key:
        return one.indicator, self.region_ids[one.region], one.class_code, one.year

    def _row(self, one: Observation, remarks: list[str]) -> StoredObservation:
        return StoredObservation(
            region_id=self.region_ids[one.region],
            indicator=one.indicator,
            class_code=one.class_code,
            year=one.year,
            value=stored_form(one.value),
            unit=one.unit,
            remarks=" ".join(dict.fromkeys(remarks)),
            brought_by=self.brought,
        )

    def _contradiction(self, one: Observation, stored: Stored) -> Problem:
        value, unit, file = stored
        params = {
            "key": " ".join(str(part) for part in one.key if part),
            "found": f"{one.value.normalize():f} {one.unit}".strip(),
            "stored": f"{value.normalize():f} {unit}".strip(),
            "other_file": file,
        }
        return Problem(self.brought.file_name, one.row, one.column, "differs_from_stored", params)
