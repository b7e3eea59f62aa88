"""Letters to invited people: one outbox row each, in the transaction of what they tell."""

from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, time_format

from discovery.models import Invitation, Workshop
from discovery.models.codes import link_digest, link_token
from discovery.queries import occasion_of
from foundation.documents.calendars import MEDIA_TYPE, calendar_bytes
from foundation.outbox import Attachment, post


class Letter(StrEnum):
    """Each has a template of its name under templates/emails/discovery/."""

    INVITED = "invitation"
    REMINDED = "invitation_reminder"
    MOVED = "workshop_moved"
    CANCELLED = "workshop_cancelled"
    WITHDRAWN = "invitation_withdrawn"


_METHODS = {Letter.CANCELLED: "CANCEL", Letter.WITHDRAWN: "CANCEL"}


def tell_invited(workshop: Workshop, letter: Letter) -> None:
    """A letter to everybody who is invited and did not decline."""
    people = Invitation.objects.filter(workshop=workshop, withdrawn_at=None, declined_at=None)
    for invitation in people.order_by("pk"):
        send_letter(invitation, workshop, letter)


def send_letter(invitation: Invitation, workshop: Workshop, letter: Letter) -> None:
    """With the person's own link and the entry for their calendar. From a practice copy no letter leaves."""
    if workshop.region.is_practice:
        return
    language = invitation.language or settings.LANGUAGE_CODE[:2]
    token = link_of(invitation)
    occasion = occasion_of(workshop, attendee=invitation.email, method=_METHODS.get(letter, "REQUEST"))
    with translation.override(language):
        context = {
            "title": workshop.title,
            "region": workshop.region.name,
            "date": date_format(workshop.held_date, "DATE_FORMAT"),
            "time": time_format(workshop.start_time, "TIME_FORMAT") if workshop.start_time else "",
            "place": workshop.place,
            "online_url": workshop.online_url,
            "purpose": workshop.purpose.splitlines(),
            "name": invitation.name,
            "path": reverse("workshop_invitation_detail", args=[token]),
        }
    post(
        to=invitation.email,
        template=f"discovery/{letter.value}",
        language=language,
        context=context,
        attachments=[Attachment("workshop.ics", MEDIA_TYPE, calendar_bytes(occasion))],
    )


def link_of(invitation: Invitation) -> str:
    """The token of a person's link. Where the platform's secret was changed since, the link is a new one."""
    token = link_token(invitation.nonce)
    digest = link_digest(token)
    if invitation.digest != digest:
        invitation.digest = digest
        invitation.save(update_fields=["digest"])
    return token
