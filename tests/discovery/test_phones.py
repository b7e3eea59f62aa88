"""Phones: in by code, with an account or without; writing, supporting, seeing what became of it."""

import pytest
from django.test import Client

from accounts.models import Organization, User
from discovery.actions import attempts, find_workshop
from discovery.models import Note, Participant, Support, Theme, Workshop
from foundation import epoch
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import StakeholderFactory
from tests.factories.discovery import ActivityFactory, NoteFactory, ParticipantFactory, SupportFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"helix": "business", "organization": "Farm Zhaiyk", "organization_kind": "farm"}


@pytest.fixture
def scene() -> Hall:
    return hall()


def ticket_on(phone: Client, address: str) -> str:
    return str(phone.get(address).context["form"]["ticket"].value())


def test_a_typed_code_leads_to_the_door(scene: Hall) -> None:
    code = scene.workshop.code
    answer = Client().post("/join/", {"code": f"{code[:4].lower()} - {code[4:]}"})
    assert answer.headers["Location"] == f"/join/{code}/"


@pytest.mark.parametrize("typed", ["", "WRONGONE", "x", "\0"])
def test_a_wrong_code_is_said_on_the_form(scene: Hall, typed: str) -> None:
    answer = Client().post("/join/", {"code": typed})
    assert answer.status_code == 400
    assert answer.context["form"].errors["code"]


def test_an_unknown_code_in_an_address_does_not_exist(scene: Hall) -> None:
    assert Client().get("/join/WRONGONE/").status_code == 404
    assert Client().get(f"/join/{scene.workshop.code.lower()}/").status_code == 200


def test_guessing_is_slowed_on_the_form_and_in_the_address(scene: Hall) -> None:
    phone = Client()
    for _ in range(attempts.FROM_ONE_ADDRESS):
        find_workshop(typed="WRONGONE", address="127.0.0.1")
    assert phone.get(f"/join/{scene.workshop.code}/").status_code == 429
    answer = phone.post("/join/", {"code": scene.workshop.code})
    assert answer.status_code == 429
    assert "wait a minute" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    assert elsewhere.get(f"/join/{scene.workshop.code}/").status_code == 200


def test_no_two_people_are_given_one_ticket(scene: Hall) -> None:
    here = f"/join/{scene.workshop.code}/"
    assert "no-store" in Client().get(here)["Cache-Control"]
    assert ticket_on(Client(), here) != ticket_on(Client(), here)


def test_a_guest_joins_in_one_form_and_is_in_the_room(scene: Hall) -> None:
    phone, here = Client(), f"/join/{scene.workshop.code}/"
    answer = phone.post(here, ANSWERS | {"ticket": ticket_on(phone, here)}, headers={"Accept-Language": "ru"})
    assert answer.headers["Location"] == f"/workshops/{scene.workshop.pk}/room/"
    place = Participant.objects.latest("pk")
    assert (place.helix, place.user.is_guest, place.user.language) == ("business", True, "ru")
    assert place.organization == Organization.objects.get(name="Farm Zhaiyk", kind="farm")
    assert phone.get(answer.headers["Location"]).status_code == 200
    assert phone.get(here).headers["Location"] == f"/workshops/{scene.workshop.pk}/room/"  # the QR code again


def test_a_lost_answer_and_a_second_try_are_one_person(scene: Hall) -> None:
    phone, here = Client(), f"/join/{scene.workshop.code}/"
    data = ANSWERS | {"ticket": ticket_on(phone, here)}
    phone.post(here, data)
    first = phone.session["_auth_user_id"]
    retry = Client()  # its session never arrived
    retry.post(here, data)
    assert retry.session["_auth_user_id"] == first
    assert scene.workshop.participants.count() == 2  # the hall's own and this one


@pytest.mark.parametrize("ticket", ["", "forged", "0b9d2d6e-0000-4000-8000-000000000000"])
def test_a_ticket_that_is_not_ours_makes_nobody_somebody_else(scene: Hall, ticket: str) -> None:
    here = f"/join/{scene.workshop.code}/"
    people = set()
    for _ in range(2):
        phone = Client()
        phone.post(here, ANSWERS | {"ticket": ticket})
        people.add(phone.session["_auth_user_id"])
    assert len(people) == 2


def test_an_account_joins_as_itself_and_is_asked_what_it_said_last_time(scene: Hall) -> None:
    known = StakeholderFactory.create()
    phone, here = client_of(known.user), f"/join/{scene.workshop.code}/"
    form = phone.get(here).context["form"]
    assert (form["helix"].value(), form["organization"].value()) == (known.helix, known.organization.name)
    phone.post(here, ANSWERS)
    assert scene.workshop.participants.get(user=known.user).helix == "business"


def test_the_language_is_changed_without_losing_the_way(scene: Hall) -> None:
    phone, here = Client(), f"/join/{scene.workshop.code}/"
    assert phone.post("/language/", {"language": "kk", "next": here}).headers["Location"] == here
    assert '<html lang="kk"' in phone.get(here).content.decode()


@pytest.mark.parametrize("wrong", [{"helix": ""}, {"helix": "farmers"}, {"organization_kind": "x"}, {"organization": "x" * 201}])  # fmt: skip
def test_a_wrong_answer_joins_nobody(scene: Hall, wrong: dict[str, str]) -> None:
    answer = Client().post(f"/join/{scene.workshop.code}/", ANSWERS | wrong)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.context["form"].errors
    assert scene.workshop.participants.count() == 1
    assert not User.objects.filter(email=None).exclude(pk=scene.guest.pk).exists()


@pytest.mark.parametrize(("state", "said"), [("prepared", "not open yet"), ("closed", "is over")])
def test_shut_doors_say_so(state: str, said: str) -> None:
    shut = hall(state)
    here = f"/join/{shut.workshop.code}/"
    assert said in Client().get(here).content.decode()
    assert Client().post(here, ANSWERS).status_code == 409
    assert shut.workshop.participants.count() == 1


def test_no_organization_is_left_by_somebody_who_could_not_join() -> None:
    shut = hall("closed")
    Client().post(f"/join/{shut.workshop.code}/", ANSWERS)
    assert not Organization.objects.filter(name="Farm Zhaiyk").exists()


def test_an_idea_is_written_and_said_to_be_public(scene: Hall) -> None:
    phone, room = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/"
    assert "It will be public" in phone.get(room).content.decode()
    answer = phone.post(f"{room}notes/", {"text": " Two\r\nlines "})
    assert answer.headers["Location"] == f"{room}#notes"
    assert Note.objects.latest("pk").text == "Two\nlines"


def test_280_characters_are_counted_with_line_ends_as_one(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/notes/"
    fitting = "\r\n".join(["x" * 92] * 3)  # 278 as people count, 280 as browsers send
    assert phone.post(here, {"text": fitting + "yy"}).status_code == 302
    too_long = phone.post(here, {"text": "x" * 281})
    assert too_long.status_code == 400
    assert "x" * 281 in too_long.content.decode()  # nothing typed is lost
    assert Note.objects.filter(participant=scene.participant).count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "a\0b"])
def test_an_empty_or_broken_idea_is_not_stored(scene: Hall, text: str) -> None:
    phone = client_of(scene.guest)
    assert phone.post(f"/workshops/{scene.workshop.pk}/room/notes/", {"text": text}).status_code == 400
    assert Note.objects.count() == 1


def test_a_retried_idea_is_one_idea(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/notes/"
    for _ in range(2):
        phone.post(here, {"text": "Wind", "idempotency_key": "k"})
    assert Note.objects.filter(text="Wind").count() == 1
    assert phone.post(here, {"text": "Sun", "idempotency_key": "k"}).status_code == 422


def test_after_the_end_nothing_is_written_and_what_was_typed_is_shown_again() -> None:
    over = hall("closed")
    phone, room = client_of(over.guest), f"/workshops/{over.workshop.pk}/room/"
    answer = phone.post(f"{room}notes/", {"text": "Too late"})
    assert answer.status_code == 409
    assert "This workshop is over" in answer.content.decode()
    support = phone.post(f"/activities/{over.activity.pk}/support/", {"wanted": "1"})
    assert support.status_code == 409
    assert "This workshop is over" in support.content.decode()


def test_support_is_named_by_the_button(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/activities/{scene.activity.pk}/support/"
    for _ in range(2):
        assert phone.post(here, {"wanted": "1"}).status_code == 302
    assert Support.objects.count() == 1
    assert "You support it" in phone.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    phone.post(here, {"wanted": "0"})
    assert not Support.objects.exists()
    for wrong in ({}, {"wanted": "yes"}):
        assert phone.post(here, wrong).status_code == 400


def test_the_room_tells_what_became_of_ones_own_ideas_only(scene: Hall) -> None:
    phone, room = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/"
    other = NoteFactory.create(workshop=scene.workshop, text="Somebody else's")
    assert f"In the theme “{scene.theme.title}”" in phone.get(room).content.decode()
    Theme.objects.update(activity=scene.activity)
    assert f"Part of the activity “{scene.activity.title}”" in phone.get(room).content.decode()
    Note.objects.filter(pk=scene.note.pk).update(is_hidden=True)
    text = phone.get(room).content.decode()
    assert "Hidden by the organiser" in text
    assert other.text not in text


# Session, person, place with workshop; then the own hand, own notes, activities with supporters; for the page the epoch.
@pytest.mark.parametrize(
    ("part", "queries"), [("", 7), ("step/", 3), ("work/", 3), ("hand/", 5), ("board/", 7)]
)
def test_a_room_asks_as_often_for_thirty_as_for_one(
    scene: Hall, part: str, queries: int, django_assert_num_queries: object
) -> None:
    epoch.current()
    phone, here = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/{part}"
    phone.get(here)
    for _ in range(2):
        with django_assert_num_queries(queries):  # type: ignore[operator]  # -- reason: pytest-django's fixture
            assert phone.get(here).status_code == 200
        for activity in ActivityFactory.create_batch(30, region=scene.region, workshop=scene.workshop):
            SupportFactory.create(activity=activity, participant=scene.participant)
        NoteFactory.create_batch(30, participant=scene.participant)


def test_a_phone_that_is_not_behind_gets_304_for_two_queries_more_than_who_asks(
    scene: Hall, django_assert_num_queries: object
) -> None:
    phone, here = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/board/"
    etag = phone.get(here)["ETag"]
    with django_assert_num_queries(5):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        assert phone.get(here, headers={"If-None-Match": etag}).status_code == 304
    other = client_of(ParticipantFactory.create(workshop=scene.workshop).user)
    assert other.get(here, headers={"If-None-Match": etag}).status_code == 200


def test_participants_read_no_words_of_the_trade(scene: Hall) -> None:
    phone = client_of(scene.guest)
    pages = [Client().get("/join/"), Client().get(f"/join/{scene.workshop.code}/")]
    pages.append(phone.get(f"/workshops/{scene.workshop.pk}/room/"))
    for answer in pages:
        text = answer.content.decode()
        for word in ("EDP", "RIS3", "SMAA", "LQ", "helix"):
            assert f">{word}" not in text
            assert f" {word} " not in text


QUEUED = {"X-Autosave": "1"}


def test_an_idea_of_the_queue_is_answered_in_a_word_and_written_once(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/notes/"
    before = Note.objects.count()
    for _ in range(2):
        answer = phone.post(here, {"text": "Wind", "idempotency_key": "k"}, headers=QUEUED)
        assert (answer.status_code, answer.content) == (204, b"")

    assert Note.objects.count() == before + 1
    empty = phone.post(here, {"text": ""}, headers=QUEUED)
    assert (empty.status_code, empty["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "<" not in empty.content.decode()


def test_a_late_support_of_the_queue_does_not_come_back(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/activities/{scene.activity.pk}/support/"

    def press(wanted: str, sequence: int) -> int:
        key = f"support-{scene.activity.pk}.{sequence:016d}.{sequence:016x}"
        body = {"wanted": wanted, "sequence": sequence, "idempotency_key": key}
        return int(phone.post(here, body, headers=QUEUED).status_code)

    mine = Support.objects.filter(activity=scene.activity, participant=scene.participant)
    assert press("1", 10) == 204
    assert mine.count() == 1
    assert press("0", 12) == 204
    assert press("1", 11) == 204
    assert mine.count() == 0
    Workshop.objects.filter(pk=scene.workshop.pk).update(state="closed")
    assert press("1", 13) == 409
