"""Lists of organizations and people through the API: the whole list or nothing, and back as a whole."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Organization, Stakeholder
from discovery.models import RegisterImport
from regions.models import Region, Role
from tests.discovery.test_registers import HEADER, PEOPLE, spoken_for, xlsx
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


def client_as(region: Region, role: Role) -> Client:
    client = Client()
    client.force_login(member(region, role))
    return client


def send(client: Client, region: Region, *rows: list[Any], **more: Any) -> Any:
    data = {"file": xlsx(*rows), "kind": "stakeholders"} | more
    return client.post(f"/api/v1/regions/{region.code}/registers/", data)


def test_a_list_is_looked_at_taken_and_taken_back(region: Region) -> None:
    desk = client_as(region, Role.FACILITATOR)
    look = send(desk, region, *PEOPLE, dry_run="true")
    assert (look.status_code, look.json()) == (200, {"rows": 3, "taken": None})
    assert not RegisterImport.objects.exists()
    taken = send(desk, region, *PEOPLE)
    assert (taken.status_code, taken.json()["taken"]["new"]) == (201, 3)
    assert len(spoken_for()) == 3
    listed = desk.get(f"/api/v1/regions/{region.code}/registers/").json()
    assert listed == [taken.json()["taken"]]
    undo = f"/api/v1/registers/{listed[0]['id']}/undo/"
    assert desk.post(undo, {}, JSON).json()["undone_at"]
    assert not Stakeholder.objects.exists()
    assert desk.post(undo, {}, JSON).status_code == 409


def test_wrong_cells_are_named_and_nothing_is_taken(region: Region) -> None:
    desk = client_as(region, Role.FACILITATOR)
    answer = send(desk, region, HEADER, ["no address", "", "nobody", "Mill", "company"])
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "A2" in told
    assert "C2" in told
    assert not Organization.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OFFICIAL])
def test_only_who_prepares_workshops_brings_lists(region: Region, role: Role) -> None:
    assert send(client_as(region, role), region, *PEOPLE).status_code == 403
    assert not RegisterImport.objects.exists()
