"""Background work of the foundation."""

from celery import shared_task

from foundation import clock, idempotency, wake
from foundation.models import StoredAnswer


@shared_task(name="foundation.sweep")
def sweep() -> int:
    """Find lost wake-ups; forget answers kept for retries that are too old to matter."""
    StoredAnswer.objects.filter(created_at__lt=clock.now() - idempotency.RETENTION).delete()
    return wake.sweep()
