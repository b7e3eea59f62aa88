"""Guides by role: public, the same for everybody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.learning import GUIDES, Document, document

FOR_WHOM = {
    "participant": _("You come to a workshop"),
    "business": _("You have a project"),
    "facilitator": _("You run workshops"),
    "analyst": _("You bring statistics"),
    "reviewer": _("You review proposals"),
    "official": _("You decide and publish"),
    "ministry": _("You watch over the regions"),
    "administrator": _("You give people their roles"),
    "public": _("You want to read and check"),
}


def guide_for(user: Any, guide: str) -> Document | None:
    return document(guide) if guide in GUIDES else None


def guides() -> list[tuple[Any, Document]]:
    """For whom, and the guide in the reader's language."""
    return [(FOR_WHOM[name], document(name)) for name in GUIDES]
