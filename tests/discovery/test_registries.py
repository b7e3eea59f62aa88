"""Upper apps add rooms to kinds of steps."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from accounts.models import User
from discovery import registries
from discovery.actions import start_step, step_workshop
from discovery.models import Step, StepKind, Workshop
from foundation.models import AuditRow
from foundation.transitions import Refused
from tests.discovery.hall import client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import StepFactory

pytestmark = pytest.mark.django_db


class Room(registries.StepRoom):
    """Leads everybody to one place, once it is open."""

    is_open = True

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        return (f"Give marks in step {step.position}", "/somewhere/") if self.is_open else None

    def is_in_use(self, step: Step) -> bool:
        return self.is_open


@pytest.fixture
def room() -> Iterator[Room]:
    with patch.dict(registries._rooms):
        room = Room()
        registries.register_step_kind(StepKind.SCORE, room)
        yield room


def test_only_registered_kinds_lead_somewhere(room: Room) -> None:
    person = UserFactory.create()
    score, talk = (
        StepFactory.create(kind=StepKind.SCORE, position=7),
        StepFactory.create(kind=StepKind.DISCUSS),
    )
    assert registries.link_of(score, person) == ("Give marks in step 7", "/somewhere/")
    assert registries.link_of(talk, person) is None
    assert registries.link_of(None, person) is None


def test_phone_and_desk_show_the_way_and_phones_notice_when_it_opens(room: Room) -> None:
    scene = hall()
    step = StepFactory.create(workshop=scene.workshop, kind=StepKind.SCORE, position=9)
    scene.workshop.current_step = step
    scene.workshop.save()
    phone = client_of(scene.guest)
    part = f"/workshops/{scene.workshop.pk}/room/step/"
    room.is_open = False
    closed = phone.get(part)
    assert "/somewhere/" not in closed.content.decode()
    assert phone.get(part, headers={"If-None-Match": closed["ETag"]}).status_code == 304
    room.is_open = True
    opened = phone.get(part, headers={"If-None-Match": closed["ETag"]})
    assert opened.status_code == 200
    assert "/somewhere/" in opened.content.decode()
    desk = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/")
    assert "Give marks in step 9" in desk.content.decode()


class Watched(registries.StepRoom):
    """Writes down who came and went, and can refuse to be entered."""

    def __init__(self, told: list[str], refusal: str = "") -> None:
        self.told, self.refusal = told, refusal

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        return None

    def is_in_use(self, step: Step) -> bool:
        return False

    def enter(self, step: Step, by: User) -> None:
        self.told.append(f"enter {step.kind}")
        if self.refusal:
            raise Refused(self.refusal)

    def leave(self, step: Step, by: User) -> None:
        self.told.append(f"leave {step.kind}")


@pytest.fixture
def told() -> Iterator[list[str]]:
    with patch.dict(registries._rooms):
        told: list[str] = []
        for kind in (StepKind.WELCOME, StepKind.PROPOSE):
            registries.register_step_kind(kind, Watched(told))
        yield told


def test_rooms_are_told_of_each_move_of_the_run_sheet_once(told: list[str]) -> None:
    scene = hall("prepared")
    welcome, propose, close = scene.steps
    step_workshop(workshop=scene.workshop, name="open", by=scene.facilitator)
    for step in (welcome, propose, propose, close, welcome):
        start_step(workshop=scene.workshop, step=step, by=scene.facilitator)
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    assert told == [
        "enter welcome", "leave welcome", "enter propose", "leave propose", "enter welcome", "leave welcome",
    ]  # fmt: skip


def test_a_room_that_refuses_keeps_the_run_sheet_where_it_is_and_says_why(told: list[str]) -> None:
    scene = hall()
    welcome, propose, _close = scene.steps
    start_step(workshop=scene.workshop, step=welcome, by=scene.facilitator)
    registries.register_step_kind(StepKind.PROPOSE, Watched(told, refusal="The ink is dry."))
    written = AuditRow.objects.count()
    desk = client_of(scene.facilitator)
    answer = desk.post(f"/workshops/{scene.workshop.pk}/run-sheet/", {"step": propose.pk})
    assert (answer.status_code, "The ink is dry." in answer.content.decode()) == (400, True)
    assert Workshop.objects.get(pk=scene.workshop.pk).current_step == welcome
    assert AuditRow.objects.count() == written
