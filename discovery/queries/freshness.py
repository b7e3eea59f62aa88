"""Stamps: short texts that change exactly when a part of a page would look different. One query each.

Facilitators' changes are in `Workshop.version`, which the page has read already. What participants do only adds and
removes rows, so a count and the greatest key tell it: a removed row lowers the count, an added one raises the key.
"""

from django.db.models import Count, Max, QuerySet

from discovery.models import Note, Participant, Support, Workshop


def workshop_stamp(workshop: Workshop) -> str:
    """All that facilitators change. No query."""
    return f"{workshop.pk}.{workshop.version}.{workshop.state}.{workshop.current_step_id}"


def attendance_stamp(workshop: Workshop) -> str:
    return f"{workshop_stamp(workshop)}.{_rows(Participant.objects.filter(workshop=workshop))}"


def notes_stamp(workshop: Workshop) -> str:
    return f"{workshop_stamp(workshop)}.{_rows(Note.objects.filter(workshop=workshop))}"


def support_stamp(workshop: Workshop) -> str:
    return f"{workshop_stamp(workshop)}.{_rows(Support.objects.filter(activity__workshop=workshop))}"


def step_stamp(participant: Participant) -> str:
    """What one person sees of the run sheet and of their own place. No query."""
    return f"{workshop_stamp(participant.workshop)}.{participant.pk}"


def board_stamp(participant: Participant) -> str:
    """What one person sees: their own notes, everybody's supports."""
    supports = support_stamp(participant.workshop)
    return f"{supports}.{participant.pk}.{_rows(Note.objects.filter(participant=participant))}"


def _rows(rows: QuerySet[Participant] | QuerySet[Note] | QuerySet[Support]) -> str:
    found = rows.order_by().aggregate(count=Count("pk"), greatest=Max("pk"))
    return f"{found['count']}-{found['greatest'] or 0}"
