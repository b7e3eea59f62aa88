"""The drills: their ledger notices what a platform gets wrong, and a hall of six is drilled for real."""

from typing import Any

import pytest

from assessments.actions import record_ballot
from assessments.forms import field_name
from assessments.models import Ballot, Round
from bench.drill import check, figures, scene
from bench.drill.drills import hall_scene, restart
from bench.drill.ledger import Ledger
from bench.drill.scene import EARLY, PRODUCT
from tests.assessments.halls import make_hall
from tests.databases import FreshDatabases

# -- the check ---------------------------------------------------------------------------------------------------


class Desk:
    """A round of one rater, written to by the action and told to the ledger as the generator does."""

    def __init__(self) -> None:
        hall = make_hall()
        self.round = hall.open_round()
        self.rater, self.activity = hall.rater(), hall.activities[0].pk
        self.place = f"{self.rater.pk}/{self.activity}"
        self.first = Round.objects.get(pk=self.round.pk).input_version
        self.ledger = Ledger()

    def give(self, sequence: int, mark: int, *, is_stored: bool = True, is_acknowledged: bool = True) -> None:
        values = {field_name("q0"): f"{mark}", "comment": ""}
        self.ledger.note_sent(self.place, sequence, values)
        if is_stored:
            self.store(sequence, mark)
        if is_acknowledged:
            self.ledger.note_acknowledged(self.place, sequence, values)

    def store(self, sequence: int, mark: int) -> None:
        record_ballot(
            round=self.round, activity_id=self.activity, marks={"q0": mark}, sequence=sequence, by=self.rater
        )

    def faults(self) -> dict[str, int]:
        self.round.refresh_from_db()
        found = check.compare(self.round, self.ledger, self.first)
        return {name: found[name] for name in ("lost", "wrong", "doubled", "missing_keys") if found[name]}


@pytest.mark.django_db
def test_what_was_acknowledged_and_is_there_is_well() -> None:
    desk = Desk()
    desk.give(1, 3)
    desk.give(2, 5)
    desk.give(3, 7, is_acknowledged=False)  # the answer was lost: the newer value is no fault
    assert desk.faults() == {}


@pytest.mark.django_db
def test_an_acknowledged_mark_that_is_not_there_is_lost() -> None:
    desk = Desk()
    desk.give(1, 3, is_stored=False)
    assert desk.faults() == {"lost": 1, "missing_keys": 1}


@pytest.mark.django_db
def test_an_older_mark_in_place_of_the_acknowledged_one_is_lost() -> None:
    desk = Desk()
    desk.give(1, 3)
    desk.give(2, 5, is_stored=False)
    assert desk.faults() == {"lost": 1, "missing_keys": 1}


@pytest.mark.django_db
def test_a_loss_that_a_later_mark_covers_is_noticed_all_the_same() -> None:
    desk = Desk()
    desk.give(1, 3, is_stored=False)
    desk.give(2, 5)
    assert desk.faults() == {"missing_keys": 1}


@pytest.mark.django_db
def test_other_marks_than_were_sent_are_wrong() -> None:
    desk = Desk()
    desk.give(1, 3)
    Ballot.objects.update(marks=bytes([9, 254]))
    assert desk.faults() == {"wrong": 1}


@pytest.mark.django_db
def test_marks_that_nobody_sent_are_wrong() -> None:
    desk = Desk()
    desk.give(1, 3)
    Ballot.objects.update(sequence=99)
    assert desk.faults() == {"wrong": 1}


@pytest.mark.django_db
def test_a_key_that_worked_twice_is_doubled() -> None:
    desk = Desk()
    desk.give(1, 3)
    desk.store(1, 3)
    assert desk.faults() == {"doubled": 1}


def test_percentiles_are_values_that_were_taken() -> None:
    hundred = [float(each) for each in range(1, 101)]
    assert [figures.percentile(hundred, share) for share in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert figures.percentile([4.0], 0.95) == 4


# -- the whole ---------------------------------------------------------------------------------------------------


def drilled(databases: FreshDatabases, app: str) -> Any:
    """Six phones for three seconds; the web process is killed in the middle."""
    numbers = {"phones": 6, "streams": 6, "rate": 12, "seconds": 3}
    scene.DATABASES.set(databases)
    faults = ((1.5, restart("web", 0.2), "kill -9 of web"),)
    without = ("worker", "beat")  # the ranking has tests of its own; each process costs seconds
    return scene.play(
        hall_scene("six phones", numbers, app=app, faults=faults, without=without, is_closed=False)
    )


@pytest.mark.journey
@pytest.mark.redis
def test_a_hall_of_six_loses_nothing_when_the_web_process_dies(fresh_databases: FreshDatabases) -> None:
    played = drilled(fresh_databases, PRODUCT)
    assert played.load["acknowledged"] > 12
    assert played.load["stream_breaks"] == 6, "it was not killed in the middle"
    assert faults_of(played) == {}
    assert played.load["left"] == 0
    assert played.load["wall_version"] == played.check["version"]


@pytest.mark.journey
@pytest.mark.redis
def test_its_twin_that_acknowledges_before_it_commits_is_caught(fresh_databases: FreshDatabases) -> None:
    assert "missing_keys" in faults_of(drilled(fresh_databases, EARLY))


def faults_of(played: Any) -> dict[str, int]:
    return {
        name: played.check[name]
        for name in ("lost", "wrong", "doubled", "missing_keys")
        if played.check[name]
    }
