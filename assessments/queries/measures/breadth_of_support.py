"""How broad the support for an activity was in the workshops it came from."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Helix
from assessments.queries.measures.values import Values, from_process, region_of
from assessments.registries import Measure, Measured
from assessments.scoring import propose_merging
from discovery.models import Activity
from discovery.queries import present_behind, support_counts_by_helix
from regions.evidence.criteria import breadth_of_support


def compute(activities: Sequence[Activity]) -> Values:
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


MEASURE = Measure(
    "breadth_of_support",
    compute,
    _("How broad the support in the workshop is"),
    _(
        "The mean share of supporters in the four groups, times how even these shares are. Five supporters are needed."
    ),
)
