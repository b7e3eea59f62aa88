"""Sessions and keys for programs."""

from typing import Any

import pytest
from django.test import Client

from accounts import actions, registries
from accounts.models import ApiToken, User
from accounts.registries import HeldRole
from foundation.models import StoredAnswer
from tests.factories.accounts import PASSWORD, ApiTokenFactory, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db
SESSION, TOKENS = "/api/v1/session/", "/api/v1/tokens/"


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def log_in(client: Client, person: User, password: str = PASSWORD) -> Any:
    return client.post(
        SESSION, {"email": person.email, "password": password}, content_type="application/json"
    )


def bearer(person: User) -> dict[str, str]:
    _token, key = actions.issue_token(label="test", by=person)
    return {"Authorization": f"Bearer {key}"}


def test_a_plain_client_logs_in_writes_and_logs_out(person: User) -> None:
    client = strict()
    answer = log_in(client, person)
    assert (answer.status_code, answer.json()["id"]) == (200, person.pk)
    assert client.get(SESSION).json()["email"] == person.email
    write = {"data": {"label": "nightly"}, "content_type": "application/json"}
    assert client.post(TOKENS, **write).status_code == 403  # without the token against forgery
    headers = {"X-CSRFToken": client.get(SESSION).json()["csrf_token"]}
    assert client.post(TOKENS, **write, headers=headers).status_code == 201
    assert client.delete(SESSION, headers=headers).status_code == 204
    assert client.get(SESSION).status_code == 401


def test_who_am_i_names_roles_by_region(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        registries, "_roles", [lambda user: [HeldRole("XX-1", "Region", "official", "Official")]]
    )
    assert log_in(Client(), person).json()["roles"] == [{"region": "XX-1", "role": "official"}]


@pytest.mark.parametrize(("password", "active"), [("wrong", True), (PASSWORD, False)])
def test_a_wrong_password_and_a_closed_account_look_the_same(password: str, active: bool) -> None:
    client = Client()
    answer = log_in(client, UserFactory.create(is_active=active), password)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "password"
    assert client.get(SESSION).status_code == 401


def test_failures_close_the_account_for_a_while(person: User) -> None:
    for _ in range(10):
        log_in(Client(), person, "guess")
    assert log_in(Client(), person).status_code == 429
    assert log_in(Client(), UserFactory.create()).status_code == 200


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_form_of_another_site_cannot_log_anybody_in(person: User, content_type: str) -> None:
    assert Client().post(SESSION, b"{}", content_type=content_type).status_code == 415


def test_the_session_wants_email_and_password() -> None:
    assert Client().post(SESSION, {}, content_type="application/json").status_code == 400
    assert Client().put(SESSION).status_code == 405


def test_a_key_says_who_it_is_but_ends_no_session(person: User) -> None:
    headers = bearer(person)
    assert Client().get(SESSION, headers=headers).json()["id"] == person.pk
    assert Client().delete(SESSION, headers=headers).status_code == 403


def test_an_unknown_key_is_refused() -> None:
    assert Client().get(SESSION, headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_a_key_is_made_in_a_session_shown_once_and_kept_nowhere(person: User) -> None:
    client = Client()
    client.force_login(person)
    answer = client.post(
        TOKENS, {"label": "x"}, content_type="application/json", headers={"Idempotency-Key": "k1"}
    )
    key = answer.json()["key"]
    assert not StoredAnswer.objects.exists()
    assert key not in client.get(TOKENS).content.decode()
    assert Client().get(TOKENS, headers={"Authorization": f"Bearer {key}"}).json()["count"] == 1


def test_a_key_begets_no_keys_but_may_end_itself(person: User) -> None:
    headers = bearer(person)
    answer = Client().post(TOKENS, {"label": "x"}, content_type="application/json", headers=headers)
    assert answer.status_code == 403
    token = ApiToken.objects.get()
    assert Client().delete(f"{TOKENS}{token.pk}/", headers=headers).status_code == 204
    assert Client().get(TOKENS, headers=headers).status_code == 401


def test_other_peoples_keys_are_not_there(person: User) -> None:
    other = ApiTokenFactory.create()
    client = Client()
    client.force_login(person)
    assert client.delete(f"{TOKENS}{other.pk}/").status_code == 404
    assert client.get(TOKENS).json()["results"] == []


@pytest.mark.parametrize(("path", "method"), [(TOKENS, "put"), (f"{TOKENS}1/", "get"), (SESSION, "patch")])
def test_wrong_methods(person: User, path: str, method: str) -> None:
    client = Client()
    client.force_login(person)
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", [TOKENS, SESSION])
def test_nobody_in_particular_is_asked_who_they_are(path: str) -> None:
    assert Client().get(path).status_code == 401


def test_guests_hold_no_keys() -> None:
    client = Client()
    client.force_login(GuestFactory.create())
    assert client.get(TOKENS).status_code == 403
    assert client.get(SESSION).json()["is_guest"] is True


def test_keys_cost_the_same_for_one_and_for_thirty(person: User, django_assert_num_queries: Any) -> None:
    """Session, person, count, rows."""
    client = Client()
    client.force_login(person)
    ApiTokenFactory.create(user=person)
    with django_assert_num_queries(4):
        client.get(TOKENS)
    ApiTokenFactory.create_batch(29, user=person)
    with django_assert_num_queries(4):
        assert client.get(TOKENS).json()["count"] == 30
