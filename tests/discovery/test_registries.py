"""Upper apps add rooms to kinds of steps."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from accounts.models import User
from discovery import registries
from discovery.models import Step, StepKind
from tests.discovery.hall import client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import StepFactory

pytestmark = pytest.mark.django_db


class Room:
    """Leads everybody to one place, once it is open."""

    is_open = True

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        return (f"Give marks in step {step.position}", "/somewhere/") if self.is_open else None


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
