"""How much stronger the activity's domains are here than in the country (LQ)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.queries.measures.statistics import by_domains, from_statistics
from assessments.queries.measures.values import Values
from assessments.registries import Measure, Measured
from discovery.models import Activity
from regions.evidence.criteria import location_quotient_criterion
from regions.queries import DomainEvidence, StructureWindow


def compute(activities: Sequence[Activity]) -> Values | None:
    return by_domains(activities, quotient_of)


def quotient_of(found: DomainEvidence, window: StructureWindow) -> Measured:
    """Where extraction is left out, the quotient with it is shown beside."""
    both = (("quotient_with_extraction", found.raw.quotient.mean),) if found.counts.net_of else ()
    return from_statistics(location_quotient_criterion(found.counts), window, found.is_coarser, both)


MEASURE = Measure(
    "location_quotient",
    compute,
    _("How much stronger the field is here than in the country"),
    _(
        "The field's part of the region's output, divided by its part of the country's (LQ). "
        "The value is LQ / (1 + LQ): the country's average gives one half. "
        "In a raw-material region extraction is left out on both sides."
    ),
)
