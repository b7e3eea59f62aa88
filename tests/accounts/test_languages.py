"""The language somebody chose stays theirs: on the next device, and in letters."""

import pytest
from django.test import Client

from accounts import actions
from accounts.models import Mailing, User
from foundation.models import OutboxMail
from tests.accounts import newsroom
from tests.factories.accounts import (
    PASSWORD,
    GuestFactory,
    MailChoiceFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def choose(client: Client, language: str) -> None:
    assert client.post("/language/", {"language": language, "next": "/join/"}).status_code == 302


@pytest.mark.parametrize("factory", [GuestFactory, UserFactory])
def test_the_menu_saves_the_language_of_a_person(factory: type[UserFactory]) -> None:
    person = factory.create(language="ru")
    choose(client_of(person), "kk")
    assert User.objects.get(pk=person.pk).language == "kk"


def test_an_unknown_language_and_a_stranger_change_nobody() -> None:
    person = UserFactory.create(language="ru")
    choose(client_of(person), "xx")
    choose(Client(), "kk")
    assert User.objects.get(pk=person.pk).language == "ru"


def test_the_next_letter_comes_in_the_language_of_the_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.register(monkeypatch)
    person = UserFactory.create(language="ru")
    MailChoiceFactory.create(user=person, mailing=Mailing.AT_ONCE)
    choose(client_of(person), "kk")
    actions.tell(kind="tests.news", people=[person], about=OrganizationFactory.create())
    actions.mail_news()
    assert OutboxMail.objects.get(to=person.email).language == "kk"


def test_who_never_chose_keeps_the_language_of_the_log_in_page_and_a_choice_rides_along() -> None:
    for stored, kept in (("", "kk"), ("ru", "ru")):
        person = UserFactory.create(language=stored)
        browser = Client()
        browser.cookies["django_language"] = "kk"
        browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
        person.refresh_from_db()
        assert (person.language, browser.cookies["django_language"].value) == (kept, kept)
