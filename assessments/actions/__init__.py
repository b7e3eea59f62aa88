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
from assessments.actions.rounds import ballots_digest, close_round, create_round, open_round
from assessments.actions.voids import ask_void, decide_void
from assessments.actions.weighings import (
    apply_weighing,
    close_weighing,
    create_weighing,
    open_weighing,
    record_split,
)

__all__ = [
    "EditedMeanwhile",
    "add_criterion",
    "adopt_framework",
    "apply_weighing",
    "arrange_framework",
    "ask_void",
    "ballots_digest",
    "close_round",
    "close_weighing",
    "copy_framework",
    "create_framework",
    "create_round",
    "create_weighing",
    "decide_void",
    "declare_conflict",
    "discard_draft",
    "edit_criterion",
    "import_framework",
    "name_framework",
    "open_round",
    "open_weighing",
    "publish_framework",
    "record_ballot",
    "record_split",
    "remove_criterion",
    "retire_framework",
    "start_version",
    "withdraw_conflict",
]
