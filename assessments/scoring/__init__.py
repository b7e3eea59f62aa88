"""The score, as pure mathematics: numpy and whole numbers in, frozen dataclasses out.

One entry: `rank_round(method, roster, ballots, measured)`. The formulas stand in docs/method.md.
"""

from assessments.scoring.agreement import (
    Concordance,
    alpha,
    alpha_from_histograms,
    alphas_by_criterion,
    concordance,
)
from assessments.scoring.attendance import Attendance, Comparison, Presence, attendance
from assessments.scoring.batches import SMALLEST_BATCH, ripe_groups, standing
from assessments.scoring.board import BoardError
from assessments.scoring.cells import Ballots, CellCounts, CountedMarks, InputError, Roster, count_cells
from assessments.scoring.composition import (
    Breach,
    CoverRule,
    GroupPart,
    RuleError,
    broken_rules,
    parts_of_groups,
)
from assessments.scoring.cross_checks import CrossCheck, cross_checks
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
from assessments.scoring.group_marks import GroupMarks, group_marks
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
from assessments.scoring.organizations import Influence, influence, sizes_by_group
from assessments.scoring.positioning import Position, leading, position_of
from assessments.scoring.ranking import (
    official_scores,
    official_values,
    rank_round,
    ranking_document,
    ranks,
)
from assessments.scoring.raters_agree import (
    QuestionAgreement,
    SharedMarks,
    SharedOrder,
    agreement_by_question,
)
from assessments.scoring.result import SCHEMA as RANKING_SCHEMA
from assessments.scoring.result import ActivityResult, Cell, RoundResult, Standing
from assessments.scoring.robustness import ActivityRobustness, Robustness, robustness
from assessments.scoring.scenarios import Assumption, Tally, is_among, places_sought, reordered
from assessments.scoring.sealing import SealingError, group_of_helix, propose_merging, seal_groups
from assessments.scoring.shift import Shift, Sitting, present_in_both, shifts
from assessments.scoring.spread import Spread, spreads
from assessments.scoring.tiers import Tier, parts_are_safe, tiers
from assessments.scoring.voices import Voices, compare_voices
from assessments.scoring.weighing import WHOLE as WHOLE_SPLIT
from assessments.scoring.weighing import CombinedSplits, SplitError, combine_splits
from assessments.scoring.what_if import weights_for, with_kappa
from assessments.scoring.wheel import NO_INFORMATION, GradedWheel, GradeError, grade_wheel

__all__ = [
    "CANNOT_JUDGE",
    "CUTS_SET_ON",
    "JUDGED",
    "MEASURED",
    "NOT_ANSWERED",
    "NO_INFORMATION",
    "POSSIBLE_VALUES",
    "RANKING_SCHEMA",
    "SCORE_CUT",
    "SMALLEST_BATCH",
    "SPREAD_CUT",
    "WHOLE_SPLIT",
    "ActivityResult",
    "ActivityRobustness",
    "Assumption",
    "Attendance",
    "Ballots",
    "BoardError",
    "Breach",
    "Cell",
    "CellCounts",
    "CombinedSplits",
    "Comparison",
    "Concordance",
    "CountedMarks",
    "CoverRule",
    "Criterion",
    "CrossCheck",
    "Dispute",
    "EqualShares",
    "GradeError",
    "GradedWheel",
    "Group",
    "GroupMarks",
    "GroupPart",
    "Influence",
    "InputError",
    "MarkError",
    "Method",
    "MethodError",
    "Position",
    "Presence",
    "Purchase",
    "QuestionAgreement",
    "Robustness",
    "Roster",
    "RoundResult",
    "RuleError",
    "SealingError",
    "SeedError",
    "SharedMarks",
    "SharedOrder",
    "Shift",
    "Sitting",
    "SplitError",
    "Spread",
    "Standing",
    "Support",
    "SupportError",
    "Tally",
    "Tier",
    "Voices",
    "agreement_by_question",
    "alpha",
    "alpha_from_histograms",
    "alphas_by_criterion",
    "attendance",
    "broken_rules",
    "combine_splits",
    "compare_voices",
    "concordance",
    "count_cells",
    "cross_checks",
    "discuss_next",
    "disputes",
    "divided",
    "equal_shares",
    "fraction_text",
    "grade_wheel",
    "group_marks",
    "group_of_helix",
    "importance",
    "in_millionths",
    "influence",
    "is_among",
    "is_heavy",
    "leading",
    "marks_can_change_places",
    "marks_matrix",
    "official_scores",
    "official_values",
    "open_activities",
    "pack_marks",
    "parts_are_safe",
    "parts_of_groups",
    "places_sought",
    "position_of",
    "present_in_both",
    "propose_merging",
    "rank_round",
    "ranking_document",
    "ranks",
    "reordered",
    "ripe_groups",
    "robustness",
    "seal_groups",
    "shifts",
    "sizes_by_group",
    "spreads",
    "standing",
    "tiers",
    "unpack_marks",
    "weights_for",
    "with_kappa",
]
