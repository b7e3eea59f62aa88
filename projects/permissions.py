"""Who may propose, see and decide proposals.

A confidential note is read by its proposer and by the region's staff (facilitators and officials) alone: other members
of the region (analysts, reviewers, administrators) see the proposal without it.
"""

from typing import Any

import rules

from accounts.permissions import has_account
from projects.models import Proposal
from regions.permissions import is_facilitator, is_member, is_official

is_staff = is_facilitator | is_official


@rules.predicate
def is_proposer(user: Any, subject: Any) -> bool:
    return isinstance(subject, Proposal) and user.is_authenticated and subject.proposer_id == user.pk


rules.add_perm("projects.run_call", is_staff)
rules.add_perm("projects.submit_proposal", has_account)
rules.add_perm("projects.see_desk", is_member)
rules.add_perm("projects.see_proposal", is_proposer | is_member)
rules.add_perm("projects.read_confidential_note", is_proposer | is_staff)
rules.add_perm("projects.edit_proposal", is_proposer)
rules.add_perm("projects.decide_proposal", is_staff & ~is_proposer)
