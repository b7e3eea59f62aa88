"""What the measures from statistics share: the region's figures for each activity, with their source and years."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.queries.measures.values import (
    NO_DOMAIN,
    NO_VALUE,
    Values,
    as_texts,
    domain_codes,
    region_of,
)
from assessments.registries import Measured
from discovery.models import Activity
from regions.evidence.criteria import Input, MeasuredValue
from regions.queries import DomainEvidence, StructureWindow, specializations_for, structure_window

ByDomains = Callable[[DomainEvidence, StructureWindow], Measured]


@dataclass(frozen=True)
class Statistics:
    """What the region's statistics say of each activity; `window` names their source and years."""

    window: StructureWindow
    by_activity: Mapping[int, DomainEvidence]


def by_domains(activities: Sequence[Activity], measured: ByDomains) -> Values | None:
    """Each activity's value from the figures of its domains; None where the region has no statistics at all."""
    statistics = statistics_of(activities)
    if statistics is None:
        return None
    return {activity.pk: of_domains(activity, statistics, measured) for activity in activities}


def statistics_of(activities: Sequence[Activity]) -> Statistics | None:
    """None where the region has no statistics at all."""
    region = region_of(activities)
    window = structure_window(region)
    by_activity = specializations_for(region, domain_codes(activities))
    return None if window is None or by_activity is None else Statistics(window, by_activity)


def of_domains(activity: Activity, statistics: Statistics, measured: ByDomains) -> Measured:
    found = statistics.by_activity.get(activity.pk)
    if found is not None:
        return measured(found, statistics.window)
    return NO_VALUE if activity.domains.all() else NO_DOMAIN


def from_statistics(
    value: MeasuredValue,
    window: StructureWindow,
    is_coarser: bool,
    more: Iterable[tuple[str, Input]] = (),
) -> Measured:
    return Measured(
        u=value.u,
        inputs=as_texts([*value.inputs, *more]),
        source=window.source,
        vintage=window.vintage,
        anchors=value.anchors,
        reason_missing=value.missing,
        is_coarser=is_coarser,
    )
