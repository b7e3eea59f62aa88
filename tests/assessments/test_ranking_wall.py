"""The board on the wall of a hall: after the close only, eight places a page, all of them without a script."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import projections, queries
from assessments.views import rankings
from tests.assessments.halls import WITH_SCIENCE
from tests.assessments.scenes import MISSING, OK, Scene, client_of

pytestmark = pytest.mark.django_db
QUERIES = 7


def wall_of(scene: Scene, who: str = "facilitator") -> str:
    answer = client_of(scene.people[who]).get(scene.address("ranking_wall", scene.closed))
    assert answer.status_code == OK
    return str(answer.content.decode())


def test_each_place_stands_there_with_its_score_as_printed(scene: Scene) -> None:
    page = wall_of(scene)
    told = queries.told_board_of(scene.closed)
    assert told
    titles = re.findall(r'<span class="wall-title">(.*?)</span>', page)
    assert titles == [one.row.activity.title for one in told.rows]
    for one in told.rows:
        assert f'<td class="number wall-figure">{one.row.official.score}</td>' in page


def test_pages_hold_as_many_places_as_one_can_read(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rankings.PLACES_ON_A_PAGE == 8
    assert wall_of(scene).count("<table") == 1
    monkeypatch.setattr(rankings, "PLACES_ON_A_PAGE", 1)
    page = wall_of(scene)
    told = queries.told_board_of(scene.closed)
    assert told
    assert page.count("<table") == len(told.rows) > 1


def test_nothing_of_an_open_round_and_a_word_while_it_is_computed(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    assert client.get(scene.address("ranking_wall", scene.opened)).status_code != OK
    closed = scene.hall.closed_round(WITH_SCIENCE)
    address = scene.address("ranking_wall", closed)
    assert "The result is being computed" in client.get(address).content.decode()
    projections.rebuild_ranking(closed.pk)
    assert "The result is being computed" not in client.get(address).content.decode()


def test_strangers_do_not_see_it(scene: Scene) -> None:
    assert Client().get(scene.address("ranking_wall", scene.closed)).status_code == 302
    stranger = client_of(scene.people["stranger"])
    assert stranger.get(scene.address("ranking_wall", scene.closed)).status_code == MISSING


def test_the_result_and_the_desk_of_the_workshop_lead_there(scene: Scene) -> None:
    client, address = client_of(scene.people["facilitator"]), scene.address("ranking_wall", scene.closed)
    assert address in client.get(scene.address("ranking_detail", scene.closed)).content.decode()
    desk = reverse("workshop_detail", args=[scene.closed.workshop_id])
    last = scene.hall.workshop.rounds.filter(state="closed").latest("closed_at")
    assert reverse("ranking_wall", args=[last.pk]) in client.get(desk).content.decode()


def test_queries_do_not_grow_with_the_list(scene: Scene, django_assert_num_queries: Any) -> None:
    client, address = client_of(scene.people["facilitator"]), scene.address("ranking_wall", scene.closed)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
