"""The score, as pure mathematics: numpy and whole numbers in, frozen dataclasses out.

One entry: `rank_round(method, roster, ballots, measured)`. The formulas stand in docs/method.md.
"""

from assessments.scoring.acceptability import BoardError
from assessments.scoring.agreement import (
    Concordance,
    alpha,
    alpha_from_histograms,
    alphas_by_criterion,
    concordance,
)
from assessments.scoring.attendance import Attendance, Comparison, Presence, attendance
from assessments.scoring.cells import Ballots, CellCounts, InputError, Roster, count_cells
from assessments.scoring.composition import (
    Breach,
    CoverRule,
    GroupPart,
    RuleError,
    broken_rules,
    parts_of_groups,
)
from assessments.scoring.disclosure import marks_can_change_places, open_activities
from assessments.scoring.dispute import (
    CUTS_SET_ON,
    SCORE_CUT,
    SPREAD_CUT,
    Dispute,
    discuss_next,
    disputes,
)
from assessments.scoring.drawing import SeedError
from assessments.scoring.equal_shares import EqualShares, Purchase, Support, SupportError, equal_shares
from assessments.scoring.exact import divided, fraction_text, in_millionths
from assessments.scoring.importance import importance, is_heavy
from assessments.scoring.marks import (
    CANNOT_JUDGE,
    NOT_ANSWERED,
    MarkError,
    marks_matrix,
    pack_marks,
    unpack_marks,
)
from assessments.scoring.method import (
    JUDGED,
    MEASURED,
    POSSIBLE_VALUES,
    Criterion,
    Group,
    Method,
    MethodError,
)
from assessments.scoring.ranking import official_values, rank_round, ranks
from assessments.scoring.reliability import Reliability, reliabilities
from assessments.scoring.result import ActivityResult, Cell, RoundResult, Standing
from assessments.scoring.robustness import ActivityRobustness, Robustness, robustness
from assessments.scoring.sealing import SealingError, group_of_helix, propose_merging, seal_groups
from assessments.scoring.shift import Shift, Sitting, shifts
from assessments.scoring.spread import Spread, spreads
from assessments.scoring.voices import Voices, compare_voices
from assessments.scoring.weighing import WHOLE as WHOLE_SPLIT
from assessments.scoring.weighing import CombinedSplits, SplitError, combine_splits
from assessments.scoring.what_if import rescored, weights_for, with_kappa

__all__ = [
    "CANNOT_JUDGE",
    "CUTS_SET_ON",
    "JUDGED",
    "MEASURED",
    "NOT_ANSWERED",
    "POSSIBLE_VALUES",
    "SCORE_CUT",
    "SPREAD_CUT",
    "WHOLE_SPLIT",
    "ActivityResult",
    "ActivityRobustness",
    "Attendance",
    "Ballots",
    "BoardError",
    "Breach",
    "Cell",
    "CellCounts",
    "CombinedSplits",
    "Comparison",
    "Concordance",
    "CoverRule",
    "Criterion",
    "Dispute",
    "EqualShares",
    "Group",
    "GroupPart",
    "InputError",
    "MarkError",
    "Method",
    "MethodError",
    "Presence",
    "Purchase",
    "Reliability",
    "Robustness",
    "Roster",
    "RoundResult",
    "RuleError",
    "SealingError",
    "SeedError",
    "Shift",
    "Sitting",
    "SplitError",
    "Spread",
    "Standing",
    "Support",
    "SupportError",
    "Voices",
    "alpha",
    "alpha_from_histograms",
    "alphas_by_criterion",
    "attendance",
    "broken_rules",
    "combine_splits",
    "compare_voices",
    "concordance",
    "count_cells",
    "discuss_next",
    "disputes",
    "divided",
    "equal_shares",
    "fraction_text",
    "group_of_helix",
    "importance",
    "in_millionths",
    "is_heavy",
    "marks_can_change_places",
    "marks_matrix",
    "official_values",
    "open_activities",
    "pack_marks",
    "parts_of_groups",
    "propose_merging",
    "rank_round",
    "ranks",
    "reliabilities",
    "rescored",
    "robustness",
    "seal_groups",
    "shifts",
    "spreads",
    "unpack_marks",
    "weights_for",
    "with_kappa",
]
