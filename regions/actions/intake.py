"""One file on its way into the database, a batch at a time; memory does not grow with its values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property

from regions.importers import Note, Observation, Problem
from regions.models import Observation as StoredObservation
from regions.models import ObservationImport, Region, ReplacedObservation

BATCH = 1000
REPLACED_COLUMNS = (
    *("region_id", "indicator", "class_code", "year", "value", "unit", "remarks", "brought_by_id"),
)
MOST_PROBLEMS = 200
"""So many wrong places are named, the rest is counted: a file that is wrong everywhere is soon understood."""

SIX_PLACES = Decimal("0.000001")
FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)

Key = tuple[str, int, str, int]
Stored = tuple[Decimal, str, str]
"""Value, unit, and the name of the file that brought it."""

MOST_CHANGES = 50
"""So many differing values are shown before they give way; the rest is counted."""


def stored_form(value: Decimal) -> Decimal:
    """A value as both databases give it back: fifteen significant digits, six decimals."""
    return FIFTEEN_DIGITS.plus(value.quantize(SIX_PLACES, rounding=ROUND_HALF_EVEN))


def keep_replaced(rows: Iterable[StoredObservation], brought: ObservationImport) -> None:
    """Take stored values out of the way of an import and remember them for its undo."""
    rows = list(rows)
    ReplacedObservation.objects.bulk_create(
        ReplacedObservation(gave_way_to=brought, **{name: getattr(row, name) for name in REPLACED_COLUMNS})
        for row in rows
    )
    for start in range(0, len(rows), BATCH):
        ids = [row.pk for row in rows[start : start + BATCH]]
        StoredObservation.objects.filter(pk__in=ids).delete()


def make_way(coming: Sequence[StoredObservation], brought: ObservationImport) -> None:
    """The stored values of the same cells give way. At most one batch at a time."""
    if not coming:
        return
    cells = {(one.indicator, one.region_id, one.class_code, one.year) for one in coming}
    candidates = StoredObservation.objects.filter(
        indicator__in={cell[0] for cell in cells},
        region__in={cell[1] for cell in cells},
        year__in={cell[3] for cell in cells},
    )
    taken = (one for one in candidates if (one.indicator, one.region_id, one.class_code, one.year) in cells)
    keep_replaced(taken, brought)


@dataclass
class Intake:
    """Sorts what a reader finds into values to store, repeats, problems and notes.

    `replaces`: a stored value that differs gives way and is kept for an undo; otherwise it is a problem.
    `is_rehearsal`: everything is counted and nothing is written. `tell` hears after each batch which row was reached.
    """

    brought: ObservationImport
    replaces: bool = False
    is_rehearsal: bool = False
    tell: Callable[[int], None] | None = None
    changes: list[tuple[Observation, Stored]] = field(default_factory=list)
    changed_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problem_count: int = 0
    value_count: int = 0
    repeat_count: int = 0
    waiting: list[tuple[Observation, list[str]]] = field(default_factory=list)

    @cached_property
    def region_ids(self) -> dict[str, int]:
        return dict(Region.everywhere.values_list("data_code", "pk"))

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
        fresh, differing = [], []
        for one, remarks in self.waiting:
            stored = known.get(self._key(one))
            if stored is None:
                fresh.append(self._row(one, remarks))
            elif stored[:2] == (stored_form(one.value), one.unit):
                self.repeat_count += 1
            elif self.replaces:
                self._note_change(one, stored)
                differing.append(self._row(one, remarks))
            else:
                self._name(self._contradiction(one, stored))
        # With a problem nothing will stay, so nothing needs to be written.
        if not self.problem_count and not self.is_rehearsal:
            make_way(differing, self.brought)
            StoredObservation.objects.bulk_create([*fresh, *differing])
        self.value_count += len(fresh)
        if self.tell and self.waiting:
            self.tell(self.waiting[-1][0].row)
        self.waiting = []

    def _note_change(self, one: Observation, stored: Stored) -> None:
        self.changed_count += 1
        if len(self.changes) < MOST_CHANGES:
            self.changes.append((one, stored))

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
