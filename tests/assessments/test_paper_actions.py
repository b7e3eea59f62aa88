"""Sheets of paper: one medium a place, one typing a sheet, a second person to check, the last word to the rater."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Message, User
from assessments import actions, queries
from assessments.models import Ballot, Conflict, PaperSheet, RosterEntry, Round
from assessments.queries import FilledRow, FilledSheet
from discovery.models import read_serial
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.factories.regions import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def round(hall: Hall) -> Round:
    return hall.open_round()


@pytest.fixture
def second(hall: Hall) -> User:
    return member(hall.region, Role.FACILITATOR)


def place(round: Round, index: int = 0) -> RosterEntry:
    return RosterEntry.objects.filter(round=round).order_by("pk")[index]


def sheet_of(hall: Hall, round: Round, index: int = 0) -> PaperSheet:
    return actions.print_sheets(round=round, raters=[place(round, index)], spares=0, by=hall.facilitator)[0]


def rows(hall: Hall, first: int | str = 3, second: int | str = 8) -> dict[int, FilledRow]:
    return {
        hall.activities[0].pk: FilledRow({"q0": first, "q1": second}),
        hall.activities[1].pk: FilledRow({}, is_recused=True),
        hall.activities[2].pk: FilledRow({"q0": "cannot_judge"}),
    }


def enter(hall: Hall, sheet: PaperSheet, **more: Any) -> PaperSheet:
    return actions.enter_sheet(sheet=sheet, **({"rows": rows(hall), "by": hall.facilitator} | more))


def stored(round: Round, rater: RosterEntry) -> dict[int, list[int]]:
    return {b.activity_id: list(bytes(b.marks)) for b in Ballot.objects.filter(round=round, rater=rater)}


def test_codes_are_told_apart_and_checked(hall: Hall, round: Round) -> None:
    printed = actions.print_sheets(round=round, raters=[place(round)], spares=20, by=hall.facilitator)
    assert [sheet.number for sheet in printed] == list(range(1, 22))
    assert len({sheet.code for sheet in printed}) == 21
    assert all(read_serial(str(sheet)) == sheet.code for sheet in printed)
    assert printed[0].rater == place(round)
    assert all(sheet.is_spare and sheet.rater is None for sheet in printed[1:])
    assert AuditRow.objects.filter(verb="assessments.print_sheets").count() == 1


def test_a_place_gets_one_sheet(hall: Hall, round: Round) -> None:
    sheet_of(hall, round)
    with pytest.raises(Refused):
        sheet_of(hall, round)


def test_blank_sheets_are_printed_before_the_opening_and_stay_valid(hall: Hall) -> None:
    drafted = hall.round()
    [sheet] = actions.print_sheets(round=drafted, raters=[], spares=1, by=hall.facilitator)
    asked = [one.code for one in queries.questions_of(drafted)]
    opened = actions.open_round(round=drafted, merged_groups={}, by=hall.facilitator)
    assert [one.code for one in queries.questions_of(opened)] == asked
    sheet = PaperSheet.objects.get(pk=sheet.pk)
    assert enter(hall, sheet, rater=place(opened)).rater == place(opened)


def test_a_sheet_is_stored_as_its_raters_marks(hall: Hall, round: Round) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    rater = place(round)
    assert stored(round, rater) == {hall.activities[0].pk: [3, 8], hall.activities[2].pk: [255, 254]}
    assert Conflict.objects.get(rater=rater).activity_id == hall.activities[1].pk
    assert (sheet.entered_by, sheet.entered_at is None) == (hall.facilitator, False)
    assert Message.objects.filter(user=rater.user, kind="assessments.sheet_entered").count() == 1


def test_the_audit_names_the_typist_and_tells_no_mark(hall: Hall, round: Round) -> None:
    enter(hall, sheet_of(hall, round))
    row = AuditRow.objects.get(verb="assessments.enter_sheet")
    assert row.actor_id == hall.facilitator.pk
    assert not row.before
    assert not row.after


def test_it_counts_as_marks_from_a_phone_do(hall: Hall, round: Round) -> None:
    hall.everybody_scores(round)
    on_phones = actions.close_round(round=round, by=hall.facilitator)
    other = hall.open_round()
    for index, rater in enumerate(RosterEntry.objects.filter(round=round).order_by("pk")):
        [sheet] = actions.print_sheets(
            round=other, raters=[place(other, index)], spares=0, by=hall.facilitator
        )
        method = queries.frozen_method(round)
        typed = {
            ballot.activity_id: FilledRow(
                {one.code: mark for one, mark in zip(method.judged, bytes(ballot.marks), strict=True)}
            )
            for ballot in Ballot.objects.filter(rater=rater)
        }
        enter(hall, sheet, rows=typed)
    on_paper = actions.close_round(round=other, by=hall.facilitator)
    from assessments.projections import rebuild_ranking

    first, second = rebuild_ranking(on_phones.pk), rebuild_ranking(on_paper.pk)
    assert first
    assert second
    assert first.document["activities"] == second.document["activities"]


def test_one_typing_a_sheet(hall: Hall, round: Round) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    with pytest.raises(Refused):
        enter(hall, sheet)
    assert stored(round, place(round))[hall.activities[0].pk] == [3, 8]


def test_one_sheet_a_place(hall: Hall, round: Round) -> None:
    enter(hall, sheet_of(hall, round))
    [spare] = actions.print_sheets(round=round, raters=[], spares=1, by=hall.facilitator)
    with pytest.raises(Refused, match="typed in already"):
        enter(hall, spare, rater=place(round))


def test_the_database_holds_one_sheet_a_place(hall: Hall, round: Round) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    [spare] = actions.print_sheets(round=round, raters=[], spares=1, by=hall.facilitator)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSheet.objects.filter(pk=spare.pk).update(
            rater=sheet.rater, entered_at=sheet.entered_at, entered_by=hall.facilitator
        )


@pytest.mark.parametrize("what", ["marks", "an interest"])
def test_marks_from_a_phone_stay(hall: Hall, round: Round, what: str) -> None:
    rater = place(round)
    if what == "marks":
        actions.record_ballot(round=round, activity_id=hall.activities[0].pk, marks={"q0": 9}, by=rater.user)
    else:
        actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=rater.user)
    sheet = sheet_of(hall, round)
    with pytest.raises(Refused, match="phone"):
        enter(hall, sheet)
    assert PaperSheet.objects.get(pk=sheet.pk).entered_at is None
    assert stored(round, rater) == ({hall.activities[0].pk: [9, 254]} if what == "marks" else {})


def test_a_place_on_paper_takes_nothing_from_a_phone(hall: Hall, round: Round) -> None:
    enter(hall, sheet_of(hall, round))
    rater = place(round)
    for activity in hall.activities:
        with pytest.raises(Refused, match="paper"):
            actions.record_ballot(
                round=round, activity_id=activity.pk, marks={"q0": 1}, by=rater.user, sequence=99
            )
    with pytest.raises(Refused, match="paper"):
        actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=rater.user)
    with pytest.raises(Refused, match="paper"):
        actions.withdraw_conflict(round=round, activity_id=hall.activities[1].pk, by=rater.user)
    assert stored(round, rater) == {hall.activities[0].pk: [3, 8], hall.activities[2].pk: [255, 254]}


def test_a_blank_sheet_needs_a_place_of_its_round(hall: Hall, round: Round) -> None:
    [spare] = actions.print_sheets(round=round, raters=[], spares=1, by=hall.facilitator)
    stranger = place(hall.open_round())
    for rater in (None, stranger):
        with pytest.raises(Refused):
            enter(hall, spare, rater=rater)
    assert not Ballot.objects.exists()


def test_a_sheet_is_not_typed_in_for_somebody_else(hall: Hall, round: Round) -> None:
    sheet = sheet_of(hall, round)
    with pytest.raises(Refused):
        enter(hall, sheet, rater=place(round, 1))
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("bad", [{"q0": 11}, {"q9": 1}, {"q0": 255}])
def test_a_mark_off_the_scale_refuses_the_whole_sheet(hall: Hall, round: Round, bad: dict[str, int]) -> None:
    sheet = sheet_of(hall, round)
    with pytest.raises(Refused):
        enter(hall, sheet, rows=rows(hall) | {hall.activities[2].pk: FilledRow(bad)})
    assert not Ballot.objects.exists()
    assert PaperSheet.objects.get(pk=sheet.pk).entered_at is None


def test_an_empty_sheet_takes_no_place(hall: Hall, round: Round) -> None:
    with pytest.raises(Refused):
        enter(hall, sheet_of(hall, round), rows={hall.activities[0].pk: FilledRow()})


def test_nothing_is_typed_in_after_the_close(hall: Hall, round: Round) -> None:
    sheet, other = sheet_of(hall, round), sheet_of(hall, round, 1)
    enter(hall, sheet)
    actions.close_round(round=round, by=hall.facilitator)
    for refused in (
        lambda: enter(hall, other),
        lambda: actions.take_back_sheet(sheet=sheet, reason="x", by=hall.facilitator),
        lambda: actions.reclaim_place(rater=place(round)),
        lambda: actions.correct_sheet(sheet=sheet, rows=rows(hall), by=hall.facilitator),
        lambda: actions.print_sheets(round=round, raters=[], spares=1, by=hall.facilitator),
    ):
        with pytest.raises(WrongState):
            refused()


def test_a_second_person_finds_what_differs(hall: Hall, round: Round, second: User) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    typed = rows(hall, first=4) | {hall.activities[1].pk: FilledRow({"q1": 0})}
    found = actions.check_sheet(sheet=sheet, rows=typed, by=second)
    assert [(one.activity, one.question, one.first, one.second) for one in found] == [
        (hall.activities[0], "1", "3", "4"),
        (hall.activities[1], "2", "–", "0"),
        (hall.activities[1], "interest", "×", "–"),
    ]
    assert PaperSheet.objects.get(pk=sheet.pk).checked_at is None
    assert stored(round, place(round))[hall.activities[0].pk] == [3, 8]


def test_what_is_the_same_is_checked(hall: Hall, round: Round, second: User) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    assert actions.check_sheet(sheet=sheet, rows=rows(hall), by=second) == []
    assert PaperSheet.objects.get(pk=sheet.pk).checked_by == second
    with pytest.raises(WrongState):
        actions.check_sheet(sheet=sheet, rows=rows(hall), by=second)


def test_the_second_person_replaces_what_the_paper_says_otherwise(
    hall: Hall, round: Round, second: User
) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    typed = {hall.activities[0].pk: FilledRow({"q0": 10})}
    actions.correct_sheet(sheet=sheet, rows=typed, by=second)
    assert stored(round, place(round)) == {hall.activities[0].pk: [10, 254]}
    assert not Conflict.objects.exists()
    assert AuditRow.objects.get(verb="assessments.correct_sheet").actor_id == second.pk


def test_nobody_checks_their_own_typing(hall: Hall, round: Round) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    for change in (actions.check_sheet, actions.correct_sheet):
        with pytest.raises(Refused):
            change(sheet=sheet, rows=rows(hall), by=hall.facilitator)  # type: ignore[operator]  # -- reason: two actions of one shape


def test_taken_back_it_is_as_before(hall: Hall, round: Round) -> None:
    [spare] = actions.print_sheets(round=round, raters=[], spares=1, by=hall.facilitator)
    enter(hall, spare, rater=place(round))
    actions.take_back_sheet(sheet=spare, reason="Wrong number", by=hall.facilitator)
    assert not Ballot.objects.exists()
    assert not Conflict.objects.exists()
    freed = PaperSheet.objects.get(pk=spare.pk)
    assert (freed.rater, freed.entered_at, freed.entered_by) == (None, None, None)
    assert enter(hall, freed, rater=place(round, 1)).rater == place(round, 1)
    assert actions.record_ballot(
        round=round, activity_id=hall.activities[0].pk, marks={"q0": 1}, by=place(round).user
    )


def test_the_rater_has_the_last_word(hall: Hall, round: Round) -> None:
    """Somebody typed a sheet in that they never wrote: their place is theirs again."""
    sheet = enter(hall, sheet_of(hall, round))
    actions.reclaim_place(rater=place(round))
    assert not Ballot.objects.exists()
    assert PaperSheet.objects.get(pk=sheet.pk).entered_at is None
    assert AuditRow.objects.get(verb="assessments.reclaim_place").actor_id == place(round).user_id
    with pytest.raises(WrongState):
        actions.reclaim_place(rater=place(round))


def test_a_file_is_taken_whole_or_not(hall: Hall, round: Round) -> None:
    sheets = [sheet_of(hall, round, index) for index in range(3)]
    actions.record_ballot(
        round=round, activity_id=hall.activities[0].pk, marks={"q0": 1}, by=place(round, 2).user
    )
    filled = [FilledSheet(sheet, place(round, index), rows(hall)) for index, sheet in enumerate(sheets)]
    with pytest.raises(Refused, match=str(sheets[2])):
        actions.enter_sheets(round=round, filled=filled, by=hall.facilitator)
    assert Ballot.objects.count() == 1
    assert not PaperSheet.objects.filter(entered_at__isnull=False).exists()
    assert actions.enter_sheets(round=round, filled=filled[:2], by=hall.facilitator) == 2
    assert AuditRow.objects.filter(verb="assessments.enter_sheet").count() == 2


def test_the_digest_covers_which_marks_came_from_paper(hall: Hall, round: Round) -> None:
    sheet = enter(hall, sheet_of(hall, round))
    closed = actions.close_round(round=round, by=hall.facilitator)
    assert actions.ballots_digest(closed) == closed.ballots_digest
    PaperSheet.objects.filter(pk=sheet.pk).update(rater=None, entered_at=None, entered_by=None)
    assert actions.ballots_digest(closed) != closed.ballots_digest


@pytest.mark.parametrize(
    ("on_paper", "by_phone", "shown"),
    [(0, 8, None), (4, 8, (None, None)), (5, 4, (None, None)), (5, 8, (8, 5)), (5, 0, (0, 5))],
)
def test_numbers_below_five_stay_back_with_what_they_could_be_subtracted_from(
    hall: Hall, round: Round, on_paper: int, by_phone: int, shown: Any
) -> None:
    for index in range(on_paper):
        enter(hall, sheet_of(hall, round, index))
    for index in range(on_paper, on_paper + by_phone):
        actions.record_ballot(
            round=round, activity_id=hall.activities[0].pk, marks={"q0": 1}, by=place(round, index).user
        )
    media = queries.media_of(round)
    assert (media and (media.phone, media.paper)) == shown
