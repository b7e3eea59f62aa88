"""Reminding a region that the day has come to look again at a priority."""

from django.db import transaction

from accounts.actions import tell
from foundation import clock
from priorities.models import Priority, PrioritySet
from priorities.queries.audiences import keepers_of


@transaction.atomic
def remind_of_review(*, priority_id: int) -> bool:
    """Tell the officials and facilitators, once for each day of review."""
    waiting = Priority.objects.filter(
        pk=priority_id, reminded_at=None, priority_set__state=PrioritySet.State.PUBLISHED
    )
    if waiting.exclude(review_date=None).update(reminded_at=clock.now()) != 1:
        return False
    priority = Priority.objects.select_related("priority_set").get(pk=priority_id)
    keepers = keepers_of(priority.priority_set.region_id)
    tell(
        kind="priorities.review_due",
        people=keepers,
        about=priority.priority_set,
        activity=priority.activity_id,
        day=str(priority.review_date),
    )
    return True
