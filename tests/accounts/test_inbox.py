"""The inbox through its pages: reading, choosing, leaving; and the bell on every page."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import tell
from accounts.models import MailChoice, Mailing, Message, Topic, User
from accounts.queries import unsubscribe_path
from foundation import clock
from tests.accounts import newsroom
from tests.factories.accounts import GuestFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.register(monkeypatch)
    newsroom.register(monkeypatch, "tests.project", topic=Topic.PROJECTS, is_urgent=True)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person: User, name: str, kind: str = "tests.news") -> Message:
    tell(kind=kind, people=[person], about=OrganizationFactory.create(name=name))
    return Message.objects.get(user=person, pk=max(Message.objects.values_list("pk", flat=True)))


def texts(page: Any) -> list[str]:
    return [one.text for one in page.context["news"]]


def test_unread_news_come_first_and_the_newest_of_them() -> None:
    person = UserFactory.create()
    _first, _second, third = (told(person, name) for name in ("one", "two", "three"))
    Message.objects.filter(pk=third.pk).update(read_at=clock.now())
    told(UserFactory.create(), "not mine")
    assert texts(client_of(person).get("/account/inbox/")) == [
        "Organization: two",
        "Organization: one",
        "Organization: three",
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_the_inbox_takes_the_same_queries_for_one_and_for_thirty(count: int) -> None:
    person = UserFactory.create()
    for number in range(count):
        told(person, f"No {number}")
    client = client_of(person)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/account/inbox/")
    assert len(texts(page)) == min(count, 20)
    assert len(asked) == 6, [one["sql"] for one in asked]


def test_a_long_inbox_has_pages_and_topics() -> None:
    person = UserFactory.create()
    for number in range(21):
        told(person, f"No {number}")
    told(person, "Ours", kind="tests.project")
    client = client_of(person)
    assert len(texts(client.get("/account/inbox/?page=2"))) == 2
    assert texts(client.get("/account/inbox/?topic=projects")) == ["Organization: Ours"]
    assert len(texts(client.get("/account/inbox/?topic=nonsense"))) == 20


def test_pressing_a_news_item_reads_it_and_leads_to_its_object() -> None:
    person = UserFactory.create()
    message = told(person, "Caspian")
    answer = client_of(person).get(f"/account/inbox/{message.pk}/")
    assert answer["Location"] == f"/organizations/{message.things['about']}/"
    assert Message.objects.get(pk=message.pk).read_at


def test_marking_one_leaves_the_others_and_comes_back() -> None:
    person = UserFactory.create()
    message, other = told(person, "one"), told(person, "two")
    answer = client_of(person).post(f"/account/inbox/{message.pk}/", {"topic": "ideas"})
    assert answer["Location"] == "/account/inbox/?topic=ideas"
    assert list(Message.objects.unread()) == [other]


def test_other_peoples_news_do_not_exist() -> None:
    message = told(UserFactory.create(), "one")
    client = client_of(UserFactory.create())
    assert client.get(f"/account/inbox/{message.pk}/").status_code == 404
    assert client.post(f"/account/inbox/{message.pk}/").status_code == 404
    client.post("/account/inbox/read/")
    assert Message.objects.unread().count() == 1


def test_marking_all_may_be_of_one_topic() -> None:
    person = UserFactory.create()
    told(person, "one"), told(person, "two", kind="tests.project")
    client = client_of(person)
    assert client.post("/account/inbox/read/", {"topic": "projects"})["Location"].endswith("?topic=projects")
    assert Message.objects.unread().get().topic == "ideas"
    client.post("/account/inbox/read/")
    assert not Message.objects.unread().exists()


def test_the_bell_counts_without_a_query_of_its_own_and_not_for_strangers() -> None:
    person = UserFactory.create()
    client = client_of(person)
    with CaptureQueriesContext(connection) as before:
        page = client.get("/account/keys/").content.decode()
    assert "bell-count" not in page
    told(person, "one"), told(person, "two")
    with CaptureQueriesContext(connection) as after:
        page = client.get("/account/keys/").content.decode()
    assert '<span aria-hidden="true">2</span>' in page
    assert len(before) == len(after)
    assert 'class="button button-quiet bell"' not in Client().get("/account/login/").content.decode()


def test_an_empty_inbox_says_what_to_do() -> None:
    page = client_of(GuestFactory.create()).get("/account/inbox/").content.decode()
    assert "No news yet" in page
    assert "/join/" in page


# -- by mail -----------------------------------------------------------------------------------------------------


def test_choices_are_kept_and_hold_for_what_waits() -> None:
    person = UserFactory.create()
    waiting = told(person, "one")
    assert waiting.mailing == Mailing.DIGEST
    client = client_of(person)
    page = client.get("/account/inbox/settings/")
    given = page.context["form"].initial | {"ideas": "never", "projects": "digest"}
    assert client.post("/account/inbox/settings/", given).status_code == 302
    waiting.refresh_from_db()
    assert waiting.mailing == Mailing.NEVER
    assert MailChoice.objects.get(user=person, topic="projects").mailing == "digest"
    assert client.post("/account/inbox/settings/", given | {"ideas": "x"}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_link_in_the_mail_ends_such_mails_without_a_log_in() -> None:
    person = UserFactory.create()
    told(person, "one", kind="tests.project")
    (letter,) = mail.outbox
    path = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"http://127.0.0.1:8000{path}" in letter.body
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert not MailChoice.objects.exists()
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailChoice.objects.get(user=person).topic == "projects"
    told(person, "two", kind="tests.project")
    assert len(mail.outbox) == 1


def test_a_forged_or_foreign_link_is_nothing() -> None:
    person = UserFactory.create()
    path = unsubscribe_path(person, ["ideas"])
    assert Client().post(path[:-2] + "x/").status_code == 404
    person.is_active = False
    person.save()
    assert Client().post(path).status_code == 404


# -- programs ----------------------------------------------------------------------------------------------------


def test_a_program_reads_and_marks() -> None:
    person = UserFactory.create()
    message = told(person, "one")
    told(person, "two", kind="tests.project")
    client = client_of(person)
    page = client.get("/api/v1/inbox/?topic=ideas").json()
    assert [one["text"] for one in page["results"]] == ["Organization: one"]
    assert client.get("/api/v1/inbox/?subject=ideas").status_code == 400
    assert client.post(f"/api/v1/inbox/{message.pk}/read/", content_type="application/json").json()["read_at"]
    assert client.post("/api/v1/inbox/read/", {}, content_type="application/json").json() == {"read": 1}
    assert client_of(UserFactory.create()).post(f"/api/v1/inbox/{message.pk}/read/").status_code == 404
    assert Client().get("/api/v1/inbox/").status_code == 401


def test_a_program_chooses_mails() -> None:
    client = client_of(UserFactory.create())
    asked = {"mailings": [{"topic": "ideas", "mailing": "never"}]}
    answer = client.put("/api/v1/inbox/settings/", asked, content_type="application/json").json()
    assert {"topic": "ideas", "mailing": "never"} in answer["mailings"]
    assert client.get("/api/v1/inbox/settings/").json() == answer
    wrong = {"mailings": [{"topic": "ideas", "mailing": "sometimes"}]}
    assert client.put("/api/v1/inbox/settings/", wrong, content_type="application/json").status_code == 400
