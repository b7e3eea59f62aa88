"""Arithmetic of a workshop: who sits where, what comes on the shortlist. No Django, no database."""

from discovery.scoring.seating import dealt
from discovery.scoring.shortlist import BY_SUPPORT, WILD_CARD, Pick, Proposal, equal_shares, propose
from discovery.scoring.small_groups import merged_counts

__all__ = ["BY_SUPPORT", "WILD_CARD", "Pick", "Proposal", "dealt", "equal_shares", "merged_counts", "propose"]
