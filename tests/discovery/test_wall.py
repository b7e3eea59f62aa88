"""The projector shows how to join, who is here and what was written, and no result."""

import pytest
from django.test import override_settings

from tests.discovery.hall import client_of, hall
from tests.factories.discovery import NoteFactory, SupportFactory

pytestmark = pytest.mark.django_db


def test_the_wall_leads_phones_to_the_public_address() -> None:
    scene = hall()
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/wall/"
    assert f"http://testserver/join/{scene.workshop.code}/" in desk.get(here).content.decode()
    with override_settings(PUBLIC_URL="https://s3.example.org/"):
        assert f'href="https://s3.example.org/join/{scene.workshop.code}/"' in desk.get(here).content.decode()


@pytest.mark.parametrize(("state", "is_offered"), [("prepared", True), ("opened", True), ("closed", False)])
def test_nobody_is_asked_to_join_what_is_over(state: str, is_offered: bool) -> None:
    scene = hall(state)
    desk = client_of(scene.facilitator)
    for page in ("", "wall/"):
        text = desk.get(f"/workshops/{scene.workshop.pk}/{page}").content.decode()
        assert ("Join with your phone" in text) is is_offered


def test_no_hidden_note_and_no_result_is_on_the_wall() -> None:
    scene = hall()
    hidden = NoteFactory.create(participant=scene.participant, is_hidden=True, text="CANARY hidden")
    SupportFactory.create(activity=scene.activity, participant=scene.participant)
    text = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/wall/").content.decode()
    assert hidden.text not in text
    assert scene.activity.title not in text
    assert scene.note.text in text
    assert scene.theme.title in text
