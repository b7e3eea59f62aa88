"""Who may draft, comment, approve and publish a set. Publications and threads are everybody's."""

from collections.abc import Iterable
from typing import Any

import rules

from priorities.models import Involvement, PrioritySet
from regions.models import Role
from regions.permissions import holds, is_administrator, is_facilitator, is_member, is_official, roles_of

_AUTHORS = "_author_ids"


def authors_of(priority_set: PrioritySet) -> set[int]:
    """Who drafted or changed it. Read once an object: a locked one is read afresh, and so are its authors."""
    if not hasattr(priority_set, _AUTHORS):
        authors = priority_set.involvements.filter(part=Involvement.Part.AUTHOR)
        setattr(priority_set, _AUTHORS, set(authors.values_list("person_id", flat=True)))
    known: set[int] = getattr(priority_set, _AUTHORS)
    return known


def remember_authors(priority_set: PrioritySet, parts: Iterable[Involvement]) -> None:
    """For a page that has read the parts already: no second query for its buttons."""
    authors = {each.person_id for each in parts if each.part == Involvement.Part.AUTHOR}
    setattr(priority_set, _AUTHORS, authors)


@rules.predicate
def is_drafter(user: Any, subject: Any) -> bool:
    return isinstance(subject, PrioritySet) and subject.drafter_id == user.pk


@rules.predicate
def is_author(user: Any, subject: Any) -> bool:
    return isinstance(subject, PrioritySet) and user.pk in authors_of(subject)


@rules.predicate
def is_ministry(user: Any, subject: Any) -> bool:
    """Of the country that the region, or the region of the set, lies in; or of the country itself."""
    if subject is None:
        return False
    region = subject.region if isinstance(subject, PrioritySet) else subject
    held = roles_of(user)
    return any(
        Role.MINISTRY.value in held.get(place, set()) for place in (region.pk, region.parent_id) if place
    )


@rules.predicate
def is_own_practice(user: Any, subject: Any) -> bool:
    return bool(
        subject is not None and subject.region.is_practice and subject.region.practised_by_id == user.pk
    )


rules.add_perm("priorities.start_set", is_facilitator | is_official)
rules.add_perm("priorities.draft_set", is_facilitator | is_official)
rules.add_perm("priorities.choose_rule", is_facilitator | is_official)
rules.add_perm("priorities.see_rules", is_member)
rules.add_perm("priorities.read_dossier", is_member)  # it says what the region's people see of the result
rules.add_perm("priorities.see_set", is_member | is_ministry)
rules.add_perm("priorities.comment_set", is_official | is_ministry)
rules.add_perm("priorities.decide_set", is_official & ~is_drafter & ~is_author)
rules.add_perm("priorities.publish_set", is_official)
rules.add_perm("priorities.ask_colleague", is_own_practice)
# Where the role itself is held: a region's code does not open the country's desk.
holds_ministry = holds(Role.MINISTRY)
rules.add_perm("priorities.watch_regions", holds_ministry)
rules.add_perm("priorities.hold_webhook", is_administrator)
