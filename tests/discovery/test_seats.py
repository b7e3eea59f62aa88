"""The same person on another phone, and several people at one phone."""

from typing import Any

import pytest
from django.test import Client

from discovery.actions import TooManyAttempts, attempts, find_seat, find_workshop, seats
from discovery.models import Participant
from discovery.models.codes import ALPHABET, LENGTH, possible_codes, return_code, spoken_code
from discovery.queries import return_code_of
from foundation.models import AuditRow
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import (
    DistrictFactory,
    NoteFactory,
    ParticipantFactory,
    TableFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db
ANSWERS = {"helix": "business", "organization": "", "organization_kind": ""}


@pytest.fixture
def scene() -> Hall:
    return hall()


def joined(scene: Hall, **more: str) -> tuple[Client, Participant]:
    phone = Client()
    phone.post(f"/join/{scene.workshop.code}/", ANSWERS | more)
    return phone, Participant.objects.latest("pk")


def room(scene: Hall) -> str:
    return f"/workshops/{scene.workshop.pk}/room/"


def test_a_return_code_is_eight_sayable_characters_of_ones_own(scene: Hall) -> None:
    codes = {return_code(pk, "nonce") for pk in range(500)}
    assert len(codes) == 500
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert return_code(1, "a") != return_code(1, "b")


def test_the_room_shows_it_and_another_phone_comes_back_with_it(scene: Hall) -> None:
    first, seat = joined(scene)
    NoteFactory.create(participant=seat, text="Kumis for the whole world")
    code = return_code_of(seat)
    shown = first.get(room(scene)).content.decode()
    assert f"{code[:4]} {code[4:]}" in shown
    second = Client()
    typed = f"{code[:4].lower()}-{code[4:].lower()}"
    answer = second.post(f"/join/{scene.workshop.code}/return/", {"code": typed})
    assert answer.headers["Location"] == room(scene)
    assert "Kumis for the whole world" in second.get(room(scene)).content.decode()
    told = first.get(room(scene), follow=True)
    assert "now used on another phone" in told.content.decode()
    assert scene.workshop.participants.count() == 2
    assert AuditRow.objects.filter(verb="discovery.move_seat").count() == 1


def test_a_closed_tab_comes_back_by_its_cookie(scene: Hall) -> None:
    phone, seat = joined(scene)
    assert phone.get(f"/join/{scene.workshop.code}/").headers["Location"] == room(scene)
    assert scene.workshop.participants.filter(user=seat.user).count() == 1


def test_a_code_of_another_hall_or_of_nobody_is_a_miss(scene: Hall) -> None:
    elsewhere = ParticipantFactory.create()
    for typed in ("AAAAAAAA", return_code_of(elsewhere), "", "x"):
        answer = Client().post(f"/join/{scene.workshop.code}/return/", {"code": typed})
        assert answer.status_code == 400
    assert Client().get("/join/WRONGONE/return/").status_code == 404


def test_guessing_return_codes_is_slowed_with_all_other_guesses(scene: Hall) -> None:
    for _each in range(attempts.FROM_ONE_ADDRESS):
        assert find_seat(workshop=scene.workshop, typed="AAAAAAAA", address="10.0.0.1") is None
    with pytest.raises(TooManyAttempts):
        find_seat(workshop=scene.workshop, typed=return_code_of(scene.participant), address="10.0.0.1")
    with pytest.raises(TooManyAttempts):
        find_workshop(typed=scene.workshop.code, address="10.0.0.1")


def test_without_counting_a_guesser_would_go_on(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "count_miss", lambda _address: None)
    for _each in range(attempts.FROM_ONE_ADDRESS + 1):
        find_seat(workshop=scene.workshop, typed="AAAAAAAA", address="10.0.0.1")
    found = find_seat(workshop=scene.workshop, typed=return_code_of(scene.participant), address="10.0.0.1")
    assert found == scene.participant


def test_an_account_has_no_return_code(scene: Hall) -> None:
    seat = ParticipantFactory.create(workshop=scene.workshop, user=UserFactory.create())
    assert return_code_of(seat) == ""
    code = return_code(seat.pk, seat.return_nonce)
    assert find_seat(workshop=scene.workshop, typed=code, address="a") is None


def test_finding_a_seat_takes_one_query_in_a_large_hall(scene: Hall, django_assert_num_queries: Any) -> None:
    for more in (1, 30):
        ParticipantFactory.create_batch(more, workshop=scene.workshop)
        with django_assert_num_queries(1):
            assert find_seat(workshop=scene.workshop, typed=return_code_of(scene.participant), address="a")


# -- what is typed and said --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["il2345ab", "IL2345AB", "1l23-45ab", "l1 2345 AB", "ii2345ab", "LL2345AB"])
def test_i_and_l_and_1_are_one_another_on_the_wall(typed: str) -> None:
    workshop = WorkshopFactory.create(code="IL2345AB")
    assert find_workshop(typed=typed, address="a") == workshop


def test_the_literal_reading_comes_first() -> None:
    WorkshopFactory.create(code="IL2345AB")
    literal = WorkshopFactory.create(code="LL2345AB")
    assert find_workshop(typed="LL2345AB", address="a") == literal


def test_readings_do_not_multiply_without_end() -> None:
    assert len(possible_codes("ILILILIL")) <= 2**4 + 1
    assert possible_codes("?") == []


def test_a_code_is_said_letter_by_letter() -> None:
    assert spoken_code("AK7Z") == ["Alfa", "Kilo", "7", "Zulu"]
    assert all(spoken_code(character)[0][0].upper() == character for character in ALPHABET)


# -- one phone for a table ---------------------------------------------------------------------------------------


def test_one_phone_speaks_for_several_people_each_by_themselves(scene: Hall) -> None:
    phone, first = joined(scene)
    people = room(scene) + "people/"
    phone.post(people, ANSWERS | {"helix": "science"})
    second = Participant.objects.latest("pk")
    assert phone.session["_auth_user_id"] == str(second.user_id)
    phone.post(room(scene) + "notes/", {"text": "Said by the second"})
    phone.post(room(scene) + "speak/", {"seat": first.pk})
    phone.post(room(scene) + "notes/", {"text": "Said by the first"})
    assert [note.text for note in first.notes.all()] == ["Said by the first"]
    assert [note.text for note in second.notes.all()] == ["Said by the second"]
    assert len(phone.get(people).context["people"]) == 2


def test_they_sit_at_the_same_table(scene: Hall) -> None:
    phone, first = joined(scene)
    first.table = TableFactory.create(workshop=scene.workshop)
    first.save()
    phone.post(room(scene) + "people/", ANSWERS)
    assert Participant.objects.latest("pk").table == first.table


def test_nobody_speaks_for_somebody_who_did_not_join_at_this_phone(scene: Hall) -> None:
    phone, _first = joined(scene)
    _other, stranger = joined(scene)
    phone.post(room(scene) + "speak/", {"seat": stranger.pk})
    assert phone.session["_auth_user_id"] != str(stranger.user_id)
    phone.post(room(scene) + "speak/", {"seat": scene.participant.pk})
    assert phone.session["_auth_user_id"] != str(scene.guest.pk)


def test_who_moved_to_a_phone_of_their_own_is_spoken_for_no_longer(scene: Hall) -> None:
    table_phone, first = joined(scene)
    table_phone.post(room(scene) + "people/", ANSWERS)
    own = Client()
    own.post(f"/join/{scene.workshop.code}/return/", {"code": return_code_of(first)})
    assert own.get(room(scene)).status_code == 200
    table_phone.post(room(scene) + "speak/", {"seat": first.pk})
    assert table_phone.session["_auth_user_id"] != str(first.user_id)
    assert table_phone.get(room(scene)).status_code == 200  # the others stay
    assert own.get(room(scene)).status_code == 200


def test_who_is_logged_in_with_an_account_shares_no_phone(scene: Hall) -> None:
    person = UserFactory.create()
    ParticipantFactory.create(workshop=scene.workshop, user=person)
    answer = client_of(person).post(room(scene) + "people/", ANSWERS)
    assert answer.status_code == 400
    assert scene.workshop.participants.count() == 2


def test_a_phone_holds_only_so_many(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "MOST_AT_ONE_PHONE", 2)
    phone, _first = joined(scene)
    assert phone.post(room(scene) + "people/", ANSWERS).status_code == 302
    assert phone.post(room(scene) + "people/", ANSWERS).status_code == 400


# -- what is asked for the balance -------------------------------------------------------------------------------


def test_where_from_and_first_time_are_asked_and_may_be_left_out(scene: Hall) -> None:
    district = DistrictFactory.create(region=scene.region)
    _phone, seat = joined(scene, district=str(district.pk), is_first_time="yes")
    assert (seat.district, seat.is_first_time) == (district, True)
    _phone, seat = joined(scene)
    assert (seat.district, seat.is_first_time) == (None, None)
    elsewhere = DistrictFactory.create()
    phone = Client()
    answer = phone.post(f"/join/{scene.workshop.code}/", ANSWERS | {"district": str(elsewhere.pk)})
    assert answer.status_code == 400


def test_joining_takes_so_many_queries(scene: Hall, django_assert_num_queries: Any) -> None:
    phone, here = Client(), f"/join/{scene.workshop.code}/"
    ticket = phone.get(here).context["form"]["ticket"].value()
    with django_assert_num_queries(JOIN_QUERIES):
        phone.post(here, ANSWERS | {"ticket": ticket})


JOIN_QUERIES = 25
