"""News by mail: at once, or together in the morning."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from accounts import queries
from accounts.models import Mailing, Message, Topic, User
from foundation import clock, outbox

MORNING = dt.time(8)  # on the site's clock
PEOPLE_AT_ONCE = 200  # in one run of the task; the sweep wakes it again for the others


def mail_news() -> int:
    """One mail for each person with news that come at once; returns how many."""
    return _mail(queries.messages_to_mail(Mailing.AT_ONCE), "accounts/news")


def mail_digests() -> int:
    """In the morning one mail for each person with what was gathered until then; nothing where nothing was."""
    return _mail(queries.messages_to_mail(Mailing.DIGEST, created_at__lt=last_morning()), "accounts/digest")


def last_morning() -> dt.datetime:
    """When the latest digests were due: what came later waits for the next one, so nothing need be remembered."""
    here = timezone.localtime(clock.now())
    morning = here.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
    return morning if morning <= here else morning - dt.timedelta(days=1)


def _mail(messages: QuerySet[Message], template: str) -> int:
    people = list(queries.people_to_mail(messages)[:PEOPLE_AT_ONCE])
    return sum(_mail_person(person, messages.filter(user=person), template) for person in people)


@transaction.atomic
def _mail_person(person: User, messages: QuerySet[Message], template: str) -> bool:
    """Claimed, written and marked in one transaction: two workers do not both write."""
    waiting = list(messages.order_by("pk"))
    claimed = Message.objects.filter(pk__in=[message.pk for message in waiting], mailed_at=None)
    if not waiting or claimed.update(mailed_at=clock.now()) != len(waiting):
        transaction.set_rollback(True)
        return False
    language = person.language or settings.LANGUAGE_CODE
    way_out = queries.unsubscribe_path(person, [message.topic for message in waiting])
    with translation.override(language):
        outbox.post(
            to=person.email or "",
            template=template,
            language=language,
            context=_context(queries.read_news(waiting)) | {"unsubscribe": way_out},
            unsubscribe=way_out,
        )
    return True


def _context(news: list[queries.News]) -> dict[str, Any]:
    """Grouped by topic, in the order of the topics."""
    order = list(Topic.values)
    ordered = sorted(news, key=lambda one: order.index(one.message.topic))
    return {
        "count": len(news),
        "first": news[0].text,
        "inbox": reverse("inbox"),
        "topics": [
            {
                "label": str(Topic(topic).label),
                "items": [{"text": one.text, "path": one.href} for one in group],
            }
            for topic, group in groupby(ordered, key=lambda one: one.message.topic)
        ],
    }
