"""The same workshop by a plain HTTP client: session or key, JSON, allow-listed filters."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.actions import issue_token
from discovery.actions import attempts, find_workshop
from discovery.models import Activity, Note, Participant, Support, Theme, Workshop
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    SupportFactory,
    ThemeFactory,
    WorkshopFactory,
)
from tests.factories.regions import DomainFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def send(client: Client, method: str, address: str, body: Any = None) -> Any:
    return client.generic(method, f"/api/v1{address}", _json(body), content_type="application/json")


def _json(body: Any) -> str:
    import json

    return "" if body is None else json.dumps(body)


def test_a_whole_workshop_without_a_browser(scene: Hall) -> None:
    desk, region = client_of(scene.facilitator), scene.region.code
    DomainFactory.create(code="C")
    made = send(
        desk,
        "POST",
        f"/regions/{region}/workshops/",
        {"title": "Autumn", "kind": "problem_solving", "held_date": "2026-11-24"},
    ).json()
    here = f"/workshops/{made['id']}"
    assert made["state"] == "prepared"
    assert send(desk, "POST", f"{here}/doors/", {"action": "open"}).json()["state"] == "opened"
    sheet = send(desk, "GET", f"{here}/run-sheet/").json()
    assert (
        send(desk, "POST", f"{here}/run-sheet/", {"step": sheet[1]["id"]}).json()["current_step"]
        == sheet[1]["id"]
    )

    phone = Client(enforce_csrf_checks=True)
    joined = send(phone, "POST", "/workshops/join/", {"code": made["code"].lower(), "helix": "science"})
    assert joined.status_code == 201
    phone.defaults["HTTP_X_CSRFTOKEN"] = joined.json()["csrf_token"]
    assert send(phone, "POST", f"{here}/notes/", {"text": "Too early"}).status_code == 400
    confirmed = send(desk, "POST", f"{here}/participants/confirm/", {})
    assert confirmed.json() == {"confirmed": [joined.json()["id"]]}
    note = send(phone, "POST", f"{here}/notes/", {"text": "Catalysts\r\nfrom here"}).json()
    assert (note["text"], note["helix"], note["theme"]) == ("Catalysts\nfrom here", "science", None)

    theme = send(desk, "POST", f"{here}/themes/", {"title": "Chemistry", "notes": [note["id"]]}).json()
    assert theme["note_count"] == 1
    activity = send(
        desk,
        "POST",
        f"/regions/{region}/activities/",
        {
            "title": "Catalysts",
            "is_activity": True,
            "workshop": made["id"],
            "themes": [theme["id"]],
            "domains": ["C"],
        },
    ).json()
    assert (activity["domains"], activity["standing"]) == (["C"], "candidate")
    assert send(phone, "PUT", f"/activities/{activity['id']}/support/").json()["is_supported"] is True
    [row] = send(desk, "GET", f"{here}/activities/").json()["results"]
    assert row["supports"] == {"science": 1, "business": 0, "government": 0, "civil_society": 0}
    attendance = send(phone, "GET", f"{here}/attendance/").json()
    assert (attendance["total"], attendance["confirmed"]["science"]) == (1, 1)
    assert send(Client(), "GET", f"/notes/{note['id']}/").json()["activity"] == activity["id"]


def test_a_key_acts_as_its_owner(scene: Hall) -> None:
    _token, key = issue_token(label="script", by=scene.facilitator)
    bearer = Client(headers={"Authorization": f"Bearer {key}"})
    assert send(bearer, "GET", f"/workshops/{scene.workshop.pk}/").status_code == 200
    assert (
        send(bearer, "POST", f"/workshops/{scene.workshop.pk}/doors/", {"action": "close"}).status_code == 200
    )


def test_somebody_with_an_account_joins_as_themselves_once(scene: Hall) -> None:
    client = client_of(scene.stranger)
    body = {
        "code": scene.workshop.code,
        "helix": "business",
        "organization": "Farm",
        "organization_kind": "farm",
    }
    first, second = (send(client, "POST", "/workshops/join/", body).json() for _ in range(2))
    assert first["id"] == second["id"]
    assert first["organization"] == {"name": "Farm", "kind": "farm", "is_state_controlled": False}
    assert Participant.objects.get(pk=first["id"]).user == scene.stranger


def test_a_guest_whose_answer_was_lost_is_found_again_by_the_ticket(scene: Hall) -> None:
    body = {"code": scene.workshop.code, "helix": "business", "ticket": str(uuid.uuid4())}
    first, again = (send(Client(), "POST", "/workshops/join/", body).json()["id"] for _ in range(2))
    other = send(Client(), "POST", "/workshops/join/", body | {"ticket": str(uuid.uuid4())}).json()["id"]
    assert first == again != other


@pytest.mark.parametrize("ticket", ["1", str(uuid.UUID(int=1)), "6ba7b810-9dad-11d1-80b4-00c04fd430c8"])
def test_a_ticket_that_could_be_guessed_is_refused(scene: Hall, ticket: str) -> None:
    body = {"code": scene.workshop.code, "helix": "business", "ticket": ticket}
    answer = send(Client(), "POST", "/workshops/join/", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "ticket"


def test_wrong_codes_are_named_counted_and_slowed(scene: Hall) -> None:
    body = {"code": "WRONGONE", "helix": "business"}
    assert send(Client(), "POST", "/workshops/join/", body).json()["errors"][0]["attr"] == "code"
    for _ in range(attempts.FROM_ONE_ADDRESS - 1):
        find_workshop(typed="WRONGONE", address="127.0.0.1")
    slowed = send(Client(), "POST", "/workshops/join/", body | {"code": scene.workshop.code})
    assert slowed.status_code == 429


@pytest.mark.parametrize("state", ["prepared", "closed"])
def test_shut_doors_are_a_conflict(state: str) -> None:
    shut = hall(state)
    body = {"code": shut.workshop.code, "helix": "business"}
    assert send(Client(), "POST", "/workshops/join/", body).status_code == 409
    written = send(client_of(shut.guest), "POST", f"/workshops/{shut.workshop.pk}/notes/", {"text": "Idea"})
    assert written.status_code == 409
    assert written.json()["errors"][0]["code"] == "conflict"


def test_doors_that_were_moved_are_a_conflict_and_a_missing_reason_a_mistake(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/doors/"
    assert send(desk, "POST", here, {"action": "open"}).status_code == 409
    assert send(desk, "POST", here, {"action": "close"}).status_code == 200
    assert send(desk, "POST", here, {"action": "reopen"}).status_code == 400
    assert send(desk, "POST", here, {"action": "reopen", "reason": "Late table"}).status_code == 200
    assert send(desk, "POST", here, {"action": "burn"}).status_code == 400


def test_a_description_is_changed(scene: Hall) -> None:
    body = {"title": "New title", "held_date": "2027-01-05"}
    changed = send(client_of(scene.facilitator), "PUT", f"/workshops/{scene.workshop.pk}/", body).json()
    assert (changed["title"], changed["held_date"]) == ("New title", "2027-01-05")


def test_hidden_notes_are_listed_for_the_regions_people_only(scene: Hall) -> None:
    address, note = f"/workshops/{scene.workshop.pk}/notes/", scene.note
    desk = client_of(scene.facilitator)
    assert send(desk, "PUT", f"/notes/{note.pk}/", {"is_hidden": True}).json()["is_hidden"] is True
    assert [row["id"] for row in send(desk, "GET", address).json()["results"]] == [note.pk]
    other = ParticipantFactory.create(workshop=scene.workshop)
    assert send(client_of(other.user), "GET", address).json()["results"] == []
    assert send(client_of(other.user), "GET", f"/notes/{note.pk}/").status_code == 404
    assert send(client_of(scene.guest), "GET", f"/notes/{note.pk}/").status_code == 200
    assert send(desk, "PUT", f"/notes/{note.pk}/", {"is_hidden": False}).json()["is_hidden"] is False


def test_themes_are_renamed_and_notes_regrouped(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}"
    renamed = send(desk, "PUT", f"/themes/{scene.theme.pk}/", {"title": "Clean water"}).json()
    assert (renamed["title"], renamed["note_count"]) == ("Clean water", 1)
    other = ThemeFactory.create(workshop=scene.workshop)
    body = {"notes": [scene.note.pk], "theme": other.pk}
    assert [row["id"] for row in send(desk, "POST", f"{here}/grouping/", body).json()] == [other.pk]
    assert send(desk, "POST", f"{here}/grouping/", body | {"theme": None}).json() == []
    assert not Theme.objects.exists()
    mistakes: list[dict[str, Any]] = [{"notes": [], "theme": None}, {"notes": [1]}, body | {"theme": 999999}]
    for wrong in mistakes:
        assert send(desk, "POST", f"{here}/grouping/", wrong).status_code == 400


def test_a_helix_is_corrected(scene: Hall) -> None:
    answer = send(
        client_of(scene.facilitator), "PUT", f"/participants/{scene.participant.pk}/", {"helix": "government"}
    )
    assert answer.json()["helix"] == "government"


def test_the_gate_and_unknown_names_are_mistakes_in_words(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/regions/{scene.region.code}/activities/"
    right = {"title": "Chemistry", "is_activity": True}
    sector = send(desk, "POST", here, right | {"is_activity": False})
    assert sector.status_code == 400
    assert "whole sector" in sector.json()["errors"][0]["detail"]
    foreign = WorkshopFactory.create()
    for wrong in (
        {"domains": ["ZZ"]},
        {"workshop": foreign.pk},
        {"themes": [1]},
        {"title": " "},
        {"market": "moon"},
    ):
        assert send(desk, "POST", here, right | wrong).status_code == 400
    assert Activity.objects.count() == 1


def test_what_is_left_out_of_a_fiche_stays(scene: Hall) -> None:
    Activity.objects.update(market="export", is_activity=True)
    scene.activity.domains.add(DomainFactory.create(code="C"))
    changed = send(
        client_of(scene.facilitator),
        "PUT",
        f"/activities/{scene.activity.pk}/",
        {"assets": "A plant\r\nand skills"},
    ).json()
    assert (changed["assets"], changed["market"], changed["domains"]) == (
        "A plant\nand skills",
        "export",
        ["C"],
    )


def test_support_is_taken_back(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/activities/{scene.activity.pk}/support/"
    send(phone, "PUT", here)
    assert Support.objects.count() == 1
    assert send(phone, "DELETE", here).json() == {"activity": scene.activity.pk, "is_supported": False}
    assert not Support.objects.exists()


FILTERS: list[tuple[str, dict[str, str]]] = [
    ("/regions/{region}/workshops/", {"state": "closed"}),
    ("/workshops/{workshop}/participants/", {"helix": "business"}),
    ("/workshops/{workshop}/participants/", {"is_confirmed": "false"}),
    ("/workshops/{workshop}/notes/", {"helix": "business"}),
    ("/workshops/{workshop}/notes/", {"theme": "999999"}),
    ("/regions/{region}/activities/", {"workshop": "999999"}),
    ("/regions/{region}/activities/", {"standing": "priority"}),
    ("/regions/{region}/activities/", {"domain": "ZZ"}),
]


@pytest.mark.parametrize(("address", "narrowed"), FILTERS)
def test_filters_narrow_and_others_are_refused(scene: Hall, address: str, narrowed: dict[str, str]) -> None:
    desk = client_of(scene.facilitator)
    here = "/api/v1" + address.format(region=scene.region.code, workshop=scene.workshop.pk)
    assert desk.get(here).json()["count"] == 1
    assert desk.get(here, narrowed).json()["count"] == 0
    assert desk.get(here, {"created_by": "1"}).status_code == 400
    assert desk.get(here, dict.fromkeys(narrowed, "x" * 40)).status_code == 400


# Session, person, roles, what it is about, count, rows (activities are public: no roles, but their lists).
LISTS = {
    "/regions/{region}/workshops/": 6,
    "/regions/{region}/activities/": 8,
    "/workshops/{workshop}/participants/": 6,
    "/workshops/{workshop}/notes/": 6,
    "/workshops/{workshop}/themes/": 6,
    "/workshops/{workshop}/activities/": 6,
}


@pytest.mark.parametrize("address", LISTS)
def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    scene: Hall, address: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    desk = client_of(scene.facilitator)
    here = "/api/v1" + address.format(region=scene.region.code, workshop=scene.workshop.pk)
    scene.activity.domains.add(DomainFactory.create())
    for _ in range(2):
        with django_assert_num_queries(LISTS[address]):
            assert desk.get(here).status_code == 200
        for _more in range(29):
            person = ParticipantFactory.create(workshop=scene.workshop)
            NoteFactory.create(participant=person, theme=ThemeFactory.create(workshop=scene.workshop))
            activity = ActivityFactory.create(region=scene.region, workshop=scene.workshop)
            activity.domains.add(DomainFactory.create())
            SupportFactory.create(activity=activity, participant=person)
            WorkshopFactory.create(region=scene.region)


def test_bodies_that_are_no_json_or_hold_nulls_are_mistakes(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/api/v1/workshops/{scene.workshop.pk}/notes/"
    for body in ("{", "[]", '{"text": "a\\u0000b"}', '{"text": "\\ud800"}', '{"text": {}}', "null"):
        assert phone.post(here, body, content_type="application/json").status_code == 400
    assert Note.objects.count() == 1


def test_a_retried_write_is_done_once(scene: Hall) -> None:
    phone, here = client_of(scene.guest), f"/api/v1/workshops/{scene.workshop.pk}/notes/"
    for _ in range(2):
        answer = phone.post(
            here, {"text": "Wind"}, content_type="application/json", headers={"Idempotency-Key": "k"}
        )
        assert answer.status_code == 201
    assert Note.objects.filter(text="Wind").count() == 1
    assert Workshop.objects.get(pk=scene.workshop.pk).version == 0  # a hall does not queue at this row
