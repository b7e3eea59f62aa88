"""The open-data bundle of a publication, as pure functions: plain values in, files and a zip out."""

from priorities.publication.bundle import Bundle, build_bundle
from priorities.publication.content import (
    ActivityCard,
    Approval,
    Content,
    Decisions,
    Deviation,
    DroppedRule,
    Edition,
    FrozenMethod,
    LegalAct,
    MeasuredValue,
    Rule,
    ThreadEntry,
)

__all__ = [
    "ActivityCard",
    "Approval",
    "Bundle",
    "Content",
    "Decisions",
    "Deviation",
    "DroppedRule",
    "Edition",
    "FrozenMethod",
    "LegalAct",
    "MeasuredValue",
    "Rule",
    "ThreadEntry",
    "build_bundle",
]
