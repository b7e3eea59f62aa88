"""Arithmetic of a workshop: who sits where, what comes on the shortlist. No Django, no database."""

from discovery.scoring.seating import dealt
from discovery.scoring.shortlist import BY_SUPPORT, WILD_CARD, Pick, Proposal, equal_shares, propose
from discovery.scoring.similarity import alike, likeness
from discovery.scoring.small_groups import merged_counts
from discovery.scoring.speaking import in_turn

__all__ = [
    "BY_SUPPORT",
    "WILD_CARD",
    "Pick",
    "Proposal",
    "alike",
    "dealt",
    "equal_shares",
    "in_turn",
    "likeness",
    "merged_counts",
    "propose",
]
