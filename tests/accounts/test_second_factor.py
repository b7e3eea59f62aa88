"""Authenticator app, recovery codes, passkeys: set up, asked for, removed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client, override_settings

from accounts.models import User
from tests.accounts.factors import code_now, give_app, recovery_codes, wrong_code
from tests.factories.accounts import PASSWORD, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db
FACTOR = "/account/second-factor/"


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def entered(person: User) -> Client:
    """Logged in through the door, and asked a moment ago: what changes the account asks no more."""
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def at_second_step(person: User) -> Client:
    client = Client()
    answer = client.post("/account/login/?next=/account/keys/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"].startswith(FACTOR + "authenticate/")
    assert SESSION_KEY not in client.session
    return client


def test_setting_up_asks_for_the_password_first(person: User) -> None:
    client = Client()
    client.force_login(person)
    answer = client.get(FACTOR + "totp/activate/")
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert client.post("/account/reauthenticate/", {"password": "wrong"}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_with_the_code_it_shows(person: User) -> None:
    client = entered(person)
    page = client.get(FACTOR + "totp/activate/")
    secret = page.context["form"].secret
    assert 'class="qr"' in page.content.decode()
    assert client.post(FACTOR + "totp/activate/", {"code": wrong_code(secret)}).status_code == 400
    assert not Authenticator.objects.exists()
    answer = client.post(FACTOR + "totp/activate/", {"code": code_now(secret)})
    assert answer["Location"] == FACTOR + "recovery-codes/"
    shown = client.get(answer["Location"]).content.decode()
    assert all(code in shown for code in recovery_codes(person))
    assert {str(letter.subject) for letter in mail.outbox} == {"News about the security of your account"}
    assert "authenticator app was added" in "".join(str(letter.body) for letter in mail.outbox)


def test_logging_in_then_takes_two_steps(person: User) -> None:
    secret = give_app(person)
    client = at_second_step(person)
    assert client.get("/account/keys/").status_code == 302
    wrong = client.post(FACTOR + "authenticate/", {"code": wrong_code(secret)})
    assert wrong.status_code == 400
    assert "The code is not right" in wrong.content.decode()
    assert SESSION_KEY not in client.session
    assert client.post(FACTOR + "authenticate/", {"code": code_now(secret)})["Location"] == "/account/keys/"
    assert client.session[SESSION_KEY] == str(person.pk)


def test_a_recovery_code_opens_once(person: User) -> None:
    give_app(person)
    code = recovery_codes(person)[0]
    assert at_second_step(person).post(FACTOR + "authenticate/", {"code": code}).status_code == 302
    assert at_second_step(person).post(FACTOR + "authenticate/", {"code": code}).status_code == 400


def test_a_code_that_was_used_opens_nothing_more(person: User) -> None:
    secret = give_app(person)
    code = code_now(secret)
    assert at_second_step(person).post(FACTOR + "authenticate/", {"code": code}).status_code == 302
    assert at_second_step(person).post(FACTOR + "authenticate/", {"code": code}).status_code == 400


def test_codes_cannot_be_tried_for_ever(person: User) -> None:
    secret = give_app(person)
    client = at_second_step(person)
    for _ in range(10):
        client.post(FACTOR + "authenticate/", {"code": wrong_code(secret)})
    client.post(FACTOR + "authenticate/", {"code": code_now(secret)})
    assert SESSION_KEY not in client.session


def test_a_program_needs_the_code_too(person: User) -> None:
    secret = give_app(person)
    known = {"email": person.email, "password": PASSWORD}

    def log_in(**more: str) -> int:
        return Client().post("/api/v1/session/", known | more, content_type="application/json").status_code

    assert log_in() == 400
    assert log_in(code=wrong_code(secret)) == 400
    assert log_in(code=code_now(secret)) == 200


def test_the_app_is_removed_after_one_question(person: User) -> None:
    client = entered(person)
    give_app(person)
    assert "password alone opens" in client.get(FACTOR + "totp/deactivate/").content.decode()
    assert Authenticator.objects.exists()
    client.post(FACTOR + "totp/deactivate/")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_has_our_look_and_language(person: User, language: str) -> None:
    client = entered(person)
    client.cookies["django_language"] = language
    give_app(person)
    for path in (
        "",
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "webauthn/",
        "webauthn/add/",
    ):
        page = client.get(FACTOR + path)
        assert page.status_code == 200, path
        assert f'<html lang="{language}"' in page.content.decode()
        assert 'class="site-header"' in page.content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page.content.decode())


def test_recovery_codes_are_a_file_too(person: User) -> None:
    client = entered(person)
    give_app(person)
    answer = client.get(FACTOR + "recovery-codes/download/")
    assert answer["Content-Type"].startswith("text/plain")
    assert all(code in answer.content.decode() for code in recovery_codes(person))


def test_guests_have_nothing_to_guard_and_nobody_else_is_let_near(person: User) -> None:
    give_app(person)
    guest = Client()
    guest.force_login(GuestFactory.create())
    for path in ("", "totp/activate/", "recovery-codes/", "webauthn/add/"):
        assert guest.get(FACTOR + path).status_code == 403
        assert Client().get(FACTOR + path)["Location"].startswith("/account/login/")
    stranger = entered(UserFactory.create())
    assert stranger.get(FACTOR + "recovery-codes/").status_code == 404


def test_on_plain_http_the_page_says_why_there_are_no_passkeys(person: User) -> None:
    client = entered(person)
    assert FACTOR + "webauthn/add/" in client.get(FACTOR).content.decode()
    with override_settings(MFA_SUPPORTED_TYPES=["totp", "recovery_codes"]):
        page = client.get(FACTOR).content.decode()
    assert FACTOR + "webauthn/add/" not in page
    assert "protected address (https)" in page
