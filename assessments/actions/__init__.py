"""What people do with frameworks, rounds and ballots: one function each, all or nothing."""

from assessments.actions.ballots import declare_conflict, record_ballot, withdraw_conflict
from assessments.actions.framework_drafts import (
    EditedMeanwhile,
    add_criterion,
    arrange_framework,
    discard_draft,
    edit_criterion,
    name_framework,
    publish_framework,
    remove_criterion,
    retire_framework,
)
from assessments.actions.frameworks import (
    adopt_framework,
    copy_framework,
    create_framework,
    import_framework,
    start_version,
)
from assessments.actions.paper import (
    check_sheet,
    correct_sheet,
    enter_sheet,
    enter_sheets,
    print_sheets,
    reclaim_place,
    take_back_sheet,
)
from assessments.actions.rounds import (
    ballots_digest,
    close_round,
    create_round,
    make_results_public,
    open_round,
)
from assessments.actions.scenarios import keep_scenario, remove_scenario
from assessments.actions.voids import ask_void, decide_void
from assessments.actions.weighings import (
    apply_weighing,
    close_weighing,
    create_weighing,
    open_weighing,
    record_split,
)
from assessments.actions.wheels import (
    close_wheel,
    create_wheel,
    open_wheel,
    record_grades,
    word_wheel_step,
    words_are_frozen,
)

__all__ = [
    "EditedMeanwhile",
    "add_criterion",
    "adopt_framework",
    "apply_weighing",
    "arrange_framework",
    "ask_void",
    "ballots_digest",
    "check_sheet",
    "close_round",
    "close_weighing",
    "close_wheel",
    "copy_framework",
    "correct_sheet",
    "create_framework",
    "create_round",
    "create_weighing",
    "create_wheel",
    "decide_void",
    "declare_conflict",
    "discard_draft",
    "edit_criterion",
    "enter_sheet",
    "enter_sheets",
    "import_framework",
    "keep_scenario",
    "make_results_public",
    "name_framework",
    "open_round",
    "open_weighing",
    "open_wheel",
    "print_sheets",
    "publish_framework",
    "reclaim_place",
    "record_ballot",
    "record_grades",
    "record_split",
    "remove_criterion",
    "remove_scenario",
    "retire_framework",
    "start_version",
    "take_back_sheet",
    "withdraw_conflict",
    "word_wheel_step",
    "words_are_frozen",
]
