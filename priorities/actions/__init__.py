"""What people do with sets: draft, approve, publish."""

from priorities.actions.approving import approve_set, return_set
from priorities.actions.drafting import (
    add_priority,
    draft_set,
    drop_priority,
    move_priority,
    set_review_date,
    submit_set,
    withdraw_set,
)
from priorities.actions.editing import EditedMeanwhile
from priorities.actions.legal_act import record_legal_act
from priorities.actions.practising import let_colleague_approve
from priorities.actions.publishing import publish_set, start_correction, start_next_version
from priorities.actions.remarking import answer_remark, make_remark
from priorities.actions.ruling import choose_rule, drop_rule, explain_rule
from priorities.actions.webhooks import add_webhook, remove_webhook, send_again

__all__ = [
    "EditedMeanwhile",
    "add_priority",
    "add_webhook",
    "answer_remark",
    "approve_set",
    "choose_rule",
    "draft_set",
    "drop_priority",
    "drop_rule",
    "explain_rule",
    "let_colleague_approve",
    "make_remark",
    "move_priority",
    "publish_set",
    "record_legal_act",
    "remove_webhook",
    "return_set",
    "send_again",
    "set_review_date",
    "start_correction",
    "start_next_version",
    "submit_set",
    "withdraw_set",
]
