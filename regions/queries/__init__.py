"""What may be seen of regions and their statistics, joined and ready."""

from regions.models import Role
from regions.queries.classes import REGISTERS, class_names, domains_by_code, sections_by_domain
from regions.queries.evidence import (
    DomainEvidence,
    RegionEvidence,
    StructureWindow,
    evidence_cube,
    evidence_for,
    region_evidence,
    specializations_for,
    structure_window,
)
from regions.queries.figures import MINING_SHARE, OpenedFigure, figure_for
from regions.queries.observations import indicators_of, observations_of
from regions.queries.overview import Overview, Tile, overviews, state_of, tiles, tiles_of
from regions.queries.regions import (
    countries,
    country_of,
    members_of,
    region_file_for,
    region_for,
    regions_by_name,
    regions_of,
    roles_held_by,
    roles_in,
)
from regions.queries.statistics import Statistics, read_statistics, statistics_version

__all__ = [
    "MINING_SHARE",
    "REGISTERS",
    "DomainEvidence",
    "OpenedFigure",
    "Overview",
    "RegionEvidence",
    "Role",
    "Statistics",
    "StructureWindow",
    "Tile",
    "class_names",
    "countries",
    "country_of",
    "domains_by_code",
    "evidence_cube",
    "evidence_for",
    "figure_for",
    "indicators_of",
    "members_of",
    "observations_of",
    "overviews",
    "read_statistics",
    "region_evidence",
    "region_file_for",
    "region_for",
    "regions_by_name",
    "regions_of",
    "roles_held_by",
    "roles_in",
    "sections_by_domain",
    "specializations_for",
    "state_of",
    "statistics_version",
    "structure_window",
    "tiles",
    "tiles_of",
]
