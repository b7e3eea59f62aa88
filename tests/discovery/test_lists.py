"""People and organizations come in by the file: wrong cells are named, and then nothing is taken."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from accounts.actions import register_organizations
from accounts.models import Organization, OrganizationKind
from discovery.actions import create_workshop
from discovery.forms.lists import ListedOrganization
from discovery.models import Invitation, Workshop, WorkshopKind
from foundation.models import AuditRow
from regions.models import Region, Role
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


@pytest.fixture
def desk(region: Region) -> Client:
    client = Client()
    client.force_login(member(region, Role.FACILITATOR))
    return client


@pytest.fixture
def workshop(region: Region) -> Workshop:
    import datetime as dt

    return create_workshop(
        region=region,
        title="Workshop",
        kind=WorkshopKind.PROBLEM_SOLVING,
        held_date=dt.date(2027, 1, 20),
        by=member(region, Role.FACILITATOR),
    )


def xlsx(*rows: list[Any]) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("list.xlsx", target.getvalue())


PEOPLE = (
    ["E-mail", "Name", "Group", "Organization"],
    ["a@example.org", "Aigul", "наука", "University"],
    ["b@example.org", "", "business", None],
)


def send_people(desk: Client, workshop: Workshop, *rows: list[Any]) -> Any:
    return desk.post(f"/workshops/{workshop.pk}/invitations/file/", {"file": xlsx(*rows)})


def test_people_of_a_file_are_looked_at_before_anybody_gets_a_letter(
    desk: Client, workshop: Workshop
) -> None:
    page = send_people(desk, workshop, *PEOPLE)
    text = page.context["form"]["people"].value()
    assert text == "a@example.org;Aigul;science;University\nb@example.org;;business;"
    assert not Invitation.objects.exists()
    desk.post(f"/workshops/{workshop.pk}/invitations/new/", {"people": text})
    invited = Invitation.objects.order_by("pk").values_list("email", "name", "helix", "organization__name")
    assert list(invited) == [
        ("a@example.org", "Aigul", "science", "University"),
        ("b@example.org", "", "business", None),
    ]


def test_wrong_people_are_named_by_cell(desk: Client, workshop: Workshop) -> None:
    page = send_people(desk, workshop, *PEOPLE, ["nobody", "", "", ""], ["a@example.org", "", "army", ""])
    assert page.status_code == 400
    told = page.content.decode()
    for part in (
        "cell A4, E-mail: “nobody”",
        "cell A5, E-mail: The address stands",
        "cell C5, Group: “army”",
    ):
        assert part in told
    assert not Invitation.objects.exists()


def test_a_table_without_addresses_says_which_column_is_missing(desk: Client, workshop: Workshop) -> None:
    page = send_people(desk, workshop, ["Name", "Group"], ["Aigul", "science"])
    assert "No column is called “E-mail”" in page.content.decode()


def send_organizations(desk: Client, region: Region, *rows: list[Any], **more: Any) -> Any:
    return desk.post(
        f"/regions/{region.code}/organizations/file/", {"file": xlsx(*rows), **more}, follow=True
    )


ORGANIZATIONS = (
    ["Name", "Kind", "State-controlled"],
    ["Caspian University", "University or college", "yes"],
    ["Мельница «Заря»", "small_firm", ""],
)


def test_organizations_come_in_as_a_whole(desk: Client, region: Region) -> None:
    Organization.objects.create(name="CASPIAN university", kind=OrganizationKind.INSTITUTE)
    looked = send_organizations(desk, region, *ORGANIZATIONS, is_only_look="on")
    assert "2 organizations were read" in looked.content.decode()
    assert Organization.objects.count() == 1
    send_organizations(desk, region, *ORGANIZATIONS)
    rows = Organization.objects.order_by("pk").values_list("name", "kind", "is_state_controlled")
    assert list(rows) == [
        ("CASPIAN university", "institute", False),
        ("Мельница «Заря»", "small_firm", False),
    ]
    assert AuditRow.objects.filter(verb="accounts.register_organizations").count() == 1


def test_wrong_organizations_are_named_and_nothing_is_taken(desk: Client, region: Region) -> None:
    rows = [*ORGANIZATIONS, ["", "firm", ""], ["X", "circus", "perhaps"], ["caspian university", "firm", ""]]
    page = send_organizations(desk, region, *rows)
    assert page.status_code == 400
    assert [(one.place.rpartition(" ")[2], one.column) for one in page.context["faults"]] == [
        ("A4", "Name"),
        ("B5", "Kind"),
        ("C5", "State-controlled"),
        ("A6", "Name"),
    ]
    assert not Organization.objects.exists()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("table", ["participants", "organizations"])
def test_the_empty_table_is_understood_in_every_language(
    desk: Client, region: Region, workshop: Workshop, language: str, table: str
) -> None:
    answer = desk.get(f"/tables/{table}.xlsx", headers={"Accept-Language": language})
    book = load_workbook(io.BytesIO(answer.content))
    header = [cell.value for cell in book.worksheets[0][1]]
    if table == "participants":
        page = send_people(desk, workshop, header, ["a@example.org", "", "", ""])
        assert page.context["form"]["people"].value() == "a@example.org;;;"
    else:
        send_organizations(desk, region, header, ["Caspian University", "university", ""])
        assert Organization.objects.get().kind == "university"


def test_a_thousand_organizations_cost_no_more_queries_than_one(region: Region) -> None:
    person = member(region, Role.FACILITATOR)
    counts = []
    for number in (1, 1000):
        listed = [
            ListedOrganization(f"O {number} {n}", "firm", is_state_controlled=False) for n in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            register_organizations(organizations=listed, by=person)
        counts.append(len(queries))
    assert counts[1] <= counts[0] < 20  # the chain is begun once


def test_readers_may_not(region: Region, workshop: Workshop) -> None:
    client = Client()
    client.force_login(member(region, Role.REVIEWER))
    assert client.get(f"/regions/{region.code}/organizations/file/").status_code == 403
    assert send_people(client, workshop, *PEOPLE).status_code == 403
