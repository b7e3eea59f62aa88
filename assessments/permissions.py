"""Who may run a round, score in it and see what came out."""

from typing import Any

import rules

from assessments.models import RosterEntry, Round
from regions.permissions import is_facilitator, is_member


def round_of(subject: Any) -> Round | None:
    return subject if isinstance(subject, Round) else getattr(subject, "round", None)


@rules.predicate
def is_on_roster(user: Any, subject: Any) -> bool:
    """The sealed roster only: one person, one right to score."""
    round = round_of(subject)
    return (
        round is not None
        and user.is_authenticated
        and RosterEntry.objects.filter(round=round, user_id=user.pk).exists()
    )


@rules.predicate
def round_is_open(user: Any, subject: Any) -> bool:
    round = round_of(subject)
    return round is not None and round.state == Round.State.OPENED


@rules.predicate
def round_is_closed(user: Any, subject: Any) -> bool:
    """Results of an open round are hidden from everybody, the facilitator included."""
    round = round_of(subject)
    return round is not None and round.state == Round.State.CLOSED


rules.add_perm("assessments.run_round", is_facilitator)
rules.add_perm("assessments.see_round", is_member | is_on_roster)
rules.add_perm("assessments.score", is_on_roster & round_is_open)
rules.add_perm("assessments.see_ranking", (is_member | is_on_roster) & round_is_closed)
rules.add_perm("assessments.edit_framework", is_facilitator)
