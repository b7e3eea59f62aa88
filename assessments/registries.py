"""Measured criteria: other apps say how a value is found, this one freezes it when a round opens.
Sections of the dossier: tables that each app adds to the document of a set, in the order of the process.

An app fills the registry in `apps.ready()`: `register_measure(Measure("projects_behind", compute))`. A criterion names
its measure by key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from assessments.models import Round
from discovery.models import Activity
from discovery.registries import Section
from regions.models import Region


@dataclass(frozen=True)
class Measured:
    """One activity's value: `u` in [0, 1] with six decimals, or None and why it is missing.

    `inputs`, `source`, `vintage` and `anchors` let anybody recompute it by hand. `is_coarser`: the figures are those of
    a wider class than the activity's own (a section for a division); they are context unless the round says otherwise.
    """

    u: Decimal | None
    inputs: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    vintage: str = ""
    anchors: str = ""
    reason_missing: str = ""
    is_coarser: bool = False

    def as_document(self, *, counts_coarser: bool) -> dict[str, Any]:
        """As frozen in the round; `shown` holds a value that is only context."""
        is_context = self.is_coarser and not counts_coarser and self.u is not None
        return {
            "u": None if is_context or self.u is None else str(self.u),
            "shown": str(self.u) if is_context else None,
            "inputs": dict(self.inputs),
            "source": self.source,
            "vintage": self.vintage,
            "anchors": self.anchors,
            "reason_missing": "only_coarser" if is_context else self.reason_missing,
        }


def everywhere(region: Region) -> bool:
    return True


Words = Promise | str
Compute = Callable[[Sequence[Activity]], Mapping[int, Measured] | None]


@dataclass(frozen=True)
class Measure:
    """`compute` answers for ALL activities of a round in a constant number of queries: activity id -> value.

    None for the whole: not available in this region; the criterion is then left out before the freeze.
    `name`, `formula`: in plain words, for those who choose it and those who read it.
    `is_offered`: do the region's data allow it at all? A ready-made set may ask for it only where they do.
    """

    key: str
    compute: Compute
    name: Words = ""
    formula: Words = ""
    is_offered: Callable[[Region], bool] = everywhere


_measures: dict[str, Measure] = {}


def register_measure(measure: Measure) -> None:
    """Raises ValueError for a key that is taken."""
    if _measures.setdefault(measure.key, measure) is not measure:
        raise ValueError(f"two measures are called {measure.key}")


def measure_called(key: str) -> Measure | None:
    return _measures.get(key)


def measures() -> list[Measure]:
    """All that can be chosen, by key."""
    return [_measures[key] for key in sorted(_measures)]


FindTables = Callable[[Round, Sequence[int]], Sequence[Section]]
_dossier: list[FindTables] = []


def register_dossier_sections(find: FindTables) -> None:
    """`find(round, order)` gives what an app says of a set in its dossier, in the active language.

    `order`: the activities of the set, from the first place. The round is closed and its ranking computed.
    """
    _dossier.append(find)


def dossier_sections(round: Round, order: Sequence[int]) -> list[Section]:
    return [section for find in _dossier for section in find(round, order)]
