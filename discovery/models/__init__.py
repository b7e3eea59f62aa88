"""Workshops and what comes out of them: notes, themes, activities."""

from discovery.models.activity import (
    CURRENT,
    PASSED_THE_GATE,
    SEARCHED,
    Activity,
    ActivityKind,
    ChangePattern,
    Market,
    Readiness,
    Standing,
    Support,
    TechnologyKind,
    TechnologySource,
)
from discovery.models.balance import BalanceTarget, Dimension
from discovery.models.cluster import Cluster, ClusterLink, ClusterMember, District, LinkKind
from discovery.models.consent import ConsentText
from discovery.models.fiche import ActivityVersion, Actor, EnteredTranslation
from discovery.models.invitation import Invitation, InvitationStage
from discovery.models.merge import Merge, MergeAnswer, MergeMember
from discovery.models.minutes import Minutes
from discovery.models.note import Note, Theme
from discovery.models.paper import NoteCard, PaperSeat
from discovery.models.participant import Admission, Participant
from discovery.models.register import ImportedOrganization, ImportedStakeholder, RegisterImport
from discovery.models.rehearsal import Rehearsal
from discovery.models.serials import new_serial, read_serial, shown_serial
from discovery.models.shortlist import Shortlist, ShortlistEntry, ShortlistWay, WildCard
from discovery.models.speaking import SpeakingTurn
from discovery.models.step_run import StepRun
from discovery.models.table import Table
from discovery.models.template import WorkshopTemplate
from discovery.models.ticket import Ticket, TicketStage
from discovery.models.workshop import Step, StepKind, WallScreen, Workshop, WorkshopKind

__all__ = [
    "CURRENT",
    "PASSED_THE_GATE",
    "SEARCHED",
    "Activity",
    "ActivityKind",
    "ActivityVersion",
    "Actor",
    "Admission",
    "BalanceTarget",
    "ChangePattern",
    "Cluster",
    "ClusterLink",
    "ClusterMember",
    "ConsentText",
    "Dimension",
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
    "NoteCard",
    "PaperSeat",
    "Participant",
    "Readiness",
    "RegisterImport",
    "Rehearsal",
    "Shortlist",
    "ShortlistEntry",
    "ShortlistWay",
    "SpeakingTurn",
    "Standing",
    "Step",
    "StepKind",
    "StepRun",
    "Support",
    "Table",
    "TechnologyKind",
    "TechnologySource",
    "Theme",
    "Ticket",
    "TicketStage",
    "WallScreen",
    "WildCard",
    "Workshop",
    "WorkshopKind",
    "WorkshopTemplate",
    "new_serial",
    "read_serial",
    "shown_serial",
]
