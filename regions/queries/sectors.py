"""Which of the four types a domain is of: the mapping that comes with the product, and what a region sees otherwise."""

import csv
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from regions.models import Domain, Region, SectorType, SectorTypeChoice
from regions.queries.classes import REGISTERS


@cache
def default_sector_types() -> dict[str, str]:
    """NACE code -> type; a division that is not named is of its section's type."""
    with (REGISTERS / "sector_types.csv").open(encoding="utf-8", newline="") as lines:
        found = {row["code"]: row["sector_type"] for row in csv.DictReader(lines, strict=True)}
    unknown = set(found.values()) - set(SectorType.values)
    if unknown:
        raise ValueError(f"sector_types.csv: unknown types {', '.join(sorted(unknown))}")
    return found


def own_sector_types(region: Region) -> dict[str, str]:
    """What this region decided itself. One query."""
    chosen = SectorTypeChoice.objects.filter(region=region)
    return dict(chosen.values_list("domain__code", "sector_type"))


def sector_types_of(region: Region) -> dict[str, str]:
    """Type of every domain as this region sees it. A section that the region decides takes its divisions along,
    unless one of them is decided too. Two queries.
    """
    own, default = own_sector_types(region), default_sector_types()
    types: dict[str, str] = {}
    for code, section in Domain.objects.order_by("level", "code").values_list("code", "parent__code"):
        inherited = types.get(section or "", "")
        given = own.get(code) or (inherited if section in own else default.get(code, inherited))
        if given:
            types[code] = given
    return types


def with_sector_types(domains: QuerySet[Domain], region_id: int) -> QuerySet[Domain]:
    """The same domains, from which `sector_types_among` reads their types without a query."""

    def decided(place: str) -> Subquery:
        own = SectorTypeChoice.objects.filter(region=region_id, domain=OuterRef(place))
        return Subquery(own.values("sector_type")[:1])

    return domains.select_related("parent").annotate(own_type=decided("pk"), own_type_above=decided("parent"))


def sector_types_among(domains: Iterable[Any]) -> list[SectorType]:
    """The types of some domains as one region sees them (`with_sector_types`), each once, by the rule above."""
    default, found = default_sector_types(), set()
    for domain in domains:
        above = domain.parent.code if domain.parent else ""
        inherited = domain.own_type_above or default.get(above, "")
        found.add(
            domain.own_type or (inherited if domain.own_type_above else default.get(domain.code, inherited))
        )
    return [kind for kind in SectorType if kind.value in found]


def sections_with_names() -> list[Domain]:
    return list(Domain.objects.filter(level=1).order_by("code"))
