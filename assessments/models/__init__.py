"""Frameworks, rounds of scoring, ballots, rankings."""

from assessments.models.analysis import Analysis
from assessments.models.ballot import Ballot, Conflict
from assessments.models.board import OpenBoard
from assessments.models.framework import Criterion, CriterionKind, Framework, Principle
from assessments.models.paper import PaperSheet
from assessments.models.ranking import Ranking
from assessments.models.round import LeftOut, RosterEntry, Round, RoundActivity
from assessments.models.scenario import MOST_SCENARIOS, Scenario
from assessments.models.void import Void
from assessments.models.weighing import Weigher, Weighing
from assessments.models.wheel import Grader, Wheel

__all__ = [
    "MOST_SCENARIOS",
    "Analysis",
    "Ballot",
    "Conflict",
    "Criterion",
    "CriterionKind",
    "Framework",
    "Grader",
    "LeftOut",
    "OpenBoard",
    "PaperSheet",
    "Principle",
    "Ranking",
    "RosterEntry",
    "Round",
    "RoundActivity",
    "Scenario",
    "Void",
    "Weigher",
    "Weighing",
    "Wheel",
]
