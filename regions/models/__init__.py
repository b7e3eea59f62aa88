"""Regions, the people with roles in them, economic domains and statistics."""

from regions.models.domain import Domain
from regions.models.membership import Membership, Role
from regions.models.observation import Observation, ObservationImport, Source
from regions.models.region import Region, RegionKind

__all__ = [
    "Domain",
    "Membership",
    "Observation",
    "ObservationImport",
    "Region",
    "RegionKind",
    "Role",
    "Source",
]
