"""A kind of news for tests: about an organization, in three languages by way of a text the catalogues have."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import registries
from accounts.models import Organization, Topic
from accounts.registries import MessageKind

ORGANIZATIONS = Organization.objects.all()


def says(about: Organization, **_things: Any) -> str:
    return f"{_('Organization')}: {about.name}"


def leads_to(about: Organization, **_things: Any) -> str:
    return f"/organizations/{about.pk}/"


def register(monkeypatch: Any, key: str = "tests.news", **more: Any) -> MessageKind:
    """Known for the time of one test."""
    given = {"topic": Topic.IDEAS, "says": says, "leads_to": leads_to, "things": {"about": ORGANIZATIONS}}
    kind = MessageKind(key=key, **given | more)
    monkeypatch.setitem(registries._message_kinds, key, kind)
    return kind
