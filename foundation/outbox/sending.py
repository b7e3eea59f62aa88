"""Sending the mails that wait (foundation.sending says how often and how long)."""

import datetime as dt
import logging
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused

from django.core.mail import get_connection
from django.db import transaction

from foundation import clock, sending
from foundation.models import OutboxAttachment, OutboxMail
from foundation.outbox.letters import letter_of

log = logging.getLogger(__name__)
State = OutboxMail.State
SERVER_TIMEOUT = 20  # seconds
KEPT = dt.timedelta(days=30)


def send(mail_id: int) -> bool:
    """Send this mail if it is due and nobody else is sending it. Safe to run twice. Answers whether it was sent now."""
    mail = sending.claim(OutboxMail, mail_id)
    if mail is None:
        return False
    try:
        connection = get_connection(timeout=SERVER_TIMEOUT)
        letter_of(mail, connection=connection).send()
    except Exception as error:
        log.warning("mail %s was not sent, attempt %s", mail.pk, mail.attempts, exc_info=True)
        sending.put_back(mail, error, is_hopeless=_is_refused_for_good(error))
        return False
    _finish(mail)
    return True


def unsent() -> Iterator[tuple[str, tuple[int]]]:
    """For the sweep."""
    for mail_id in sending.unsent(OutboxMail):
        yield "foundation.send_mail", (mail_id,)


def forget_old() -> None:
    """Sent and given-up mails hold addresses: they go after KEPT."""
    over = OutboxMail.objects.filter(state__in=(State.SENT, State.FAILED))
    over.filter(created_at__lt=clock.now() - KEPT).delete()


@transaction.atomic
def _finish(mail: OutboxMail) -> None:
    """Nothing is kept of a sent mail but to whom, what kind and when."""
    if sending.finish(mail, context={}):
        OutboxAttachment.objects.filter(mail=mail).delete()


def _is_refused_for_good(error: Exception) -> bool:
    """The mail server knows that there is nobody at this address (a code from 500 on)."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in error.recipients.values())
