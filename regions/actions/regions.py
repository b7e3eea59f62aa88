"""Regions: entered from a register, and their own rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit
from foundation.transitions import Refused
from regions import signals
from regions.importers import Place, RegionPart, Territory
from regions.models import Region, RegionKind, TerritoryPart

RULES = ("threshold", "approvals_needed", "raters_per_organization", "mining_threshold", "mining_window")
"""Columns that a region decides for itself; a register never changes them."""


@dataclass(frozen=True)
class RegisterOutcome:
    """What a register changed: region codes."""

    added: tuple[str, ...]
    updated: tuple[str, ...]


@transaction.atomic
def add_regions(
    *,
    territories: Iterable[Territory],
    places: Mapping[str, Place] | None = None,
    time_zone: str = "",
    by: User | None,
) -> RegisterOutcome:
    """Enter the regions of one country; those known already get the register's facts, and keep their rules.

    `time_zone` is for regions whose place names none; without either a new region has UTC, a known one keeps its own.
    Raises Refused where the register does not name exactly one country, or takes a code of another region.
    """
    register = list(territories)
    country = _country_of(register)
    added, updated = [], []
    parent: Region | None = None
    for territory in [country, *(one for one in register if one is not country)]:
        facts = _facts(territory, country, (places or {}).get(territory.code))
        zone = facts.pop("time_zone") or time_zone
        region, verb = _enter(facts | {"parent": parent} | ({"time_zone": zone} if zone else {}))
        parent = parent or region
        if verb:
            audit.record(
                audit.region_chain(region.pk), f"regions.{verb}", region, by=by, after=audit.snapshot(region)
            )
        if verb == "add_region":
            added.append(region.code)
            transaction.on_commit(partial(signals.region_added.send, Region, pk=region.pk))
        elif verb:
            updated.append(region.code)
    return RegisterOutcome(tuple(added), tuple(updated))


@transaction.atomic
def set_rules(
    *,
    region: Region,
    threshold: int,
    approvals_needed: int,
    raters_per_organization: int,
    mining_threshold: Decimal,
    mining_window: int,
    reason: str,
    by: User,
) -> Region:
    """Change the region's own rules. Rounds and sets that have begun keep those they froze."""
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    locked = Region.everywhere.select_for_update().get(pk=region.pk)
    told = (threshold, approvals_needed, raters_per_organization, mining_threshold, mining_window)
    wanted = dict(zip(RULES, told, strict=True))
    if all(getattr(locked, name) == value for name, value in wanted.items()):
        raise Refused(_("These are the rules already; nothing was changed."))
    before = audit.snapshot(locked)
    for name, value in wanted.items():
        setattr(locked, name, value)
    locked.full_clean(validate_unique=False)
    locked.save(update_fields=RULES)
    after = audit.snapshot(locked)
    audit.record(
        audit.region_chain(locked.pk),
        "regions.set_rules",
        locked,
        by=by,
        before=before,
        after=after,
        reason=reason.strip(),
    )
    return locked


def _country_of(register: list[Territory]) -> Territory:
    found = [territory for territory in register if _kind(territory) is RegionKind.COUNTRY]
    if len(found) != 1:
        raise Refused(
            _("A register of regions must name exactly one country; this one names %d.") % len(found)
        )
    return found[0]


def _kind(territory: Territory) -> RegionKind:
    """Statistical offices have many words for a region; only three kinds need to be told from it."""
    if "former" in territory.kind:
        return RegionKind.FORMER
    if territory.kind in (RegionKind.COUNTRY, RegionKind.CITY):
        return RegionKind(territory.kind)
    return RegionKind.REGION


def _facts(territory: Territory, country: Territory, place: Place | None) -> dict[str, Any]:
    """Columns of a region as the register has them. A former region has no ISO code: it is named after the country."""
    own_code = territory.code if territory is country else f"{country.code}-{territory.code}"
    facts: dict[str, Any] = {
        "code": territory.iso_3166_2 or own_code,
        "data_code": territory.data_code,
        "kind": _kind(territory),
        "first_year": territory.first_year,
        "last_year": territory.last_year,
        "note": territory.note,
        "tile_column": place.column if place else None,
        "tile_row": place.row if place else None,
        "time_zone": place.time_zone if place else "",
    }
    for language in ("ru", "kk", "en"):
        facts[f"name_{language}"] = getattr(place or territory, f"name_{language}")
        facts[f"short_name_{language}"] = getattr(place, f"short_{language}") if place else ""
    return facts


def _owner_of_either_code(facts: dict[str, Any]) -> Region | None:
    """Another region that one of the two codes could be taken for: files may use either."""
    both = (facts["code"], facts["data_code"])
    same = Q(data_code__in=both) | Q(code=facts["data_code"])
    return Region.everywhere.filter(same).exclude(code=facts["code"]).first()


def _enter(facts: dict[str, Any]) -> tuple[Region, str]:
    """The region, and what was done: added, updated, or nothing."""
    region = Region.everywhere.filter(code=facts["code"]).first()
    taken = _owner_of_either_code(facts)
    if taken:
        raise Refused(
            _("The code %(code)s is used by %(region)s already.")
            % {"code": facts["data_code"], "region": taken}
        )
    if region is None:
        return Region.objects.create(**facts), "add_region"
    changed = {name: value for name, value in facts.items() if getattr(region, name) != value}
    for name, value in changed.items():
        setattr(region, name, value)
    if changed:
        region.save(update_fields=list(changed))
    return region, "update_region" if changed else ""


@transaction.atomic
def set_region_parts(*, parts: Iterable[RegionPart], by: User | None) -> int:
    """Which regions are the same land together, in which years; takes the place of what was known of these groups.

    Raises Refused for a code that no region has. Returns how many parts there are.
    """
    listed = list(parts)
    regions = {one.data_code: one for one in Region.objects.all()}
    unknown = sorted({part.region for part in listed} - set(regions))
    if unknown:
        raise Refused(_("No region has the code %(code)s.") % {"code": ", ".join(unknown)})
    wanted = {(one.group, regions[one.region].pk, one.first_year, one.last_year) for one in listed}
    known = TerritoryPart.objects.filter(group__in={one.group for one in listed})
    columns = ("group", "region_id", "first_year", "last_year")
    if set(known.values_list(*columns)) == wanted:
        return len(wanted)
    known.delete()
    TerritoryPart.objects.bulk_create(
        TerritoryPart(**dict(zip(columns, row, strict=True))) for row in sorted(wanted)
    )
    for country in {
        one.parent or one for one in regions.values() if one.data_code in {p.region for p in listed}
    }:
        audit.record(audit.region_chain(country.pk), "regions.set_region_parts", country, by=by)
    return len(wanted)
