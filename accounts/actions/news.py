"""Telling people what became of what is theirs: into the inbox in the same transaction, by mail as they chose."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models, transaction

from accounts import queries
from accounts.models import Mailing, Message, User
from accounts.registries import MessageKind, message_kind
from foundation import canonical, clock, live, wake

Thing = models.Model | int | str


@transaction.atomic
def tell(
    *,
    kind: str,
    people: Iterable[User | int] | models.QuerySet[Any],
    about: models.Model,
    by: User | None = None,
    **things: Thing,
) -> int:
    """Put one message into the inbox of each of these people; returns how many heard of it.

    Call it in the transaction of the change. `people`: users, their ids, or a queryset of either (`.values("user")`); each
    hears once, and who did it (`by`) not at all. `about` and `things` must be what the kind registered; only ids are
    stored. The same news that is still unread is told anew rather than twice. The number of queries does not depend on
    the number of people.
    """
    ids = _ids({"about": about, **things})
    return _deliver(message_kind(kind), _people(people), lambda _user_id: ids, by)


@transaction.atomic
def tell_each(
    *, kind: str, things: Mapping[int, Mapping[str, Thing]], about: models.Model, by: User | None = None
) -> int:
    """As `tell`, where the sentence differs by person: id of a user -> the things of their own."""
    own = {user_id: _ids({"about": about, **mine}) for user_id, mine in things.items()}
    return _deliver(message_kind(kind), set(own), own.__getitem__, by)


@transaction.atomic
def settle(*, kinds: Iterable[str], about: models.Model, only: User | None = None) -> int:
    """What these news (told with `about` alone) asked for is done or no longer needed: they count as read.

    `only`: this person did their part, the others are still asked.
    """
    keys = {_key(kind, _ids({"about": about})) for kind in kinds}
    asked = Message.objects.unread().filter(key__in=keys, **({"user": only} if only else {}))
    settled: int = asked.update(read_at=clock.now())
    return settled


def _deliver(kind: MessageKind, people: Any, ids: Callable[[int], dict[str, Any]], by: User | None) -> int:
    mailings = queries.mailings_for(people, topic=kind.topic, is_urgent=kind.is_urgent)
    mailings.pop(by.pk if by else 0, None)
    messages = [
        Message(
            user_id=user_id,
            kind=kind.key,
            topic=kind.topic,
            things=ids(user_id),
            key=_key(kind.key, ids(user_id)),
            mailing=mailing,
        )
        for user_id, mailing in mailings.items()
    ]
    Message.objects.unread().filter(user__in=mailings, key__in={message.key for message in messages}).delete()
    Message.objects.bulk_create(messages, ignore_conflicts=True)  # told in another transaction meanwhile
    if Mailing.AT_ONCE in mailings.values():
        wake.wake("accounts.mail_news")
    for user_id in mailings:
        live.push(f"inbox:{user_id}", "inbox")
    return len(messages)


def _key(kind: str, ids: Mapping[str, Any]) -> str:
    return canonical.digest([kind, ids])


def _ids(things: Mapping[str, Thing]) -> dict[str, Any]:
    return {name: thing.pk if isinstance(thing, models.Model) else thing for name, thing in things.items()}


def _people(people: Iterable[User | int] | models.QuerySet[Any]) -> Any:
    """What `pk__in` takes: a queryset stays a subquery."""
    if isinstance(people, models.QuerySet):
        return people
    return {person if isinstance(person, int) else person.pk for person in people}
