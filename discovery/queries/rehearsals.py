"""The rehearsal of a workshop."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from discovery.models import Rehearsal, Workshop
from foundation import clock

KEPT_FOR = dt.timedelta(hours=24)
SILENT_FOR = dt.timedelta(minutes=2)  # waiting for a worker; after that it is woken again


def rehearsal_of(workshop: Workshop) -> Rehearsal | None:
    return Rehearsal.objects.select_related("copy__region", "asked_by").filter(workshop=workshop).first()


def rehearsal_by_id(rehearsal_id: int) -> Rehearsal | None:
    rows = Rehearsal.objects.select_related(
        "workshop__region", "copy__region", "copy__current_step", "asked_by"
    )
    return rows.filter(pk=rehearsal_id).first()


def is_rehearsal(workshop: Any) -> bool:
    """Asked of the copy itself. One query."""
    return Rehearsal.objects.filter(copy=workshop.pk).exists()


def rehearsals_to_do() -> Iterator[tuple[str, tuple[int, ...]]]:
    """For the sweep: those whose beginning was lost, and those left lying."""
    now = clock.now()
    lost = Rehearsal.objects.filter(state=Rehearsal.State.ASKED, asked_at__lt=now - SILENT_FOR)
    yield from (("demo.play_rehearsal", (pk,)) for pk in lost.values_list("pk", flat=True))
    old = Rehearsal.objects.filter(asked_at__lt=now - KEPT_FOR)
    yield from (("discovery.end_rehearsal", (pk,)) for pk in old.values_list("pk", flat=True))
