"""Score sheets on paper: printed, typed in for a roster place, typed a second time, taken back. docs/decisions/0015."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from assessments import queries
from assessments.actions.ballots import closed_message, count_input, packed_marks, tell_turnout
from assessments.models import Ballot, Conflict, PaperSheet, RosterEntry, Round
from assessments.queries import FilledRow, FilledSheet
from discovery.models import new_serial
from foundation import audit, clock
from foundation.transitions import Refused, WrongState

MOST_SHEETS = 1000  # of one round


@transaction.atomic
def print_sheets(*, round: Round, raters: Collection[RosterEntry], spares: int, by: User) -> list[PaperSheet]:
    """New sheets with serial codes: one for each of these places that has none to be typed in, and blank ones.

    Raises WrongState after the close, Refused where there would be too many, or none.
    """
    held = Round.objects.select_for_update().get(pk=round.pk)
    if held.state == Round.State.CLOSED:
        raise WrongState(closed_message())
    served = set(PaperSheet.objects.filter(round=held, rater__in=raters).values_list("rater_id", flat=True))
    owners: list[RosterEntry | None] = [rater for rater in raters if rater.pk not in served]
    owners += [None] * spares
    last = PaperSheet.objects.filter(round=held).aggregate(last=Max("number"))["last"] or 0
    if not owners:
        raise Refused(
            _("Everybody chosen has a sheet already. Ask for blank ones, or print the same once more.")
        )
    if last + len(owners) > MOST_SHEETS:
        raise Refused(_("A round has at most %(number)d sheets.") % {"number": MOST_SHEETS})
    taken = queries.sheet_codes_beside(held)
    sheets = []
    for number, owner in enumerate(owners, start=last + 1):
        code = new_serial(taken)
        taken.add(code)
        sheets.append(
            PaperSheet(
                round=held, number=number, code=code, rater=owner, is_spare=owner is None, printed_by=by
            )
        )
    printed = PaperSheet.objects.bulk_create(sheets)
    audit.record(audit.region_chain(held.region_id), "assessments.print_sheets", held, by=by)
    return printed


@transaction.atomic
def enter_sheet(
    *, sheet: PaperSheet, rows: Mapping[int, FilledRow], by: User, rater: RosterEntry | None = None
) -> PaperSheet:
    """Type in a sheet: all of it, once, for a place without marks from a phone. `rater`: whose a blank sheet is.

    Raises WrongState once the round is closed or the sheet typed in, Refused for what does not fit.
    """
    _require_open(sheet.round_id)
    entered = _enter(sheet, rater or sheet.rater, rows, by)
    tell_turnout(sheet.round)
    audit.record(audit.region_chain(sheet.round.region_id), "assessments.enter_sheet", entered, by=by)
    return entered


@transaction.atomic
def enter_sheets(*, round: Round, filled: Sequence[FilledSheet], by: User) -> int:
    """The sheets of a file: all of them or none. Raises WrongState, Refused (naming the sheet)."""
    _require_open(round.pk)
    for one in filled:
        try:
            _enter(one.sheet, one.rater, one.rows, by)
        except Refused as refused:
            raise Refused(
                _("Sheet %(code)s: %(reason)s") % {"code": one.sheet, "reason": refused.message}
            ) from refused
    tell_turnout(round)
    chain = audit.region_chain(round.region_id)
    for one in filled:
        audit.record(chain, "assessments.enter_sheet", one.sheet, by=by)
    return len(filled)


@transaction.atomic
def check_sheet(*, sheet: PaperSheet, rows: Mapping[int, FilledRow], by: User) -> list[queries.TypedTwice]:
    """A second person types the sheet again. Nothing differs: it is checked; otherwise what differs, nothing stored.

    Raises WrongState, Refused for the person who typed it first.
    """
    _require_open(sheet.round_id)
    held = _entered(sheet, by)
    packed = _packed(held.round, rows)
    differences = queries.differences_of(held, packed, _recused(rows))
    if not differences:
        _mark_checked(held, by)
        audit.record(audit.region_chain(held.round.region_id), "assessments.check_sheet", held, by=by)
    return differences


@transaction.atomic
def correct_sheet(*, sheet: PaperSheet, rows: Mapping[int, FilledRow], by: User) -> PaperSheet:
    """The second person has looked at the paper: what they typed is what it says. Raises WrongState, Refused."""
    _require_open(sheet.round_id)
    held = _entered(sheet, by)
    rater = held.rater
    assert rater is not None  # -- reason: an entered sheet has one (a constraint)
    _clear(rater)
    _store(held, rater, rows)
    _mark_checked(held, by)
    audit.record(audit.region_chain(held.round.region_id), "assessments.correct_sheet", held, by=by)
    return held


@transaction.atomic
def take_back_sheet(*, sheet: PaperSheet, reason: str, by: User) -> PaperSheet:
    """Typed in for the wrong place, or by mistake: the marks go, sheet and place are free again. Raises WrongState."""
    _require_open(sheet.round_id)
    freed = _free(sheet)
    tell_turnout(sheet.round)
    audit.record(
        audit.region_chain(sheet.round.region_id), "assessments.take_back_sheet", freed, by=by, reason=reason
    )
    return freed


@transaction.atomic
def reclaim_place(*, rater: RosterEntry) -> RosterEntry:
    """The person whose place it is scores on their phone instead: what was typed in for them from paper goes.

    The last word on their own marks is theirs. Raises WrongState where nothing was typed in.
    """
    _require_open(rater.round_id)
    sheet = PaperSheet.objects.filter(rater=rater, entered_at__isnull=False).first()
    if sheet is None:
        raise WrongState(_("No sheet of paper was typed in for you."))
    freed = _free(sheet)
    tell_turnout(freed.round)
    audit.record(audit.region_chain(freed.round.region_id), "assessments.reclaim_place", freed, by=rater.user)
    return rater


def _require_open(round_id: int) -> None:
    """First, as for every write to a round: paper, phones and the close come one after the other."""
    if not count_input(round_id):
        raise WrongState(closed_message())


def _enter(
    sheet: PaperSheet, rater: RosterEntry | None, rows: Mapping[int, FilledRow], by: User
) -> PaperSheet:
    if rater is None or rater.round_id != sheet.round_id:
        raise Refused(_("Whose sheet is it? Give the number the person has in the hall."))
    if not _has_anything(rows.values()):
        raise Refused(_("Nothing is filled in."))
    require_no_marks(rater)
    free = PaperSheet.objects.filter(Q(rater=None) | Q(rater=rater), pk=sheet.pk, entered_at=None)
    if not free.update(rater=rater, entered_at=clock.now(), entered_by=by):
        raise WrongState(_("This sheet was typed in already."))
    sheet.refresh_from_db(fields=["rater", "entered_at", "entered_by"])
    _store(sheet, rater, rows)
    tell(kind="assessments.sheet_entered", people=[rater.user_id], about=sheet.round, by=by)
    return sheet


def require_no_marks(rater: RosterEntry) -> None:
    """A place scores on paper or on a phone. Asked behind the round's lock, where no phone can come between. Raises Refused."""
    if PaperSheet.objects.filter(rater=rater, entered_at__isnull=False).exists():
        raise Refused(_("A sheet of this person was typed in already."))
    if Ballot.objects.filter(rater=rater).exists() or Conflict.objects.filter(rater=rater).exists():
        raise Refused(
            _("This person scores on a phone. Their marks stay theirs; the sheet is kept, but not counted.")
        )


def _store(sheet: PaperSheet, rater: RosterEntry, rows: Mapping[int, FilledRow]) -> None:
    packed = _packed(sheet.round, rows)
    Ballot.objects.bulk_create(
        Ballot(round_id=sheet.round_id, rater=rater, activity_id=activity_id, marks=marks)
        for activity_id, marks in packed.items()
        if rows[activity_id].marks
    )
    Conflict.objects.bulk_create(
        Conflict(round_id=sheet.round_id, rater=rater, activity_id=activity_id)
        for activity_id in sorted(_recused(rows))
    )


def _packed(round: Round, rows: Mapping[int, FilledRow]) -> dict[int, bytes]:
    """Every row checked against the frozen method, those without a mark too."""
    return {activity_id: packed_marks(round, activity_id, row.marks) for activity_id, row in rows.items()}


def _recused(rows: Mapping[int, FilledRow]) -> set[int]:
    return {activity_id for activity_id, row in rows.items() if row.is_recused}


def _has_anything(rows: Iterable[FilledRow]) -> bool:
    return any(row.marks or row.is_recused for row in rows)


def _entered(sheet: PaperSheet, by: User) -> PaperSheet:
    """As it is behind the round's lock. Raises WrongState, Refused."""
    held = PaperSheet.objects.select_related("round", "rater").get(pk=sheet.pk)
    if held.entered_at is None:
        raise WrongState(_("This sheet was not typed in yet."))
    if held.checked_at is not None:
        raise WrongState(_("This sheet was checked already."))
    if held.entered_by_id == by.pk:
        raise Refused(_("You typed this sheet yourself. A second person checks it."))
    return held


def _mark_checked(sheet: PaperSheet, by: User) -> None:
    sheet.checked_at, sheet.checked_by = clock.now(), by
    sheet.save(update_fields=["checked_at", "checked_by"])


def _free(sheet: PaperSheet) -> PaperSheet:
    held = PaperSheet.objects.select_related("round", "rater").get(pk=sheet.pk)
    if held.entered_at is None or held.rater is None:
        raise WrongState(_("This sheet was not typed in yet."))
    _clear(held.rater)
    held.entered_at = held.entered_by = held.checked_at = held.checked_by = None
    held.rater = None if held.is_spare else held.rater
    held.save(update_fields=["rater", "entered_at", "entered_by", "checked_at", "checked_by"])
    return held


def _clear(rater: RosterEntry) -> None:
    Ballot.objects.filter(rater=rater).delete()
    Conflict.objects.filter(rater=rater).delete()
