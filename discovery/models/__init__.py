"""Workshops and what comes out of them: notes, themes, activities."""

from discovery.models.activity import (
    Activity,
    ActivityKind,
    ChangePattern,
    Market,
    Standing,
    Support,
    TechnologyKind,
    TechnologySource,
)
from discovery.models.note import Note, Theme
from discovery.models.participant import Participant
from discovery.models.workshop import Step, StepKind, Workshop, WorkshopKind

__all__ = [
    "Activity",
    "ActivityKind",
    "ChangePattern",
    "Market",
    "Note",
    "Participant",
    "Standing",
    "Step",
    "StepKind",
    "Support",
    "TechnologyKind",
    "TechnologySource",
    "Theme",
    "Workshop",
    "WorkshopKind",
]
