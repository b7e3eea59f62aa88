"""Frameworks, rounds of scoring, ballots, rankings."""

from assessments.models.analysis import Analysis
from assessments.models.ballot import Ballot, Conflict
from assessments.models.framework import Criterion, CriterionKind, Framework, Principle
from assessments.models.ranking import Ranking
from assessments.models.round import LeftOut, RosterEntry, Round, RoundActivity
from assessments.models.void import Void
from assessments.models.weighing import Weigher, Weighing

__all__ = [
    "Analysis",
    "Ballot",
    "Conflict",
    "Criterion",
    "CriterionKind",
    "Framework",
    "LeftOut",
    "Principle",
    "Ranking",
    "RosterEntry",
    "Round",
    "RoundActivity",
    "Void",
    "Weigher",
    "Weighing",
]
