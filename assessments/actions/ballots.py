"""Marks and declared interests of one rater, while the round is open."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries
from assessments.models import Ballot, Conflict, PaperSheet, RosterEntry, Round
from assessments.scoring import CANNOT_JUDGE, NOT_ANSWERED, MarkError, pack_marks
from foundation import audit, live, wake
from foundation.transitions import Refused, WrongState

T = TypeVar("T")


def record_ballot(
    *,
    round: Round,
    activity_id: int,
    marks: Mapping[str, int | str],
    by: User,
    comment: str = "",
    sequence: int = 0,
) -> bool:
    """Store a rater's marks for one activity; False where newer ones (a higher sequence number) are there already.

    `marks`: criterion code -> mark or "cannot_judge"; a code left out is not answered. Raises WrongState once the round
    is closed, Refused for a mark that the frozen method does not know or a place that scores on paper, PermissionDenied for anybody off the roster.
    """
    packed = packed_marks(round, activity_id, marks)
    # No savepoint, to save two of the few statements a ballot may cost; so nothing may be raised inside.
    with transaction.atomic(savepoint=False):
        is_open = count_input(round.pk)
        is_stored = is_open and Ballot.objects.keep_newest(
            round_id=round.pk,
            activity_id=activity_id,
            user_id=by.pk,
            marks=packed,
            comment=comment,
            sequence=sequence,
        )
        if is_stored:
            tell_turnout(round)
    if not is_open:
        raise WrongState(closed_message())
    if not is_stored:
        require_off_paper(require_rater(round, by))
    return is_stored


def count_input(round_id: int) -> bool:
    """The first statement of every write to a round: lock, check of the state and new version of the inputs in one.

    False: the round is not open. The close waits for it, and nothing gets in after the close.
    """
    return Round.objects.count_input(round_id)


def packed_marks(round: Round, activity_id: int, marks: Mapping[str, int | str]) -> bytes:
    """Bytes of the ballot, checked against the frozen method. Raises WrongState, Refused."""
    if not round.method_hash:
        raise WrongState(closed_message())
    method = queries.frozen_method(round)
    if activity_id not in method.activity_ids:
        raise Refused(_("This activity is not on the list of the round."))
    try:
        return pack_marks(method.judged, {code: mark_of(answer) for code, answer in marks.items()})
    except (MarkError, ValueError) as error:
        raise Refused(_("One of the marks does not fit the question.")) from error


def mark_of(answer: int | str) -> int:
    """The number stored for an answer; the numbers kept for the two kinds of missing are nobody's mark."""
    if answer == queries.CANNOT_JUDGE_WORD:
        return CANNOT_JUDGE
    mark = int(answer)
    if mark >= NOT_ANSWERED:
        raise MarkError(f"{mark} is no mark")
    return mark


def declare_conflict(*, round: Round, activity_id: int, by: User) -> Conflict:
    """Recuse a rater for one activity: none of their marks on it counts. Raises WrongState, Refused."""

    def declare(rater: RosterEntry) -> Conflict:
        conflict, is_new = Conflict.objects.get_or_create(round=round, rater=rater, activity_id=activity_id)
        if is_new:
            audit.record(audit.region_chain(round.region_id), "assessments.declare_conflict", conflict, by=by)
        return conflict

    return while_open(round, activity_id, by, declare)


def withdraw_conflict(*, round: Round, activity_id: int, by: User) -> None:
    """Take a declared interest back; the marks given before count again. Raises WrongState, Refused."""

    def withdraw(rater: RosterEntry) -> None:
        conflict = Conflict.objects.filter(round=round, rater=rater, activity_id=activity_id).first()
        if conflict:
            audit.record(
                audit.region_chain(round.region_id), "assessments.withdraw_conflict", conflict, by=by
            )
            conflict.delete()

    while_open(round, activity_id, by, withdraw)


@transaction.atomic
def while_open(round: Round, activity_id: int, by: User, change: Callable[[RosterEntry], T]) -> T:
    if not count_input(round.pk):
        raise WrongState(closed_message())
    if activity_id not in queries.frozen_method(round).activity_ids:
        raise Refused(_("This activity is not on the list of the round."))
    rater = require_rater(round, by)
    require_off_paper(rater)
    tell_turnout(round)
    return change(rater)


def tell_turnout(round: Round) -> None:
    """The round's own pages and the wall of its hall; not the phones, which need not ask for every ballot."""
    move_board_of(round)
    live.push(f"round:{round.pk}", "turnout")
    if round.workshop_id:
        live.push(f"wall:{round.workshop_id}", "turnout")


def move_board_of(round: Round) -> None:
    """Where the hall sees how the round stands. A lost wake-up is found by the sweep (queries.overdue_boards)."""
    if round.has_open_board:
        wake.wake("assessments.move_board", round.pk)


def require_rater(round: Round, by: User) -> RosterEntry:
    """Raises PermissionDenied for anybody who is not on the sealed roster."""
    rater = RosterEntry.objects.filter(round=round, user=by).first()
    if rater is None:
        raise PermissionDenied
    return rater


def require_off_paper(rater: RosterEntry) -> None:
    """Raises Refused where this place scores by a sheet of paper that was typed in (docs/decisions/0015)."""
    if PaperSheet.objects.filter(rater=rater, entered_at__isnull=False).exists():
        raise Refused(
            _(
                "Your marks were typed in from a sheet of paper. If you want to score here instead, take them back first."
            )
        )


def closed_message() -> str:
    return _("Scoring is closed. Marks given before the close are stored.")
