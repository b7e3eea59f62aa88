"""Wake-ups and live pushes: after the commit, never in the way of a request, found again when lost."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from celery import current_app
from django.db import transaction

from foundation import background, wake
from foundation.wake import register_sweep, sweep


@pytest.fixture
def woken() -> Iterator[list[int]]:
    seen: list[int] = []

    def remember(number: int) -> None:
        seen.append(number)

    current_app.task(remember, name="tests.remember")
    yield seen
    current_app.tasks.pop("tests.remember")


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_after_the_commit_only(woken: list[int]) -> None:
    with transaction.atomic():
        wake.wake("tests.remember", 1)
        assert woken == []
    assert woken == [1]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_wakes_nobody(woken: list[int]) -> None:
    with transaction.atomic():
        wake.wake("tests.remember", 1)
        transaction.set_rollback(True)
    assert woken == []


def test_the_sweep_wakes_what_was_missed(woken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wake, "_sweeps", [])
    register_sweep(lambda: [("tests.remember", (7,)), ("tests.remember", (8,))])
    assert sweep() == 2
    assert woken == [7, 8]


def test_posting_does_not_wait_and_says_equal_things_once() -> None:
    gate = threading.Event()
    said: list[Any] = []
    background.post("slow", lambda: bool(gate.wait()) or None)
    for number in range(3):
        background.post("same", partial(said.append, number))
    assert said == []
    gate.set()
    background.post("end", lambda: said.append("end"))
    wait_for(lambda: "end" in said)
    assert said == [2, "end"]


def says(monkeypatch: pytest.MonkeyPatch, rest: float) -> int:
    """How often the same news of a hall is said while its phones mark for a third of a second."""
    said: list[int] = []
    monkeypatch.setattr(background, "REST", rest)
    for number in range(30):
        background.post("turnout", partial(said.append, number))
        time.sleep(0.01)
    wait_for(lambda: 29 in said)
    return len(said)


def test_the_same_news_of_a_hall_is_said_a_few_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    assert says(monkeypatch, 0.2) <= 6


def test_its_twin_without_a_rest_says_it_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert says(monkeypatch, 0.0) > 10


def test_a_failing_message_does_not_stop_the_next(caplog: pytest.LogCaptureFixture) -> None:
    done: list[bool] = []

    def fail() -> None:
        raise ConnectionError("Redis is away")

    background.post("bad", fail)
    background.post("good", lambda: done.append(True))
    wait_for(lambda: bool(done))
    assert "Redis is away" in caplog.text


def wait_for(condition: Any, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
