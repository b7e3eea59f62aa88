"""Organizations and the people who speak for them come in by the file, and are taken back as a whole."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from accounts.actions import confirm_email
from accounts.models import Organization, Stakeholder
from discovery.models import RegisterImport
from foundation.models import AuditRow, Upload
from regions.models import Region, Role
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.discovery import ClusterMemberFactory, ParticipantFactory, RegisterImportFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db

HEADER = ["E-mail", "Name", "Group", "Organization", "Kind"]
PEOPLE = (
    HEADER,
    ["a@example.org", "Aigul", "наука", "Caspian University", "university"],
    ["b@example.org", "", "business", "Mill", "Company"],
    ["c@example.org", "", "science", "Caspian University", ""],
)


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


@pytest.fixture
def desk(region: Region) -> Client:
    client = Client()
    client.force_login(member(region, Role.FACILITATOR))
    return client


def xlsx(*rows: list[Any]) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("list.xlsx", target.getvalue())


def send(desk: Client, region: Region, *rows: list[Any], **more: Any) -> Any:
    data = {"file": xlsx(*rows), "kind": "stakeholders"} | more
    return desk.post(f"/regions/{region.code}/organizations/file/", data, follow=True)


def spoken_for() -> list[tuple[str, str, str]]:
    rows = Stakeholder.objects.order_by("pk").select_related("organization", "user")
    return [(one.email or one.user.email, one.helix, one.organization.name) for one in rows]  # type: ignore[union-attr,misc]  # -- reason: one of the two, says the database


def test_people_are_looked_at_then_taken_without_sending_the_file_again(desk: Client, region: Region) -> None:
    looked = send(desk, region, *PEOPLE, is_only_look="on")
    assert "3 people were read and nobody was taken yet." in looked.content.decode()
    assert not Stakeholder.objects.exists()
    page = f"/regions/{region.code}/organizations/file/"
    taken = desk.post(page, {"look": looked.context["look"]}, follow=True).content.decode()
    assert "3 people are new." in taken
    assert spoken_for() == [
        ("a@example.org", "science", "Caspian University"),
        ("b@example.org", "business", "Mill"),
        ("c@example.org", "science", "Caspian University"),
    ]
    assert not Upload.objects.exists()
    again = desk.post(page, {"look": looked.context["look"]}, follow=True)
    assert "taken or forgotten already" in again.content.decode()
    assert RegisterImport.objects.count() == 1
    assert AuditRow.objects.filter(verb="discovery.load_register").count() == 1


def test_nobody_takes_what_another_person_looked_at(desk: Client, region: Region) -> None:
    looked = send(desk, region, *PEOPLE, is_only_look="on")
    other = Client()
    other.force_login(member(region, Role.FACILITATOR))
    page = f"/regions/{region.code}/organizations/file/"
    for wrong in (looked.context["look"], "stakeholders:x", "circus:1", ""):
        other.post(page, {"look": wrong})
    assert not Stakeholder.objects.exists()


def test_wrong_people_are_named_by_cell_and_nothing_is_taken(desk: Client, region: Region) -> None:
    rows = [
        *PEOPLE,
        ["nobody", "", "army", "", "circus"],
        ["a@example.org", "", "science", "CASPIAN  university", ""],
        ["d@example.org", "", "", "Unheard of", ""],
    ]
    page = send(desk, region, *rows)
    assert page.status_code == 400
    assert [(one.place.rpartition(" ")[2], one.column) for one in page.context["faults"]] == [
        ("A5", "E-mail"),
        ("C5", "Group"),
        ("E5", "Kind"),
        ("D5", "Organization"),
        ("A6", "E-mail"),
        ("C7", "Group"),
        ("E7", "Kind"),
    ]
    assert not Stakeholder.objects.exists()
    assert not Organization.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_errors_are_said_in_the_persons_language(desk: Client, region: Region, language: str) -> None:
    desk.cookies["django_language"] = language
    page = send(desk, region, HEADER, ["d@example.org", "", "science", "Unheard of", ""])
    assert page.context["faults"][0].text != "This organization is not known yet: say of which kind it is."
    assert page.status_code == 400


def test_somebody_with_an_account_is_linked_and_others_once_they_prove_the_address(
    desk: Client, region: Region
) -> None:
    known = UserFactory.create(email="a@example.org")
    send(desk, region, *PEOPLE)
    assert Stakeholder.objects.get(user=known).organization.name == "Caspian University"
    later = UserFactory.create(email="b@example.org")
    assert not Stakeholder.objects.filter(user=later).exists()
    confirm_email(user=later)
    mine = Stakeholder.objects.get(user=later)
    assert (mine.email, mine.name, mine.helix) == ("", "", "business")
    send(desk, region, *PEOPLE)
    assert Stakeholder.objects.count() == 3


def test_the_whole_file_is_taken_back(desk: Client, region: Region) -> None:
    OrganizationFactory.create(name="Mill")
    send(desk, region, *PEOPLE)
    brought = RegisterImport.objects.get()
    undo = f"/registers/{brought.pk}/undo/"
    assert "What was known before" in desk.get(undo).content.decode()
    assert "what it brought is gone" in desk.post(undo, follow=True).content.decode()
    assert not Stakeholder.objects.exists()
    assert list(Organization.objects.values_list("name", flat=True)) == ["Mill"]
    assert "already" in desk.post(undo, follow=True).content.decode()
    assert AuditRow.objects.filter(verb="discovery.undo_register").count() == 1
    page = desk.get(f"/regions/{region.code}/organizations/file/").content.decode()
    assert "taken back" in page


@pytest.mark.parametrize("factory", [ParticipantFactory, ClusterMemberFactory])
def test_what_something_stands_on_is_named_and_nothing_is_taken_back(
    desk: Client, region: Region, factory: Any
) -> None:
    send(desk, region, *PEOPLE)
    factory.create(organization=Organization.objects.get(name="Mill"))
    answer = desk.post(f"/registers/{RegisterImport.objects.get().pk}/undo/", follow=True)
    assert "such as “Mill”" in answer.content.decode()
    assert (Stakeholder.objects.count(), Organization.objects.count()) == (3, 2)
    assert RegisterImport.objects.get().undone_at is None


def test_others_may_not(region: Region) -> None:
    brought = RegisterImportFactory.create(region=region)
    client = Client()
    client.force_login(member(region, Role.REVIEWER))
    assert client.post(f"/registers/{brought.pk}/undo/").status_code == 403
    client.force_login(member(RegionFactory.create(), Role.FACILITATOR))
    assert client.post(f"/registers/{brought.pk}/undo/").status_code == 404
    assert RegisterImport.objects.get().undone_at is None


def test_the_page_takes_the_same_number_of_queries(
    desk: Client, region: Region, django_assert_num_queries: Any
) -> None:
    for more in (1, 29):
        RegisterImportFactory.create_batch(more, region=region)
        with django_assert_num_queries(5):
            desk.get(f"/regions/{region.code}/organizations/file/")
