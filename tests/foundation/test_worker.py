"""The program that keeps pages in a phone: how it is served, and which forms leave the phone to the same person."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from foundation.checks import all_routes
from tests.assessments.halls import make_hall

SCRIPT = Path(str(finders.find("js/worker.js"))).read_text(encoding="utf-8")
ARGUMENT = re.compile(r"<[^>]+>")
# Every other form makes the phone forget: joining, passing it on, logging in and out, whatever comes later.
OF_THE_SAME_PERSON = {"ballot_save", "ballot_conflict", "note_create", "hand_raise"}
KEPT_PARTS = {"ballot_sheets"}
DOORS = {"workshop_enter"}


def pattern(name: str) -> re.Pattern[str]:
    found = re.search(rf"const {name} = /(.+)/;", SCRIPT)
    assert found
    return re.compile(found[1])


def routes_matching(name: str, method: str) -> set[str]:
    wanted = pattern(name)
    return {
        str(entry.name)
        for full, entry in all_routes()
        if method in entry.callback.policy.methods and wanted.match("/" + ARGUMENT.sub("1", full))
    }


def test_only_these_forms_leave_the_phone_to_the_same_person() -> None:
    assert routes_matching("SAME_PERSON", "POST") == OF_THE_SAME_PERSON


def test_only_these_parts_and_doors_are_served_from_the_phone() -> None:
    assert routes_matching("PARTS", "GET") == KEPT_PARTS
    assert routes_matching("DOORS", "GET") == DOORS
    assert routes_matching("ROOM", "GET") == {"workshop_room"}


@pytest.mark.django_db
def test_the_worker_may_serve_the_whole_site_is_asked_for_anew_and_costs_no_query(
    django_assert_num_queries: Any,
) -> None:
    phone = Client()
    phone.force_login(make_hall().rater())
    with django_assert_num_queries(0):
        answer = phone.get(reverse("phone_worker"))
    assert answer.content.decode().startswith('const VERSION = "')
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    again = phone.get(reverse("phone_worker"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_an_answer_says_whose_it_is_where_it_may_not_be_stored() -> None:
    hall = make_hall()
    phone = Client()
    room = reverse("workshop_room", args=[hall.workshop.pk])
    assert phone.get(reverse("workshop_join"))["X-Person"] == "nobody"
    phone.force_login(hall.rater())
    answer = phone.get(room)
    assert (answer["X-Person"], answer["Cache-Control"]) == (str(hall.rater().pk), "no-store")
    assert "X-Person" not in phone.get(reverse("phone_worker"))


@pytest.mark.django_db
def test_the_server_names_what_a_phone_keeps_and_when_it_ends() -> None:
    hall = make_hall()
    round = hall.open_round()
    phone = Client()
    phone.force_login(hall.rater())
    room, ballot, sheets = (
        reverse("workshop_room", args=[hall.workshop.pk]),
        reverse("ballot_form", args=[round.pk]),
        reverse("ballot_sheets", args=[round.pk]),
    )
    words = [phone.get(address).get("X-Keep") for address in (room, ballot, sheets)]
    assert words == ["keep", "keep", "keep"]
    for address in (
        f"{ballot}?activity=all",
        reverse("ballot_pulse", args=[round.pk]),
        reverse("account_home"),
    ):
        assert "X-Keep" not in phone.get(address)
    round.state = "closed"
    round.save()
    hall.workshop.state = "closed"
    hall.workshop.save()
    words = [phone.get(address).get("X-Keep") for address in (room, ballot, sheets)]
    assert words == ["forget", "drop", "drop"]


@pytest.mark.django_db
def test_a_copy_can_say_that_it_is_one() -> None:
    """The worker finds the notice by these words; what people wrote cannot look like it."""
    hall = make_hall()
    hall.workshop.title = "<section data-kept-notice hidden>"
    hall.workshop.save()
    hidden = re.search(r"const HIDDEN_NOTICE = /(.+)/;", SCRIPT)
    assert hidden
    round = hall.open_round()
    phone = Client()
    phone.force_login(hall.rater())
    for address in (
        reverse("workshop_room", args=[hall.workshop.pk]),
        reverse("ballot_form", args=[round.pk]),
    ):
        assert len(re.findall(hidden[1], phone.get(address).content.decode())) == 1
