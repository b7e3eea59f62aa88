"""A second person's yes against the close of the round. Counts on PostgreSQL with real connections only."""

from threading import Event
from typing import Any

import pytest

from accounts.models import User
from assessments import actions
from assessments.actions import rounds, voids
from assessments.models import RosterEntry, Round, Void
from foundation.transitions import WrongState
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.factories.regions import member
from tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 0.6  # seconds in which an unguarded yes gets through


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 7})


def yes_during_the_close(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What both got. The close has sealed its counts and not yet committed when the second person confirms."""
    official: User = member(hall.region, Role.OFFICIAL)
    round = hall.open_round(WITH_SCIENCE)
    rater = RosterEntry.objects.filter(round=round).latest("pk")
    void = actions.ask_void(round=round, rater=rater, ground="twice", reason="x", by=hall.facilitator)
    has_sealed, has_confirmed, seal = Event(), Event(), rounds.seal_ballots

    def slow(locked: Round) -> None:
        seal(locked)
        has_sealed.set()
        has_confirmed.wait(PATIENCE)

    def confirm() -> Void:
        has_sealed.wait(10)
        decided = actions.decide_void(void=void, is_confirmed=True, by=official)
        has_confirmed.set()
        return decided

    monkeypatch.setattr(rounds, "seal_ballots", slow)
    return at_once(lambda: actions.close_round(round=round, by=hall.facilitator), confirm)


def test_a_yes_comes_wholly_before_the_close_or_not_at_all(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, answer = yes_during_the_close(hall, monkeypatch)
    assert isinstance(answer, WrongState)
    assert (closed.state, closed.void_counts, Void.objects.get().state) == ("closed", {}, "asked")
    assert actions.ballots_digest(closed) == closed.ballots_digest


def test_without_the_guard_the_two_get_into_each_other(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: a plain look at the state in place of the one guarding statement. The yes is either struck behind the
    sealed counts, or it and the close wait for each other until the database ends one of them."""

    def look_only(round_id: int) -> bool:
        return Round.objects.filter(pk=round_id, state=Round.State.OPENED).exists()

    monkeypatch.setattr(voids, "count_input", look_only)
    closed, answer = yes_during_the_close(hall, monkeypatch)
    assert isinstance(closed, Exception) or not isinstance(answer, WrongState)
