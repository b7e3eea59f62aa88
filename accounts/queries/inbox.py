"""News for people: who hears how, what waits to be mailed, and what a message says now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import USUAL_MAILING, MailChoice, Mailing, Message, Topic, User
from accounts.registries import Way, message_kinds

UNSUBSCRIBE_SALT = "accounts.unsubscribe"
# Asked at every request of everybody: written out, because composing it anew takes several times as long as asking it.
_PERSON_WITH_UNREAD_COUNT = """
SELECT accounts_user.*, (SELECT COUNT(*) FROM accounts_message AS message
                         WHERE message.user_id = accounts_user.id AND message.read_at IS NULL) AS unread_count
FROM accounts_user WHERE accounts_user.id = %s
"""


@dataclass(frozen=True)
class Unsubscription:
    """What a link from a mail allows, and nothing more."""

    person: User
    topics: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        return [str(Topic(topic).label) for topic in self.topics]


@dataclass(frozen=True)
class News:
    """A message as it reads now, in the active language. Without `href` what it was about is no longer there."""

    message: Message
    text: str
    href: str
    is_urgent: bool

    @property
    def open_href(self) -> str:
        """Where a press leads from the inbox: there the message becomes read, and on it goes."""
        return reverse("message_open", args=[self.message.pk]) if self.href else ""


def mailings_for(people: Any, *, topic: str, is_urgent: bool) -> dict[int, Mailing]:
    """Id of each of these people -> how news of this topic reach them by mail. One query.

    What is urgent does not wait for the digest. Who has no address yet, a guest, has the inbox only.
    """
    chosen = MailChoice.objects.filter(user=OuterRef("pk"), topic=topic).values("mailing")[:1]
    known = User.objects.filter(pk__in=people, is_active=True)
    # in one order for all who tell: two at once do not wait for each other
    rows = known.order_by("pk").values_list("pk", "email", Subquery(chosen))
    return {pk: _mailing(email, choice or USUAL_MAILING[topic], is_urgent) for pk, email, choice in rows}


def _mailing(email: str | None, choice: str, is_urgent: bool) -> Mailing:
    if email is None:
        return Mailing.NEVER
    return Mailing.AT_ONCE if is_urgent and choice == Mailing.DIGEST else Mailing(choice)


def messages_to_mail(mailing: Mailing, **narrowing: Any) -> QuerySet[Message]:
    """What waits to be mailed: who read it on the page, and who has no account any more, needs no mail."""
    reachable = {"user__is_active": True, "user__email__isnull": False}
    waiting: QuerySet[Message] = Message.objects.unread().unmailed(mailing).filter(**reachable, **narrowing)
    return waiting


def people_to_mail(messages: QuerySet[Message]) -> QuerySet[User]:
    return User.objects.filter(pk__in=messages.order_by().values("user")).order_by("pk")


def messages_of(user: User, *, topic: str = "") -> QuerySet[Message]:
    """One's own, unread first, newest first; of one topic if it is named."""
    mine = Message.objects.filter(user=user, **({"topic": topic} if topic else {}))
    return mine.order_by(F("read_at").asc(nulls_first=True), "-pk")


def message_for(user: User, *, message_id: int) -> Message | None:
    """One's own; other people's do not exist."""
    return Message.objects.filter(user_id=user.pk, pk=message_id).first()


def unread_by_topic(user: User) -> dict[str, int]:
    """Every topic this person has news of -> how many are unread, in the order of the topics. One query."""
    unread = Count("pk", filter=Q(read_at=None))
    counts = dict(
        Message.objects.filter(user_id=user.pk)
        .order_by()
        .values("topic")
        .annotate(n=unread)
        .values_list("topic", "n")
    )
    return {topic: counts[topic] for topic in Topic.values if topic in counts}


def person_with_unread_count(user_id: int) -> User | None:
    """A person with `unread_count`, in one query."""
    return next(iter(User.objects.raw(_PERSON_WITH_UNREAD_COUNT, [user_id])), None)


def way_to_inbox(user: User) -> list[Way]:
    unread = sum(unread_by_topic(user).values())
    note = ngettext("%(count)d unread", "%(count)d unread", unread) % {"count": unread} if unread else ""
    return [Way(_("My news"), reverse("inbox"), note)]


def mailing_of(user: User) -> dict[str, str]:
    """Every topic that there are kinds of news for -> how this person hears of it by mail. One query."""
    chosen = dict(MailChoice.objects.filter(user_id=user.pk).values_list("topic", "mailing"))
    known = {kind.topic for kind in message_kinds().values()}
    return {topic: str(chosen.get(topic, USUAL_MAILING[topic])) for topic in Topic.values if topic in known}


def unsubscription_for(user: Any, *, unsubscribe_token: str) -> Unsubscription | None:
    """Whom and which topics a link from a mail is about; None for a forged link or a person who is gone."""
    try:
        asked = signing.loads(unsubscribe_token, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=asked["user"], is_active=True).first()
    return Unsubscription(person, tuple(asked["topics"])) if person else None


def unsubscribe_path(user: User, topics: Iterable[str]) -> str:
    """The link that ends mails on these topics: it needs no log-in and does not grow old."""
    token = signing.dumps({"user": user.pk, "topics": sorted(set(topics))}, salt=UNSUBSCRIBE_SALT)
    return reverse("unsubscribe", args=[token])


def read_news(messages: Iterable[Message]) -> list[News]:
    """What these messages say in the active language, in their order: one query for each table they are about."""
    messages = list(messages)
    found = _things_of(messages)
    return [_read(message, found) for message in messages]


Shelf = Mapping[int, Mapping[Any, Model]]  # id of a kind's queryset -> primary key -> row


def _things_of(messages: Sequence[Message]) -> Shelf:
    """Kinds that share a queryset share its query."""
    wanted: dict[int, tuple[QuerySet[Any], set[Any]]] = {}
    for message in messages:
        kind = message_kinds().get(message.kind)
        for name, rows in kind.things.items() if kind else ():
            if name in message.things:
                wanted.setdefault(id(rows), (rows, set()))[1].add(message.things[name])
    return {shelf: rows.in_bulk(list(ids)) for shelf, (rows, ids) in wanted.items()}


def _read(message: Message, found: Shelf) -> News:
    """A thing that this message does not name is None; one that it names and nobody finds is gone."""
    kind = message_kinds().get(message.kind)
    if kind is None:
        return _gone(message)
    things: dict[str, Any] = dict.fromkeys(kind.things) | message.things
    for name in kind.things.keys() & message.things.keys():
        things[name] = found[id(kind.things[name])].get(message.things[name])
        if things[name] is None:
            return _gone(message)
    return News(message, kind.says(**things), kind.leads_to(**things), kind.is_urgent)


def _gone(message: Message) -> News:
    return News(message, _("What this was about is no longer there."), "", is_urgent=False)
