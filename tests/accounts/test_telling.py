"""News reach the inbox in the transaction of the change, once each, and the post as people chose."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from accounts import actions, queries
from accounts.actions import tell
from accounts.models import Mailing, Message, Organization, Topic, User
from foundation import clock
from foundation.models import OutboxMail
from tests.accounts import newsroom
from tests.factories.accounts import GuestFactory, MailChoiceFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization() -> Organization:
    return OrganizationFactory.create(name="Caspian Institute")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.register(monkeypatch)
    newsroom.register(monkeypatch, "tests.urgent", is_urgent=True)
    newsroom.register(monkeypatch, "tests.project", topic=Topic.PROJECTS)


def told(person: User) -> list[str]:
    return [news.text for news in queries.read_news(queries.messages_of(person))]


def test_each_person_hears_once_and_who_did_it_not_at_all(organization: Organization) -> None:
    author, facilitator = UserFactory.create(), UserFactory.create()
    heard = tell(
        kind="tests.news", people=[author, author.pk, facilitator], about=organization, by=facilitator
    )
    assert heard == 1
    assert told(author) == ["Organization: Caspian Institute"]
    assert told(facilitator) == []


def test_people_may_be_a_queryset(organization: Organization) -> None:
    people = UserFactory.create_batch(2)
    everybody = User.objects.filter(pk__in=[person.pk for person in people])
    assert tell(kind="tests.news", people=everybody, about=organization) == 2
    assert tell(kind="tests.project", people=everybody.values("pk"), about=organization) == 2


def test_a_closed_account_hears_nothing(organization: Organization) -> None:
    assert tell(kind="tests.news", people=[UserFactory.create(is_active=False)], about=organization) == 0


def test_the_same_news_waits_once_and_comes_again_after_it_was_read(organization: Organization) -> None:
    person = UserFactory.create()
    for _ in range(3):
        tell(kind="tests.news", people=[person], about=organization)
    assert len(told(person)) == 1
    Message.objects.update(read_at=clock.now())
    tell(kind="tests.news", people=[person], about=organization)
    tell(kind="tests.news", people=[person], about=OrganizationFactory.create(name="Another"))
    assert len(told(person)) == 3


def test_news_that_nobody_registered_are_a_mistake(organization: Organization) -> None:
    with pytest.raises(KeyError):
        tell(kind="tests.misspelt", people=[], about=organization)


@pytest.mark.parametrize("count", [1, 30])
def test_telling_takes_the_same_queries_for_one_and_for_thirty(
    organization: Organization, count: int
) -> None:
    people = UserFactory.create_batch(count)
    with CaptureQueriesContext(connection) as asked:
        tell(kind="tests.news", people=people, about=organization)
    work = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(work) == 3, work


@pytest.mark.parametrize("count", [1, 30])
def test_reading_takes_one_query_for_the_things_of_all(organization: Organization, count: int) -> None:
    person = UserFactory.create()
    for number in range(count):
        tell(kind="tests.news", people=[person], about=OrganizationFactory.create(name=f"No {number}"))
    messages = list(queries.messages_of(person))
    with CaptureQueriesContext(connection) as asked:
        queries.read_news(messages)
    assert len(asked) == 1


def test_what_is_gone_is_said_to_be_gone(organization: Organization) -> None:
    person = UserFactory.create()
    tell(kind="tests.news", people=[person], about=organization)
    organization.delete()
    (news,) = queries.read_news(queries.messages_of(person))
    assert (news.text, news.href) == ("What this was about is no longer there.", "")


MAILINGS: list[tuple[str, Mailing | None, Mailing]] = [
    ("tests.news", None, Mailing.DIGEST),
    ("tests.news", Mailing.AT_ONCE, Mailing.AT_ONCE),
    ("tests.news", Mailing.NEVER, Mailing.NEVER),
    ("tests.urgent", None, Mailing.AT_ONCE),
    ("tests.urgent", Mailing.NEVER, Mailing.NEVER),
]


@pytest.mark.parametrize(("kind", "choice", "mailing"), MAILINGS)
def test_people_choose_how_they_hear(
    organization: Organization, kind: str, choice: Mailing | None, mailing: Mailing
) -> None:
    person = UserFactory.create()
    if choice:
        MailChoiceFactory.create(user=person, topic=Topic.IDEAS, mailing=choice)
        MailChoiceFactory.create(user=UserFactory.create(), topic=Topic.IDEAS, mailing=Mailing.NEVER)
        MailChoiceFactory.create(user=person, topic=Topic.PROJECTS, mailing=Mailing.NEVER)
    tell(kind=kind, people=[person], about=organization)
    assert Message.objects.get().mailing == mailing


def test_a_guest_has_the_inbox_only(organization: Organization) -> None:
    guest = GuestFactory.create()
    tell(kind="tests.urgent", people=[guest], about=organization)
    assert Message.objects.get(user=guest).mailing == Mailing.NEVER


# -- mails -------------------------------------------------------------------------------------------------------

committed = pytest.mark.django_db(transaction=True)


@committed
def test_news_that_come_at_once_are_mailed_after_the_commit_in_the_readers_language(
    organization: Organization,
) -> None:
    person = UserFactory.create(language="ru")
    with transaction.atomic():
        tell(kind="tests.project", people=[person], about=organization)
        assert mail.outbox == []
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "Организация: Caspian Institute"
    assert f"http://127.0.0.1:8000/organizations/{organization.pk}/" in letter.body
    assert actions.mail_news() == 0


@committed
def test_a_rollback_tells_nobody(organization: Organization) -> None:
    person = UserFactory.create()
    with transaction.atomic():
        tell(kind="tests.project", people=[person], about=organization)
        transaction.set_rollback(True)
    assert (told(person), mail.outbox) == ([], [])


def morning(days: int = 0, hour: int = 8) -> Any:
    """The clock as it stands this many days on, at this hour."""
    there = timezone.localtime(clock.now()) + dt.timedelta(days=days)
    return clock.shifted(there.replace(hour=hour, minute=1) - clock.now())


@override_settings(TIME_ZONE="Asia/Almaty")
def test_the_digest_is_one_mail_in_the_morning(organization: Organization) -> None:
    person = UserFactory.create(language="ru")
    MailChoiceFactory.create(user=person, topic=Topic.PROJECTS, mailing=Mailing.DIGEST)
    tell(kind="tests.news", people=[person], about=organization)
    tell(kind="tests.project", people=[person], about=organization)
    assert actions.mail_digests() == 0
    with morning(days=1):
        assert actions.mail_digests() == 1
        assert actions.mail_digests() == 0
    posted = OutboxMail.objects.get()
    assert posted.template == "accounts/digest"
    assert [topic["label"] for topic in posted.context["topics"]] == [
        "Мои идеи и что с ними стало",
        "Проекты",
    ]


def test_what_was_read_needs_no_digest(organization: Organization) -> None:
    person = UserFactory.create()
    tell(kind="tests.news", people=[person], about=organization)
    Message.objects.update(read_at=clock.now())
    with morning(days=1):
        assert actions.mail_digests() == 0
    assert not OutboxMail.objects.exists()
