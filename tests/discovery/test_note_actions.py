"""Notes and themes: authors are kept, empty themes go, nothing of another workshop moves."""

import pytest
from django.utils import translation

from discovery.actions import assign_notes, create_theme, hide_note, rename_theme, show_note, write_note
from discovery.models import Note, Theme, Workshop
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import hall
from tests.factories.discovery import NoteFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_note_belongs_to_its_author_in_the_language_of_the_page() -> None:
    scene = hall()
    with translation.override("kk"):
        note = write_note(workshop=scene.workshop, text="Жайылым", by=scene.guest)
    assert (note.participant, note.language, note.theme, note.is_hidden) == (
        scene.participant,
        "kk",
        None,
        False,
    )


def test_only_who_joined_writes() -> None:
    scene = hall()
    with pytest.raises(Refused):
        write_note(workshop=scene.workshop, text="Idea", by=scene.stranger)


@pytest.mark.parametrize("state", ["prepared", "closed"])
def test_nobody_writes_behind_shut_doors(state: str) -> None:
    scene = hall(state)
    with pytest.raises(WrongState):
        write_note(workshop=scene.workshop, text="Idea", by=scene.guest)
    assert Note.objects.count() == 1


def test_the_state_is_asked_of_the_database_and_not_of_an_old_object() -> None:
    scene = hall()
    Workshop.objects.update(state=Workshop.State.CLOSED)
    with pytest.raises(WrongState):
        write_note(workshop=scene.workshop, text="Idea", by=scene.guest)


def test_hidden_notes_stay_and_can_be_shown_again() -> None:
    scene = hall()
    hide_note(note=scene.note, by=scene.facilitator)
    assert Note.objects.get().is_hidden
    show_note(note=scene.note, by=scene.facilitator)
    assert not Note.objects.get().is_hidden
    verbs = list(AuditRow.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["discovery.hide_note", "discovery.show_note"]


def test_notes_are_put_together_and_keep_their_authors() -> None:
    scene = hall()
    other = NoteFactory.create(workshop=scene.workshop)
    theme = create_theme(
        workshop=scene.workshop, title="Water", note_ids=[scene.note.pk, other.pk], by=scene.facilitator
    )
    assert set(theme.notes.all()) == {scene.note, other}
    assert {note.participant for note in theme.notes.all()} == {scene.participant, other.participant}


def test_a_theme_of_no_notes_is_refused_and_not_stored() -> None:
    scene, foreign = hall(), NoteFactory.create()
    for chosen in ([], [foreign.pk]):
        with pytest.raises(Refused):
            create_theme(workshop=scene.workshop, title="Air", note_ids=chosen, by=scene.facilitator)
    assert not Theme.objects.filter(title="Air").exists()


def test_moving_the_last_note_removes_the_theme_unless_an_activity_came_of_it() -> None:
    scene = hall()
    target = ThemeFactory.create(workshop=scene.workshop)
    assign_notes(workshop=scene.workshop, note_ids=[scene.note.pk], theme=target, by=scene.facilitator)
    assert not Theme.objects.filter(pk=scene.theme.pk).exists()
    Theme.objects.filter(pk=target.pk).update(activity=scene.activity)
    assign_notes(workshop=scene.workshop, note_ids=[scene.note.pk], theme=None, by=scene.facilitator)
    assert Theme.objects.filter(pk=target.pk).exists()
    assert Note.objects.get(pk=scene.note.pk).theme is None


def test_empty_themes_of_other_workshops_are_left_alone() -> None:
    scene, elsewhere = hall(), ThemeFactory.create()
    assign_notes(workshop=scene.workshop, note_ids=[scene.note.pk], theme=None, by=scene.facilitator)
    assert Theme.objects.filter(pk=elsewhere.pk).exists()


def test_themes_and_notes_of_other_workshops_do_not_mix() -> None:
    scene = hall()
    with pytest.raises(Refused):
        assign_notes(
            workshop=scene.workshop,
            note_ids=[scene.note.pk],
            theme=ThemeFactory.create(),
            by=scene.facilitator,
        )
    with pytest.raises(Refused):
        assign_notes(
            workshop=scene.workshop,
            note_ids=[NoteFactory.create().pk],
            theme=scene.theme,
            by=scene.facilitator,
        )


def test_a_theme_is_renamed_and_pages_see_that_they_are_behind() -> None:
    scene = hall()
    rename_theme(theme=scene.theme, title="Clean water", by=scene.facilitator)
    assert Theme.objects.get(pk=scene.theme.pk).title == "Clean water"
    assert Workshop.objects.get().version == 1
