"""Who may do what in a workshop and with activities."""

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
    return bool(is_facilitator.test(user, workshop_of(subject) or subject))


@rules.predicate
def takes_part(user: Any, subject: Any) -> bool:
    workshop = workshop_of(subject)
    return (
        workshop is not None
        and user.is_authenticated
        and Participant.objects.filter(workshop=workshop, user_id=user.pk).exists()
    )


@rules.predicate
def workshop_is_open(user: Any, subject: Any) -> bool:
    workshop = workshop_of(subject)
    return workshop is not None and workshop.state == Workshop.State.OPENED


@rules.predicate
def is_own_note(user: Any, subject: Any) -> bool:
    return isinstance(subject, Note) and subject.participant.user_id == user.pk


rules.add_perm("discovery.prepare_workshop", is_facilitator)
rules.add_perm("discovery.run_workshop", runs_workshop)
rules.add_perm("discovery.see_workshop", takes_part | runs_workshop | is_member)
rules.add_perm("discovery.join_workshop", workshop_is_open)
rules.add_perm("discovery.write_note", takes_part & workshop_is_open)
rules.add_perm("discovery.see_own_note", is_own_note)
rules.add_perm("discovery.support_activity", takes_part & workshop_is_open)
rules.add_perm("discovery.edit_activity", runs_workshop)
rules.add_perm("discovery.see_activity", rules.always_true)
