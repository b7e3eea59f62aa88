"""Waking workers without waiting for them.

`wake("assessments.rebuild_ranking", round_id)` inside a transaction: after the commit the task is published from the
background. A task is only a wake-up: if it is lost, the sweep finds the read model whose version is behind.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

from foundation import background

Overdue = Callable[[], Iterable[tuple[str, tuple[Any, ...]]]]
_sweeps: list[Overdue] = []


def wake(task: str, *ids: Any) -> None:
    """Have the named task run soon after this transaction commits; never if it rolls back."""
    transaction.on_commit(partial(_publish, task, ids))


def register_sweep(overdue: Overdue) -> None:
    """`overdue()` yields (task name, ids) for work whose wake-up was lost. Filled in apps.ready()."""
    _sweeps.append(overdue)


def sweep() -> int:
    """Wake what was missed; returns how many."""
    found = [work for overdue in _sweeps for work in overdue()]
    for task, ids in found:
        _publish(task, ids)
    return len(found)


def _publish(task: str, ids: tuple[Any, ...]) -> None:
    if settings.WAKE_INLINE:
        current_app.loader.import_default_modules()  # a worker does this at its start
        current_app.tasks[task].apply(args=ids, throw=True)
    else:
        background.post((task, ids), partial(_send, task, ids))


def _send(task: str, ids: tuple[Any, ...]) -> None:
    current_app.send_task(task, args=ids, retry=False, ignore_result=True)
