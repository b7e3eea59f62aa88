"""Putting a mail into the outbox, and taking it out again with the person."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction

from foundation import canonical, wake
from foundation.models import OutboxAttachment, OutboxMail


@dataclass(frozen=True)
class Attachment:
    """A file made by the platform: an invitation to the calendar, a protocol."""

    name: str
    media_type: str
    content: bytes | str


@transaction.atomic
def post(
    *,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, Any],
    attachments: Iterable[Attachment] = (),
    unsubscribe: str = "",
) -> OutboxMail:
    """Have this mail sent after the commit. `language` may be empty: the site's. `unsubscribe`: a path of this site.

    `context` is plain content as foundation.canonical takes it; a text of people is cut to one line when it is shown,
    so what has several lines is given as a list. Raises ValidationError for an address that is none.
    """
    validate_email(to)
    mail = OutboxMail.objects.create(
        to=to,
        template=template,
        language=language or settings.LANGUAGE_CODE[:2],
        context=json.loads(canonical.dumps(dict(context))),
        unsubscribe=unsubscribe,
    )
    OutboxAttachment.objects.bulk_create(
        OutboxAttachment(mail=mail, name=one.name, media_type=one.media_type, content=_bytes(one.content))
        for one in attachments
    )
    wake.wake("foundation.send_mail", mail.pk)
    return mail


def forget_address(address: str) -> int:
    """Remove every mail to this address, sent or not: called in the transaction that erases a person."""
    _all, by_model = OutboxMail.objects.filter(to__iexact=address).delete()
    return by_model.get("foundation.OutboxMail", 0)


def _bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content
