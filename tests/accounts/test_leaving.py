"""Taking one's data along, and going."""

import io
import json
import zipfile

import pytest
from django.test import Client

from accounts import actions
from accounts.models import User
from assessments.models import Ballot
from foundation import audit
from foundation.models import AuditRow, OutboxMail
from foundation.transitions import Refused
from regions.models import Membership, Role
from tests.accounts.factors import code_now, give_app
from tests.factories.accounts import PASSWORD, ApiTokenFactory, GuestFactory, StakeholderFactory, UserFactory
from tests.factories.assessments import BallotFactory
from tests.factories.discovery import InvitationFactory as WorkshopInvitationFactory
from tests.factories.discovery import NoteFactory, SupportFactory
from tests.factories.projects import ProposalFactory
from tests.factories.regions import InvitationFactory, MembershipFactory, RegionFactory, member

pytestmark = pytest.mark.django_db
CLOSE, FILE = "/account/close/", "/account/data/file/"


@pytest.fixture
def person() -> User:
    return UserFactory.create(name="Aigul Canary", email="canary@example.org")


def client_of(person: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_has_everything_of_mine_and_nothing_of_others(person: User) -> None:
    MembershipFactory.create(user=person, role=Role.ANALYST)
    ApiTokenFactory.create(user=person, label="nightly export", digest="f" * 64)
    NoteFactory.create(participant__user=person, text="=my idea")
    SupportFactory.create(participant__user=person)
    ProposalFactory.create(proposer=person, confidential_note="for us only")
    BallotFactory.create(rater__user=person, comment="my words", marks=bytes([7, 255]))
    for other in (NoteFactory, BallotFactory, ProposalFactory, SupportFactory):
        other.create()
    NoteFactory.create(text="somebody else's")
    answer = client_of(person).post(FILE)
    assert answer["Content-Type"] == "application/zip"
    files = opened(answer.content)
    stored = json.loads(files["data.json"])
    assert stored["profile"][0]["email"] == "canary@example.org"
    assert [row["text"] for row in stored["ideas"]] == ["=my idea"]
    assert [row["confidential_note"] for row in stored["proposals"]] == ["for us only"]
    assert stored["marks"][0]["marks_254_none_255_cannot_judge"] == "7 255"
    assert [len(stored[name]) for name in ("roles", "keys", "supports", "marks", "workshops")] == [
        1,
        1,
        1,
        1,
        2,
    ]
    assert "'=my idea" in files["ideas.csv"].decode()
    assert b"f" * 64 not in b"".join(files.values())
    assert set(files) == {"data.json", *(f"{name}.csv" for name in stored)}
    assert AuditRow.objects.get().verb == "accounts.export_own_data"


def test_programs_take_it_in_a_session_only(person: User) -> None:
    answer = client_of(person).get("/api/v1/own-data/")
    assert json.loads(opened(answer.content)["data.json"])["profile"][0]["id"] == person.pk
    _token, key = actions.issue_token(label="x", by=person)
    assert Client().get("/api/v1/own-data/", headers={"Authorization": f"Bearer {key}"}).status_code == 403


def test_who_goes_leaves_no_name_and_no_way_in(person: User) -> None:
    place = RegionFactory.create()
    member(place, Role.ADMINISTRATOR)
    MembershipFactory.create(user=person, region=place, role=Role.ADMINISTRATOR)
    StakeholderFactory.create(user=person)
    InvitationFactory.create(region=place, email=person.email)
    WorkshopInvitationFactory.create(email=person.email, name="Aigul Canary")
    note, ballot = NoteFactory.create(participant__user=person), BallotFactory.create(rater__user=person)
    _token, key = actions.issue_token(label="x", by=person)
    phone, desk = client_of(person), client_of(person)
    page = desk.get(CLOSE).content.decode()
    assert "Marks you gave" in page
    assert desk.post(CLOSE, {"password": "wrong"}).status_code == 400
    assert User.objects.get(pk=person.pk).is_active
    assert desk.post(CLOSE, {"password": PASSWORD})["Location"] == "/account/closed/"
    assert desk.get("/account/closed/").status_code == 200
    for client in (desk, phone):
        assert client.get("/account/").status_code == 302
    assert Client().get("/api/v1/session/", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    assert not Client().login(email="canary@example.org", password=PASSWORD)
    gone = User.objects.get(pk=person.pk)
    assert (gone.email, gone.name, gone.is_active) == (None, "", False)
    assert not Membership.objects.filter(user=gone).exists()
    note.refresh_from_db()
    assert Ballot.objects.filter(pk=ballot.pk).exists()
    assert not OutboxMail.objects.filter(to="canary@example.org").exists()
    assert "canary" not in everything_stored().lower()


def everything_stored() -> str:
    """All text in all tables that could name somebody."""
    from django.apps import apps

    return " ".join(
        str(list(model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.app_label not in ("contenttypes", "auth")
    )


def test_the_audit_chain_still_verifies(person: User) -> None:
    place = RegionFactory.create()
    MembershipFactory.create(user=person, region=place, role=Role.OFFICIAL)
    actions.issue_token(label="x", by=person)
    actions.close_account(by=person)
    chains = audit.ends()
    assert set(chains) == {"platform", f"region:{place.pk}"}
    assert [fault for chain in chains for fault in audit.faults(chain)] == []
    assert AuditRow.objects.filter(actor_id=person.pk).count() == 3
    assert AuditRow.objects.get(verb="regions.leave_role").chain == f"region:{place.pk}"


def test_the_last_administrator_finds_a_successor_first(person: User) -> None:
    place = RegionFactory.create(name_en="Atyrau")
    MembershipFactory.create(user=person, region=place, role=Role.ADMINISTRATOR)
    client = client_of(person)
    assert "last administrator of Atyrau" in client.get(CLOSE).content.decode()
    assert client.post(CLOSE, {"password": PASSWORD}).status_code == 400
    with pytest.raises(Refused, match="last administrator of Atyrau"):
        actions.close_account(by=person)
    person.refresh_from_db()
    assert (person.name, person.memberships.count()) == ("Aigul Canary", 1)
    member(place, Role.ADMINISTRATOR)
    assert client.post(CLOSE, {"password": PASSWORD}).status_code == 302


def test_a_second_factor_is_asked_for(person: User) -> None:
    client = client_of(person)
    secret = give_app(person)
    assert client.post(CLOSE, {"password": PASSWORD}).status_code == 400
    assert client.post(CLOSE, {"code": code_now(secret)}).status_code == 302


def test_a_guest_goes_without_a_password() -> None:
    guest, client = GuestFactory.create(), Client()
    client.force_login(guest)
    assert 'name="password"' not in client.get(CLOSE).content.decode()
    assert client.post(CLOSE, {"sure": "yes"})["Location"] == "/account/closed/"
    assert not User.objects.get(pk=guest.pk).is_active


def test_strangers_log_in_first() -> None:
    assert Client().get(CLOSE).status_code == Client().get("/account/data/").status_code == 302
    assert Client().post(FILE).status_code == 302
