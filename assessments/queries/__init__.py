"""What may be seen of frameworks, rounds, ballots and rankings, and by whom."""

from assessments.queries.ballots import (
    CANNOT_JUDGE_WORD,
    BallotState,
    Seat,
    Sheet,
    ballot_lines,
    ballot_states,
    first_open,
    rater_for,
    seat_for,
    sheet_for,
)
from assessments.queries.evidence import Evidence, evidence_for
from assessments.queries.exports import cells_table, ranking_table
from assessments.queries.frameworks import (
    criteria_by_principle,
    framework_for,
    frameworks_in,
    minutes_by_framework,
    minutes_needed,
)
from assessments.queries.methods import FrozenMethod, frozen_method, in_language
from assessments.queries.openings import OpeningPreview, opening_preview, suggested_round
from assessments.queries.rankings import Board, BoardRow, board_of, merged_helices, ranking_of
from assessments.queries.rosters import Candidates, SmallGroup, candidates_for, small_groups, within_limit
from assessments.queries.rounds import (
    GroupTurnout,
    activities_to_score,
    entries_of,
    entry_for,
    overdue_rankings,
    question_count,
    round_for,
    rounds_in,
    turnout_of,
)
from assessments.queries.sums import ActivitySums, evidence_in_words, measured_value, sums_of
from assessments.queries.templates import (
    FrameworkTemplate,
    TemplateCriterion,
    Text,
    framework_templates,
    templates_by_key,
)

__all__ = [
    "CANNOT_JUDGE_WORD",
    "ActivitySums",
    "BallotState",
    "Board",
    "BoardRow",
    "Candidates",
    "Evidence",
    "FrameworkTemplate",
    "FrozenMethod",
    "GroupTurnout",
    "OpeningPreview",
    "Seat",
    "Sheet",
    "SmallGroup",
    "TemplateCriterion",
    "Text",
    "activities_to_score",
    "ballot_lines",
    "ballot_states",
    "board_of",
    "candidates_for",
    "cells_table",
    "criteria_by_principle",
    "entries_of",
    "entry_for",
    "evidence_for",
    "evidence_in_words",
    "first_open",
    "framework_for",
    "framework_templates",
    "frameworks_in",
    "frozen_method",
    "in_language",
    "measured_value",
    "merged_helices",
    "minutes_by_framework",
    "minutes_needed",
    "opening_preview",
    "overdue_rankings",
    "question_count",
    "ranking_of",
    "ranking_table",
    "rater_for",
    "round_for",
    "rounds_in",
    "seat_for",
    "sheet_for",
    "small_groups",
    "suggested_round",
    "sums_of",
    "templates_by_key",
    "turnout_of",
    "within_limit",
]
