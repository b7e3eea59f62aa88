"""Background work of a hall."""

from celery import shared_task

from discovery.actions import give_up_rehearsal


@shared_task(name="discovery.end_rehearsal")
def end_old_rehearsal(rehearsal_id: int) -> None:
    """Wipe a rehearsal that was left lying for a day. Safe to run twice."""
    give_up_rehearsal(rehearsal_id=rehearsal_id)
