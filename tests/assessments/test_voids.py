"""A rater's marks struck from a round: by two people, before the close, told, counted and shown."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from assessments import actions, projections, queries
from assessments.models import RosterEntry, Round, Void
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import BAD, OK, client_of
from tests.factories.regions import member
from tests.inboxes import heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 7, "business": 5, "government": 5, "civil_society": 5})


@pytest.fixture
def official(hall: Hall) -> User:
    return member(hall.region, Role.OFFICIAL)


def rater(hall: Hall, round: Round, index: int = 6) -> RosterEntry:
    return RosterEntry.objects.get(round=round, user=hall.rater("science", index))


def asked(hall: Hall, round: Round, index: int = 6, ground: str = "twice") -> Void:
    return actions.ask_void(
        round=round, rater=rater(hall, round, index), ground=ground, reason="Two phones.", by=hall.facilitator
    )


def address(name: str, *ids: int) -> str:
    return reverse(name, args=ids)


def test_through_the_pages_one_asks_and_another_decides(hall: Hall, official: User) -> None:
    round, facilitator = hall.open_round(), client_of(hall.facilitator)
    page = address("void_list", round.pk)
    assert "No. 7, Science" in facilitator.get(page).content.decode()
    given = {"rater": rater(hall, round).pk, "ground": "twice", "reason": "Two phones."}
    assert facilitator.post(page, given).status_code == 302
    void = Void.objects.get()
    assert heard(official) == [
        "В оценке «First round» просят не засчитывать оценки одного человека. Решает второй человек."
    ]
    decide = address("void_decide", void.pk)
    assert facilitator.get(decide).status_code == 403
    second = client_of(official)
    assert "Two phones." in second.get(decide).content.decode()
    assert second.post(decide, {"decision": "confirm"}).status_code == 302
    assert "does not count" in facilitator.get(page).content.decode().lower()
    assert heard(hall.rater("science", 6))[-1].startswith("Ваши оценки в «First round» не засчитываются")
    phone = client_of(hall.rater("science", 6)).get(address("ballot_form", round.pk)).content.decode()
    assert "Your marks in this round do not count" in phone
    other = client_of(hall.rater("science", 5)).get(address("ballot_form", round.pk)).content.decode()
    assert "Your marks in this round" not in other
    assert set(AuditRow.objects.filter(verb__contains="void").values_list("verb", "actor_id")) == {
        ("assessments.ask_void", hall.facilitator.pk),
        ("assessments.confirm_void", official.pk),
    }


def test_struck_marks_enter_nothing_and_are_counted_in_the_open(hall: Hall, official: User) -> None:
    round, without = hall.open_round(), hall.open_round()
    for each in (round, without):
        hall.everybody_scores(each)
    actions.decide_void(void=asked(hall, round), is_confirmed=True, by=official)
    actions.decide_void(void=asked(hall, round, 5, "own_wish"), is_confirmed=False, by=official)
    asked(hall, round, 4)
    before = actions.ballots_digest(round)
    for each in (round, without):
        actions.close_round(round=each, by=hall.facilitator)
        projections.rebuild_ranking(each.pk)
    round.refresh_from_db()
    assert round.void_counts == {"science": {"twice": 1}}
    assert round.ballots_digest == before
    counted, whole = (queries.ranking_of(each).document for each in (round, without))  # type: ignore[union-attr]  # -- reason: both are computed
    assert (counted["voids"], whole["voids"]) == (1, 0)
    assert cells(counted, "science") == {6}
    assert cells(whole, "science") == {7}
    assert cells(counted, "business") == cells(whole, "business")
    shown = client_of(hall.facilitator).get(address("ranking_detail", round.pk)).content.decode()
    assert "of 1 person. The same person stands on the list twice." in shown
    listed = client_of(hall.facilitator).get(address("void_list", round.pk)).content.decode()
    assert "not decided before the close: counts" in listed


def cells(document: dict[str, Any], group: str) -> set[int]:
    return {
        cell["n"]
        for activity in document["activities"]
        for cell in activity["cells"]
        if cell["group"] == group and cell["n"] is not None
    }


def test_the_same_bytes_when_rebuilt(hall: Hall, official: User) -> None:
    round = hall.open_round()
    hall.everybody_scores(round)
    actions.decide_void(void=asked(hall, round), is_confirmed=True, by=official)
    actions.close_round(round=round, by=hall.facilitator)
    first, second = (projections.rebuild_ranking(round.pk) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.digest == second.digest


def test_neither_who_asked_nor_whose_marks_they_are_decides(hall: Hall) -> None:
    round = hall.open_round()
    both = member(hall.region, Role.OFFICIAL)
    member_too = member(hall.region, Role.ADMINISTRATOR)
    void = actions.ask_void(round=round, rater=rater(hall, round), ground="twice", reason="x", by=both)
    with pytest.raises(PermissionDenied):
        actions.decide_void(void=void, is_confirmed=True, by=both)
    RosterEntry.objects.filter(pk=void.rater_id).update(user=member_too)
    void.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.decide_void(void=Void.objects.get(), is_confirmed=True, by=member_too)
    assert Void.objects.get().state == Void.State.ASKED


def test_the_database_says_so_too(hall: Hall) -> None:
    """Twin of the permission: without it the constraint still keeps one person from being both."""
    void = asked(hall, hall.open_round())
    with pytest.raises(IntegrityError), transaction.atomic():
        Void.objects.filter(pk=void.pk).update(state="confirmed", decided_by=hall.facilitator)


def test_nothing_is_struck_before_the_opening_or_after_the_close(hall: Hall, official: User) -> None:
    round = hall.open_round()
    void, another = asked(hall, round), rater(hall, round, 5)
    actions.close_round(round=round, by=hall.facilitator)
    with pytest.raises(WrongState, match="while nobody can see"):
        actions.decide_void(void=void, is_confirmed=True, by=official)
    with pytest.raises(WrongState):
        actions.ask_void(round=round, rater=another, ground="twice", reason="x", by=hall.facilitator)
    client = client_of(official)
    decide = address("void_decide", void.pk)
    assert client.get(decide)["Location"] == address("void_list", round.pk)
    assert (
        "while nobody can see" in client.post(decide, {"decision": "confirm"}, follow=True).content.decode()
    )
    assert Void.objects.get().state == Void.State.ASKED


def test_once_for_a_person_and_again_after_a_no(hall: Hall, official: User) -> None:
    round = hall.open_round()
    void = asked(hall, round)
    with pytest.raises(Refused, match="already"):
        asked(hall, round)
    actions.decide_void(void=void, is_confirmed=False, by=official)
    assert asked(hall, round).state == Void.State.ASKED
    with pytest.raises(WrongState):
        actions.decide_void(void=void, is_confirmed=True, by=official)


@pytest.mark.parametrize(
    "wrong", [{"rater": 10**9}, {"rater": "x"}, {"ground": "bad marks"}, {"reason": " "}]
)
def test_a_wrong_form_is_named_and_nothing_is_stored(hall: Hall, wrong: dict[str, Any]) -> None:
    round = hall.open_round()
    given = {"rater": rater(hall, round).pk, "ground": "twice", "reason": "Two phones."} | wrong
    answer = client_of(hall.facilitator).post(address("void_list", round.pk), given)
    assert answer.status_code == BAD
    assert next(iter(wrong)) in answer.context["form"].errors
    assert not Void.objects.exists()


def test_raters_and_strangers_read_nothing_of_it(hall: Hall) -> None:
    round = hall.open_round()
    void = asked(hall, round)
    page, decide = address("void_list", round.pk), address("void_decide", void.pk)
    assert client_of(hall.rater()).get(page).status_code == 403
    stranger = member(make_hall({"science": 5}).region, Role.OFFICIAL)
    assert client_of(stranger).get(page).status_code == 404
    assert client_of(stranger).post(decide, {"decision": "confirm"}).status_code == 404
    assert client_of(member(hall.region, Role.ANALYST)).get(page).status_code == OK
    assert (
        client_of(member(hall.region, Role.ANALYST)).post(decide, {"decision": "confirm"}).status_code == 403
    )


def test_the_list_takes_the_same_number_of_queries(hall: Hall, django_assert_num_queries: Any) -> None:
    official = client_of(member(hall.region, Role.OFFICIAL))
    round = hall.open_round(raters_per_organization=3)
    page = address("void_list", round.pk)
    for numbers in ((0,), range(1, 7)):
        for index in numbers:
            asked(hall, round, index)
        with django_assert_num_queries(6):
            official.get(page)
