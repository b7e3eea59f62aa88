"""Leading the hall by a program: the clock, the wall, who speaks, what tables chose."""

from typing import Any

import pytest
from django.test import Client

from discovery.actions import give_floor, make_tables, set_support, start_step
from discovery.models import SpeakingTurn, Table
from tests.discovery.hall import Hall, client_of, hall
from tests.discovery.test_api import send
from tests.factories.discovery import ParticipantFactory, SpeakingTurnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    found = hall()
    start_step(workshop=found.workshop, step=found.steps[0], by=found.facilitator)
    return found


def here(scene: Hall, rest: str) -> str:
    return f"/workshops/{scene.workshop.pk}/{rest}/"


def press(scene: Hall, method: str, rest: str, body: Any = None) -> Any:
    return send(client_of(scene.facilitator), method, here(scene, rest), body)


def test_the_clock_stops_goes_on_and_runs_longer(scene: Hall) -> None:
    begun = press(scene, "GET", "clock").json()
    assert (begun["step"], begun["run"], begun["paused_at"]) == (scene.steps[0].pk, 1, None)
    assert 0 < begun["seconds_left"] <= 60 * scene.steps[0].minutes
    assert press(scene, "POST", "clock", {"action": "pause"}).json()["paused_at"]
    assert press(scene, "POST", "clock", {"action": "pause"}).status_code == 200
    assert press(scene, "POST", "clock", {"action": "resume"}).json()["paused_at"] is None
    seen = press(scene, "GET", "clock").json()
    extension = {"action": "extend", "minutes": 10, "ends_at": seen["ends_at"]}
    longer = press(scene, "POST", "clock", extension).json()
    assert longer["seconds_left"] >= seen["seconds_left"] + 590
    assert press(scene, "POST", "clock", extension).status_code == 409  # two who press at once give it once
    assert press(scene, "POST", "clock", {"action": "extend", "minutes": 61}).status_code == 400
    assert press(scene, "POST", "clock", {"action": "start"}).json()["errors"][0]["attr"] == "action"


def test_everybody_of_the_hall_reads_the_clock(scene: Hall) -> None:
    assert send(client_of(scene.guest), "GET", here(scene, "clock")).json()["seconds_left"] > 0
    assert send(client_of(scene.guest), "POST", here(scene, "clock"), {"action": "pause"}).status_code == 404


def test_a_hall_without_a_running_step_has_no_time() -> None:
    closed = hall("closed")
    told = press(closed, "GET", "clock").json()
    assert {told[name] for name in ("began_at", "ends_at", "paused_at", "now", "seconds_left")} == {None}
    assert press(closed, "POST", "clock", {"action": "pause"}).status_code == 409


def test_an_extension_sent_twice_with_one_key_is_given_once(scene: Hall) -> None:
    desk = client_of(scene.facilitator)
    answers = [
        desk.post(
            f"/api/v1{here(scene, 'clock')}",
            {"action": "extend", "minutes": 5},
            content_type="application/json",
            headers={"Idempotency-Key": "one-and-the-same-press"},
        ).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert press(scene, "GET", "clock").json()["ends_at"] == answers[0]["ends_at"]


def test_one_screen_on_the_wall_until_the_next_step(scene: Hall) -> None:
    assert press(scene, "GET", "wall-screen").json() == {"screen": "", "shows": "join"}
    chosen = press(scene, "PUT", "wall-screen", {"screen": "speakers"})
    assert chosen.json() == {"screen": "speakers", "shows": "speakers"}
    assert press(scene, "PUT", "wall-screen", {"screen": "results"}).status_code == 400
    start_step(workshop=scene.workshop, step=scene.steps[1], by=scene.facilitator)
    assert press(scene, "GET", "wall-screen").json() == {"screen": "", "shows": "ideas"}
    press(scene, "PUT", "wall-screen", {"screen": "tables"})
    assert press(scene, "PUT", "wall-screen", {"screen": ""}).json()["shows"] == "ideas"


def test_a_hand_is_raised_gets_the_floor_and_is_done(scene: Hall) -> None:
    phone = client_of(scene.guest)
    assert [send(phone, "PUT", here(scene, "hand")).json()["hand"] for _ in range(2)] == ["waits"] * 2
    [waiting] = press(scene, "GET", "speaking").json()["waiting"]
    assert (waiting["participant"], waiting["number"]) == (scene.participant.pk, 1)
    given = press(scene, "POST", "speaking", {}).json()
    assert (given["speaker"]["id"], given["waiting"]) == (waiting["id"], [])
    assert send(phone, "GET", here(scene, "hand")).json() == {"hand": "speaks"}
    done = press(scene, "DELETE", "speaking").json()
    assert (done["speaker"], done["heard"][scene.participant.helix]) == (None, 1)
    assert send(phone, "GET", here(scene, "hand")).json() == {"hand": ""}
    send(phone, "PUT", here(scene, "hand"))
    assert send(phone, "DELETE", here(scene, "hand")).json() == {"hand": ""}
    assert SpeakingTurn.objects.count() == 1


def test_the_floor_goes_to_the_hand_that_was_chosen_while_it_is_up(scene: Hall) -> None:
    people = [ParticipantFactory.create(workshop=scene.workshop, helix="science") for _ in range(2)]
    first, second = (SpeakingTurnFactory.create(participant=one) for one in people)
    chosen = press(scene, "POST", "speaking", {"turn": second.pk}).json()
    assert (chosen["speaker"]["id"], [one["id"] for one in chosen["waiting"]]) == (second.pk, [first.pk])
    assert press(scene, "POST", "speaking", {"turn": second.pk}).status_code == 409
    elsewhere = SpeakingTurnFactory.create(participant=ParticipantFactory.create())
    assert press(scene, "POST", "speaking", {"turn": elsewhere.pk}).status_code == 409
    assert press(scene, "POST", "speaking", {"turn": 0}).status_code == 400


def test_whoever_waits_at_the_door_cannot_ask(scene: Hall) -> None:
    at_the_door = ParticipantFactory.create(workshop=scene.workshop, admission="asked")
    assert send(client_of(at_the_door.user), "PUT", here(scene, "hand")).status_code == 400
    assert send(Client(), "PUT", here(scene, "hand")).status_code == 401


def test_what_tables_chose_has_places_and_no_numbers(scene: Hall) -> None:
    make_tables(workshop=scene.workshop, number=2, by=scene.facilitator)
    set_support(activity=scene.activity, wanted=True, by=scene.guest)
    told = press(scene, "GET", "tables/choices").json()
    own = Table.objects.get(people=scene.participant)
    by_table = {row["table"]: row["activities"] for row in told}
    assert by_table.pop(own.pk) == [{"id": scene.activity.pk, "title": scene.activity.title}]
    assert list(by_table.values()) == [[]]


def test_the_floor_is_given_once_by_pages_and_programs_alike(scene: Hall) -> None:
    turn = SpeakingTurnFactory.create(participant=scene.participant)
    give_floor(workshop=scene.workshop, turn=turn, by=scene.facilitator)
    assert press(scene, "GET", "speaking").json()["speaker"]["id"] == turn.pk
