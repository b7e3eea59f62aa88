"""What stands in people's inboxes, in Russian; emptied in between by `cleared`."""

from django.utils import translation

from accounts import queries
from accounts.models import Message, User


def heard(person: User) -> list[str]:
    """The oldest first, each with where it leads."""
    with translation.override("ru"):
        news = queries.read_news(Message.objects.filter(user=person).order_by("pk"))
    assert all(one.href for one in news)
    return [one.text for one in news]


def cleared() -> None:
    """What happened so far is not asked about."""
    Message.objects.all().delete()
