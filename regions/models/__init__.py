"""Regions, the people with roles in them, economic domains and statistics."""

from regions.models.domain import Domain, ScientificDomain
from regions.models.invitation import Invitation
from regions.models.membership import Membership, Role
from regions.models.objective import PolicyObjective
from regions.models.observation import (
    ImportDraft,
    Observation,
    ObservationImport,
    ReplacedObservation,
    Source,
)
from regions.models.practice import Practice
from regions.models.region import Region, RegionKind
from regions.models.relatedness import RegionRelatedness, RelatednessBuild, RelatednessTable
from regions.models.sector import SectorType, SectorTypeChoice
from regions.models.territory import BoundarySet, TerritoryPart

__all__ = [
    "BoundarySet",
    "Domain",
    "ImportDraft",
    "Invitation",
    "Membership",
    "Observation",
    "ObservationImport",
    "PolicyObjective",
    "Practice",
    "Region",
    "RegionKind",
    "RegionRelatedness",
    "RelatednessBuild",
    "RelatednessTable",
    "ReplacedObservation",
    "Role",
    "ScientificDomain",
    "SectorType",
    "SectorTypeChoice",
    "Source",
    "TerritoryPart",
]
