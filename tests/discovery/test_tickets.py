"""Personal tickets: one ticket, one place, one phone at a time; revoked and printed anew they open nothing else."""

from typing import Any

import pytest
from django.test import Client

from discovery.actions import (
    Batch,
    issue_tickets,
    join_by_ticket,
    reissue_ticket,
    revoke_ticket,
    tickets,
)
from discovery.models import Participant, Ticket
from discovery.models.codes import link_digest, ticket_token
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import TicketFactory

pytestmark = pytest.mark.django_db
ANYBODY: dict[str, Any] = {"helix": "business", "organization": None}
ANSWERS = {"helix": "business", "organization": "", "organization_kind": ""}


@pytest.fixture
def scene() -> Hall:
    return hall()


def issued(scene: Hall, number: int = 1, helix: str = "business") -> list[Ticket]:
    return issue_tickets(workshop=scene.workshop, batches=[Batch(number, helix)], by=scene.facilitator)


def address(ticket: Ticket) -> str:
    return f"/seat/{ticket_token(ticket.nonce)}/"


def test_tickets_are_numbered_on_and_only_their_digest_is_stored(scene: Hall) -> None:
    made = [*issued(scene, 2), *issued(scene, 1, "")]
    assert [ticket.number for ticket in made] == [1, 2, 3]
    for ticket in made:
        assert ticket.digest == link_digest(ticket_token(ticket.nonce))
        assert len(ticket_token(ticket.nonce)) == 32
        assert ticket_token(ticket.nonce) not in (ticket.nonce, ticket.digest)
    assert AuditRow.objects.filter(verb="discovery.issue_tickets").count() == 2


def test_not_more_than_a_hall_holds(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MOST_TICKETS", 3)
    with pytest.raises(Refused):
        issued(scene, 4)
    assert not Ticket.objects.exists()


def test_who_comes_with_a_ticket_is_confirmed_by_whom_issued_it(scene: Hall) -> None:
    ticket = issued(scene)[0]
    place = join_by_ticket(ticket=ticket, **ANYBODY, language="ru")
    assert (place.is_confirmed, place.is_admitted, place.confirmed_by) == (True, True, scene.facilitator)
    ticket.refresh_from_db()
    assert ticket.participant == place


def test_another_group_than_the_ticket_says_waits_for_the_organiser(scene: Hall) -> None:
    place = join_by_ticket(ticket=issued(scene, helix="science")[0], **ANYBODY, language="ru")
    assert not place.is_confirmed


def test_one_ticket_is_one_person_however_often_it_is_shown(scene: Hall) -> None:
    ticket = issued(scene)[0]
    first = join_by_ticket(ticket=ticket, **ANYBODY, language="ru")
    again = join_by_ticket(ticket=ticket, helix="science", organization=None, language="kk")
    assert first == again
    assert Participant.objects.filter(workshop=scene.workshop).count() == 2  # the hall's own and this one


def test_one_person_holds_one_ticket(scene: Hall) -> None:
    person, (first, second) = UserFactory.create(), issued(scene, 2)
    join_by_ticket(ticket=first, **ANYBODY, language="ru", by=person)
    with pytest.raises(WrongState):
        join_by_ticket(ticket=second, **ANYBODY, language="ru", by=person)


def test_without_that_guard_one_person_would_hold_two(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: what is left is the constraint of the database."""
    monkeypatch.setattr(tickets, "require_unused", lambda *_each: None)
    person, pair = UserFactory.create(), issued(scene, 2)
    for ticket in pair:
        join_by_ticket(ticket=ticket, **ANYBODY, language="ru", by=person)
    assert Participant.objects.filter(user=person).count() == 1  # and nothing said so


def test_a_revoked_ticket_opens_nothing(scene: Hall) -> None:
    ticket = issued(scene)[0]
    revoke_ticket(ticket=ticket, reason="Lost", by=scene.facilitator)
    with pytest.raises(WrongState):
        join_by_ticket(ticket=ticket, **ANYBODY, language="ru")
    with pytest.raises(WrongState):
        revoke_ticket(ticket=ticket, reason="Lost", by=scene.facilitator)
    phone = Client()
    assert phone.get(address(ticket)).status_code == 410
    assert phone.post(address(ticket) + "join/", ANSWERS).status_code == 410
    row = AuditRow.objects.get(verb="discovery.revoke_ticket")
    assert row.words.text == "Lost"


def test_issued_anew_the_old_print_is_worthless_and_the_place_stays(scene: Hall) -> None:
    ticket = issued(scene)[0]
    place = join_by_ticket(ticket=ticket, **ANYBODY, language="ru")
    old = address(ticket)
    revoke_ticket(ticket=ticket, reason="Photographed", by=scene.facilitator)
    fresh = reissue_ticket(ticket=ticket, by=scene.facilitator)
    assert Client().get(old).status_code == 404
    assert (fresh.number, fresh.participant, fresh.revoked_at) == (ticket.number, place, None)
    assert Client().get(address(fresh)).status_code == 200


def test_a_phone_comes_in_by_its_ticket(scene: Hall) -> None:
    ticket, phone = issued(scene)[0], Client()
    page = phone.get(address(ticket))
    assert page.context["form"]["helix"].value() == "business"
    answer = phone.post(address(ticket) + "join/", ANSWERS)
    assert answer.headers["Location"] == f"/workshops/{scene.workshop.pk}/room/"
    assert phone.get(answer.headers["Location"]).status_code == 200
    assert phone.get(address(ticket)).headers["Location"] == answer.headers["Location"]


def test_on_another_phone_the_place_moves_and_the_first_is_told(scene: Hall) -> None:
    ticket, first, second = issued(scene)[0], Client(), Client()
    first.post(address(ticket) + "join/", ANSWERS)
    room = f"/workshops/{scene.workshop.pk}/room/"
    page = second.get(address(ticket))
    assert "in use on another phone" in page.content.decode()
    assert first.get(room).status_code == 200  # looking moves nothing
    second.post(address(ticket) + "join/")
    assert second.get(room).status_code == 200
    sent_out = first.get(room, follow=True)
    assert sent_out.redirect_chain[0][0].startswith("/account/login/")
    assert "now used on another phone" in sent_out.content.decode()
    assert Participant.objects.filter(workshop=scene.workshop).count() == 2
    place = Ticket.objects.get().participant
    assert place
    assert place.moved_at is not None
    assert AuditRow.objects.filter(verb="discovery.move_seat", object_id=str(place.pk)).count() == 1


def test_without_sending_out_two_phones_would_speak_as_one(
    scene: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discovery.actions.seats.leave_phones", lambda _seat: None)
    ticket, first, second = issued(scene)[0], Client(), Client()
    first.post(address(ticket) + "join/", ANSWERS)
    second.post(address(ticket) + "join/")
    room = f"/workshops/{scene.workshop.pk}/room/"
    assert (first.get(room).status_code, second.get(room).status_code) == (200, 200)


def test_a_revoked_tickets_phone_is_sent_out(scene: Hall) -> None:
    ticket, phone = issued(scene)[0], Client()
    phone.post(address(ticket) + "join/", ANSWERS)
    ticket.refresh_from_db()
    revoke_ticket(ticket=ticket, reason="x", by=scene.facilitator)
    assert phone.get(f"/workshops/{scene.workshop.pk}/room/").status_code == 302


def test_a_place_of_an_account_is_entered_by_its_own_door(scene: Hall) -> None:
    ticket, person = issued(scene)[0], UserFactory.create()
    join_by_ticket(ticket=ticket, **ANYBODY, language="ru", by=person)
    other = Client()
    assert "Log in" in other.get(address(ticket)).content.decode()
    assert other.post(address(ticket) + "join/").status_code == 400
    assert "_auth_user_id" not in other.session


def test_the_desk_issues_prints_and_revokes(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/tickets/"
    assert "No tickets yet" in desk.get(here).content.decode()
    desk.post(here + "new/", {"number": "25", "helix": "science", "organization": "Atyrau University"})
    assert Ticket.objects.filter(organization__name="Atyrau University").count() == 25
    sheet = desk.get(here + "sheet/")
    assert [len(each) for each in sheet.context["sheets"]] == [24, 1]
    assert sheet.content.decode().count('class="qr"') == 25
    ticket = Ticket.objects.earliest("pk")
    assert desk.get(f"/tickets/{ticket.pk}/revoke/").status_code == 200
    desk.post(f"/tickets/{ticket.pk}/revoke/", {"reason": "Lost"})
    assert desk.get(here + "sheet/").context["number"] == 24
    desk.post(f"/tickets/{ticket.pk}/again/")
    assert desk.get(here + "sheet/").context["number"] == 25


def test_nobody_but_the_facilitators_sees_what_opens_doors(scene: Hall) -> None:
    ticket = issued(scene)[0]
    for user, status in ((scene.analyst, 403), (scene.stranger, 404), (scene.guest, 404)):
        for path in (f"/workshops/{scene.workshop.pk}/tickets/sheet/", f"/tickets/{ticket.pk}/revoke/"):
            assert client_of(user).get(path).status_code == status


def test_a_list_of_thirty_takes_the_queries_of_one(scene: Hall, django_assert_num_queries: Any) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/tickets/"
    for more in (1, 29):
        TicketFactory.create_batch(more, workshop=scene.workshop)
        desk.get(here)
        with django_assert_num_queries(6):
            desk.get(here)
        with django_assert_num_queries(5):
            desk.get(here + "sheet/")


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 31, "G" * 32])
def test_a_guessed_ticket_does_not_exist(scene: Hall, token: str) -> None:
    assert Client().get(f"/seat/{token}/").status_code == 404
