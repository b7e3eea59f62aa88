"""Where a person is logged in."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User
from accounts.sentences import device_in_words
from foundation.models import AuditRow
from tests.factories.accounts import PASSWORD, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db
SESSIONS, API = "/account/sessions/", "/api/v1/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def entered(person: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("python-requests/2.32", "python-requests"),
        ("", "an unknown device"),
    ],
)
def test_devices_have_names(agent: str, words: str) -> None:
    assert device_in_words(agent) == words


def test_every_device_is_listed_and_this_one_is_marked(person: User) -> None:
    phone, desk = entered(person, PHONE), entered(person)
    entered(UserFactory.create())
    page = desk.get(SESSIONS)
    assert [row["device"] for row in page.context["rows"]] == ["Firefox, Windows", "Chrome, Android"]
    assert [row["is_here"] for row in page.context["rows"]] == [True, False]
    assert [row["device"] for row in phone.get(API).json()["results"]] == [
        "Firefox, Windows",
        "Chrome, Android",
    ]


def test_one_device_is_logged_out(person: User) -> None:
    phone, desk = entered(person, PHONE), entered(person)
    its_id = desk.get(SESSIONS).context["rows"][1]["session"].pk
    assert desk.post(f"{SESSIONS}{its_id}/end/")["Location"] == SESSIONS
    assert is_inside(desk)
    assert not is_inside(phone)
    assert desk.post(f"{SESSIONS}{its_id}/end/").status_code == 404
    assert AuditRow.objects.get().verb == "accounts.end_session"


def test_all_others_are_logged_out(person: User) -> None:
    others, desk, stranger = (
        [entered(person) for _ in range(2)],
        entered(person),
        entered(UserFactory.create()),
    )
    desk.post(SESSIONS)
    assert [is_inside(client) for client in (*others, desk, stranger)] == [False, False, True, True]
    assert AuditRow.objects.get().verb == "accounts.end_sessions"


def test_programs_do_the_same(person: User) -> None:
    phone, desk = entered(person, PHONE), entered(person)
    its_id = next(row["id"] for row in desk.get(API).json()["results"] if row["device"] == "Chrome, Android")
    assert desk.delete(f"{API}{its_id}/").status_code == 204
    assert not is_inside(phone)
    third = entered(person)
    assert desk.delete(API).status_code == 204
    assert not is_inside(third)


def test_logging_out_here_is_a_log_out(person: User) -> None:
    desk = entered(person)
    its_id = desk.get(SESSIONS).context["rows"][0]["session"].pk
    assert desk.post(f"{SESSIONS}{its_id}/end/")["Location"] == "/account/login/"
    assert not is_inside(desk)


def test_other_peoples_devices_are_not_there(person: User) -> None:
    entered(person)
    theirs = UserSession.objects.get().pk
    stranger = entered(UserFactory.create())
    assert stranger.post(f"{SESSIONS}{theirs}/end/").status_code == 404
    assert stranger.delete(f"{API}{theirs}/").status_code == 404
    assert UserSession.objects.filter(pk=theirs).exists()


def test_a_new_password_leaves_this_device_alone_in_the_list(person: User) -> None:
    phone, desk = entered(person, PHONE), entered(person)
    new = {"oldpassword": PASSWORD, "password1": "a-new-long-word", "password2": "a-new-long-word"}
    desk.post("/account/password/change/", new)
    assert is_inside(desk)
    assert not is_inside(phone)
    assert [row["is_here"] for row in desk.get(SESSIONS).context["rows"]].count(True) == 1


def test_a_hall_of_guests_is_not_remembered() -> None:
    guest = Client()
    guest.force_login(GuestFactory.create())
    assert guest.get(SESSIONS).status_code == guest.get(API).status_code == 403
    assert not UserSession.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_thirty(person: User, django_assert_num_queries: Any) -> None:
    """Session, person, sessions."""
    client = entered(person)
    with django_assert_num_queries(3):
        client.get(SESSIONS)
    for _ in range(29):
        entered(person)
    with django_assert_num_queries(3):
        assert len(client.get(SESSIONS).context["rows"]) == 30
