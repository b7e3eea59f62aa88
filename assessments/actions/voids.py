"""Striking a rater's marks from an open round: asked for by one person, decided by another."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import settle, tell
from accounts.models import User
from assessments import queries
from assessments.actions.ballots import count_input, move_board_of
from assessments.models import RosterEntry, Round, Void
from foundation import audit, clock, live
from foundation.transitions import Refused, WrongState, take_step


@transaction.atomic
def ask_void(*, round: Round, rater: RosterEntry, ground: str, reason: str, by: User) -> Void:
    """Say why a rater's marks should not count; an official or administrator decides. Raises WrongState, Refused."""
    require_open(round.pk)
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    if Void.objects.filter(rater=rater, state__in=(Void.State.ASKED, Void.State.CONFIRMED)).exists():
        raise Refused(_("This was asked for already."))
    void = Void.objects.create(
        region_id=round.region_id, round=round, rater=rater, ground=ground, reason=reason.strip(), asked_by=by
    )
    tell(kind="assessments.void_asked", people=queries.void_deciders(void), about=void, by=by)
    live.push(f"round:{round.pk}", "voids")
    chain = audit.region_chain(round.region_id)
    audit.record(chain, "assessments.ask_void", void, by=by, reason=reason.strip())
    return void


@transaction.atomic
def decide_void(*, void: Void, is_confirmed: bool, by: User) -> Void:
    """The second person's word. The rater is told, and may ask why. On an open board the rater's batch leaves with them.

    Raises PermissionDenied, WrongState.
    """
    require_open(void.round_id)

    def decide(locked: Void) -> None:
        locked.decided_by, locked.decided_at = by, clock.now()

    decided = take_step(void, "confirm" if is_confirmed else "reject", by=by, change=decide)
    settle(kinds=["assessments.void_asked"], about=decided)
    if is_confirmed:
        move_board_of(decided.round)
        tell(kind="assessments.void_confirmed", people=[decided.rater.user_id], about=decided, by=by)
    tell(kind="assessments.void_decided", people=[decided.asked_by_id], about=decided, by=by)
    live.push(f"round:{decided.round_id}", "voids")
    return decided


def require_open(round_id: int) -> None:
    """First, as for every write to a round: the close waits for it, and comes after it or before it."""
    if not count_input(round_id):
        raise WrongState(
            _(
                "Scoring is not open. Marks are struck only while nobody can see them; afterwards all that was given counts."
            )
        )
