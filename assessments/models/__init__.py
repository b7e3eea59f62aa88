"""Frameworks, rounds of scoring, ballots, rankings."""

from assessments.models.ballot import Ballot, Conflict
from assessments.models.framework import Criterion, CriterionKind, Framework, Principle
from assessments.models.ranking import Ranking
from assessments.models.round import RosterEntry, Round, RoundActivity

__all__ = [
    "Ballot",
    "Conflict",
    "Criterion",
    "CriterionKind",
    "Framework",
    "Principle",
    "Ranking",
    "RosterEntry",
    "Round",
    "RoundActivity",
]
