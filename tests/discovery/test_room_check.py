"""The room check, and the pages of a rehearsal."""

import pytest

from discovery.models import Rehearsal
from foundation import live
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import RehearsalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def test_the_check_names_what_it_measures_and_works_in_words(scene: Hall) -> None:
    page = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/room-check/").content.decode()
    for key in ("latency", "clock", "stream", "contrast", "text"):
        assert f'data-check="{key}"' in page
    assert "<noscript>" in page


def test_the_echo_says_the_servers_time_and_is_never_kept(scene: Hall) -> None:
    answer = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/room-check/echo/")
    assert answer.json()["now"] > 1_700_000_000_000
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_ping_comes_back_over_the_stream(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(live, "push", lambda channel, name: sent.append((channel, name)))
    answer = client_of(scene.facilitator).post(f"/workshops/{scene.workshop.pk}/room-check/ping/")
    assert answer.status_code == 204
    assert sent == [(f"workshop:{scene.workshop.pk}", "room-check")]


def test_strangers_check_no_room(scene: Hall) -> None:
    for user in (scene.stranger, scene.guest, scene.foreign_facilitator):
        for path in ("", "echo/"):
            answer = client_of(user).get(f"/workshops/{scene.workshop.pk}/room-check/{path}")
            assert answer.status_code == 404


def test_a_rehearsal_is_begun_stopped_and_wiped_on_its_page(
    scene: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.wake.wake", lambda *_what: None)
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/rehearsal/"
    assert desk.post(here + "start/", {"people": "9"}).status_code == 400
    assert desk.post(here + "start/", {"people": "20"}).status_code == 302
    rehearsal = Rehearsal.objects.get(workshop=scene.workshop)
    assert "Waiting to begin" in desk.get(here).content.decode()
    assert f"/workshops/{rehearsal.copy_id}/wall/" in desk.get(here + "now/").content.decode()
    desk.post(here + "stop/")
    assert "Stopped" in desk.get(here).content.decode()
    assert desk.get(here + "wipe/").status_code == 200
    desk.post(here + "wipe/")
    assert not Rehearsal.objects.exists()
    assert desk.get(f"/workshops/{rehearsal.copy_id}/").status_code == 404


def test_a_colleague_sees_that_there_is_one_and_no_way_into_it(scene: Hall) -> None:
    rehearsal = RehearsalFactory.create(workshop=scene.workshop)
    page = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/rehearsal/").content.decode()
    assert f"/workshops/{rehearsal.copy_id}/" not in page
    assert "A colleague rehearses" in page
