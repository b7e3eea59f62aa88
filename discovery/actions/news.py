"""Telling open pages of a workshop which of their parts changed.

Parts: `attendance`, `notes`, `themes`, `activities` for desk and wall, `step` and `board` for phones. What one phone
does is told to desk and wall only: five hundred phones need not ask because one of them wrote.
"""

from django.db.models import F

from discovery.models import Workshop
from foundation import live


def facilitator_changed(workshop_id: int, *parts: str) -> None:
    """Raises the version: pages that ask by it see that they are behind."""
    Workshop.objects.filter(pk=workshop_id).update(version=F("version") + 1)
    participant_changed(workshop_id, *parts)


def participant_changed(workshop_id: int, *parts: str) -> None:
    """Without the version: rows are counted instead, and a hall does not queue at the workshop's row."""
    for part in parts:
        live.push(f"workshop:{workshop_id}", part)
