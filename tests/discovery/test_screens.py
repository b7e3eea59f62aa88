"""What stands on the wall in which step; two languages at once; moderation; the state as files."""

import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from discovery import queries
from discovery.actions import hide_notes_of, show_notes_of, show_on_wall, step_workshop
from discovery.models import Note, StepKind, Workshop
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    SpeakingTurnFactory,
    StepFactory,
    SupportFactory,
    TableFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def in_step(scene: Hall, kind: StepKind) -> Workshop:
    step = StepFactory.create(workshop=scene.workshop, kind=kind, position=40)
    Workshop.objects.filter(pk=scene.workshop.pk).update(current_step=step)
    return Workshop.objects.select_related("current_step", "region").get(pk=scene.workshop.pk)


def wall(scene: Hall, query: str = "") -> str:
    desk = client_of(scene.facilitator)
    return desk.get(f"/workshops/{scene.workshop.pk}/wall/main/{query}").content.decode()


@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        ("welcome", "join"),
        ("propose", "ideas"),
        ("group", "ideas"),
        ("shortlist", "activities"),
        ("discuss", "activities"),
    ],
)
def test_each_step_has_its_screen(scene: Hall, kind: str, screen: str) -> None:
    in_step(scene, StepKind(kind))
    assert f'data-wall-screen="{screen}"' in wall(scene)


def test_the_list_of_activities_shows_no_numbers(scene: Hall) -> None:
    SupportFactory.create_batch(3, activity=scene.activity)
    in_step(scene, StepKind.SHORTLIST)
    text = wall(scene)
    assert scene.activity.title in text
    assert ">3<" not in text


def test_what_the_desk_puts_on_the_wall_comes_before_the_step(scene: Hall) -> None:
    workshop = in_step(scene, StepKind.PROPOSE)
    before = client_of(scene.facilitator).get(f"/workshops/{workshop.pk}/wall/main/")["ETag"]
    show_on_wall(workshop=workshop, screen="speakers", by=scene.facilitator)
    after = client_of(scene.facilitator).get(f"/workshops/{workshop.pk}/wall/main/")
    assert 'data-wall-screen="speakers"' in after.content.decode()
    assert after["ETag"] != before


@pytest.mark.parametrize(("also", "word"), [("ru", "Идеи"), ("kk", "Идеялар"), ("en", ""), ("xx", "")])
def test_a_second_language_stands_beside_the_first(scene: Hall, also: str, word: str) -> None:
    in_step(scene, StepKind.PROPOSE)
    text = wall(scene, f"?also={also}")
    assert (f'lang="{also}"' in text) is bool(word)
    assert word in text
    assert ("also=" in text) is bool(word)


def test_everything_of_one_person_goes_off_the_wall_and_comes_back(scene: Hall) -> None:
    mine = NoteFactory.create_batch(2, participant=scene.participant)
    withdrawn = NoteFactory.create(
        participant=scene.participant, is_hidden=True, withdrawn_at="2026-11-22T10:00Z"
    )
    other = NoteFactory.create(participant=ParticipantFactory.create(workshop=scene.workshop))
    desk = client_of(scene.facilitator)
    assert desk.post(f"/participants/{scene.participant.pk}/notes/hide/").status_code == 302
    assert set(Note.objects.filter(is_hidden=False)) == {other}
    assert hide_notes_of(participant=scene.participant, by=scene.facilitator) == 0
    assert show_notes_of(participant=scene.participant, by=scene.facilitator) == len(mine) + 1
    assert Note.objects.get(is_hidden=True) == withdrawn


def test_tables_show_what_they_support_most_without_numbers(scene: Hall) -> None:
    table, empty = (TableFactory.create(workshop=scene.workshop, number=number) for number in (1, 2))
    person = ParticipantFactory.create(workshop=scene.workshop, table=table)
    SupportFactory.create(activity=scene.activity, participant=person)
    assert queries.table_choices(scene.workshop) == [(table, [scene.activity]), (empty, [])]
    show_on_wall(workshop=scene.workshop, screen="tables", by=scene.facilitator)
    assert scene.activity.title in wall(scene)


def test_a_table_has_a_board_of_its_own_ideas_and_choices(scene: Hall) -> None:
    ours, theirs = (TableFactory.create(workshop=scene.workshop, number=number) for number in (1, 2))
    for table in (ours, theirs):
        person = ParticipantFactory.create(workshop=scene.workshop, table=table)
        NoteFactory.create(participant=person, text=f"Idea of table {table.number}")
        chosen = ActivityFactory.create(
            region=scene.region, workshop=scene.workshop, title_en=f"Choice of {table.number}"
        )
        SupportFactory.create(activity=chosen, participant=person)
    in_step(scene, StepKind.PROPOSE)
    text = wall(scene, "?table=1")
    assert [f"Idea of table {n}" in text for n in (1, 2)] == [True, False]
    assert [f"Choice of {n}" in text for n in (1, 2)] == [True, False]
    assert "Choice of 1" not in wall(scene)


def test_ideas_that_read_alike_are_suggested_at_the_desk_and_grouped_only_by_people(scene: Hall) -> None:
    one = NoteFactory.create(participant=scene.participant, text="Опреснение морской воды")
    two = NoteFactory.create(participant=scene.participant, text="опреснять морскую воду")
    NoteFactory.create(participant=scene.participant, text="опреснение морской воды", is_hidden=True)
    [found] = queries.note_suggestions(queries.grouped_notes(scene.workshop))
    assert set(found.notes) == {one, two}
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/"
    assert "read alike" in desk.get(here).content.decode()
    assert {note.theme for note in Note.objects.filter(pk__in=[one.pk, two.pk])} == {None}
    desk.post(f"{here}group/", {"theme": "new", "title": found.title, "notes": [one.pk, two.pk]})
    themes = {note.theme for note in Note.objects.filter(pk__in=[one.pk, two.pk])}
    assert len(themes) == 1
    assert None not in themes


def test_the_state_is_there_at_any_moment_with_formulas_made_harmless(scene: Hall) -> None:
    NoteFactory.create(participant=scene.participant, text="=1+1")
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/"
    told = json.loads(desk.get(f"{here}state.json").content)
    assert [note["text"] for note in told["ideas"]] == ["=1+1", scene.note.text]
    assert "participant" not in told["ideas"][0]
    book = load_workbook(io.BytesIO(desk.get(f"{here}state.xlsx").content))
    assert book["ideas"]["B2"].value == "=1+1"
    assert book["ideas"]["B2"].data_type == "s"
    assert client_of(scene.analyst).get(f"{here}state.json").status_code == 403


@pytest.mark.parametrize("address", ["wall/main/", "room/work/"])
@pytest.mark.parametrize("kind", StepKind.values)
def test_a_step_asks_as_often_for_many_as_for_one(
    scene: Hall, kind: str, address: str, django_assert_num_queries: Any
) -> None:
    in_step(scene, StepKind(kind))
    who = scene.guest if address.startswith("room") else scene.facilitator
    reader, here = client_of(who), f"/workshops/{scene.workshop.pk}/{address}"
    reader.get(here)
    with CaptureQueriesContext(connection) as first:
        assert reader.get(here).status_code == 200
    for _ in range(15):
        person = ParticipantFactory.create(workshop=scene.workshop)
        NoteFactory.create(participant=person)
        SpeakingTurnFactory.create(participant=person)
        ActivityFactory.create(region=scene.region, workshop=scene.workshop)
        ThemeFactory.create(workshop=scene.workshop)
    with django_assert_num_queries(len(first)):
        assert reader.get(here).status_code == 200


def test_the_code_leaves_the_wall_by_itself_when_the_workshop_ends(
    scene: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/wall/"
    code = scene.workshop.code[:4]
    before, page = desk.get(f"{here}attendance/"), desk.get(here).content.decode()
    assert code in before.content.decode()
    assert 'id="wall-attendance" class="stack" data-live-name="attendance step"' in page
    assert (
        page.count("qr-block") == before.content.decode().count("qr-block") > 0
    )  # no other one outside the part
    pushed: set[str] = set()
    monkeypatch.setattr("foundation.live.push", lambda channel, name: pushed.add(name))
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    assert "step" in pushed
    after = desk.get(f"{here}attendance/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert code not in after.content.decode()
    step_workshop(workshop=scene.workshop, name="reopen", reason="One more.", by=scene.facilitator)
    assert code in desk.get(f"{here}attendance/").content.decode()


@pytest.mark.parametrize(("kind", "is_there"), [("discuss", True), ("shortlist", False)])
def test_in_a_discussion_the_speaking_list_is_there_before_the_first_hand(
    scene: Hall, kind: str, is_there: bool
) -> None:
    """A part that is not on the page is not told of the hand."""
    in_step(scene, StepKind(kind))
    text = wall(scene)
    assert ('id="wall-speakers"' in text) is is_there
    assert ("Raise your hand on the phone." in text) is is_there
