"""A rehearsal walks the real run sheet, is marked, mails nobody, counts for nothing and leaves nothing."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from accounts.models import Message, User
from assessments.models import Ballot, Ranking, Round
from demo import rehearsal as played
from discovery.actions import (
    create_workshop,
    end_rehearsal,
    give_up_rehearsal,
    keep_minutes,
    rehearsals,
    start_rehearsal,
    step_workshop,
    stop_rehearsal,
)
from discovery.models import Minutes, Note, Participant, Rehearsal, Support, Workshop
from foundation.models import AuditRow, OutboxMail
from foundation.transitions import Refused, WrongState
from priorities.actions import draft_set
from regions.actions import clear_practice
from regions.models import Region, Role
from tests.discovery.hall import client_of
from tests.factories.discovery import ActivityFactory, WorkshopFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker that would play it at once sleeps."""
    monkeypatch.setattr("foundation.wake.wake", lambda *_what: None)


def prepared() -> tuple[Workshop, User]:
    region = RegionFactory.create()
    facilitator = member(region, Role.FACILITATOR)
    facilitator.language = "en"
    facilitator.save()
    workshop = create_workshop(
        region=region, title="Hall", kind="problem_solving", held_date=dt.date(2026, 11, 22), by=facilitator
    )
    return workshop, facilitator


def rehearsed(people: int = 12) -> Rehearsal:
    workshop, facilitator = prepared()
    rehearsal = start_rehearsal(workshop=workshop, people=people, by=facilitator)
    assert played.play(rehearsal.pk)
    return Rehearsal.objects.get(pk=rehearsal.pk)


def counted() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in ("foundation.AuditRow", "foundation.AuditHead")
    }


def test_made_up_people_walk_through_the_whole_run_sheet() -> None:
    rehearsal = rehearsed()
    copy = rehearsal.copy
    assert (rehearsal.state, rehearsal.progress) == ("played", 100)
    assert copy.participants.count() == 12
    assert not rehearsal.workshop.participants.exists()
    assert Note.objects.filter(workshop=copy).exists()
    assert Support.objects.filter(activity__workshop=copy).exists()
    scored = Round.objects.filter(workshop=copy, state="closed")
    assert scored.exists()
    assert Ranking.objects.filter(round__in=scored).count() == scored.count()
    assert Ballot.objects.filter(round=scored[0]).values("rater").distinct().count() == 12
    last = copy.steps.latest("position")
    assert Workshop.objects.get(pk=copy.pk).current_step == last


def test_activities_of_the_workshop_are_rehearsed_by_their_names() -> None:
    workshop, facilitator = prepared()
    for title in ("Felt", "Solar drying"):
        ActivityFactory.create(region=workshop.region, workshop=workshop, title_en=title, title=title)
    rehearsal = start_rehearsal(workshop=workshop, people=10, by=facilitator)
    played.play(rehearsal.pk)
    titles = rehearsal.copy.activities.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Felt", "Solar drying"]


def test_it_is_marked_on_every_screen() -> None:
    rehearsal = rehearsed()
    phone, desk = rehearsal.copy.participants.first(), client_of(rehearsal.asked_by)
    assert phone
    for address in (f"/workshops/{rehearsal.copy_id}/", f"/workshops/{rehearsal.copy_id}/wall/"):
        assert "Rehearsal: made-up people, nothing here counts." in desk.get(address).content.decode()
    real = desk.get(f"/workshops/{rehearsal.workshop_id}/").content.decode()
    assert "Rehearsal: made-up people" not in real


def test_it_mails_and_tells_nobody() -> None:
    before = OutboxMail.objects.count()
    rehearsal = rehearsed()
    assert OutboxMail.objects.count() == before
    assert not Message.objects.filter(user=rehearsal.asked_by).exists()


def test_it_does_not_exist_for_anybody_else() -> None:
    rehearsal = rehearsed()
    colleague = member(rehearsal.workshop.region, Role.FACILITATOR)
    assert client_of(colleague).get(f"/workshops/{rehearsal.copy_id}/").status_code == 404
    assert rehearsal.copy.region not in Region.objects.all()


def test_what_was_rehearsed_can_never_count() -> None:
    rehearsal = rehearsed()
    round = Round.objects.filter(workshop=rehearsal.copy).first()
    assert round
    assert not round.is_counting
    with pytest.raises(Refused):
        draft_set(round=round, title="Set", cycle=2026, target_count=5, by=rehearsal.asked_by)


def test_a_counting_round_could_be_drafted_so_the_guard_is_what_refuses() -> None:
    """The twin: the same ranking in the same region, with the mark taken off."""
    rehearsal = rehearsed()
    round = Round.objects.filter(workshop=rehearsal.copy).first()
    assert round
    Round.objects.filter(pk=round.pk).update(is_counting=True)
    round.refresh_from_db()
    drafted = draft_set(round=round, title="Set", cycle=2026, target_count=5, by=rehearsal.asked_by)
    assert drafted.priorities.exists()


def mistaken(rehearsal: Rehearsal) -> Rehearsal:
    """As if the copy were somebody's real workshop."""
    real = WorkshopFactory.create(region=rehearsal.workshop.region)
    rehearsal.copy = real
    return rehearsal


def test_made_up_people_enter_no_real_workshop() -> None:
    workshop, facilitator = prepared()
    rehearsal = mistaken(start_rehearsal(workshop=workshop, people=10, by=facilitator))
    with pytest.raises(Refused):
        played.Player(rehearsal).play()
    assert not Participant.objects.filter(workshop=rehearsal.copy).exists()


def test_without_the_guard_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, facilitator = prepared()
    rehearsal = mistaken(start_rehearsal(workshop=workshop, people=10, by=facilitator))
    Rehearsal.objects.filter(pk=rehearsal.pk).update(state="playing")
    monkeypatch.setattr(played, "require_rehearsal", lambda _copy: None)
    played.Player(rehearsal)._join()
    assert Participant.objects.filter(workshop=rehearsal.copy).count() == 10


def test_wiped_it_leaves_nothing_but_lines_of_audit() -> None:
    workshop, facilitator = prepared()
    before, lines = counted(), AuditRow.objects.filter(chain=f"region:{workshop.region_id}").count()
    rehearsal = start_rehearsal(workshop=workshop, people=10, by=facilitator)
    played.play(rehearsal.pk)
    assert counted() != before
    end_rehearsal(rehearsal=rehearsal, by=facilitator)
    clear_practice()
    assert counted() == before
    chain = AuditRow.objects.filter(chain=f"region:{workshop.region_id}").order_by("pk")
    assert [row.verb for row in chain][lines:] == ["discovery.start_rehearsal", "discovery.end_rehearsal"]
    start_rehearsal(workshop=workshop, people=10, by=facilitator)  # and again
    assert Rehearsal.objects.filter(workshop=workshop).exists()


def test_closed_it_leaves_no_minutes_that_nothing_could_remove() -> None:
    workshop, facilitator = prepared()
    rehearsal = start_rehearsal(workshop=workshop, people=10, by=facilitator)
    copy = step_workshop(workshop=rehearsal.copy, name="close", by=facilitator)
    with pytest.raises(Refused):
        keep_minutes(workshop=copy, by=facilitator)
    assert not Minutes.objects.exists()


def test_stopped_it_stays_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, facilitator = prepared()
    rehearsal = start_rehearsal(workshop=workshop, people=20, by=facilitator)
    joined = played.join_as_guest
    calls: list[Any] = []

    def join_and_stop(**place: Any) -> Participant:
        calls.append(place)
        if len(calls) == 5:
            stop_rehearsal(rehearsal=rehearsal, by=facilitator)
        return joined(**place)

    monkeypatch.setattr(played, "join_as_guest", join_and_stop)
    assert not played.play(rehearsal.pk)
    rehearsal.refresh_from_db()
    assert rehearsal.state == "stopped"
    assert 5 <= rehearsal.copy.participants.count() < 20
    with pytest.raises(WrongState):
        stop_rehearsal(rehearsal=rehearsal, by=facilitator)


def test_two_workers_play_it_once() -> None:
    rehearsal = rehearsed(10)
    assert not played.play(rehearsal.pk)
    assert rehearsal.copy.participants.count() == 10


@pytest.mark.parametrize("people", [9, 501])
def test_only_so_many(people: int) -> None:
    workshop, facilitator = prepared()
    with pytest.raises(Refused):
        start_rehearsal(workshop=workshop, people=people, by=facilitator)
    assert rehearsals.FEWEST == 10


def test_one_at_a_time_and_none_in_practice() -> None:
    workshop, facilitator = prepared()
    rehearsal = start_rehearsal(workshop=workshop, people=10, by=facilitator)
    with pytest.raises(WrongState):
        start_rehearsal(workshop=workshop, people=10, by=facilitator)
    with pytest.raises(Refused):
        start_rehearsal(workshop=rehearsal.copy, people=10, by=facilitator)


def test_a_rehearsal_left_lying_is_given_up() -> None:
    workshop, facilitator = prepared()
    rehearsal = start_rehearsal(workshop=workshop, people=10, by=facilitator)
    assert give_up_rehearsal(rehearsal_id=rehearsal.pk)
    assert not give_up_rehearsal(rehearsal_id=rehearsal.pk)
    assert not Rehearsal.objects.exists()
