"""The score, as pure mathematics: numpy and whole numbers in, frozen dataclasses out.

One entry: `rank_round(method, roster, ballots, measured)`. The formulas stand in docs/method.md.
"""

from assessments.scoring.cells import Ballots, CellCounts, InputError, Roster, count_cells
from assessments.scoring.marks import (
    CANNOT_JUDGE,
    NOT_ANSWERED,
    MarkError,
    marks_matrix,
    pack_marks,
    unpack_marks,
)
from assessments.scoring.method import JUDGED, MEASURED, Criterion, Group, Method, MethodError
from assessments.scoring.ranking import rank_round
from assessments.scoring.result import ActivityResult, Cell, RoundResult, Standing
from assessments.scoring.sealing import SealingError, group_of_helix, propose_merging, seal_groups

__all__ = [
    "CANNOT_JUDGE",
    "JUDGED",
    "MEASURED",
    "NOT_ANSWERED",
    "ActivityResult",
    "Ballots",
    "Cell",
    "CellCounts",
    "Criterion",
    "Group",
    "InputError",
    "MarkError",
    "Method",
    "MethodError",
    "Roster",
    "RoundResult",
    "SealingError",
    "Standing",
    "count_cells",
    "group_of_helix",
    "marks_matrix",
    "pack_marks",
    "propose_merging",
    "rank_round",
    "seal_groups",
    "unpack_marks",
]
