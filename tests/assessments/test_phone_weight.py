"""What a phone of a hall loads: 60 KB for its first page with everything on it, 5 KB for a step. Not timed: weighed."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from foundation.views import worker_script
from tests.assessments.halls import make_hall

pytestmark = pytest.mark.django_db

FIRST_LOAD = 60_000  # bytes, compressed
STEP = 5_000
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script type="module" src)="/static/([^"]+)"')


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def files_of(page: str) -> dict[str, int]:
    """Every style sheet, script and picture that the page asks for, as they lie in the house."""
    return {name: compressed(Path(str(finders.find(name))).read_bytes()) for name in LOADED.findall(page)}


@pytest.fixture
def phone() -> tuple[Client, dict[str, str]]:
    """Twelve questions for twelve activities: more than a hall can bear."""
    hall = make_hall(activities=12, questions=12)
    for activity in hall.activities:
        activity.summary = f"{activity.title}: " + "what is done, for whom and from what. " * 4
        activity.assets = activity.actors = "Who knows how to do it here, and with what. " * 3
        activity.save()
    round = hall.open_round()
    client = Client()
    client.force_login(hall.rater())
    addresses = {
        name: reverse(name, args=[round.pk]) for name in ("ballot_form", "ballot_sheets", "ballot_pulse")
    }
    rooms = {
        name: reverse(name, args=[hall.workshop.pk]) for name in ("workshop_room", "room_step", "room_board")
    }
    return client, addresses | rooms


@pytest.mark.parametrize("name", ["ballot_form", "workshop_room"])
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_first_load_is_light(phone: tuple[Client, dict[str, str]], name: str, language: str) -> None:
    client, addresses = phone
    page = client.get(addresses[name], headers={"Accept-Language": language}).content
    files = files_of(page.decode())
    assert {"css/reset.css", "js/queue.js", "js/store.js", "img/mark.svg", "js/kept-pages.js"} <= files.keys()
    worker = compressed(worker_script().encode())
    assert compressed(page) + sum(files.values()) + worker <= FIRST_LOAD, files


def test_a_step_is_lighter_still(phone: tuple[Client, dict[str, str]]) -> None:
    """An activity of the ballot (they come in one piece), and each part that is fetched again by itself."""
    client, addresses = phone
    in_russian = {"Accept-Language": "ru"}
    sheets = client.get(addresses["ballot_sheets"], headers=in_russian).content
    assert sheets.count(b"<template") == 13
    assert compressed(sheets) / 12 <= STEP
    for part in ("ballot_pulse", "room_step"):
        assert compressed(client.get(addresses[part], headers=in_russian).content) <= STEP, part


def test_pages_are_sent_compressed(phone: tuple[Client, dict[str, str]]) -> None:
    client, addresses = phone
    answer = client.get(addresses["ballot_form"], headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) < 10_000
