"""Pages about oneself."""

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client

from accounts import registries
from accounts.models import ApiToken, User
from accounts.registries import HeldRole, Way
from tests.factories.accounts import ApiTokenFactory, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db
CLAIM = {"name": "Me", "email": "me@example.org", "password1": "one-long-word", "password2": "one-long-word"}


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    "path", ["/account/", "/account/claim/", "/account/keys/", "/account/keys/1/revoke/"]
)
def test_people_log_in_first(path: str) -> None:
    for method in (Client().get, Client().post):
        assert method(path)["Location"] == f"/account/login/?next={path}"
    assert Client().put(path).status_code == 405


def test_a_guest_is_invited_to_make_an_account_and_holds_no_keys() -> None:
    client = client_of(GuestFactory.create())
    assert "/account/claim/" in client.get("/account/").content.decode()
    assert "/account/keys/" not in client.get("/account/").content.decode()
    assert client.get("/account/keys/").status_code == client.post("/account/keys/").status_code == 403
    assert not ApiToken.objects.exists()


def test_name_and_language_are_saved_and_the_browser_remembers() -> None:
    person = UserFactory.create()
    answer = client_of(person).post("/account/", {"name": "  New  name ", "language": "kk"})
    person.refresh_from_db()
    assert (person.name, person.language) == ("New name", "kk")
    assert answer.cookies["django_language"].value == "kk"


@pytest.mark.parametrize(
    "bad", [{"language": "xx"}, {"language": "ru", "name": "x" * 121}, {"name": "a\x00", "language": "ru"}]
)
def test_a_bad_profile_changes_nothing(bad: dict[str, str]) -> None:
    person = UserFactory.create(name="Old")
    assert client_of(person).post("/account/", bad).status_code == 400
    person.refresh_from_db()
    assert person.name == "Old"


def test_upper_apps_tell_roles_and_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registries, "_roles", [])
    monkeypatch.setattr(registries, "_ways", [])
    registries.register_roles(lambda user: [HeldRole("XX-1", "Region One", "official", "Official", "/desk/")])
    registries.register_ways(lambda user: [Way("My things", "/things/", "three")])
    page = client_of(UserFactory.create()).get("/account/").content.decode()
    assert '<a href="/desk/">Region One</a>: Official' in page
    assert '<a href="/things/">My things</a>' in page


# -- claiming --------------------------------------------------------------------------------------------------------


def test_a_guest_keeps_session_and_person() -> None:
    guest = GuestFactory.create()
    client = client_of(guest)
    answer = client.post("/account/claim/?next=/account/keys/", CLAIM)
    assert answer["Location"] == "/account/keys/"
    assert client.get("/account/").status_code == 200
    assert client.session[SESSION_KEY] == str(guest.pk)
    assert Client().login(email="me@example.org", password="one-long-word")
    assert [letter.to for letter in mail.outbox] == [["me@example.org"]]


def test_a_taken_e_mail_is_explained() -> None:
    UserFactory.create(email="me@example.org")
    answer = client_of(GuestFactory.create()).post("/account/claim/", CLAIM)
    assert answer.status_code == 400
    assert "There is an account with this e-mail already" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password2": "another-word"}, "password2"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "password", "password2": "password"}, "password1"),
        ({"email": "not an address"}, "email"),
        ({"email": "a\x00@example.org"}, "email"),
    ],
)
def test_bad_claims_are_named(changes: dict[str, str], field: str) -> None:
    guest = GuestFactory.create()
    answer = client_of(guest).post("/account/claim/", CLAIM | changes)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    guest.refresh_from_db()
    assert guest.is_guest


def test_who_has_an_account_is_sent_home() -> None:
    client = client_of(UserFactory.create())
    assert (
        client.get("/account/claim/")["Location"]
        == client.post("/account/claim/", CLAIM)["Location"]
        == "/account/"
    )


@pytest.mark.parametrize("next_address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(next_address: str) -> None:
    answer = client_of(GuestFactory.create()).post(f"/account/claim/?next={next_address}", CLAIM)
    assert answer["Location"] == "/account/"


# -- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_is_shown_once() -> None:
    client = client_of(UserFactory.create())
    page = client.post("/account/keys/", {"label": "nightly", "idempotency_key": "k1"})
    key = page.context["key"]
    assert key in page.content.decode()
    assert key not in client.get("/account/keys/").content.decode()
    from foundation.models import StoredAnswer

    assert not StoredAnswer.objects.exists()


def test_a_key_needs_a_purpose() -> None:
    assert client_of(UserFactory.create()).post("/account/keys/", {"label": " "}).status_code == 400
    assert not ApiToken.objects.exists()


def test_a_key_is_revoked_after_one_question() -> None:
    token = ApiTokenFactory.create()
    client, path = client_of(token.user), f"/account/keys/{token.pk}/revoke/"
    assert "refused from now on" in client.get(path).content.decode()
    assert ApiToken.objects.exists()
    client.post(path)
    assert not ApiToken.objects.exists()
    assert client.post(path).status_code == 404


def test_other_peoples_keys_are_not_there() -> None:
    path = f"/account/keys/{ApiTokenFactory.create().pk}/revoke/"
    stranger = client_of(UserFactory.create())
    assert stranger.get(path).status_code == stranger.post(path).status_code == 404
    assert ApiToken.objects.exists()


def test_keys_cost_the_same_for_one_and_for_thirty(django_assert_num_queries: Any) -> None:
    """Session, person, keys."""
    token = ApiTokenFactory.create()
    client = client_of(token.user)
    with django_assert_num_queries(3):
        client.get("/account/keys/")
    ApiTokenFactory.create_batch(29, user=token.user)
    with django_assert_num_queries(3):
        assert len(client.get("/account/keys/").context["tokens"]) == 30
