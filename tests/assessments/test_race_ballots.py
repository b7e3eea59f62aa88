"""C1 of docs/trust: sixteen writers against the close of a round. Counts on PostgreSQL with real connections only."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier, Event

import pytest
from django.db import connection

from accounts.models import User
from assessments import actions
from assessments.actions import ballots
from assessments.models import Ballot, Round
from foundation.transitions import WrongState
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall

WRITERS = 16
TRIALS = 40
ACTIVITIES = 12

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": WRITERS}, activities=ACTIVITIES)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Each thread keeps its own connection for the whole test, and closes it at the end."""
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        yield pool
        together = Barrier(WRITERS + 1, timeout=60)

        def leave() -> None:
            together.wait()
            connection.close()

        for left in [pool.submit(leave) for _ in range(WRITERS + 1)]:
            left.result()


def trial(hall: Hall, threads: ThreadPoolExecutor) -> tuple[Round, int]:
    """One round, closed while everybody writes; returns it with the number of acknowledged ballots."""
    round = hall.open_round(WITH_SCIENCE)
    start, begun = Barrier(WRITERS + 1, timeout=60), Event()

    def write(rater: User) -> int:
        start.wait()
        for acknowledged, activity in enumerate(hall.activities):
            try:
                actions.record_ballot(
                    round=round, activity_id=activity.pk, marks={"q0": 7}, by=rater, sequence=1
                )
            except WrongState:
                return acknowledged
            begun.set()
        return len(hall.activities)

    def close() -> Round:
        start.wait()
        assert begun.wait(60), "nobody wrote"
        return actions.close_round(round=round, by=hall.facilitator)

    writers = [threads.submit(write, participant.user) for participant in hall.people["science"]]
    closed = threads.submit(close).result()
    return closed, sum(writer.result() for writer in writers)


def has_marks_after_the_close(closed: Round) -> bool:
    return actions.ballots_digest(closed) != closed.ballots_digest


def test_no_mark_enters_after_the_close(hall: Hall, threads: ThreadPoolExecutor) -> None:
    interrupted = 0
    for _ in range(TRIALS):
        closed, acknowledged = trial(hall, threads)
        stored = Ballot.objects.filter(round=closed).count()
        assert not has_marks_after_the_close(closed)
        assert stored == acknowledged, "an acknowledged mark is lost, or a refused one stored"
        interrupted += stored < WRITERS * ACTIVITIES
    assert interrupted, "the close never came between the writers: nothing was tried"


def test_without_the_guard_marks_do_enter_after_the_close(
    hall: Hall, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the same trial with a plain look at the state in place of the one guarding statement."""

    def look_only(round_id: int) -> bool:
        return Round.objects.filter(pk=round_id, state=Round.State.OPENED).exists()

    monkeypatch.setattr(ballots, "count_input", look_only)
    for number in count(1):
        closed, _acknowledged = trial(hall, threads)
        if has_marks_after_the_close(closed):
            break
        assert number < TRIALS, "the guard is not what keeps marks out: this test proves nothing"
