"""Who is invited, and how far each invitation has come."""

import re
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from discovery.models import Invitation, InvitationStage, Workshop
from discovery.models.codes import link_digest
from foundation import clock
from foundation.documents.calendars import Occasion
from regions.permissions import roles_of

_TOKEN = re.compile(r"[0-9a-f]{32}")
_USUAL_MINUTES = 120
_ANSWERED = Q(accepted_at__isnull=False) | Q(declined_at__isnull=False)
STAGES: dict[str, Q] = {
    InvitationStage.INVITED: Q(opened_at=None, withdrawn_at=None, participant=None) & ~_ANSWERED,
    InvitationStage.OPENED: Q(opened_at__isnull=False, withdrawn_at=None, participant=None) & ~_ANSWERED,
    InvitationStage.ACCEPTED: Q(accepted_at__isnull=False, withdrawn_at=None, participant=None),
    InvitationStage.DECLINED: Q(declined_at__isnull=False, withdrawn_at=None, participant=None),
    InvitationStage.JOINED: Q(participant__isnull=False, withdrawn_at=None),
    InvitationStage.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def invitation_by_token(user: Any, *, token: str) -> Invitation | None:
    """The invitation whose link this is, withdrawn ones too: the page says so. 2^128 links: nobody guesses one."""
    if not _TOKEN.fullmatch(token):
        return None
    return (
        Invitation.objects.filter(digest=link_digest(token))
        .select_related("workshop__region", "workshop__current_step", "organization", "participant__user")
        .first()
    )


def invitation_to_run(user: Any, *, workshop_invitation_id: int) -> Invitation | None:
    """An invitation to a workshop of a region in which this person has a role."""
    return (
        Invitation.objects.filter(pk=workshop_invitation_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region", "organization")
        .first()
    )


def invitations_of(workshop: Workshop, *, stage: str = "") -> QuerySet[Invitation]:
    """In the order they were invited."""
    rows = Invitation.objects.filter(workshop=workshop).select_related("organization").order_by("pk")
    return rows.filter(STAGES[stage]) if stage else rows


def invitation_counts(workshop: Workshop) -> dict[str, int]:
    """How many stand at each stage. One query."""
    counts = {stage: Count("pk", filter=condition) for stage, condition in STAGES.items()}
    return Invitation.objects.filter(workshop=workshop).aggregate(**counts)


def minutes_of(workshop: Workshop) -> int:
    """How long it takes: as said, or as the run sheet adds up."""
    if workshop.duration_minutes:
        return workshop.duration_minutes
    return sum(workshop.steps.values_list("minutes", flat=True)) or _USUAL_MINUTES


def occasion_of(workshop: Workshop, *, attendee: str = "", method: str = "PUBLISH") -> Occasion:
    """The workshop as an entry of a calendar; a later one with the same `uid` replaces an earlier one."""
    site = settings.PUBLIC_URL.rstrip("/")
    place = ", ".join(filter(None, [workshop.place, workshop.online_url]))
    return Occasion(
        uid=f"workshop-{workshop.pk}-{workshop.created_at:%Y%m%d%H%M%S}@s3platform",
        sequence=workshop.calendar_sequence,
        title=workshop.title,
        day=workshop.held_date,
        start_time=workshop.start_time,
        minutes=minutes_of(workshop),
        time_zone=workshop.region.time_zone,
        written_at=clock.now(),
        place=place,
        about=workshop.purpose,
        url=site + reverse("workshop_enter", args=[workshop.code]) if site else "",
        organizer=_bare_address(settings.DEFAULT_FROM_EMAIL) if method != "PUBLISH" else "",
        attendee=attendee,
        method=method,
    )


def _bare_address(sender: str) -> str:
    """Without the name that may stand before it."""
    return sender.rpartition("<")[2].rstrip("> ")


def table_kind(user: Any, *, kind: str) -> str | None:
    """The kinds of file in which empty tables are offered."""
    return kind if kind in ("csv", "xlsx") else None
