"""What happened to a proposal, told from the audit chain."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation import audit
from foundation.models import AuditRow
from projects.models import Proposal
from projects.sentences import SENTENCES
from regions.models import Role

TONES = {
    "projects.accept_proposal": "success",
    "projects.return_proposal": "warning",
    "projects.decline_proposal": "danger",
    "projects.submit_proposal": "info",
    "projects.resubmit_proposal": "info",
    "projects.join_activity": "accent",
}


@dataclass(frozen=True)
class Event:
    """One entry of a proposal's story. `who` is a role, never a name: names stay outside the chain."""

    at: dt.datetime
    verb: str
    what: str | Promise
    who: str
    reason: str
    tone: str


def story_of(proposal: Proposal, *, reader: Any) -> list[Event]:
    """From the first hand-in to the last decision, oldest first. One query."""
    return [_event(row, proposal, reader) for row in audit.reasons_of(proposal)]


def last_question_in(story: list[Event]) -> str:
    """What the region asked when it last sent the proposal back; empty if it never did."""
    asked = (event.reason for event in reversed(story) if event.verb == "projects.return_proposal")
    return next(asked, "")


def _event(row: AuditRow, proposal: Proposal, reader: Any) -> Event:
    words = getattr(row, "words", None)
    return Event(
        at=row.at,
        verb=row.verb,
        what=SENTENCES[row.verb],
        who=_who(row, proposal, reader),
        reason=words.text if words else "",
        tone=TONES.get(row.verb, "neutral"),
    )


def _who(row: AuditRow, proposal: Proposal, reader: Any) -> str:
    if row.actor_id == reader.pk:
        return _("you")
    if row.actor_id == proposal.proposer_id:
        return _("the proposer")
    labels = dict(Role.choices)
    return ", ".join(str(labels[role]) for role in row.role.split("+") if role in labels)
