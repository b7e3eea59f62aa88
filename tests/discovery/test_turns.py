"""Authors hear what became of their notes, once each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discovery.actions import assign_notes, create_theme, propose_activity
from tests.discovery.hall import Hall, hall
from tests.factories.discovery import NoteFactory, ParticipantFactory, ThemeFactory
from tests.inboxes import cleared, heard

pytestmark = pytest.mark.django_db
GROUPED = "Ваша идея вошла в тему «Трубы»."


@pytest.fixture
def people() -> Hall:
    return hall()


def test_authors_hear_once_that_their_notes_were_grouped(people: Hall) -> None:
    other = ParticipantFactory.create(workshop=people.workshop)
    notes = [NoteFactory.create(participant=people.participant).pk for _ in range(3)]
    notes.append(NoteFactory.create(participant=other).pk)
    theme = create_theme(workshop=people.workshop, title="Трубы", note_ids=notes, by=people.facilitator)
    assert heard(people.guest) == heard(other.user) == [GROUPED]
    cleared()
    assign_notes(workshop=people.workshop, note_ids=notes, theme=theme, by=people.facilitator)
    assert heard(people.guest) == []  # they stood there already
    assign_notes(workshop=people.workshop, note_ids=notes, theme=None, by=people.facilitator)
    assert heard(people.guest) == []


def test_authors_hear_that_their_theme_became_an_activity(people: Hall) -> None:
    themes = [people.theme, ThemeFactory.create(workshop=people.workshop)]
    NoteFactory.create(participant=people.participant, theme=themes[1])
    propose_activity(
        region=people.region,
        workshop=people.workshop,
        title="Мониторинг труб",
        theme_ids=[theme.pk for theme in themes],
        by=people.facilitator,
    )
    assert heard(people.guest) == ["Ваша идея вошла в направление «Мониторинг труб»."]
    assert heard(people.facilitator) == heard(people.stranger) == []


def test_a_note_put_into_a_theme_of_an_activity_is_in_the_activity(people: Hall) -> None:
    people.theme.activity = people.activity
    people.theme.save()
    people.activity.title_ru = "Мониторинг"
    people.activity.save()
    late = NoteFactory.create(participant=ParticipantFactory.create(workshop=people.workshop))
    assign_notes(workshop=people.workshop, note_ids=[late.pk], theme=people.theme, by=people.facilitator)
    assert heard(late.participant.user) == ["Ваша идея вошла в направление «Мониторинг»."]


def queries_to_group(people: Hall, authors: int) -> int:
    seats = ParticipantFactory.create_batch(authors, workshop=people.workshop)
    notes = [NoteFactory.create(participant=seat).pk for seat in seats]
    with CaptureQueriesContext(connection) as asked:
        create_theme(workshop=people.workshop, title="Трубы", note_ids=notes, by=people.facilitator)
    assert heard(seats[-1].user) == [GROUPED]
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def test_grouping_takes_the_same_queries_for_one_and_for_thirty_authors(people: Hall) -> None:
    queries_to_group(people, 1)  # the first one begins the audit chain
    assert queries_to_group(people, 1) == queries_to_group(people, 30)
