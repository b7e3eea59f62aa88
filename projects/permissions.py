"""Who may propose, see and decide proposals."""

from typing import Any

import rules

from projects.models import Call, Proposal
from regions.permissions import is_facilitator, is_member, is_official


@rules.predicate
def is_proposer(user: Any, subject: Any) -> bool:
    return isinstance(subject, Proposal) and user.is_authenticated and subject.proposer_id == user.pk


@rules.predicate
def has_account(user: Any, subject: Any) -> bool:
    """A guest of a workshop has no address to answer to."""
    return bool(user.is_authenticated and not user.is_guest)


@rules.predicate
def call_is_open(user: Any, subject: Any) -> bool:
    return isinstance(subject, Call) and subject.state == Call.State.OPENED


rules.add_perm("projects.run_call", is_facilitator | is_official)
rules.add_perm("projects.submit_proposal", has_account & call_is_open)
rules.add_perm("projects.see_proposal", is_proposer | is_member)
rules.add_perm("projects.edit_proposal", is_proposer)
rules.add_perm("projects.decide_proposal", (is_facilitator | is_official) & ~is_proposer)
