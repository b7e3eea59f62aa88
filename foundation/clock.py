"""The time, by the database's clock: several web processes then agree on what came before a deadline.

Tests shift it with `shifted`; nothing else in the product reads a clock for a decision.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_QUESTION = {
    "postgresql": "SELECT statement_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}
_shift: ContextVar[dt.timedelta] = ContextVar("clock_shift", default=dt.timedelta(0))


def now() -> dt.datetime:
    """The present moment in UTC. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION[connection.vendor])
        (answer,) = cursor.fetchone()
    moment: dt.datetime = dt.datetime.fromisoformat(answer) if isinstance(answer, str) else answer
    return moment.astimezone(dt.UTC) + _shift.get()


@contextmanager
def shifted(by: dt.timedelta) -> Iterator[None]:
    """For tests: let the clock be this much ahead."""
    token = _shift.set(by)
    try:
        yield
    finally:
        _shift.reset(token)
