"""The region's part of the country in the activity's domains."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.queries.measures.statistics import by_domains, from_statistics
from assessments.queries.measures.values import Values
from assessments.registries import Measure, Measured
from discovery.models import Activity
from regions.evidence.criteria import critical_mass_criterion
from regions.queries import DomainEvidence, StructureWindow


def compute(activities: Sequence[Activity]) -> Values | None:
    return by_domains(activities, mass_of)


def mass_of(found: DomainEvidence, window: StructureWindow) -> Measured:
    return from_statistics(critical_mass_criterion(found.counts), window, found.is_coarser)


MEASURE = Measure(
    "critical_mass",
    compute,
    _("The region's part of the country in this field"),
    _(
        "The region's output in the field, divided by the country's. "
        "In a raw-material region extraction is left out on both sides."
    ),
)
