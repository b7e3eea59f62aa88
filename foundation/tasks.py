"""Background work of the foundation."""

from celery import shared_task

from foundation import clock, idempotency, outbox, wake
from foundation.models import StoredAnswer
from foundation.monitoring.checks import note_sweep
from foundation.uploads import drafts


@shared_task(name="foundation.sweep")
def sweep() -> int:
    """Find lost wake-ups; forget kept answers and mails that are too old to matter, and files nobody came back to."""
    StoredAnswer.objects.filter(created_at__lt=clock.now() - idempotency.RETENTION).delete()
    note_sweep()
    outbox.forget_old()
    drafts.forget_abandoned()
    return wake.sweep()


@shared_task(name="foundation.send_mail")
def send_mail(mail_id: int) -> bool:
    return outbox.send(mail_id)
