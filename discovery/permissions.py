"""Who may do what in a workshop and with activities.

Whether the workshop is open now is no question of rights: the actions ask it inside their transaction and answer in words.
"""

from typing import Any

import rules

from discovery.models import Activity, Note, Participant, Theme, Workshop
from regions.permissions import is_facilitator, is_member


def workshop_of(subject: Any) -> Workshop | None:
    """The workshop a thing belongs to."""
    if isinstance(subject, Workshop):
        return subject
    if isinstance(subject, Activity | Note | Participant | Theme):
        return subject.workshop
    return None


@rules.predicate
def runs_workshop(user: Any, subject: Any) -> bool:
    """Facilitators of the region; an activity that came from no workshop belongs to its region's."""
    return bool(is_facilitator.test(user, workshop_of(subject) or subject))


@rules.predicate
def works_beside_workshop(user: Any, subject: Any) -> bool:
    return bool(is_member.test(user, workshop_of(subject) or subject))


@rules.predicate
def takes_part(user: Any, subject: Any) -> bool:
    if isinstance(subject, Participant):
        return bool(subject.user_id == user.pk)
    workshop = workshop_of(subject)
    return workshop is not None and Participant.objects.filter(workshop=workshop, user_id=user.pk).exists()


rules.add_perm("discovery.see_workshops", is_member)
rules.add_perm("discovery.prepare_workshop", is_facilitator)
rules.add_perm("discovery.run_workshop", runs_workshop)
rules.add_perm("discovery.see_desk", works_beside_workshop)
rules.add_perm("discovery.see_workshop", works_beside_workshop | takes_part)
rules.add_perm("discovery.take_part", takes_part)
rules.add_perm("discovery.write_note", takes_part)
rules.add_perm("discovery.support_activity", takes_part)
rules.add_perm("discovery.propose_activity", is_facilitator)
rules.add_perm("discovery.edit_activity", is_facilitator)
rules.add_perm("discovery.see_activity", rules.always_true)
