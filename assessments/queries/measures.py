"""The measured criteria of this app: from statistics (regions) and from the workshop (discovery).

Each takes all activities of a round, which belong to one region, and a constant number of queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from accounts.models import Helix
from assessments.registries import Measured
from assessments.scoring import propose_merging
from discovery.models import Activity
from discovery.queries import present_behind, support_counts_by_helix
from regions.evidence.criteria import (
    Input,
    MeasuredValue,
    breadth_of_support,
    completeness_of_experiment,
    critical_mass_criterion,
    diversification_criterion,
    location_quotient_criterion,
)
from regions.models import Region
from regions.queries import (
    DomainEvidence,
    StructureWindow,
    sections_by_domain,
    specializations_for,
    structure_window,
)

Values = dict[int, Measured]
NO_DOMAIN = Measured(None, reason_missing="no_domain")
NO_VALUE = Measured(None, reason_missing="no_value")
DIGITS = 4  # of the inputs as shown; values are computed before they are shortened


@dataclass(frozen=True)
class Statistics:
    """What the region's statistics say of each activity; `window` names their source and years."""

    window: StructureWindow
    by_activity: Mapping[int, DomainEvidence]


def location_quotients(activities: Sequence[Activity]) -> Values | None:
    """How much stronger the activity's domains are here than in the country."""
    statistics = statistics_of(activities)
    if statistics is None:
        return None

    def measured(found: DomainEvidence) -> Measured:
        both = (("quotient_with_extraction", found.raw.quotient.mean),) if found.counts.net_of else ()
        return from_statistics(
            location_quotient_criterion(found.counts), statistics.window, found.is_coarser, both
        )

    return {activity.pk: of_domains(activity, statistics, measured) for activity in activities}


def critical_masses(activities: Sequence[Activity]) -> Values | None:
    """The region's part of the country in the activity's domains."""
    statistics = statistics_of(activities)
    if statistics is None:
        return None

    def measured(found: DomainEvidence) -> Measured:
        return from_statistics(critical_mass_criterion(found.counts), statistics.window, found.is_coarser)

    return {activity.pk: of_domains(activity, statistics, measured) for activity in activities}


def dependences(activities: Sequence[Activity]) -> Values | None:
    """How far dependence on the dominant section would fall if one point of GRP moved to the activity's domains."""
    window = structure_window(region_of(activities))
    if window is None:
        return None
    codes = domain_codes(activities)
    section_of = sections_by_domain({code for own in codes.values() for code in own})

    def measured(own: Sequence[str]) -> Measured:
        sections = {section_of[code] for code in own if code in section_of}
        value = diversification_criterion(window.classes, window.shares_of_grp, sections)
        return from_statistics(value, window, is_coarser=not sections >= set(own))

    return {pk: measured(own) if own else NO_DOMAIN for pk, own in codes.items()}


def breadths_of_support(activities: Sequence[Activity]) -> Values:
    """Share of supporters in each group of the workshops it came from, and how even these shares are.

    Groups smaller than the region's threshold are pooled first, as they would be in a round, so that no figure speaks
    of fewer people.
    """
    present = present_behind(activities)
    supporters = support_counts_by_helix(activity.pk for activity in activities)
    threshold = region_of(activities).threshold
    return {
        activity.pk: breadth_of(supporters[activity.pk], present[activity.pk], threshold)
        for activity in activities
    }


def breadth_of(supporters: Mapping[str, int], present: Mapping[str, int] | None, threshold: int) -> Measured:
    if present is None:
        return Measured(None, reason_missing="no_workshop")
    if sum(present.values()) < threshold:
        return Measured(None, reason_missing="too_few_present")
    hosts = propose_merging({helix.value: present[helix.value] for helix in Helix}, threshold)
    value = breadth_of_support(pooled(supporters, hosts), pooled(present, hosts))
    return from_process(value, source="supports")


def pooled(counts: Mapping[str, int], hosts: Mapping[str, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for helix, count in counts.items():
        host = hosts.get(helix, helix)
        sums[host] = sums.get(host, 0) + count
    return sums


def first_experiments(activities: Sequence[Activity]) -> Values:
    """A fifth for each part of the first experiment that is written down."""
    return {activity.pk: experiment_of(activity) for activity in activities}


def experiment_of(activity: Activity) -> Measured:
    prefix = "experiment_"
    parts = [
        name.removeprefix(prefix) for name in Activity.EXPERIMENT_FIELDS if getattr(activity, name).strip()
    ]
    return from_process(completeness_of_experiment(parts), source="fiche")


def region_of(activities: Sequence[Activity]) -> Region:
    """The one region of a round's activities."""
    return activities[0].region


def domain_codes(activities: Sequence[Activity]) -> dict[int, list[str]]:
    prefetch_related_objects(list(activities), "domains")
    return {activity.pk: [domain.code for domain in activity.domains.all()] for activity in activities}


def statistics_of(activities: Sequence[Activity]) -> Statistics | None:
    """None where the region has no statistics at all."""
    region = region_of(activities)
    window = structure_window(region)
    by_activity = specializations_for(region, domain_codes(activities))
    return None if window is None or by_activity is None else Statistics(window, by_activity)


def of_domains(
    activity: Activity, statistics: Statistics, measured: Callable[[DomainEvidence], Measured]
) -> Measured:
    found = statistics.by_activity.get(activity.pk)
    if found is not None:
        return measured(found)
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


def from_process(value: MeasuredValue, *, source: str) -> Measured:
    """`source` is a code (assessments.sentences.SOURCES): these figures come from the platform itself."""
    return Measured(
        u=value.u,
        inputs=as_texts(value.inputs),
        source=source,
        anchors=value.anchors,
        reason_missing=value.missing,
    )


def as_texts(inputs: Iterable[tuple[str, Input]]) -> dict[str, str]:
    return {name: as_text(given) for name, given in inputs if given != ()}


def as_text(given: Input) -> str:
    match given:
        case float():
            return f"{given:.{DIGITS}f}"
        case tuple():
            return ", ".join(str(each) for each in given)
    return str(given)
