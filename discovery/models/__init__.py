"""Workshops and what comes out of them: notes, themes, activities."""

from discovery.models.activity import (
    CURRENT,
    PASSED_THE_GATE,
    SEARCHED,
    Activity,
    ActivityKind,
    ChangePattern,
    Market,
    Standing,
    Support,
    TechnologyKind,
    TechnologySource,
)
from discovery.models.cluster import Cluster, ClusterLink, ClusterMember, District, LinkKind
from discovery.models.consent import ConsentText
from discovery.models.fiche import ActivityVersion, Actor, EnteredTranslation
from discovery.models.invitation import Invitation, InvitationStage
from discovery.models.merge import Merge, MergeAnswer, MergeMember
from discovery.models.minutes import Minutes
from discovery.models.note import Note, Theme
from discovery.models.participant import Admission, Participant
from discovery.models.register import ImportedOrganization, ImportedStakeholder, RegisterImport
from discovery.models.shortlist import Shortlist, ShortlistEntry, ShortlistWay, WildCard
from discovery.models.table import Table
from discovery.models.template import WorkshopTemplate
from discovery.models.workshop import Step, StepKind, Workshop, WorkshopKind

__all__ = [
    "CURRENT",
    "PASSED_THE_GATE",
    "SEARCHED",
    "Activity",
    "ActivityKind",
    "ActivityVersion",
    "Actor",
    "Admission",
    "ChangePattern",
    "Cluster",
    "ClusterLink",
    "ClusterMember",
    "ConsentText",
    "District",
    "EnteredTranslation",
    "ImportedOrganization",
    "ImportedStakeholder",
    "Invitation",
    "InvitationStage",
    "LinkKind",
    "Market",
    "Merge",
    "MergeAnswer",
    "MergeMember",
    "Minutes",
    "Note",
    "Participant",
    "RegisterImport",
    "Shortlist",
    "ShortlistEntry",
    "ShortlistWay",
    "Standing",
    "Step",
    "StepKind",
    "Support",
    "Table",
    "TechnologyKind",
    "TechnologySource",
    "Theme",
    "WildCard",
    "Workshop",
    "WorkshopKind",
    "WorkshopTemplate",
]
