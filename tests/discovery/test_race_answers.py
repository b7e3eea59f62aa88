"""Objecting to a merge while it is completed. Counts on PostgreSQL with real connections only."""

from threading import Event
from typing import Any

import pytest
from django.db.models import QuerySet

from discovery.actions import answer_merge, complete_merge, merges, propose_merge
from discovery.models import Activity, Merge, MergeAnswer
from foundation.transitions import WrongState
from tests.assessments.halls import make_hall
from tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 0.6  # seconds in which an unguarded objection gets through


def objection_during_completion(monkeypatch: pytest.MonkeyPatch) -> tuple[Merge, Any, str]:
    """Everybody had agreed when the facilitator completed it; one of them changes their mind at that moment."""
    hall = make_hall({"science": 5})
    author = hall.rater()
    first, second = hall.activities[:2]
    Activity.objects.filter(pk=first.pk).update(created_by=author)
    Activity.objects.filter(pk=second.pk).update(created_by=hall.facilitator)
    merge = propose_merge(
        region=hall.region,
        activity_ids=[first.pk, second.pk],
        title="Together",
        reason="They mean the same.",
        hours=24,
        by=hall.facilitator,
    )
    answer_merge(merge=merge, agrees=True, by=author)
    has_looked, has_objected = Event(), Event()
    look = merges.consent_of

    def slow(locked: Merge) -> Any:
        found = look(locked)
        has_looked.set()
        has_objected.wait(PATIENCE)
        return found

    def object_to_it() -> MergeAnswer:
        has_looked.wait(10)
        answer = answer_merge(merge=merge, agrees=False, reason="They do not.", by=author)
        has_objected.set()
        return answer

    monkeypatch.setattr(merges, "consent_of", slow)
    _done, objection = at_once(lambda: complete_merge(merge=merge, by=hall.facilitator), object_to_it)
    return Merge.objects.get(pk=merge.pk), objection, MergeAnswer.objects.get(merge=merge).answer


def test_nobodys_objection_is_passed_over_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    merge, objection, answer = objection_during_completion(monkeypatch)
    assert isinstance(objection, WrongState)
    assert (merge.state, answer) == (Merge.State.COMPLETED, MergeAnswer.Answer.AGREED)


def test_without_the_lock_a_merge_is_completed_over_a_fresh_objection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: both look at the row without locking it."""
    locked = QuerySet.select_for_update

    def without_rows_of_merges(rows: Any, *arguments: Any, **more: Any) -> Any:
        return rows.all() if rows.model is Merge else locked(rows, *arguments, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", without_rows_of_merges)
    merge, objection, answer = objection_during_completion(monkeypatch)
    assert isinstance(objection, MergeAnswer)
    assert (merge.state, answer) == (Merge.State.COMPLETED, MergeAnswer.Answer.OBJECTED)
