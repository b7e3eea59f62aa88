"""On whose clocks a thing is shown."""

from typing import Any

from regions.models import Region

UNSAID = "UTC"  # what a region has until somebody says its zone
LEADING_TO_A_REGION = (
    *("workshop", "round", "call", "proposal", "priority_set", "activity", "merge", "country"),
    *("framework", "webhook", "publication", "participant", "note", "theme", "cluster"),
)


def zone_of(found: Any) -> str:
    """The time zone of the region that this belongs to, "" where it has none or says none."""
    region = region_of(found)
    return region.time_zone if region and region.time_zone != UNSAID else ""


def region_of(found: Any) -> Region | None:
    """The region that a thing, or the first of several things found together, belongs to."""
    if isinstance(found, tuple) and not hasattr(found, "_fields"):
        found = found[0] if found else None
    if isinstance(found, Region):
        return found
    region = getattr(found, "region", None)
    if isinstance(region, Region):
        return region
    higher = (getattr(found, name, None) for name in LEADING_TO_A_REGION)
    return next((region_of(one) for one in higher if one is not None), None)
