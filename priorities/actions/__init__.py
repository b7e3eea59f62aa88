"""What people do with sets: draft, approve, publish."""

from priorities.actions.approving import approve_set, return_set
from priorities.actions.drafting import (
    EditedMeanwhile,
    add_priority,
    draft_set,
    drop_priority,
    move_priority,
    submit_set,
    withdraw_set,
)
from priorities.actions.legal_act import record_legal_act
from priorities.actions.publishing import publish_set, start_correction, start_next_version

__all__ = [
    "EditedMeanwhile",
    "add_priority",
    "approve_set",
    "draft_set",
    "drop_priority",
    "move_priority",
    "publish_set",
    "record_legal_act",
    "return_set",
    "start_correction",
    "start_next_version",
    "submit_set",
    "withdraw_set",
]
