"""Several at once, on real connections, and meetings in the middle of what they do.

A race that is left to chance may not happen on a busy machine. So a twin without the guard lets all look before any
acts: it fails every time, not most times.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

PATIENCE = 1.0
"""Seconds one waits for others whom a lock holds back: they will not come."""
LONG_PATIENCE = 60.0
"""Seconds one waits for others who are on their way."""


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """What each job returned or raised, in their order."""
    start = threading.Barrier(len(jobs), timeout=LONG_PATIENCE)
    outcomes: list[Any] = [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            start.wait()
            outcomes[place] = job()
        except Exception as error:  # noqa: BLE001  -- reason: what went wrong is what the test looks at
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def meet(
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    *,
    parties: int = 2,
    patience: float = LONG_PATIENCE,
) -> None:
    """After the step `name` of the module or class `where` each waits for the others, once.

    Call it when everything is prepared: who takes the step alone before that breaks the meeting for all. With a guard
    that holds the others back give PATIENCE; they meet where nothing holds them.
    """
    plain, meeting, met = getattr(where, name), threading.Barrier(parties), threading.local()

    def slow(*args: Any, **kwargs: Any) -> Any:
        answer = plain(*args, **kwargs)
        if not hasattr(met, "once"):
            met.once = True
            with suppress(threading.BrokenBarrierError):
                meeting.wait(patience)
        return answer

    monkeypatch.setattr(where, name, slow)
