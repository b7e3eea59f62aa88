"""The run sheet, templates, a workshop held again, consent, and who is let in."""

import datetime as dt

import pytest
from django.utils import translation

from discovery import registries
from discovery.actions import (
    add_step,
    create_workshop,
    duplicate_workshop,
    edit_step,
    join_as_guest,
    join_workshop,
    move_step,
    publish_consent,
    refuse_admission,
    remove_step,
    save_template,
    write_note,
)
from discovery.models import ConsentText, Step, StepKind, Workshop, WorkshopTemplate
from discovery.queries import templates_of
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import InvitationFactory, StepFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def sheet(workshop: Workshop) -> list[str]:
    positions = list(workshop.steps.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))
    return [str(step) for step in Step.objects.filter(workshop=workshop).order_by("position")]


@pytest.mark.parametrize("place", [None, 0, 1, 2])
def test_the_page_adds_a_step_after_any_other_or_at_the_end(place: int | None) -> None:
    scene = hall()
    after = "" if place is None else scene.steps[place].pk
    chosen = {"kind": StepKind.DISCUSS, "minutes": 20, "title_en": "Walk through the plant", "after": after}
    answer = client_of(scene.facilitator).post(f"/workshops/{scene.workshop.pk}/steps/", chosen)
    assert answer.status_code == 302
    expected = ["Welcome", "Write ideas", "Closing words"]
    expected.insert(3 if place is None else place + 1, "Walk through the plant")
    assert sheet(scene.workshop) == expected


def test_steps_are_added_moved_and_taken_off_and_stay_numbered() -> None:
    scene = hall()
    welcome, propose, _close = scene.steps
    add_step(
        workshop=scene.workshop,
        kind=StepKind.DISCUSS,
        minutes=20,
        titles={"title_en": "Walk through the plant"},
        after=propose,
        by=scene.facilitator,
    )
    assert sheet(scene.workshop) == ["Welcome", "Write ideas", "Walk through the plant", "Closing words"]
    move_step(step=welcome, places=1, by=scene.facilitator)
    move_step(step=welcome, places=-1, by=scene.facilitator)
    move_step(step=welcome, places=-1, by=scene.facilitator)
    assert sheet(scene.workshop)[0] == "Welcome"
    remove_step(step=propose, by=scene.facilitator)
    assert sheet(scene.workshop) == ["Welcome", "Walk through the plant", "Closing words"]


def test_the_running_step_and_a_step_in_use_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = hall()
    Workshop.objects.update(current_step=scene.steps[0])
    with pytest.raises(Refused):
        remove_step(step=scene.steps[0], by=scene.facilitator)
    monkeypatch.setattr(registries, "is_in_use", lambda step: True)
    with pytest.raises(Refused):
        remove_step(step=scene.steps[1], by=scene.facilitator)
    assert len(sheet(scene.workshop)) == 3


def test_a_closed_workshop_keeps_its_run_sheet() -> None:
    scene = hall("closed")
    with pytest.raises(WrongState):
        add_step(workshop=scene.workshop, kind="discuss", minutes=5, by=scene.facilitator)


def test_a_title_in_one_language_is_read_in_all_and_a_note_stays_at_the_desk() -> None:
    scene = hall()
    step = scene.steps[1]
    edit_step(
        step=step,
        minutes=5,
        titles={"title_ru": "Обход цеха"},
        note="Ask the rector first",
        by=scene.facilitator,
    )
    Workshop.objects.update(current_step=step)
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            assert str(Step.objects.get(pk=step.pk)) == "Обход цеха"
    here = f"/workshops/{scene.workshop.pk}"
    assert "Ask the rector first" in client_of(scene.facilitator).get(f"{here}/").content.decode()
    for person, page in ((scene.guest, "room"), (scene.facilitator, "wall")):
        shown = client_of(person).get(f"{here}/{page}/").content.decode()
        assert "Обход цеха" in shown
        assert "rector" not in shown


def test_a_workshop_held_again_takes_the_run_sheet_and_not_the_people() -> None:
    scene = hall()
    InvitationFactory.create(workshop=scene.workshop)
    edit_step(step=scene.steps[0], minutes=7, note="Tea first", by=scene.facilitator)
    again = duplicate_workshop(
        workshop=scene.workshop, title="Again", held_date=dt.date(2027, 2, 1), by=scene.facilitator
    )
    assert (again.state, sheet(again)) == ("prepared", sheet(scene.workshop))
    assert again.steps.earliest("position").note == "Tea first"
    assert again.code != scene.workshop.code
    assert [again.participants.count(), again.invitations.count(), again.notes.count()] == [0, 0, 0]


def test_a_template_of_the_region_is_chosen_like_those_of_the_house() -> None:
    scene = hall()
    save_template(workshop=scene.workshop, title="Ours", by=scene.facilitator)
    with pytest.raises(Refused):
        save_template(workshop=scene.workshop, title="Ours", by=scene.facilitator)
    key = next(template.key for template in templates_of(scene.region) if template.title == "Ours")
    client_of(scene.facilitator).post(
        f"/regions/{scene.region.code}/workshops/new/",
        {"kind": "outreach", "template": key, "title": "Next", "held_date": "2027-01-10"},
    )
    assert sheet(Workshop.objects.get(title="Next")) == sheet(scene.workshop)
    assert templates_of(WorkshopFactory.create().region)[-1].key != key


def test_the_house_has_an_evening_of_two_hours() -> None:
    evening = next(t for t in templates_of(hall().region) if t.key == "discovery-evening")
    assert evening.minutes == 120


def ask(scene: Hall, helix: str = "business") -> tuple[object, object]:
    Workshop.objects.update(kind="problem_solving")
    client = client_of(None)
    client.post(f"/join/{scene.workshop.code}/", {"helix": helix, "organization": "", "ticket": ""})
    seat = scene.workshop.participants.latest("pk")
    return client, seat


def test_who_comes_without_an_invitation_asks_and_writes_once_admitted() -> None:
    scene = hall()
    client, seat = ask(scene)
    here = f"/workshops/{scene.workshop.pk}"
    page = client.get(f"{here}/room/").content.decode()
    assert "You asked to be admitted" in page
    assert 'id="write"' not in page
    assert client.post(f"{here}/room/notes/", {"text": "Sneaked in"}).status_code == 400
    with pytest.raises(Refused):
        write_note(workshop=scene.workshop, text="Sneaked in", by=seat.user)
    client_of(scene.facilitator).post(f"{here}/confirm/", {"participant": seat.pk})
    write_note(workshop=scene.workshop, text="Now it counts", by=seat.user)


def test_who_is_not_admitted_reads_why() -> None:
    scene = hall()
    client, seat = ask(scene)
    refuse_admission(participant=seat, reason="The hall is too small", by=scene.facilitator)
    assert "The hall is too small" in client.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    with pytest.raises(WrongState):
        refuse_admission(participant=seat, reason="Again", by=scene.facilitator)


def test_what_was_agreed_to_is_kept_with_its_time_and_an_old_text_is_not_enough() -> None:
    scene = hall()
    first = publish_consent(region=scene.region, texts={"text_en": "Notes are public."}, by=scene.facilitator)
    with pytest.raises(Refused):
        join_workshop(workshop=scene.workshop, helix="science", organization=None, by=UserFactory.create())
    seat = join_as_guest(
        workshop=scene.workshop, helix="science", organization=None, language="en", consent=first
    )
    assert (seat.consent, seat.consented_at is not None) == (first, True)
    address, client = f"/join/{scene.workshop.code}/", client_of(None)
    assert "Notes are public." in client.get(address).content.decode()
    publish_consent(region=scene.region, texts={"text_en": "Notes stay for ten years."}, by=scene.facilitator)
    body = {"helix": "science", "agrees": "on", "agrees_to": first.pk}
    answer = client.post(address, body)
    assert answer.status_code == 400
    assert "The text was changed meanwhile" in answer.content.decode()
    publish_consent(region=scene.region, texts={}, by=scene.facilitator)
    assert client.post(address, {"helix": "science"}).status_code == 302
    assert ConsentText.objects.get(pk=first.pk).text == "Notes are public."


@pytest.mark.parametrize("number", [1, 30])
def test_the_run_sheet_takes_the_same_number_of_queries(
    number: int, django_assert_num_queries: object
) -> None:
    scene = hall()
    for place in range(number):
        StepFactory.create(workshop=scene.workshop, position=10 + place)
    client = client_of(scene.facilitator)
    client.get(f"/workshops/{scene.workshop.pk}/steps/")
    with django_assert_num_queries(6):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        client.get(f"/workshops/{scene.workshop.pk}/steps/")


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_templates_takes_the_same_number_of_queries(
    number: int, django_assert_num_queries: object
) -> None:
    scene = hall()
    for place in range(number):
        save_template(workshop=scene.workshop, title=f"Ours {place}", by=scene.facilitator)
    client = client_of(scene.facilitator)
    address = f"/regions/{scene.region.code}/workshops/templates/"
    client.get(address)
    with django_assert_num_queries(6):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        client.get(address)
    assert WorkshopTemplate.objects.count() == number


def test_create_with_a_template_by_key_for_programs() -> None:
    scene = hall()
    made = client_of(scene.facilitator).post(
        f"/api/v1/regions/{scene.region.code}/workshops/",
        {
            "title": "Evening",
            "kind": "outreach",
            "held_date": "2027-01-10",
            "template": "discovery-evening",
            "start_time": "18:00",
        },
        content_type="application/json",
    )
    assert made.status_code == 201
    assert made.json()["start_time"] == "18:00:00"
    assert Workshop.objects.get(pk=made.json()["id"]).steps.count() == 6
    usual = create_workshop(
        region=scene.region, title="X", kind="outreach", held_date=dt.date(2027, 1, 1), by=scene.facilitator
    )
    assert usual.steps.count() == 6
