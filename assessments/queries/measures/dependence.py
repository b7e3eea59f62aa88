"""How far dependence on the dominant section would fall."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.queries.measures.statistics import from_statistics
from assessments.queries.measures.values import NO_DOMAIN, Values, domain_codes, region_of
from assessments.registries import Measure, Measured
from discovery.models import Activity
from regions.evidence.criteria import diversification_criterion
from regions.queries import sections_by_domain, structure_window


def compute(activities: Sequence[Activity]) -> Values | None:
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


MEASURE = Measure(
    "dependence",
    compute,
    _("How much it lowers dependence on the main industry"),
    _(
        "The fall of the concentration index (the sum of squared shares) if one point of the region's output moved "
        "from the main industry to this field, divided by the largest fall that any field could bring."
    ),
)
