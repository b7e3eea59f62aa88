"""What a person does with the news: reading them, and saying how to hear of them by mail."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.models import MailChoice, Mailing, Message, User
from foundation import clock


def mark_read(*, message: Message, by: User) -> Message:
    """Reading twice changes nothing; there is only one's own to read."""
    Message.objects.unread().filter(pk=message.pk, user=by).update(read_at=clock.now())
    return message


def mark_all_read(*, by: User, topic: str = "") -> int:
    """All of one's news, or those of one topic; returns how many were unread."""
    mine = Message.objects.unread().filter(user=by, **({"topic": topic} if topic else {}))
    read: int = mine.update(read_at=clock.now())
    return read


@transaction.atomic
def choose_mailing(*, mailings: Mapping[str, str], by: User) -> User:
    """How to hear by mail of each of these topics, from now on and for what waits to be mailed."""
    MailChoice.objects.bulk_create(
        (MailChoice(user=by, topic=topic, mailing=mailing) for topic, mailing in mailings.items()),
        update_conflicts=True,
        unique_fields=["user", "topic"],
        update_fields=["mailing"],
    )
    for mailing in set(mailings.values()):
        topics = [topic for topic, chosen in mailings.items() if chosen == mailing]
        waiting = Message.objects.unread().filter(user=by, topic__in=topics, mailed_at=None)
        waiting.exclude(mailing=Mailing.NEVER).update(mailing=mailing)
    return by


def unsubscribe(*, person: User, topics: Iterable[str]) -> User:
    """No more mails on these topics; the inbox goes on."""
    return choose_mailing(mailings=dict.fromkeys(topics, Mailing.NEVER), by=person)
