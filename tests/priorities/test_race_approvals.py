"""Eight officials approve at once (trust.md, C2): real threads, real connections, PostgreSQL only.

The twin takes the guard away and must fail, else the first test shows nothing.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import User
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.actions import approving
from priorities.models import PrioritySet
from tests.factories.accounts import PASSWORD
from tests.priorities.councils import Council, make_council

OFFICIALS, TRIALS = 8, 50

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Outcome = tuple[int, int, int, int]  # approvals, people, transitions, officials who were told it is done


def approve_at_once(council: Council, priority_set: PrioritySet, pool: ThreadPoolExecutor) -> list[str]:
    """What each official was answered: a state, or the name of a refusal."""
    start = threading.Barrier(OFFICIALS, timeout=60)

    def approve(official: User) -> str:
        start.wait()
        try:
            return actions.approve_set(priority_set=priority_set, password=PASSWORD, by=official).state
        except Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()

    return list(pool.map(approve, council.officials))


def trial(council: Council, cycle: int, pool: ThreadPoolExecutor) -> Outcome:
    priority_set = council.submitted(cycle=cycle)
    answers = approve_at_once(council, priority_set, pool)
    rows = AuditRow.objects.filter(
        object_type="priorities.priorityset",
        object_id=str(priority_set.pk),
        verb="priorities.approve_priorityset",
    )
    approvals = list(priority_set.approvals.values_list("official_id", flat=True))
    return len(approvals), len(set(approvals)), rows.count(), answers.count(WrongState.__name__)


@contextmanager
def officials_together() -> Iterator[tuple[Council, ThreadPoolExecutor]]:
    with ThreadPoolExecutor(OFFICIALS) as pool:
        yield make_council(officials=OFFICIALS), pool


def test_exactly_two_approvals_by_two_people_and_one_transition() -> None:
    with officials_together() as (council, pool):
        outcomes = {trial(council, 2000 + number, pool) for number in range(TRIALS)}
    assert outcomes == {(2, 2, 1, OFFICIALS - 2)}


def claim_without_guard(priority_set: PrioritySet) -> PrioritySet:
    """The twin: looks first and counts afterwards, as one would without thinking of others."""
    known = PrioritySet.objects.select_related("region").get(pk=priority_set.pk)
    if known.state != PrioritySet.State.SUBMITTED or known.approvals.count() >= known.approvals_needed:
        raise WrongState("done")
    known.approvals_given = known.approvals.count() + 1
    return known


def test_the_twin_without_the_guard_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approving, "claim_approval", claim_without_guard)
    with officials_together() as (council, pool):
        outcomes = [trial(council, 2000 + number, pool) for number in range(10)]
    assert any(outcome[:3] != (2, 2, 1) for outcome in outcomes)


def test_the_database_itself_knows_the_limit(council: Council) -> None:
    from django.db import IntegrityError

    handed_in = council.submitted()
    with pytest.raises(IntegrityError):
        PrioritySet.objects.filter(pk=handed_in.pk).update(approvals_given=F("approvals_needed") + 1)
