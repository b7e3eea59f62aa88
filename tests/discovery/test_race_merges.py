"""Taking a merge apart against the opening of a round on its result: one of the two happens, never both."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from assessments.actions import create_round, open_round
from assessments.models import Round
from discovery.actions import complete_merge, propose_merge, undo_merge
from discovery.models import Activity, Merge
from foundation.transitions import Refused
from tests.assessments.halls import Hall, make_hall
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

TRIALS = 6


def merged(hall: Hall) -> Merge:
    first, second = hall.activities[:2]
    Activity.objects.filter(pk__in=(first.pk, second.pk)).update(created_by=hall.facilitator)
    merge = propose_merge(
        region=hall.region,
        activity_ids=[first.pk, second.pk],
        title="Together",
        reason="They mean the same.",
        hours=1,
        by=hall.facilitator,
    )
    done = complete_merge(merge=merge, by=hall.facilitator)
    Activity.objects.filter(merged_into=None, pk=done.result.pk if done.result else 0).update(
        is_activity=True
    )
    return done


def prepared(hall: Hall, merge: Merge) -> Round:
    return create_round(
        region=hall.region,
        framework=hall.framework,
        title="Round",
        activity_ids=[merge.result_id or 0],
        workshop=hall.workshop,
        by=hall.facilitator,
    )


def both(hall: Hall, merge: Merge, round: Round) -> tuple[Callable[[], Any], Callable[[], Any]]:
    return (
        lambda: open_round(round=round, merged_groups={}, by=hall.facilitator),
        lambda: undo_merge(merge=merge, by=hall.facilitator, reason="Wrong"),
    )


def happened(merge: Merge, round: Round) -> tuple[bool, bool]:
    return (
        Round.objects.get(pk=round.pk).state == Round.State.OPENED,
        Merge.objects.get(pk=merge.pk).state == Merge.State.UNDONE,
    )


def one_trial() -> tuple[bool, bool]:
    hall = make_hall({"science": 5, "business": 5, "government": 5, "civil_society": 5})
    merge = merged(hall)
    round = prepared(hall, merge)
    outcomes = at_once(*both(hall, merge, round))
    unexpected = [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Refused)]
    assert unexpected == []
    return happened(merge, round)


def test_either_the_round_opens_or_the_merge_is_undone() -> None:
    for _ in range(TRIALS):
        opened, undone = one_trial()
        assert opened != undone


def test_after_the_opening_it_stays_together() -> None:
    hall = make_hall({"science": 5, "business": 5, "government": 5, "civil_society": 5})
    merge = merged(hall)
    open_it, undo_it = both(hall, merge, prepared(hall, merge))
    open_it()
    with pytest.raises(Refused, match="scored as one"):
        undo_it()


def test_without_the_lock_both_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: each side has looked before the other has written."""
    import threading

    from assessments.actions import sealing
    from discovery.actions import merges

    hall = make_hall({"science": 5, "business": 5, "government": 5, "civil_society": 5})
    merge = merged(hall)
    round = prepared(hall, merge)
    both_have_looked = threading.Barrier(2, timeout=10)
    require, begun = sealing.require_scorable, merges.has_begun_with
    locked = QuerySet.select_for_update

    def without_rows_of_activities(rows: Any, *arguments: Any, **more: Any) -> Any:
        return rows.all() if rows.model is Activity else locked(rows, *arguments, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", without_rows_of_activities)

    def looked_at_list(activities: Any) -> None:
        require(activities)
        both_have_looked.wait()

    def looked_for_rounds(*arguments: Any) -> str:
        found = begun(*arguments)
        both_have_looked.wait()
        return found

    monkeypatch.setattr(sealing, "require_scorable", looked_at_list)
    monkeypatch.setattr(merges, "has_begun_with", looked_for_rounds)
    at_once(*both(hall, merge, round))
    assert happened(merge, round) == (True, True)
