"""The open-data bundle of a publication, as pure functions: plain values in, files and a zip out."""

from priorities.publication.bundle import Bundle, build_bundle
from priorities.publication.content import (
    ActivityCard,
    Approval,
    Content,
    Decisions,
    Deviation,
    Edition,
    FrozenMethod,
    LegalAct,
    MeasuredValue,
    ThreadEntry,
)

__all__ = [
    "ActivityCard",
    "Approval",
    "Bundle",
    "Content",
    "Decisions",
    "Deviation",
    "Edition",
    "FrozenMethod",
    "LegalAct",
    "MeasuredValue",
    "ThreadEntry",
    "build_bundle",
]
