"""How a measurement is taken and printed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def figure(name: str, measured: str, promised: str) -> None:
    print(f"{name:<58} {measured:>14}   promised {promised}", flush=True)


def cpu_ms(work: Callable[[], Any], repeats: int) -> float:
    """Median milliseconds of processor time of this process; the database's own are not in it."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return median(times)


@contextmanager
def seconds() -> Iterator[Callable[[], float]]:
    start = time.perf_counter()
    yield lambda: time.perf_counter() - start


def statements(work: Callable[[], Any]) -> int:
    """Everything sent to the database, BEGIN and COMMIT left out."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in captured.captured_queries)
