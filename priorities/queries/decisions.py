"""Decisions with their reasons, as pages list them: from the audit chain and from the written changes of drafts.

Who decided is told by role only: these lists also stand on public pages.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from discovery.models import Activity
from foundation.models import AuditRow
from priorities.models import Deviation, PrioritySet
from priorities.sentences import SENTENCES
from regions.models import Role

TONES = {
    "priorities.return_priorityset": "warning",
    "priorities.remove_approvals": "warning",
    "priorities.amend_priorityset": "warning",
    "priorities.approve_priorityset": "success",
    "priorities.give_approval": "success",
    "priorities.publish_priorityset": "success",
}
# Changes to single activities are listed from the drafts themselves, which know the activity.
CHANGES = ("priorities.add_priority", "priorities.drop_priority", "priorities.move_priority")
# Remarks and answers are the region's own and the ministry's: these lists also stand on public pages.
INNER = ("priorities.publish_publication", "priorities.make_remark", "priorities.answer_remark")

CHANGE_SENTENCES: dict[str, Promise | str] = {
    Deviation.Kind.ADDED: _("Added to the draft: %(title)s"),
    Deviation.Kind.DROPPED: _("Left out of the draft: %(title)s"),
    Deviation.Kind.MOVED: _("Moved from place %(before)s to place %(after)s: %(title)s"),
}


@dataclass(frozen=True)
class Decision:
    """One line of the component `decisions`."""

    at: dt.datetime
    what: str
    who: str
    reason: str
    tone: str


def decisions_about(priority_set: PrioritySet, changes: Iterable[Deviation]) -> list[Decision]:
    """Everything decided about one set, newest first. One query: `changes` come with their activities."""
    return newest_first([*from_audit([priority_set.pk]), *map(from_change, changes)])


def decisions_on(activity: Activity, set_ids: Sequence[int]) -> list[Decision]:
    """What was decided about these sets and, in them, about this activity. Two queries."""
    changes = Deviation.objects.filter(priority_set__in=set_ids, activity=activity).select_related("activity")
    return newest_first([*from_audit(set_ids), *map(from_change, changes)])


def newest_first(decisions: list[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda each: each.at, reverse=True)


def from_audit(set_ids: Iterable[int]) -> list[Decision]:
    rows = (
        AuditRow.objects.filter(
            object_type=PrioritySet._meta.label_lower, object_id__in=[str(pk) for pk in set_ids]
        )
        .exclude(verb__in=(*CHANGES, *INNER))
        .select_related("words")
        .order_by("-at", "-pk")
    )
    return [
        Decision(
            at=row.at,
            what=str(SENTENCES[row.verb]),
            who=role_names(row.role),
            reason=row.words.text if hasattr(row, "words") else "",
            tone=TONES.get(row.verb, "neutral"),
        )
        for row in rows
    ]


def from_change(change: Deviation) -> Decision:
    sentence = CHANGE_SENTENCES[change.kind]
    words = {"title": change.activity.title, "before": change.from_position, "after": change.to_position}
    return Decision(change.decided_at, str(sentence) % words, "", change.reason, "warning")


def role_names(roles: str) -> str:
    """What the audit chain keeps ("facilitator+official"), in words."""
    names = dict(Role.choices)
    return ", ".join(str(names[role]) for role in roles.split("+") if role in names)
