"""Rows that leave the platform, mails and webhooks: claimed by compare-and-set, tried again with growing pauses, given up
with the error kept. What a crashed worker leaves claimed is sent again: at least once.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

from foundation import clock
from foundation.models import Sendable

Sent = TypeVar("Sent", bound=Sendable)
State = Sendable.State
CLAIM_LASTS = dt.timedelta(minutes=10)  # far longer than a server may take: then the worker is taken for dead
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
ATTEMPTS = 12  # about a day and a half
AT_ONCE = 500  # rows one sweep wakes for


def unsent(model: type[Sendable]) -> Iterator[int]:
    """For the sweep: ids of what is due, and of what a worker that died left claimed."""
    yield from _due(model).order_by("next_try_at").values_list("pk", flat=True)[:AT_ONCE]


def claim(model: type[Sent], pk: int) -> Sent | None:
    """The row, if it is due and nobody else has it. One statement decides; committed before anything leaves."""
    claimed = _due(model).filter(pk=pk)
    if claimed.update(state=State.CLAIMED, claimed_at=clock.now(), attempts=F("attempts") + 1) != 1:
        return None
    return rows_of(model).get(pk=pk)


def finish(row: Sendable, **also: Any) -> bool:
    """Mark it sent; False if another worker was given it meanwhile."""
    return bool(_mine(row).update(state=State.SENT, sent_at=clock.now(), error="", **also))


def put_back(row: Sendable, error: Exception, *, is_hopeless: bool = False, **also: Any) -> None:
    """Have it tried again after a while, or give it up."""
    pause = min(FIRST_PAUSE * 2 ** (row.attempts - 1), LONGEST_PAUSE)
    _mine(row).update(
        state=State.FAILED if is_hopeless or row.attempts >= ATTEMPTS else State.QUEUED,
        next_try_at=clock.now() + pause,
        error=f"{type(error).__name__}: {error}"[:500],
        **also,
    )


def rows_of(model: type[Sent]) -> QuerySet[Sent]:
    return model._default_manager.all()


def _due(model: type[Sent]) -> QuerySet[Sent]:
    moment = clock.now()
    waiting = Q(state=State.QUEUED, next_try_at__lte=moment)
    abandoned = Q(state=State.CLAIMED, claimed_at__lte=moment - CLAIM_LASTS)
    return rows_of(model).filter(waiting | abandoned)


def _mine(row: Sent) -> QuerySet[Sent]:
    """The row while this attempt still holds it: one that was given to another worker is no longer ours to mark."""
    return rows_of(type(row)).filter(pk=row.pk, state=State.CLAIMED, attempts=row.attempts)
