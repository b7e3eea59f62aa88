"""Background work: ids in, load, one call."""

from celery import shared_task

from priorities.actions import reminding, webhooks


@shared_task(name="priorities.deliver")
def deliver(delivery_id: int) -> bool:
    """Safe to run twice."""
    return webhooks.deliver(delivery_id)


@shared_task(name="priorities.remind_of_review")
def remind_of_review(priority_id: int) -> bool:
    """Safe to run twice."""
    return reminding.remind_of_review(priority_id=priority_id)
