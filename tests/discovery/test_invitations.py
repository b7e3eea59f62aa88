"""Inviting people, and what they do with their link."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from icalendar import Calendar

from accounts.actions import NamedOrganization
from discovery import queries
from discovery.actions import (
    Invitee,
    answer_invitation,
    edit_workshop,
    invite_people,
    join_by_invitation,
    remind_invited,
    step_workshop,
    withdraw_invitation,
)
from discovery.models import Invitation, InvitationStage, Workshop
from discovery.models.codes import link_token
from foundation import clock
from foundation.models import AuditRow, OutboxMail
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
PEOPLE = [
    Invitee("Aigul@Example.org", "Aigul", "science", NamedOrganization("University", "university"), "kk"),
    Invitee("two@example.org"),
]


def link(invitation: Invitation) -> str:
    return f"/come/{link_token(invitation.nonce)}/"


def calendar_of(mail: OutboxMail) -> Calendar:
    return Calendar.from_ical(bytes(mail.attachments.get().content))


def test_everybody_on_the_list_gets_one_letter_with_a_link_and_an_entry() -> None:
    scene = hall("prepared")
    scene.region.time_zone = "Asia/Almaty"
    scene.region.save()
    Workshop.objects.update(start_time=dt.time(10), duration_minutes=90, place="Hall 1")
    workshop = Workshop.objects.get()
    done = invite_people(workshop=workshop, people=PEOPLE, by=scene.facilitator)
    assert [row.email for row in done.new] == ["aigul@example.org", "two@example.org"]
    first = OutboxMail.objects.earliest("pk")
    assert (first.to, first.language, first.template) == ("aigul@example.org", "kk", "discovery/invitation")
    assert first.context["path"] == link(done.new[0])
    event = calendar_of(first).walk("VEVENT")[0]
    assert event["dtstart"].dt.isoformat() == "2026-11-20T10:00:00+05:00"
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=90)
    assert (str(event["location"]), int(event["sequence"])) == ("Hall 1", 0)
    again = invite_people(workshop=workshop, people=PEOPLE, by=scene.facilitator)
    assert (len(again.new), len(again.known), OutboxMail.objects.count()) == (0, 2, 2)
    assert AuditRow.objects.filter(verb="discovery.invite_people").count() == 1


def test_the_database_alone_does_not_hold_the_link() -> None:
    row = InvitationFactory.create()
    stored = " ".join(str(value) for value in Invitation.objects.values_list().get())
    assert link_token(row.nonce) not in stored
    assert len(link_token(row.nonce)) * 4 == 128
    for wrong in (row.nonce, row.digest[:32], "0" * 32, link_token(row.nonce).upper() + "x"):
        assert queries.invitation_by_token(AnonymousUser(), token=wrong) is None


def test_a_new_date_replaces_the_entry_and_a_new_purpose_does_not() -> None:
    scene = hall("prepared")
    coming, declined = InvitationFactory.create_batch(2, workshop=scene.workshop)
    answer_invitation(invitation=declined, is_coming=False)
    edit_workshop(workshop=scene.workshop, purpose="Other words", by=scene.facilitator)
    assert not OutboxMail.objects.exists()
    edit_workshop(workshop=scene.workshop, held_date=dt.date(2026, 12, 1), by=scene.facilitator)
    moved = OutboxMail.objects.get()
    assert (moved.to, moved.template) == (coming.email, "discovery/workshop_moved")
    event = calendar_of(moved).walk("VEVENT")[0]
    assert (event["dtstart"].dt, int(event["sequence"])) == (dt.date(2026, 12, 1), 1)
    step_workshop(workshop=scene.workshop, name="cancel", reason="No hall", by=scene.facilitator)
    cancelled = OutboxMail.objects.latest("pk")
    calendar = calendar_of(cancelled)
    after = calendar.walk("VEVENT")[0]
    assert (str(calendar["method"]), str(after["status"])) == ("CANCEL", "CANCELLED")
    assert (after["uid"], int(after["sequence"])) == (event["uid"], 2)


def test_a_link_joins_as_that_person_and_whoever_speaks_as_invited_is_confirmed() -> None:
    scene = hall()
    Workshop.objects.update(kind="problem_solving")
    row = invite_people(workshop=scene.workshop, people=PEOPLE, by=scene.facilitator).new[0]
    phone = client_of(None)
    page = phone.get(link(row)).content.decode()
    assert "University" in page
    answer = phone.post(f"{link(row)}join/", {"helix": "science", "organization": "University"})
    assert answer["Location"] == f"/workshops/{scene.workshop.pk}/room/"
    row.refresh_from_db()
    seat = row.participant
    assert seat
    assert (seat.admission, seat.confirmed_by, seat.user.name) == ("admitted", scene.facilitator, "Aigul")
    assert row.stage == InvitationStage.JOINED
    other = client_of(None)  # the same letter on another telephone
    other.post(f"{link(row)}join/")
    assert int(other.session["_auth_user_id"]) == seat.user_id


def test_another_group_than_invited_waits_for_the_organiser() -> None:
    scene = hall()
    row = InvitationFactory.create(workshop=scene.workshop, helix="science")
    seat = join_by_invitation(invitation=row, helix="business", organization=None, language="ru")
    assert (seat.admission, seat.confirmed_at) == ("admitted", None)


def test_a_link_is_no_way_into_an_account() -> None:
    scene = hall()
    seat = ParticipantFactory.create(workshop=scene.workshop, user=scene.stranger)
    row = InvitationFactory.create(workshop=scene.workshop, participant=seat)
    phone = client_of(None)
    assert phone.post(f"{link(row)}join/")["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in phone.session


def test_withdrawing_ends_the_link_and_inviting_again_makes_another() -> None:
    scene = hall()
    row = invite_people(workshop=scene.workshop, people=PEOPLE, by=scene.facilitator).new[0]
    withdraw_invitation(invitation=row, by=scene.facilitator)
    assert client_of(None).get(link(row)).status_code == 410
    with pytest.raises(WrongState):
        withdraw_invitation(invitation=row, by=scene.facilitator)
    with pytest.raises(WrongState):
        answer_invitation(invitation=row, is_coming=True)
    with pytest.raises(WrongState):
        join_by_invitation(invitation=row, helix="science", organization=None, language="ru")
    fresh = invite_people(workshop=scene.workshop, people=PEOPLE, by=scene.facilitator).new[0]
    assert (fresh.pk, fresh.stage) == (row.pk, InvitationStage.INVITED)
    assert client_of(None).get(link(row)).status_code == 404
    assert client_of(None).get(link(fresh)).status_code == 200


def test_only_the_silent_are_reminded_and_not_twice_a_day() -> None:
    scene = hall()
    silent, coming = InvitationFactory.create_batch(2, workshop=scene.workshop)
    answer_invitation(invitation=coming, is_coming=True)
    assert remind_invited(workshop=scene.workshop, by=scene.facilitator) == []
    with clock.shifted(dt.timedelta(hours=21)):
        assert remind_invited(workshop=scene.workshop, by=scene.facilitator) == [silent]
        assert remind_invited(workshop=scene.workshop, by=scene.facilitator) == []
    assert OutboxMail.objects.get().template == "discovery/invitation_reminder"


def test_a_closed_workshop_invites_nobody() -> None:
    scene = hall("closed")
    with pytest.raises(WrongState):
        invite_people(workshop=scene.workshop, people=PEOPLE, by=scene.facilitator)
    assert not Invitation.objects.exists()


def test_a_full_workshop_lets_nobody_in() -> None:
    scene = hall()
    Workshop.objects.update(participant_limit=1)
    row = InvitationFactory.create(workshop=scene.workshop)
    with pytest.raises(Refused):
        join_by_invitation(invitation=row, helix="science", organization=None, language="ru")


def paste(scene: Hall, text: str) -> str:
    client = client_of(scene.facilitator)
    answer = client.post(f"/workshops/{scene.workshop.pk}/invitations/new/", {"people": text}, follow=True)
    return answer.content.decode()


def test_rows_of_a_spreadsheet_and_bare_addresses_are_understood() -> None:
    scene = hall()
    paste(
        scene,
        "a@example.org\tAnna\tнаука\tKorkyt Ata\n\nBolat <b@example.org>\nc@example.org; ; business\nd@example.org, e@example.org",
    )
    rows = Invitation.objects.order_by("pk").values_list("email", "name", "helix", "organization__name")
    assert list(rows) == [
        ("a@example.org", "Anna", "science", "Korkyt Ata"),
        ("b@example.org", "Bolat", "", None),
        ("c@example.org", "", "business", None),
        ("d@example.org", "", "", None),
        ("e@example.org", "", "", None),
    ]


def test_one_wrong_line_is_named_and_nobody_is_invited() -> None:
    scene = hall()
    page = paste(scene, "a@example.org\nnobody\nc@example.org;C;aliens")
    assert "Line 2: “nobody” is not an e-mail address." in page
    assert "Line 3: “aliens” is not one of the four groups." in page
    assert "a@example.org" in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_the_same_number_of_queries(number: int, django_assert_num_queries: object) -> None:
    scene = hall()
    for row in InvitationFactory.create_batch(number, workshop=scene.workshop, helix="science"):
        answer_invitation(invitation=row, is_coming=True)
    client = client_of(scene.facilitator)
    client.get(f"/workshops/{scene.workshop.pk}/invitations/")
    with django_assert_num_queries(7):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        page = client.get(f"/workshops/{scene.workshop.pk}/invitations/").content.decode()
    assert page.count("@example.org") >= number


def test_the_page_of_a_closed_workshop_promises_no_list() -> None:
    for state, promises in (("closed", False), ("opened", True)):
        scene = hall(state)
        shown = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/invitations/")
        assert ("Paste a list below" in shown.content.decode()) is promises
