"""Regions, domains, statistics, evidence and objectives for programs: the same queries, actions and rights as the pages."""

from regions.api.views.figures import (
    CountryMeasures,
    GrowthSplit,
    NearList,
    RegionEvidence,
    RegionObservations,
    RegionStatus,
)
from regions.api.views.imports import ImportList, ImportUndo
from regions.api.views.objectives import ObjectiveDetail, ObjectiveList, ObjectiveMoves, ObjectiveRetirement
from regions.api.views.people import (
    InvitationDetail,
    InvitationLetter,
    MembershipDetail,
    RegionInvitations,
    RegionPeople,
)
from regions.api.views.regions import (
    DomainList,
    DutyList,
    RegionDetail,
    RegionList,
    ScientificDomainList,
    SectorTypes,
    UntranslatedList,
)

__all__ = [
    "CountryMeasures",
    "DomainList",
    "DutyList",
    "GrowthSplit",
    "ImportList",
    "ImportUndo",
    "InvitationDetail",
    "InvitationLetter",
    "MembershipDetail",
    "NearList",
    "ObjectiveDetail",
    "ObjectiveList",
    "ObjectiveMoves",
    "ObjectiveRetirement",
    "RegionDetail",
    "RegionEvidence",
    "RegionInvitations",
    "RegionList",
    "RegionObservations",
    "RegionPeople",
    "RegionStatus",
    "ScientificDomainList",
    "SectorTypes",
    "UntranslatedList",
]
