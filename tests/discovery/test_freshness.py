"""A stamp changes exactly when its part of a page would look different."""

from collections.abc import Callable

import pytest

from discovery import actions, queries
from discovery.models import Workshop
from tests.discovery.hall import Hall, hall
from tests.factories.discovery import ActivityFactory, NoteFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def write(scene: Hall) -> None:
    actions.write_note(workshop=scene.workshop, text="Idea", by=scene.guest)


def support(scene: Hall) -> None:
    actions.set_support(activity=scene.activity, wanted=True, by=scene.guest)


def swap_support(scene: Hall) -> None:
    """One supporter less, one more: the number alone would not tell."""
    other = ParticipantFactory.create(workshop=scene.workshop)
    actions.set_support(activity=scene.activity, wanted=True, by=scene.guest)
    before = stamps(scene)["supports"]
    actions.set_support(activity=scene.activity, wanted=False, by=scene.guest)
    actions.set_support(activity=scene.activity, wanted=True, by=other.user)
    assert stamps(scene)["supports"] != before


def join(scene: Hall) -> None:
    actions.join_as_guest(workshop=scene.workshop, helix="business", organization=None, language="ru")


def hide(scene: Hall) -> None:
    actions.hide_note(note=scene.note, by=scene.facilitator)


def begin(scene: Hall) -> None:
    actions.start_step(workshop=scene.workshop, step=scene.steps[1], by=scene.facilitator)


def close(scene: Hall) -> None:
    actions.step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)


def rename(scene: Hall) -> None:
    actions.edit_activity(activity=scene.activity, title="Other", by=scene.facilitator)


def regroup(scene: Hall) -> None:
    actions.assign_notes(workshop=scene.workshop, note_ids=[scene.note.pk], theme=None, by=scene.facilitator)


def write_elsewhere(scene: Hall) -> None:
    NoteFactory.create()
    ActivityFactory.create()
    ParticipantFactory.create()


def write_beside(scene: Hall) -> None:
    NoteFactory.create(participant=ParticipantFactory.create(workshop=scene.workshop))


def stamps(scene: Hall) -> dict[str, str]:
    workshop = Workshop.objects.get(pk=scene.workshop.pk)
    participant = queries.participant_for(scene.guest, workshop_id=workshop.pk)
    assert participant is not None
    return {
        "step": queries.step_stamp(participant),
        "wall": queries.workshop_stamp(workshop),
        "attendance": queries.attendance_stamp(workshop),
        "notes": queries.notes_stamp(workshop),
        "supports": queries.support_stamp(workshop),
        "board": queries.board_stamp(participant),
    }


ALL = {"step", "wall", "attendance", "notes", "supports", "board"}


@pytest.mark.parametrize(
    ("happens", "changed"),
    [
        (write, {"notes", "board"}),
        (write_beside, {"notes", "attendance"}),
        (write_elsewhere, set()),
        (support, {"supports", "board"}),
        (swap_support, {"supports", "board", "attendance"}),
        (join, {"attendance"}),
        (hide, ALL),
        (begin, ALL),
        (close, ALL),
        (rename, ALL),
        (regroup, ALL),
    ],
)
def test_stamps_follow_what_happens(happens: Callable[[Hall], None], changed: set[str]) -> None:
    scene = hall()
    before = stamps(scene)
    happens(scene)
    after = stamps(scene)
    assert {name for name in before if before[name] != after[name]} == changed


def test_two_people_never_share_the_stamp_of_their_board() -> None:
    scene = hall()
    silent = ParticipantFactory.create_batch(2, workshop=scene.workshop)  # no notes: only the person differs
    places = [queries.participant_for(person.user, workshop_id=scene.workshop.pk) for person in silent]
    assert len({queries.board_stamp(place) for place in places if place}) == 2
