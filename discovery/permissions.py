"""Who may do what in a workshop and with activities.

Whether the workshop is open now is no question of rights: the actions ask it inside their transaction and answer in words.
"""

from typing import Any

import rules

from discovery.models import (
    Activity,
    Invitation,
    Merge,
    MergeAnswer,
    Minutes,
    Note,
    Participant,
    Step,
    Theme,
    Ticket,
    Workshop,
)
from regions.permissions import is_analyst, is_facilitator, is_member


def workshop_of(subject: Any) -> Workshop | None:
    """The workshop a thing belongs to."""
    if isinstance(subject, Workshop):
        return subject
    if isinstance(subject, Activity | Invitation | Minutes | Note | Participant | Step | Theme | Ticket):
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


@rules.predicate
def has_minutes(_user: Any, subject: Any) -> bool:
    workshop = workshop_of(subject)
    return workshop is not None and Minutes.objects.filter(workshop=workshop).exists()


@rules.predicate
def is_asked(user: Any, subject: Any) -> bool:
    """Among the authors whose consent to a merge is asked."""
    return (
        isinstance(subject, Merge) and MergeAnswer.objects.filter(merge=subject, person_id=user.pk).exists()
    )


@rules.predicate
def translates(user: Any, found: Any) -> bool:
    """Members of the region, and whoever entered the activity. `found`: the activity, and the language it goes into."""
    activity = found[0] if isinstance(found, tuple) else found
    return bool(is_member.test(user, activity)) or activity.created_by_id == user.pk


@rules.predicate
def is_author(user: Any, note: Any) -> bool:
    return bool(note is not None and note.participant.user_id == user.pk)


rules.add_perm("discovery.see_workshops", is_member)
rules.add_perm("discovery.prepare_workshop", is_facilitator)
rules.add_perm("discovery.run_workshop", runs_workshop)
rules.add_perm("discovery.see_desk", works_beside_workshop)
rules.add_perm("discovery.see_workshop", works_beside_workshop | takes_part)
# The record once it is kept; its preview, before the close, is for those who work beside the workshop.
rules.add_perm("discovery.see_minutes", works_beside_workshop | (takes_part & has_minutes))
rules.add_perm("discovery.take_part", takes_part)
rules.add_perm("discovery.write_note", takes_part)
rules.add_perm("discovery.withdraw_note", is_author)
rules.add_perm("discovery.support_activity", takes_part)
rules.add_perm("discovery.propose_activity", is_facilitator)
rules.add_perm("discovery.edit_activity", is_facilitator)
rules.add_perm("discovery.see_activity", rules.always_true)
rules.add_perm("discovery.translate_activity", translates)
rules.add_perm("discovery.merge_activities", is_facilitator | is_analyst)
rules.add_perm("discovery.see_merges", is_member)
rules.add_perm("discovery.see_merge", is_member | is_asked)
rules.add_perm("discovery.answer_merge", is_asked)
rules.add_perm("discovery.keep_clusters", is_facilitator | is_analyst)
