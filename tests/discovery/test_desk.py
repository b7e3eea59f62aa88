"""The facilitator's pages: what each button does, what is said where it cannot."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.formats import date_format

from discovery.models import Note, Participant, Theme, Workshop
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    StepFactory,
    SupportFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def page(response: object) -> str:
    content = response.content.decode()  # type: ignore[attr-defined]  # -- reason: a test client's answer
    assert isinstance(content, str)
    return content


@pytest.fixture
def scene() -> Hall:
    return hall()


@pytest.fixture
def desk(scene: Hall) -> Client:
    return client_of(scene.facilitator)


def grow(scene: Hall, number: int) -> None:
    """More of everything the desk and the wall list."""
    for _ in range(number):
        person = ParticipantFactory.create(workshop=scene.workshop)
        ParticipantFactory.create(workshop=scene.workshop, confirmed_at=None)
        NoteFactory.create(participant=person)
        NoteFactory.create(participant=person, theme=ThemeFactory.create(workshop=scene.workshop))
        activity = ActivityFactory.create(region=scene.region, workshop=scene.workshop)
        SupportFactory.create(activity=activity, participant=person)
        WorkshopFactory.create(region=scene.region)


# Session, person, roles, workshop; then what the page shows.
QUERIES = {
    "/regions/{region}/workshops/": 6,  # region, count, rows with all their figures
    "/workshops/{workshop}/run-sheet/now/": 5,
    "/workshops/{workshop}/speaking/": 6,
    "/workshops/{workshop}/": 14,  # balance, sealed lists, run sheet, hands, people, notes with themes, activities with supporters
    "/workshops/{workshop}/attendance/": 6,
    "/workshops/{workshop}/notes/": 6,
    "/workshops/{workshop}/activities/": 6,
    "/workshops/{workshop}/wall/": 12,
}


@pytest.mark.parametrize("address", QUERIES)
def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    scene: Hall, desk: Client, address: str, django_assert_num_queries: Callable[..., object]
) -> None:
    here = address.format(region=scene.region.code, workshop=scene.workshop.pk)
    desk.get(here)  # the first page of a process reads its templates
    for _ in range(2):
        with django_assert_num_queries(QUERIES[address]):  # type: ignore[attr-defined]  # -- reason: pytest-django's fixture
            assert desk.get(here).status_code == 200
        grow(scene, 15)


def test_the_list_says_how_many_and_why_so_sorted(scene: Hall, desk: Client) -> None:
    later = WorkshopFactory.create(region=scene.region, held_date=dt.date(2027, 3, 1))
    text = page(desk.get(f"/regions/{scene.region.code}/workshops/"))
    assert text.index(later.title) < text.index(scene.workshop.title)
    assert "the latest date first" in text
    assert date_format(later.held_date, "DATE_FORMAT") in text
    assert "Prepare a workshop" in text


def test_who_only_reads_sees_no_buttons(scene: Hall) -> None:
    reader = client_of(scene.analyst)
    listed = page(reader.get(f"/regions/{scene.region.code}/workshops/"))
    assert "Prepare" not in listed
    shown = page(reader.get(f"/workshops/{scene.workshop.pk}/"))
    for button in (
        "Next step",
        "Close the workshop",
        "Confirm all",
        "Group the chosen",
        "Hide",
        "Add an activity",
    ):
        assert button not in shown
    assert scene.note.text in shown


def test_a_workshop_is_prepared_from_a_template(scene: Hall, desk: Client) -> None:
    data = {"kind": "outreach", "title": "  Open\tday ", "held_date": "2026-12-01", "place": "Library"}
    answer = desk.post(f"/regions/{scene.region.code}/workshops/new/", data)
    made = Workshop.objects.latest("pk")
    assert answer.headers["Location"] == f"/workshops/{made.pk}/"
    assert (made.title, made.region, made.state, made.created_by) == (
        "Open day", scene.region, "prepared", scene.facilitator,
    )  # fmt: skip
    assert made.steps.count() == 6


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"held_date": "tomorrow"}, {"kind": "secret"}, {"title": "x" * 201}, {"place": "a\0"}],
)
def test_a_wrong_form_comes_back_with_its_errors_and_stores_nothing(
    scene: Hall, desk: Client, wrong: dict[str, str]
) -> None:
    right = {"kind": "outreach", "title": "Open day", "held_date": "2026-12-01"}
    answer = desk.post(f"/regions/{scene.region.code}/workshops/new/", right | wrong)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.context["form"].errors
    assert Workshop.objects.count() == 1


def test_the_description_is_changed(scene: Hall, desk: Client) -> None:
    here = f"/workshops/{scene.workshop.pk}/edit/"
    assert scene.workshop.title in page(desk.get(here))
    desk.post(here, {"title": "Better title", "held_date": "2026-12-02", "purpose": "a\r\nb"})
    scene.workshop.refresh_from_db()
    assert (scene.workshop.title, scene.workshop.purpose) == ("Better title", "a\nb")
    assert desk.post(here, {"title": ""}).status_code == 400


def test_doors_open_close_and_open_again_with_a_reason() -> None:
    scene = hall("prepared")
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}"
    assert "Open the doors" in page(desk.get(f"{here}/"))
    assert desk.post(f"{here}/open/").headers["Location"] == f"{here}/"
    assert "Nobody can join any more" in page(desk.get(f"{here}/close/"))
    assert desk.post(f"{here}/close/").status_code == 302
    assert desk.post(f"{here}/reopen/", {"reason": " "}).status_code == 400
    assert Workshop.objects.get(pk=scene.workshop.pk).state == "closed"
    assert desk.post(f"{here}/reopen/", {"reason": "One table was late"}).status_code == 302
    assert Workshop.objects.get(pk=scene.workshop.pk).state == "opened"


def test_a_door_that_somebody_else_moved_answers_with_the_desk_and_why(scene: Hall, desk: Client) -> None:
    answer = desk.post(f"/workshops/{scene.workshop.pk}/open/")
    assert answer.status_code == 409
    assert "already changed by somebody else" in page(answer)
    assert scene.note.text in page(answer)


def test_the_next_step_is_named_by_its_button(scene: Hall, desk: Client) -> None:
    here = f"/workshops/{scene.workshop.pk}/"
    assert f'name="step" value="{scene.steps[0].pk}"' in page(desk.get(here))
    for _ in range(2):
        assert desk.post(f"{here}run-sheet/", {"step": scene.steps[1].pk}).status_code == 302
    scene.workshop.refresh_from_db()
    assert scene.workshop.current_step == scene.steps[1]
    assert "Next step: Closing words" in page(desk.get(here))


@pytest.mark.parametrize("step", ["", "soon", "0", "999999"])
def test_steps_that_are_not_on_the_sheet_are_refused(scene: Hall, desk: Client, step: str) -> None:
    StepFactory.create()
    answer = desk.post(f"/workshops/{scene.workshop.pk}/run-sheet/", {"step": step})
    assert answer.status_code == 400
    assert "not on the run sheet" in page(answer)


def test_the_run_sheet_stands_still_behind_shut_doors() -> None:
    scene = hall("closed")
    answer = client_of(scene.facilitator).post(
        f"/workshops/{scene.workshop.pk}/run-sheet/", {"step": scene.steps[0].pk}
    )
    assert answer.status_code == 409


def test_one_or_all_are_confirmed(scene: Hall, desk: Client) -> None:
    first, second = ParticipantFactory.create_batch(2, workshop=scene.workshop, confirmed_at=None)
    here = f"/workshops/{scene.workshop.pk}/"
    assert "2 people are not confirmed yet" in page(desk.get(here))
    desk.post(f"{here}confirm/", {"participant": first.pk})
    assert list(Participant.objects.filter(confirmed_at=None)) == [second]
    desk.post(f"{here}confirm/")
    assert not Participant.objects.filter(confirmed_at=None).exists()
    assert desk.post(f"{here}confirm/", {"participant": "x"}).status_code == 400


def test_a_helix_is_corrected(scene: Hall, desk: Client) -> None:
    here = f"/participants/{scene.participant.pk}/"
    assert desk.post(here, {"helix": "farmers"}).status_code == 400
    assert desk.post(here, {"helix": "government"}).status_code == 302
    scene.participant.refresh_from_db()
    assert scene.participant.helix == "government"


def test_chosen_notes_become_a_theme(scene: Hall, desk: Client) -> None:
    loose = NoteFactory.create_batch(2, participant=scene.participant)
    chosen = [note.pk for note in loose]
    answer = desk.post(
        f"/workshops/{scene.workshop.pk}/group/", {"notes": chosen, "theme": "new", "title": "Water"}
    )
    assert answer.headers["Location"].endswith("#notes")
    assert set(Theme.objects.get(title="Water").notes.all()) == set(loose)


def test_notes_move_to_a_theme_there_is_and_out_of_it(scene: Hall, desk: Client) -> None:
    loose, here = NoteFactory.create(participant=scene.participant), f"/workshops/{scene.workshop.pk}/group/"
    desk.post(here, {"notes": [loose.pk], "theme": scene.theme.pk})
    assert Note.objects.get(pk=loose.pk).theme == scene.theme
    desk.post(here, {"notes": [loose.pk], "theme": "none"})
    assert Note.objects.get(pk=loose.pk).theme is None


def test_a_wrong_grouping_keeps_what_was_ticked_and_says_what_is_missing(scene: Hall, desk: Client) -> None:
    here = f"/workshops/{scene.workshop.pk}/group/"
    answer = desk.post(here, {"notes": [scene.note.pk], "theme": "new", "title": " "})
    assert answer.status_code == 400
    assert f'value="{scene.note.pk}" checked' in page(answer)
    assert "A new theme needs a title" in page(answer)
    foreign = NoteFactory.create()
    for wrong in (
        {"theme": "new", "title": "Water"},
        {"notes": [foreign.pk], "theme": "new", "title": "Water"},
        {"notes": ["x"], "theme": "new", "title": "Water"},
        {"notes": [scene.note.pk], "theme": ThemeFactory.create().pk},
    ):
        assert desk.post(here, wrong).status_code == 400
    assert not Theme.objects.filter(title="Water").exists()


def test_notes_are_hidden_and_shown(scene: Hall, desk: Client) -> None:
    assert desk.post(f"/notes/{scene.note.pk}/hide/").status_code == 302
    assert "Hidden. Show again" in page(desk.get(f"/workshops/{scene.workshop.pk}/"))
    assert desk.post(f"/notes/{scene.note.pk}/show/").status_code == 302
    assert not Note.objects.get(pk=scene.note.pk).is_hidden


def test_a_theme_is_renamed(scene: Hall, desk: Client) -> None:
    assert desk.post(f"/themes/{scene.theme.pk}/", {"title": ""}).status_code == 400
    assert desk.post(f"/themes/{scene.theme.pk}/", {"title": "Clean water"}).status_code == 302
    assert "Clean water" in page(desk.get(f"/workshops/{scene.workshop.pk}/"))


def test_the_same_form_sent_twice_with_its_key_is_done_once(scene: Hall, desk: Client) -> None:
    data = {"notes": [scene.note.pk], "theme": "new", "title": "Water", "idempotency_key": "k1"}
    first, second = (desk.post(f"/workshops/{scene.workshop.pk}/group/", data) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Theme.objects.filter(title="Water").count() == 1


@pytest.mark.parametrize("part", ["attendance", "notes", "activities", "wall/step", "wall/attendance", "wall/notes", "wall/themes"])  # fmt: skip
def test_parts_are_not_sent_again_while_nothing_changed(scene: Hall, desk: Client, part: str) -> None:
    here = f"/workshops/{scene.workshop.pk}/{part}/"
    first = desk.get(here)
    assert first.status_code == 200
    assert f'data-live-src="{here}"' in page(first)
    again = {"headers": {"If-None-Match": first["ETag"]}}
    assert desk.get(here, **again).status_code == 304
    desk.post(f"/workshops/{scene.workshop.pk}/run-sheet/", {"step": scene.steps[1].pk})
    assert desk.get(here, **again).status_code == 200


def test_a_part_in_another_language_is_another_part(scene: Hall, desk: Client) -> None:
    here = f"/workshops/{scene.workshop.pk}/attendance/"
    first = desk.get(here)
    other = desk.get(here, headers={"If-None-Match": first["ETag"], "Accept-Language": "ru"})
    assert other.status_code == 200


def test_hostile_text_is_text(scene: Hall, desk: Client) -> None:
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}\u202e"
    NoteFactory.create(participant=scene.participant, text=hostile)
    for address in ("", "notes/", "wall/", "wall/notes/"):
        text = page(desk.get(f"/workshops/{scene.workshop.pk}/{address}"))
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text
