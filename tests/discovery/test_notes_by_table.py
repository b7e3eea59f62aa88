"""Ideas of one table: on the desk, on the wall, and in the parts that fetch themselves again."""

from typing import Any

import pytest

from discovery.models import Note
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import NoteFactory, ParticipantFactory, TableFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    scene = hall()
    Note.objects.filter(pk=scene.note.pk).update(text="Without a table")
    write(scene, 1, "Salt")
    write(scene, 2, "Wind")
    return scene


def write(scene: Hall, number: int, text: str) -> None:
    table = TableFactory.create(workshop=scene.workshop, number=number)
    person = ParticipantFactory.create(workshop=scene.workshop, table=table)
    NoteFactory.create(participant=person, text=f"{text} alone")
    theme = ThemeFactory.create(workshop=scene.workshop, title=f"About {text}")
    NoteFactory.create(participant=person, theme=theme, text=f"{text} in a theme")


def shown(scene: Hall, part: str, query: str = "") -> str:
    """As somebody who only reads: the form for grouping names every theme."""
    answer = client_of(scene.analyst).get(f"/workshops/{scene.workshop.pk}/{part}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("part", ["", "notes/", "wall/"])
def test_only_what_one_table_wrote(scene: Hall, part: str) -> None:
    everything = shown(scene, part)
    one = shown(scene, part, "?table=1")
    for text in ("Salt alone", "Salt in a theme", "About Salt"):
        assert text in everything
        assert text in one
    for text in ("Wind alone", "Wind in a theme", "About Wind", "Without a table"):
        assert text in everything
        assert text not in one


@pytest.mark.parametrize(
    ("where", "part"), [("", "notes/"), ("wall/", "wall/notes/"), ("wall/", "wall/themes/")]
)
def test_a_part_that_is_fetched_again_stays_with_the_table(scene: Hall, where: str, part: str) -> None:
    assert f'data-live-src="/workshops/{scene.workshop.pk}/{part}?table=2"' in shown(scene, where, "?table=2")
    again = shown(scene, part, "?table=2")
    assert "Wind" in again
    assert "Salt" not in again


def test_the_desk_offers_the_tables_that_wrote_and_the_way_back(scene: Hall) -> None:
    TableFactory.create(workshop=scene.workshop, number=3)
    desk = shown(scene, "")
    assert '?table=1#notes">Table 1</a>' in desk
    assert "?table=3" not in desk
    chosen = shown(scene, "", "?table=1")
    assert '?table=1#notes" aria-current="page">Table 1</a>' in chosen
    assert f'href="/workshops/{scene.workshop.pk}/wall/?table=1"' in chosen


@pytest.mark.parametrize("nonsense", ["?table=", "?table=-1", "?table=x", "?table=99999999999999999999"])
def test_nonsense_narrows_nothing(scene: Hall, nonsense: str) -> None:
    assert "Wind alone" in shown(scene, "notes/", nonsense)


def test_tables_cost_no_query_more(scene: Hall, django_assert_num_queries: Any) -> None:
    desk = client_of(scene.facilitator)
    here = f"/workshops/{scene.workshop.pk}/notes/"
    for number in range(3, 18):
        write(scene, number, f"Idea {number}")
    with django_assert_num_queries(6):  # as without tables: tests/discovery/test_desk.py
        desk.get(here)
