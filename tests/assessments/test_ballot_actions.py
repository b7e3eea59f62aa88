"""Marks and declared interests: the newest wins, nobody writes for another, nothing enters a closed round."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from assessments import actions, queries
from assessments.models import Ballot, Conflict, Round
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.assessments.halls import Hall, make_hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def round(hall: Hall) -> Round:
    return hall.open_round()


def give(hall: Hall, round: Round, by: User | None = None, **ballot: Any) -> bool:
    whole: dict[str, Any] = {"marks": {"q0": 3}, "sequence": 1, "activity_id": hall.activities[0].pk}
    return actions.record_ballot(round=round, by=by or hall.rater(), **(whole | ballot))


def stored_marks(round: Round) -> bytes:
    return bytes(Ballot.objects.get(round=round).marks)


def test_marks_are_one_byte_a_question(hall: Hall, round: Round) -> None:
    assert give(hall, round, marks={"q1": "cannot_judge"}, comment="Too early to say")
    ballot = Ballot.objects.get(round=round)
    assert bytes(ballot.marks) == bytes([254, 255])
    assert (ballot.comment, ballot.sequence) == ("Too early to say", 1)
    assert ballot.rater.user == hall.rater()
    assert ballot.updated_at is not None


def test_a_newer_ballot_replaces_and_an_older_one_is_left_aside(hall: Hall, round: Round) -> None:
    assert give(hall, round, marks={"q0": 5}, sequence=2000)
    assert not give(hall, round, marks={"q0": 1}, sequence=1999)
    assert stored_marks(round)[0] == 5
    assert give(hall, round, marks={"q0": 9}, sequence=2001)
    assert stored_marks(round)[0] == 9


def test_the_last_of_equal_numbers_wins(hall: Hall, round: Round) -> None:
    """A form without script, sent again from the same page."""
    give(hall, round, marks={"q0": 5})
    assert give(hall, round, marks={"q0": 6})
    assert stored_marks(round)[0] == 6


def test_every_write_is_a_new_version_of_the_inputs(hall: Hall, round: Round) -> None:
    before = round.input_version
    give(hall, round)
    actions.declare_conflict(round=round, activity_id=hall.activities[1].pk, by=hall.rater())
    actions.withdraw_conflict(round=round, activity_id=hall.activities[1].pk, by=hall.rater())
    assert Round.objects.get(pk=round.pk).input_version == before + 3


@pytest.mark.parametrize(
    "marks",
    [{"q0": 11}, {"q0": -1}, {"q0": 254}, {"q0": 255}, {"q0": "excellent"}, {"q9": 3}],
    ids=["too high", "too low", "stored as missing", "stored as not judged", "a word", "no such question"],
)
def test_a_mark_off_the_scale_is_refused(hall: Hall, round: Round, marks: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        give(hall, round, marks=marks)
    assert not Ballot.objects.exists()


def test_measured_criteria_take_no_marks() -> None:
    hall = make_hall(measures=["first_experiment"])
    with pytest.raises(Refused):
        give(hall, hall.open_round(), marks={"m-first_experiment": 3})


def test_an_activity_off_the_list_is_refused(hall: Hall, round: Round) -> None:
    with pytest.raises(Refused):
        give(hall, round, activity_id=ActivityFactory.create(region=hall.region).pk)


def test_nobody_off_the_roster_writes_not_even_the_facilitator(hall: Hall, round: Round) -> None:
    for stranger in (hall.facilitator, UserFactory.create(is_superuser=True, is_staff=True)):
        with pytest.raises(PermissionDenied):
            give(hall, round, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=stranger)
    assert not Ballot.objects.exists()


def test_nothing_enters_before_the_opening(hall: Hall) -> None:
    with pytest.raises(WrongState):
        give(hall, hall.round())


def test_nothing_enters_after_the_close(hall: Hall, round: Round) -> None:
    give(hall, round, marks={"q0": 4})
    version = actions.close_round(round=round, by=hall.facilitator).input_version
    with pytest.raises(WrongState):
        give(hall, round, marks={"q0": 9}, sequence=5)
    for change in (actions.declare_conflict, actions.withdraw_conflict):
        with pytest.raises(WrongState):
            change(round=round, activity_id=hall.activities[0].pk, by=hall.rater())
    assert stored_marks(round)[0] == 4
    assert Round.objects.get(pk=round.pk).input_version == version


def test_an_interest_is_declared_once_and_taken_back(hall: Hall, round: Round) -> None:
    activity = hall.activities[0].pk
    for _ in range(2):
        actions.declare_conflict(round=round, activity_id=activity, by=hall.rater())
    assert Conflict.objects.get(round=round).rater.user == hall.rater()
    actions.withdraw_conflict(round=round, activity_id=activity, by=hall.rater())
    actions.withdraw_conflict(round=round, activity_id=activity, by=hall.rater())
    assert not Conflict.objects.exists()
    verbs = AuditRow.objects.filter(object_type="assessments.conflict").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "assessments.declare_conflict",
        "assessments.withdraw_conflict",
    ]


def test_a_person_sees_own_marks_only(hall: Hall, round: Round) -> None:
    give(hall, round, marks={"q0": 8, "q1": "cannot_judge"}, comment="mine")
    give(hall, round, by=hall.rater("business"), marks={"q0": 1}, comment="not mine")
    rater = queries.rater_for(hall.rater(), round_id=round.pk)
    assert rater is not None
    states = queries.ballot_states(rater)
    assert [state.activity.pk for state in states] == [activity.pk for activity in hall.activities]
    assert states[0].marks == {"q0": 8, "q1": "cannot_judge"}
    assert (states[0].comment, states[0].is_done) == ("mine", True)
    assert states[1].marks == {}
    assert queries.first_open(states) == states[1]


def test_a_recused_activity_is_done(hall: Hall, round: Round) -> None:
    actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=hall.rater())
    rater = queries.rater_for(hall.rater(), round_id=round.pk)
    assert rater is not None
    assert queries.ballot_states(rater)[0].is_done
