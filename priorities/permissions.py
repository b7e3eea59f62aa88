"""Who may draft, approve and publish a set. Publications and threads are everybody's."""

from typing import Any

import rules

from priorities.models import PrioritySet
from regions.permissions import is_facilitator, is_member, is_official


@rules.predicate
def is_drafter(user: Any, subject: Any) -> bool:
    return isinstance(subject, PrioritySet) and subject.drafter_id == user.pk


rules.add_perm("priorities.start_set", is_facilitator | is_official)
rules.add_perm("priorities.draft_set", is_facilitator | is_official)
rules.add_perm("priorities.see_set", is_member)
rules.add_perm("priorities.decide_set", is_official & ~is_drafter)
rules.add_perm("priorities.publish_set", is_official)
