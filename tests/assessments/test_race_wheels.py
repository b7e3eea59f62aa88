"""Grades of a self-assessment against its close, and against each other. Counts on PostgreSQL with real connections only."""

from threading import Event
from typing import Any

import pytest

from assessments import actions
from assessments.actions import wheels
from assessments.models import Grader, Wheel
from assessments.models.asked import AskedQuerySet
from foundation.transitions import WrongState
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 0.6  # seconds in which an unguarded sheet gets through
GRADES = {"assets": 3, "outward": 4, "entrepreneurs": 0}


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 7}, activities=1)


def opened(hall: Hall) -> Wheel:
    wheel = actions.create_wheel(
        region=hall.region, workshop=hall.workshop, title="Strategy", by=hall.facilitator
    )
    return actions.open_wheel(wheel=wheel, merged_groups=WITH_SCIENCE, by=hall.facilitator)


def sheet_during_the_close(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> tuple[Wheel, Any]:
    """The close has read all sheets and not yet committed when one more person gives theirs."""
    wheel = opened(hall)
    *early, late = Grader.objects.filter(wheel=wheel).select_related("user").order_by("pk")
    for grader in early:
        actions.record_grades(wheel=wheel, step="context", grades=GRADES, by=grader.user, sequence=1)
    has_sealed, has_given = Event(), Event()
    seal = wheels.seal_grades

    def slow(locked: Wheel) -> None:
        seal(locked)
        has_sealed.set()
        has_given.wait(PATIENCE)

    def give() -> bool:
        has_sealed.wait(10)
        stored = actions.record_grades(wheel=wheel, step="context", grades=GRADES, by=late.user, sequence=1)
        has_given.set()
        return stored

    monkeypatch.setattr(wheels, "seal_grades", slow)
    _closed, given = at_once(lambda: actions.close_wheel(wheel=wheel, by=hall.facilitator), give)
    return Wheel.objects.get(pk=wheel.pk), given


def test_a_sheet_is_in_the_sealed_result_or_refused(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel, given = sheet_during_the_close(hall, monkeypatch)
    assert isinstance(given, WrongState)
    assert wheels.grades_digest(wheel) == wheel.grades_digest
    assert Grader.objects.filter(wheel=wheel).exclude(grades={}).count() == 6


def look_only(rows: Any, pk: int) -> bool:
    return bool(rows.filter(pk=pk, state="opened").exists())


def test_without_the_guard_a_sheet_enters_behind_the_sealed_result(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: a plain look at the state in place of the one guarding statement."""
    monkeypatch.setattr(AskedQuerySet, "count_input", look_only)
    wheel, given = sheet_during_the_close(hall, monkeypatch)
    assert given is True
    assert wheels.grades_digest(wheel) != wheel.grades_digest


def two_steps_at_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """One phone sends two steps at a time; the first has been read and not yet stored when the second comes."""
    wheel, person = opened(hall), hall.rater()
    has_read, may_store = Event(), Event()
    save = Grader.save

    def slow(grader: Grader, **options: Any) -> None:
        if not has_read.is_set():
            has_read.set()
            may_store.wait(PATIENCE)
        save(grader, **options)

    def second() -> bool:
        has_read.wait(10)
        try:
            return actions.record_grades(wheel=wheel, step="vision", grades={"innovation": 5}, by=person)
        finally:
            may_store.set()

    monkeypatch.setattr(Grader, "save", slow)
    at_once(lambda: actions.record_grades(wheel=wheel, step="context", grades=GRADES, by=person), second)
    grades: dict[str, int] = Grader.objects.get(user=person).grades
    return grades


def test_two_steps_of_one_person_both_arrive(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_steps_at_once(hall, monkeypatch) == GRADES | {"innovation": 5}


def test_without_the_lock_one_step_wipes_out_the_other(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same plain look."""
    monkeypatch.setattr(AskedQuerySet, "count_input", look_only)
    assert two_steps_at_once(hall, monkeypatch) == GRADES
