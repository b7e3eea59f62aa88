"""A region's own view of which branch belongs to which type of sector."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit, canonical
from foundation.transitions import Refused
from regions.models import Domain, Region, SectorType, SectorTypeChoice
from regions.queries import default_sector_types, own_sector_types


@transaction.atomic
def set_sector_types(*, region: Region, types: Mapping[str, str], reason: str, by: User) -> dict[str, str]:
    """Say the type of these domains (NACE code -> type; those not named keep theirs). Returns what is decided now.

    A type equal to the mapping that comes with the product is no decision and is not stored.
    """
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    if set(types.values()) - set(SectorType.values):
        raise Refused(_("Unknown type of sector."))
    Region.everywhere.select_for_update().get(pk=region.pk)
    before, default = own_sector_types(region), default_sector_types()
    wanted = {code: kind for code, kind in (before | dict(types)).items() if default.get(code) != kind}
    if wanted == before:
        raise Refused(_("These are the types already; nothing was changed."))
    domains = {one.code: one for one in Domain.objects.filter(code__in=wanted)}
    if set(wanted) - set(domains):
        raise Refused(_("Unknown branch: %s.") % ", ".join(sorted(set(wanted) - set(domains))))
    SectorTypeChoice.objects.filter(region=region).delete()
    SectorTypeChoice.objects.bulk_create(
        SectorTypeChoice(region=region, domain=domains[code], sector_type=wanted[code])
        for code in sorted(wanted)
    )
    audit.record(
        audit.region_chain(region.pk),
        "regions.set_sector_types",
        region,
        by=by,
        before=_digest(before),
        after=_digest(wanted),
        reason=reason.strip(),
    )
    return wanted


def _digest(types: Mapping[str, str]) -> str:
    return canonical.digest(dict(types))
