"""People without a phone, entered by a program."""

from typing import Any

import pytest

from discovery.models import Note, PaperSeat
from tests.discovery.hall import Hall, client_of, hall
from tests.discovery.test_api import send
from tests.factories.discovery import ConsentTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def desk(scene: Hall, method: str, rest: str, body: Any = None) -> Any:
    return send(client_of(scene.facilitator), method, f"/workshops/{scene.workshop.pk}/paper/{rest}/", body)


def seated(scene: Hall, **more: Any) -> Any:
    return desk(scene, "POST", "people", {"helix": "business", "language": "ru"} | more)


def test_a_person_a_card_and_their_idea(scene: Hall) -> None:
    person = seated(scene, organization="Farm", organization_kind="farm").json()
    assert (person["number"], person["helix"], person["organization"]["name"]) == (2, "business", "Farm")
    assert desk(scene, "GET", "people").json()["results"] == [person]
    [card] = desk(scene, "POST", "cards", {"number": 1}).json()
    typed = {"code": card["code"], "number": person["number"], "text": "Сушка ягод", "language": "ru"}
    note = desk(scene, "POST", "entry", typed)
    assert (note.status_code, note.json()["text"], note.json()["helix"]) == (201, "Сушка ягод", "business")
    [kept] = desk(scene, "GET", "cards").json()["results"]
    assert (kept["note"], kept["code"]) == (note.json()["id"], card["code"])
    again = desk(scene, "POST", "entry", typed)
    assert (again.status_code, again.json()["errors"][0]["attr"]) == (400, "code")


def test_what_does_not_fit_is_named(scene: Hall) -> None:
    person = seated(scene).json()
    [card] = desk(scene, "POST", "cards", {"number": 1}).json()
    typed = {"code": card["code"], "number": person["number"], "text": "Idea", "language": "en"}
    wrong = [("code", "WRONG"), ("number", 1), ("text", " \n "), ("language", "de")]
    for name, value in wrong:
        refused = desk(scene, "POST", "entry", typed | {name: value})
        assert refused.status_code == 400, (name, refused.json())
        assert refused.json()["errors"][0]["attr"] == name
    assert Note.objects.count() == 1  # that of the scene
    assert desk(scene, "POST", "cards", {"number": 401}).status_code == 400


def test_where_the_region_asks_for_consent_it_must_be_signed(scene: Hall) -> None:
    ConsentTextFactory.create(region=scene.region)
    assert seated(scene).status_code == 400
    assert not PaperSeat.objects.exists()
    assert seated(scene, has_signed=True).status_code == 201


def test_nobody_comes_in_through_shut_doors() -> None:
    assert seated(hall("closed")).status_code == 409
