"""What may be seen of regions and their statistics, joined and ready."""

from regions.queries.classes import REGISTERS, class_names, domains_by_code, sections_by_domain
from regions.queries.evidence import (
    DomainEvidence,
    RegionEvidence,
    StructureWindow,
    evidence_cube,
    region_evidence,
    specializations_for,
    statuses_of,
    structure_window,
)
from regions.queries.regions import (
    countries,
    country_of,
    members_of,
    region_for,
    regions_by_name,
    regions_of,
    roles_in,
)
from regions.queries.statistics import Statistics, read_statistics, statistics_version

__all__ = [
    "REGISTERS",
    "DomainEvidence",
    "RegionEvidence",
    "Statistics",
    "StructureWindow",
    "class_names",
    "countries",
    "country_of",
    "domains_by_code",
    "evidence_cube",
    "members_of",
    "read_statistics",
    "region_evidence",
    "region_for",
    "regions_by_name",
    "regions_of",
    "roles_in",
    "sections_by_domain",
    "specializations_for",
    "statistics_version",
    "statuses_of",
    "structure_window",
]
