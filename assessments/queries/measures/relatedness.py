"""How much of what is near to the activity's domains the region already has."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from assessments.queries.measures.values import NO_DOMAIN, Values, as_texts, domain_codes, region_of
from assessments.registries import Measure, Measured
from discovery.models import Activity
from regions.evidence.criteria import relatedness_criterion
from regions.evidence.relatedness import NEEDED
from regions.models import Region
from regions.queries import Densities, densities_of, divisions_by_section


def compute(activities: Sequence[Activity]) -> Values:
    """Where a country has too few regions or branches, every value is missing and says why."""
    densities = densities_of(region_of(activities))
    codes = domain_codes(activities)
    divisions = divisions_by_section({code for own in codes.values() for code in own})
    return {pk: measured(own, densities, divisions) if own else NO_DOMAIN for pk, own in codes.items()}


def measured(own: Sequence[str], densities: Densities, divisions: Mapping[str, Sequence[str]]) -> Measured:
    """A section stands for its divisions, where figures are of those."""
    counted = {"regions": densities.region_count, "branches": densities.domain_count, "needed": NEEDED}
    if densities.missing:
        return Measured(None, inputs=as_texts(counted.items()), reason_missing=densities.missing)
    wanted = [
        one
        for code in own
        for one in ([code] if code in densities.by_code else divisions.get(code, []))
        if one in densities.by_code
    ]
    value = relatedness_criterion({code: densities.by_code[code] for code in wanted})
    return Measured(
        u=value.u,
        inputs=as_texts([*value.inputs, *counted.items()]),
        source=densities.source,
        vintage=str(densities.year),
        anchors=value.anchors,
        reason_missing=value.missing,
    )


def is_offered(region: Region) -> bool:
    return not densities_of(region).missing


MEASURE = Measure(
    "relatedness",
    compute,
    _("How near it is to what the region is strong in"),
    _(
        "Of everything that is near to the field (regions strong in one are mostly strong in the other), the part that "
        "the region is strong in already. The field itself is left out. At least 50 regions and 50 branches with "
        "comparable figures are needed."
    ),
    is_offered,
)
