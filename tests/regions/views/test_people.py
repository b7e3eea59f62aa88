"""The list of people, invitations and ends, through the door their users take."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from foundation import clock
from foundation.models import OutboxMail
from regions.models import Invitation, Membership, Region, RegionKind, Role
from tests.factories.accounts import PASSWORD, GuestFactory, UserFactory
from tests.factories.regions import InvitationFactory, MembershipFactory, RegionFactory, member

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.org", "role": "analyst", "language": "en", "expires_date": "", "note": ""}


@pytest.fixture
def place() -> Region:
    place: Region = RegionFactory.create(parent=RegionFactory.create(kind=RegionKind.COUNTRY))
    return place


@pytest.fixture
def administrator(place: Region) -> User:
    return member(place, Role.ADMINISTRATOR)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def people(place: Region) -> str:
    return f"/regions/{place.code}/people/"


def link_in_letter() -> str:
    return re.findall(r"/invitation/[\w-]+/", str(OutboxMail.objects.latest("pk").context))[0]


def test_members_read_and_only_administrators_change(place: Region, administrator: User) -> None:
    held = MembershipFactory.create(region=place, role=Role.OFFICIAL, user__name="Aigul")
    InvitationFactory.create(region=place, email="waiting@example.org")
    reader = client_of(held.user).get(people(place)).content.decode()
    assert "Aigul" in reader
    for hidden in ("waiting@example.org", held.user.email, f"/memberships/{held.pk}/", "people/invite/"):
        assert hidden not in reader
        assert hidden in client_of(administrator).get(people(place)).content.decode()
    assert client_of(UserFactory.create()).get(people(place)).status_code == 403
    assert Client().get(people(place)).status_code == 302


def test_ends_are_shown_as_such(place: Region, administrator: User) -> None:
    today = clock.now().date()
    for days in (-1, 14, 15, None):
        end = today + dt.timedelta(days=days) if days is not None else None
        MembershipFactory.create(region=place, role=Role.REVIEWER, expires_date=end, user__name=f"{days}")
    rows = client_of(administrator).get(people(place)).context["rows"]
    assert {row["held"].user.name: row["state"] for row in rows if row["held"].role == "reviewer"} == {
        "-1": "ended", "14": "ending", "15": "limited", "None": "unlimited",
    }  # fmt: skip


def test_a_stranger_is_invited_makes_an_account_and_works(place: Region, administrator: User) -> None:
    answer = client_of(administrator).post(people(place) + "invite/", NEW)
    assert answer["Location"] == people(place)
    link, stranger = link_in_letter(), Client()
    page = stranger.get(link).content.decode()
    assert f"/account/signup/?next={link}" in page
    assert stranger.post(link).status_code == 302
    known = {
        "name": "New",
        "email": "new@example.org",
        "password1": "one-long-word",
        "password2": "one-long-word",
    }
    assert stranger.post(f"/account/signup/?next={link}", known)["Location"] == link
    assert stranger.post(link)["Location"] == f"/regions/{place.code}/desk/"
    assert stranger.get(f"/regions/{place.code}/desk/").status_code == 200
    assert stranger.post(link).status_code == 409
    held = Membership.objects.get(user__email="new@example.org")
    assert (held.role, held.granted_by) == ("analyst", administrator)


def test_a_guest_of_a_workshop_is_promoted_and_stays_the_same_person(
    place: Region, administrator: User
) -> None:
    client_of(administrator).post(people(place) + "invite/", NEW)
    link, guest = link_in_letter(), GuestFactory.create()
    client = client_of(guest)
    assert f"/account/claim/?next={link}" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    claim = {
        "name": "G",
        "email": "new@example.org",
        "password1": "one-long-word",
        "password2": "one-long-word",
    }
    assert client.post(f"/account/claim/?next={link}", claim)["Location"] == link
    assert client.post(link).status_code == 302
    assert Membership.objects.get(role="analyst").user_id == guest.pk


def test_somebody_else_with_the_link_gets_nothing(place: Region, administrator: User) -> None:
    client_of(administrator).post(people(place) + "invite/", NEW)
    other = client_of(UserFactory.create())
    assert "went to another e-mail" in other.get(link_in_letter()).content.decode()
    assert other.post(link_in_letter()).status_code == 403
    assert Client().get("/invitation/not-a-key/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [({"email": "x"}, "email"), ({"role": "ministry"}, "role"), ({"expires_date": "soon"}, "expires_date")],
)
def test_bad_invitations_are_named(
    place: Region, administrator: User, change: dict[str, str], field: str
) -> None:
    answer = client_of(administrator).post(people(place) + "invite/", NEW | change)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_the_country_names_administrators_and_nobody_else(place: Region) -> None:
    client = client_of(member(place.parent, Role.ADMINISTRATOR))
    assert client.post(people(place) + "invite/", NEW).status_code == 400
    assert client.post(people(place) + "invite/", NEW | {"role": "administrator"}).status_code == 302
    official = MembershipFactory.create(region=place, role=Role.OFFICIAL)
    assert client.post(f"/memberships/{official.pk}/revoke/", {"reason": "x"}).status_code == 403


def test_roles_are_extended_and_taken_away(place: Region, administrator: User) -> None:
    held, client = MembershipFactory.create(region=place, role=Role.OFFICIAL), client_of(administrator)
    assert client.post(f"/memberships/{held.pk}/end/", {"expires_date": "2020-01-01"}).status_code == 400
    client.post(f"/memberships/{held.pk}/end/", {"expires_date": "2099-01-01"})
    held.refresh_from_db()
    assert held.expires_date == dt.date(2099, 1, 1)
    assert client.post(f"/memberships/{held.pk}/revoke/", {"reason": ""}).status_code == 400
    assert client.post(f"/memberships/{held.pk}/revoke/", {"reason": "moved"})["Location"] == people(place)
    assert not Membership.objects.filter(pk=held.pk).exists()
    own = administrator.memberships.get()
    last = client.post(f"/memberships/{own.pk}/revoke/", {"reason": "enough"})
    assert last.status_code == 400
    assert "last administrator" in last.content.decode()


def test_other_regions_have_no_say(place: Region, administrator: User) -> None:
    elsewhere = client_of(member(RegionFactory.create(), Role.ADMINISTRATOR))
    held, waiting = MembershipFactory.create(region=place), InvitationFactory.create(region=place)
    assert elsewhere.post(f"/memberships/{held.pk}/revoke/", {"reason": "x"}).status_code == 404
    for path in (f"/invitations/{waiting.pk}/resend/", f"/invitations/{waiting.pk}/revoke/"):
        assert elsewhere.post(path).status_code == 404
    colleague = client_of(member(place, Role.ANALYST))
    assert colleague.post(f"/memberships/{held.pk}/revoke/", {"reason": "x"}).status_code == 403
    assert colleague.post(f"/invitations/{waiting.pk}/revoke/").status_code == 404
    assert Membership.objects.filter(pk=held.pk).exists()


def test_invitations_are_sent_again_and_taken_back(place: Region, administrator: User) -> None:
    waiting, client = (
        InvitationFactory.create(region=place, invited_by=administrator),
        client_of(administrator),
    )
    client.post(f"/invitations/{waiting.pk}/resend/")
    assert OutboxMail.objects.get().to == waiting.email
    assert waiting.email in client.get(f"/invitations/{waiting.pk}/revoke/").content.decode()
    client.post(f"/invitations/{waiting.pk}/revoke/")
    assert waiting.email not in client.get(people(place)).content.decode().split('id="invitations"')[1]


def test_programs_do_the_same_in_a_session(place: Region, administrator: User) -> None:
    client, base = Client(), f"/api/v1/regions/{place.code}/"
    User.objects.filter(pk=administrator.pk).update(email="a@example.org")
    known = {"email": "a@example.org", "password": PASSWORD}
    assert client.post("/api/v1/session/", known, content_type="application/json").status_code == 200
    assert [row["role"] for row in client.get(base + "people/").json()["results"]] == ["administrator"]
    body = {"email": "new@example.org", "role": "official", "language": "kk"}
    made = client.post(base + "invitations/", body, content_type="application/json")
    assert made.status_code == 201
    assert "digest" not in made.json()
    assert [row["email"] for row in client.get(base + "invitations/").json()["results"]] == [
        "new@example.org"
    ]
    its = f"/api/v1/invitations/{made.json()['id']}/"
    assert client.post(its + "letter/", content_type="application/json").status_code == 200
    assert client.delete(its).status_code == 204
    held = MembershipFactory.create(region=place, role=Role.OFFICIAL)
    end = {"expires_date": "2099-01-01"}
    assert (
        client.put(f"/api/v1/memberships/{held.pk}/", end, content_type="application/json").json()[
            "expires_date"
        ]
        == "2099-01-01"
    )
    assert client.delete(f"/api/v1/memberships/{held.pk}/").status_code == 204


def test_the_list_costs_the_same_for_one_and_for_thirty(
    place: Region, administrator: User, django_assert_num_queries: Any
) -> None:
    """Region, session, person, roles, clock, people counted, people, invitations."""
    client = client_of(administrator)
    InvitationFactory.create(region=place, invited_by=administrator)
    client.get(people(place))
    with django_assert_num_queries(8):
        client.get(people(place))
    MembershipFactory.create_batch(29, region=place, granted_by=administrator)
    InvitationFactory.create_batch(29, region=place)
    with django_assert_num_queries(8):
        assert len(client.get(people(place)).context["rows"]) == 30
