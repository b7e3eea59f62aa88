"""Two at once at the door: one link, one last seat. Each guard has its twin without it, which must fail."""

from typing import Any

import pytest
from django.db.models import QuerySet

from discovery.actions import (
    invitations,
    invite_people,
    join_by_invitation,
    join_by_ticket,
    join_workshop,
    joining,
    tickets,
)
from discovery.models import Invitation, Participant, Workshop
from tests.discovery.hall import hall
from tests.discovery.test_races import TOGETHER
from tests.factories.accounts import UserFactory
from tests.factories.discovery import InvitationFactory, TicketFactory
from tests.together import at_once, meet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def unlocked(rows: QuerySet[Any], **_: Any) -> QuerySet[Any]:
    return rows


def use_one_link_together() -> tuple[int, Invitation]:
    scene = hall()
    row = InvitationFactory.create(workshop=scene.workshop)
    at_once(
        *[
            lambda: join_by_invitation(invitation=row, helix="business", organization=None, language="ru")
            for _ in range(TOGETHER)
        ]
    )
    row.refresh_from_db()
    return Participant.objects.filter(helix="business").count(), row


def test_one_link_used_many_times_at_once_is_one_person() -> None:
    places, row = use_one_link_together()
    assert places == 1
    assert row.participant


def test_without_lock_and_comparison_one_link_would_make_several_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    monkeypatch.setattr(invitations, "require_free", lambda invitation, place: None)
    meet(monkeypatch, invitations, "require_free", parties=TOGETHER)
    places, _row = use_one_link_together()
    assert places == TOGETHER


def show_one_ticket_together() -> int:
    scene = hall()
    ticket = TicketFactory.create(workshop=scene.workshop)
    at_once(
        *[
            lambda: join_by_ticket(ticket=ticket, helix="business", organization=None, language="ru")
            for _ in range(TOGETHER)
        ]
    )
    return Participant.objects.filter(helix="business").count()


def test_one_ticket_shown_many_times_at_once_is_one_person() -> None:
    assert show_one_ticket_together() == 1


def test_without_lock_and_comparison_one_ticket_would_make_several_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    monkeypatch.setattr(tickets, "require_unused", lambda ticket, place: None)
    meet(monkeypatch, tickets, "require_unused", parties=TOGETHER)
    assert show_one_ticket_together() == TOGETHER


def take_the_last_seats() -> int:
    scene = hall()
    Workshop.objects.update(participant_limit=3)
    workshop = Workshop.objects.get()
    people = UserFactory.create_batch(TOGETHER)
    at_once(
        *[
            lambda person=person: join_workshop(
                workshop=workshop, helix="business", organization=None, by=person
            )
            for person in people
        ]
    )
    return Participant.objects.filter(workshop=scene.workshop).count()


def test_the_last_seats_are_given_once() -> None:
    assert take_the_last_seats() == 3


def test_without_the_lock_more_people_than_seats_would_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    meet(monkeypatch, joining, "require_room", parties=TOGETHER)
    assert take_the_last_seats() == TOGETHER + 1


def test_two_facilitators_inviting_the_same_list_send_one_letter_each() -> None:
    scene = hall("prepared")
    people = [invitations.Invitee(f"p{number}@example.org") for number in range(3)]
    outcomes = at_once(
        *[
            lambda: invite_people(workshop=scene.workshop, people=people, by=scene.facilitator)
            for _ in range(4)
        ]
    )
    assert sorted(len(done.new) for done in outcomes) == [0, 0, 0, 3]
