"""Strategic positioning (Vasilyeva and Filimonenko): source of the technology x type of the sector.

own x traditional: local technological competitiveness; own x new with breakthrough technology: international
technological competitiveness; borrowed: niche leadership. Fields of both kinds count as new, which is our reading.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

LOCAL: Literal["local"] = "local"
INTERNATIONAL: Literal["international"] = "international"
NICHE: Literal["niche"] = "niche"
POSITIONS = (LOCAL, INTERNATIONAL, NICHE)
Name = Literal["local", "international", "niche"]

TRADITIONAL = frozenset({"raw_material", "infrastructure"})
NEW = frozenset({"high_tech", "knowledge"})
OWN, BORROWED, BREAKTHROUGH = "own", "borrowed", "breakthrough"


@dataclass(frozen=True)
class Position:
    """name: None where it cannot be said, and why: "no_source" or "no_sector".

    is_new: the sector, None where unknown. lacks_breakthrough: international only once its technology is one.
    spans: fields of traditional and of new sectors.
    """

    name: Name | None
    is_new: bool | None = None
    lacks_breakthrough: bool = False
    spans: bool = False
    reason: str = ""


def position_of(source: str, technology: str, sector_types: Collection[str]) -> Position:
    """source: own, borrowed or empty. technology: knowledge, breakthrough, advanced or empty."""
    types = set(sector_types)
    if not types & (TRADITIONAL | NEW):
        return Position(None, reason="no_sector")
    is_new, spans = bool(types & NEW), bool(types & NEW and types & TRADITIONAL)
    if source == BORROWED:
        return Position(NICHE, is_new, spans=spans)
    if source != OWN:
        return Position(None, is_new, spans=spans, reason="no_source")
    if not is_new:
        return Position(LOCAL, is_new=False)
    return Position(INTERNATIONAL, is_new=True, lacks_breakthrough=technology != BREAKTHROUGH, spans=spans)


def leading(names: Iterable[Name | None]) -> tuple[Name, ...]:
    """The position most of them share; several where they are equally many, none where none can be said."""
    given = list(names)
    counts = {name: given.count(name) for name in POSITIONS}
    most = max(counts.values())
    return tuple(name for name in POSITIONS if most and counts[name] == most)
