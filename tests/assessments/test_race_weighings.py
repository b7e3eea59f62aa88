"""Giving points against the close of a weighing. Counts on PostgreSQL with real connections only."""

from threading import Event
from typing import Any

import pytest

from assessments import actions
from assessments.actions import weighings
from assessments.models import Weigher, Weighing
from assessments.models.asked import AskedQuerySet
from foundation.transitions import WrongState
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 0.6  # seconds in which unguarded points get through


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 7}, questions=5)


def points_during_the_close(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> tuple[Weighing, Any]:
    """The close has read all points and not yet committed when one more person gives theirs."""
    weighing = actions.create_weighing(
        framework=hall.framework, workshop=hall.workshop, subject="principles", by=hall.facilitator
    )
    weighing = actions.open_weighing(weighing=weighing, merged_groups=WITH_SCIENCE, by=hall.facilitator)
    *early, late = Weigher.objects.filter(weighing=weighing).select_related("user").order_by("pk")
    points = dict(zip(weighing.items, (60, 10, 10, 10, 10), strict=True))
    for weigher in early:
        actions.record_split(weighing=weighing, points=points, by=weigher.user, sequence=1)
    has_sealed, has_given = Event(), Event()
    seal = weighings.seal_splits

    def slow(locked: Weighing) -> None:
        seal(locked)
        has_sealed.set()
        has_given.wait(PATIENCE)

    def give() -> bool:
        has_sealed.wait(10)
        stored = actions.record_split(weighing=weighing, points=points, by=late.user, sequence=1)
        has_given.set()
        return stored

    monkeypatch.setattr(weighings, "seal_splits", slow)
    _closed, given = at_once(lambda: actions.close_weighing(weighing=weighing, by=hall.facilitator), give)
    return Weighing.objects.get(pk=weighing.pk), given


def test_points_are_in_the_sealed_result_or_refused(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    weighing, given = points_during_the_close(hall, monkeypatch)
    assert isinstance(given, WrongState)
    assert weighings.splits_digest(weighing) == weighing.splits_digest
    assert Weigher.objects.filter(weighing=weighing, points__isnull=False).count() == 6


def test_without_the_guard_points_enter_behind_the_sealed_result(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: a plain look at the state in place of the one guarding statement."""
    monkeypatch.setattr(
        AskedQuerySet, "count_input", lambda rows, pk: rows.filter(pk=pk, state="opened").exists()
    )
    weighing, given = points_during_the_close(hall, monkeypatch)
    assert given is True
    assert weighings.splits_digest(weighing) != weighing.splits_digest
