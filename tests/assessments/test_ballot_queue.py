"""What a phone is told so that its queue can be true: what is held, which sheets there are, whether the round is open."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from assessments.forms import field_name
from assessments.models import Ballot, Conflict, Round
from foundation import epoch
from tests.assessments.halls import Hall, make_hall

pytestmark = pytest.mark.django_db

QUEUED = {"X-Autosave": "1"}


def seat(activities: int = 3) -> tuple[Hall, Round, Client]:
    hall = make_hall(activities=activities)
    round = hall.open_round()
    phone = Client()
    phone.force_login(hall.rater())
    return hall, round, phone


def mark(phone: Client, round: Round, activity: Any, value: int, sequence: int, **more: str) -> Any:
    body = {field_name("q0"): str(value), "sequence": sequence, "comment": ""} | more
    return phone.post(reverse("ballot_save", args=[round.pk, activity.pk]), body, headers=QUEUED)


def part(phone: Client, name: str, round: Round, **headers: str) -> Any:
    return phone.get(reverse(name, args=[round.pk]), headers=headers)


def test_the_answer_names_the_number_that_is_held_now() -> None:
    hall, round, phone = seat()
    name = epoch.current()
    first = hall.activities[0]
    assert mark(phone, round, first, 7, 20)["X-Held"] == "20"
    late = mark(phone, round, first, 2, 19)
    assert (late.status_code, late["X-Held"]) == (204, "20")
    assert late["X-Epoch"] == name
    assert bytes(Ballot.objects.get().marks)[0] == 7


def test_the_pulse_names_what_is_held_of_every_activity_and_only_of_oneself() -> None:
    hall, round, phone = seat()
    mark(phone, round, hall.activities[1], 7, 20)
    actions.record_ballot(
        round=round,
        activity_id=hall.activities[0].pk,
        marks={"q0": 3},
        by=hall.rater("business"),
        sequence=99,
    )
    text = part(phone, "ballot_pulse", round).content.decode()
    found = re.search(r'data-held="([^"]*)"', text)
    assert found
    held = dict(pair.split(":", 1) for pair in found[1].split())
    slots = [f"ballot-{round.pk}-{activity.pk}" for activity in hall.activities]
    assert held == dict(zip(slots, ("0", "20", "0"), strict=True))
    assert f'data-epoch="{epoch.current()}"' in text
    assert "data-closed" not in text


def test_the_pulse_is_asked_again_for_nothing_until_something_changed() -> None:
    hall, round, phone = seat()
    etag = part(phone, "ballot_pulse", round)["ETag"]
    assert part(phone, "ballot_pulse", round, **{"If-None-Match": etag}).status_code == 304
    mark(phone, round, hall.activities[0], 7, 20)
    changed = part(phone, "ballot_pulse", round, **{"If-None-Match": etag})
    assert changed.status_code == 200
    actions.close_round(round=round, by=hall.facilitator)
    closed = part(phone, "ballot_pulse", round, **{"If-None-Match": changed["ETag"]})
    assert "data-closed" in closed.content.decode()
    assert "Scoring is closed" in closed.content.decode()


def test_the_pulse_tells_another_life_of_the_database() -> None:
    _hall, round, phone = seat()
    etag = part(phone, "ballot_pulse", round)["ETag"]
    epoch.begin()
    assert part(phone, "ballot_pulse", round, **{"If-None-Match": etag}).status_code == 200


def test_the_sheets_hold_every_activity_with_what_this_person_gave() -> None:
    hall, round, phone = seat()
    mark(phone, round, hall.activities[1], 7, 20, comment='because "so"')
    text = part(phone, "ballot_sheets", round).content.decode()
    sheets = re.findall(r'<template data-sheet="(\d+)".*?data-loaded="(\d+)" data-values="([^"]*)"', text)
    assert [(int(pk), int(number)) for pk, number, _values in sheets] == [
        (activity.pk, number) for activity, number in zip(hall.activities, (1, 21, 1), strict=True)
    ]
    assert json.loads(unescape(sheets[1][2])) == {"mark-q0": "7", "comment": 'because "so"'}
    assert 'data-sheet="all"' in text
    assert " id=" not in text, "a sheet is cloned: an id in it would be there twice"


def test_there_are_no_sheets_where_nothing_is_to_be_marked() -> None:
    hall, round, phone = seat()
    actions.close_round(round=round, by=hall.facilitator)
    assert "data-sheet=" not in part(phone, "ballot_sheets", round).content.decode()
    assert part(Client(), "ballot_sheets", round).status_code == 302
    stranger = Client()
    stranger.force_login(make_hall().rater())
    assert part(stranger, "ballot_sheets", round).status_code == 404
    assert part(stranger, "ballot_pulse", round).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("ballot_form", 7), ("ballot_sheets", 6), ("ballot_pulse", 5)])
@pytest.mark.parametrize("activities", [1, 30])
def test_a_ballot_asks_as_often_for_thirty_activities_as_for_one(
    name: str, queries: int, activities: int, django_assert_num_queries: Any
) -> None:
    """Session, person, place with the round; ballots, interests, activities; for the page the epoch besides."""
    _hall, round, phone = seat(activities)
    part(phone, name, round)
    with django_assert_num_queries(queries):
        assert part(phone, name, round).status_code == 200


def test_an_interest_goes_through_the_queue_and_an_older_one_does_not_come_back() -> None:
    hall, round, phone = seat()
    activity = hall.activities[0]
    here = reverse("ballot_conflict", args=[round.pk, activity.pk])
    slot = f"interest-{round.pk}-{activity.pk}"

    def say(wanted: str, sequence: int) -> int:
        key = f"{slot}.{sequence:016d}.{sequence:016x}"
        body = {"wanted": wanted, "idempotency_key": key, "sequence": sequence}
        return int(phone.post(here, body, headers=QUEUED).status_code)

    assert say("yes", 10) == 204
    assert Conflict.objects.count() == 1
    assert say("no", 12) == 204
    assert say("yes", 11) == 204
    assert Conflict.objects.count() == 0
    actions.close_round(round=round, by=hall.facilitator)
    assert say("yes", 13) == 409


def test_phones_hear_of_the_state_and_not_of_every_ballot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred phones that hear of every ballot of the others are a quarter of a million messages a round."""
    hall, round, phone = seat()
    told: list[tuple[str, str]] = []
    monkeypatch.setattr("foundation.live.push", lambda channel, name: told.append((channel, name)))
    mark(phone, round, hall.activities[0], 7, 20)
    assert told == [(f"round:{round.pk}", "turnout"), (f"wall:{round.workshop_id}", "turnout")]
    actions.close_round(round=round, by=hall.facilitator)
    assert (f"ballots:{round.pk}", "state") in told
