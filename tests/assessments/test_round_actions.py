"""Preparing, opening and closing: what is sealed, frozen, refused and written down."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from assessments import actions, signals
from assessments.models import Round
from discovery.models import StepKind
from foundation import audit
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.factories.discovery import ActivityFactory, StepFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


# Preparing


def test_a_round_keeps_the_order_of_its_activities_and_takes_the_free_scoring_step() -> None:
    hall = make_hall()
    StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS, position=1)
    score = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=2)
    again = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE_AGAIN, position=3)
    hall.activities.reverse()
    first, second, third = hall.round(), hall.round(), hall.round()
    assert list(first.entries.values_list("activity_id", flat=True)) == [a.pk for a in hall.activities]
    assert (first.step, second.step, third.step) == (score, again, None)


def test_nothing_of_another_region_enters_a_round() -> None:
    hall, elsewhere = make_hall(), make_hall()
    strange = {
        "framework": elsewhere.framework,
        "workshop": elsewhere.workshop,
        "activity_ids": [hall.activities[0].pk, elsewhere.activities[0].pk],
    }
    for name, value in strange.items():
        whole = {
            "region": hall.region,
            "framework": hall.framework,
            "title": "Round",
            "activity_ids": [hall.activities[0].pk],
            "by": hall.facilitator,
        } | {name: value}
        with pytest.raises(Refused):
            actions.create_round(**whole)
    assert not Round.objects.exists()


def test_a_firm_or_a_whole_sector_is_not_scored() -> None:
    hall = make_hall()
    hall.activities.append(ActivityFactory.create(region=hall.region, is_activity=False))
    with pytest.raises(Refused):
        hall.round()


def test_a_round_without_activities_is_refused() -> None:
    hall = make_hall(activities=0)
    with pytest.raises(Refused):
        hall.round()


# Steps, permissions, records


def test_only_a_facilitator_opens_and_closes() -> None:
    hall = make_hall()
    round = hall.round()
    for person in (
        member(hall.region, Role.ADMINISTRATOR),
        hall.rater(),
        member(RegionFactory.create(), Role.FACILITATOR),
    ):
        with pytest.raises(PermissionDenied):
            actions.open_round(round=round, merged_groups={}, by=person)
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    with pytest.raises(PermissionDenied):
        actions.close_round(round=opened, by=hall.rater())


def test_each_step_starts_from_one_state() -> None:
    hall = make_hall()
    round = hall.round()
    with pytest.raises(WrongState):
        actions.close_round(round=round, by=hall.facilitator)
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    with pytest.raises(WrongState):
        actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    actions.close_round(round=opened, by=hall.facilitator)
    with pytest.raises(WrongState):
        actions.close_round(round=opened, by=hall.facilitator)


def test_every_step_is_written_into_the_chain() -> None:
    hall = make_hall()
    hall.closed_round()
    rows = AuditRow.objects.filter(object_type="assessments.round").order_by("seq")
    assert [(row.verb, row.actor_id) for row in rows] == [
        ("assessments.create_round", hall.facilitator.pk),
        ("assessments.open_round", hall.facilitator.pk),
        ("assessments.close_round", hall.facilitator.pk),
    ]
    assert list(audit.faults(audit.region_chain(hall.region.pk))) == []


def test_opening_and_closing_are_announced_after_the_commit(
    django_capture_on_commit_callbacks: Any,
) -> None:
    hall = make_hall()
    told: list[str] = []

    def hear_opened(sender: Any, **news: Any) -> None:
        told.append(f"opened {news['pk']}")

    def hear_closed(sender: Any, **news: Any) -> None:
        told.append(f"closed {news['pk']}")

    signals.round_opened.connect(hear_opened)
    signals.round_closed.connect(hear_closed)
    with django_capture_on_commit_callbacks(execute=True):
        round = hall.open_round()
        assert told == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_round(round=round, by=hall.facilitator)
    assert told == [f"opened {round.pk}", f"closed {round.pk}"]


def test_the_close_seals_all_ballots_by_one_digest() -> None:
    hall = make_hall()
    closed = hall.closed_round()
    assert closed.closed_at is not None
    assert closed.closed_at > dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert closed.ballots_digest == actions.ballots_digest(closed)
    ballot = closed.ballots.first()
    assert ballot is not None
    ballot.comment = "erased later"
    ballot.save()
    assert closed.ballots_digest == actions.ballots_digest(closed), "comments can be erased"
    ballot.marks = bytes(11 - mark for mark in bytes(ballot.marks))
    ballot.save()
    assert closed.ballots_digest != actions.ballots_digest(closed)


def test_a_declared_interest_is_under_the_digest_too() -> None:
    digests = set()
    hall: Hall = make_hall()
    for interest in (False, True):
        round = hall.open_round()
        if interest:
            actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=hall.rater())
        digests.add(actions.close_round(round=round, by=hall.facilitator).ballots_digest)
    assert len(digests) == 2
