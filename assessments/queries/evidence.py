"""Measured criteria of a round: asked of the registry before the freeze, read from the frozen values after it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.models import Criterion, CriterionKind, Round
from assessments.queries.rounds import entries_of
from assessments.registries import Measured, measure_called
from discovery.models import Activity

Values = Mapping[str, Mapping[int, Measured]]


@dataclass(frozen=True)
class Evidence:
    """values: criterion code -> activity id -> value. removed: criteria without a single value that counts, and why.

    reasons: "not_available" in this region, or "no_value" for any activity of the list.
    """

    values: Values
    removed: Mapping[str, str] = field(default_factory=dict)
    counts_coarser: bool = False

    def of_activity(self, activity_id: int) -> dict[str, Any]:
        """Frozen into RoundActivity.measured, the removed criteria included: they are still shown."""
        return {
            code: values[activity_id].as_document(counts_coarser=self.counts_coarser)
            for code, values in self.values.items()
            if activity_id in values
        }


def evidence_for(round: Round, criteria: Iterable[Criterion]) -> Evidence:
    """All measured values of the round's list, each measure asked once for all activities."""
    activities = [entry.activity for entry in entries_of(round)]
    values: dict[str, Mapping[int, Measured]] = {}
    removed = {}
    for criterion in criteria:
        if criterion.kind != CriterionKind.MEASURED:
            continue
        found = computed(criterion.measure, activities)
        if found is None:
            removed[criterion.code] = "not_available"
            continue
        values[criterion.code] = found
        if not any(counts(value, round.counts_coarser_evidence) for value in found.values()):
            removed[criterion.code] = "no_value"
    return Evidence(values, removed, round.counts_coarser_evidence)


def computed(key: str, activities: Sequence[Activity]) -> Mapping[int, Measured] | None:
    measure = measure_called(key)
    return measure.compute(activities) if measure else None


def counts(value: Measured, counts_coarser: bool) -> bool:
    return value.u is not None and (counts_coarser or not value.is_coarser)
