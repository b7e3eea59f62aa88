"""Roles are given and taken, and each time somebody can read later who did it."""

import datetime as dt

import pytest

from accounts.models import Message, User
from foundation import clock, wake
from foundation.models import AuditRow
from foundation.transitions import Refused
from regions import queries
from regions.actions import grant_role, revoke_role, warn_of_ending_role
from regions.models import Membership, Region, Role
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.regions import MembershipFactory, RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Region:
    place: Region = RegionFactory.create()
    return place


@pytest.fixture
def administrator(place: Region) -> User:
    return member(place, Role.ADMINISTRATOR)


def test_a_role_is_given_and_written_down(place: Region, administrator: User) -> None:
    person = UserFactory.create()
    grant_role(region=place, user=person, role="analyst", by=administrator)
    row = AuditRow.objects.get()
    assert list(person.memberships.values_list("role", flat=True)) == ["analyst"]
    assert (row.verb, row.actor_id, row.role) == ("regions.grant_role", administrator.pk, "administrator")


def test_given_twice_it_is_one_role_and_one_row(place: Region, administrator: User) -> None:
    person = UserFactory.create()
    for _time in range(2):
        grant_role(region=place, user=person, role=Role.ANALYST, by=administrator)
    assert (person.memberships.count(), AuditRow.objects.count()) == (1, 1)


def test_another_end_is_a_change(place: Region, administrator: User) -> None:
    person = UserFactory.create()
    grant_role(region=place, user=person, role=Role.ANALYST, by=administrator)
    end = dt.date(2027, 1, 31)
    grant_role(region=place, user=person, role=Role.ANALYST, by=administrator, expires_date=end)
    assert person.memberships.get().expires_date == end
    assert AuditRow.objects.latest("pk").before != ""


def test_an_unknown_role_does_not_exist(place: Region, administrator: User) -> None:
    with pytest.raises(ValueError, match="king"):
        grant_role(region=place, user=UserFactory.create(), role="king", by=administrator)


def test_a_guest_takes_no_role(place: Region, administrator: User) -> None:
    with pytest.raises(Refused):
        grant_role(region=place, user=GuestFactory.create(), role=Role.ANALYST, by=administrator)
    assert Membership.objects.count() == 1


def test_a_role_is_taken_and_written_down(place: Region, administrator: User) -> None:
    held = MembershipFactory.create(region=place, role=Role.OFFICIAL)
    revoke_role(membership=held, by=administrator, reason="moved to another office")
    row = AuditRow.objects.get()
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert (row.verb, row.object_id, row.words.text) == (
        "regions.revoke_role", str(held.pk), "moved to another office"
    )  # fmt: skip


def test_taken_twice_is_refused(place: Region, administrator: User) -> None:
    held = MembershipFactory.create(region=place, role=Role.OFFICIAL)
    again = Membership.objects.get(pk=held.pk)
    revoke_role(membership=held, by=administrator)
    with pytest.raises(Refused):
        revoke_role(membership=again, by=administrator)
    assert AuditRow.objects.count() == 1


def test_the_last_administrator_stays(place: Region, administrator: User) -> None:
    with pytest.raises(Refused):
        revoke_role(membership=Membership.objects.get(), by=administrator)
    MembershipFactory.create(region=place, role=Role.ADMINISTRATOR)
    revoke_role(membership=administrator.memberships.get(), by=administrator)
    assert Membership.objects.count() == 1


def test_nobody_raises_themselves(place: Region, administrator: User) -> None:
    with pytest.raises(Refused, match="to themselves"):
        grant_role(region=place, user=administrator, role=Role.OFFICIAL, by=administrator)
    assert administrator.memberships.count() == 1


def test_an_administrator_whose_time_is_over_keeps_nobody_company(place: Region, administrator: User) -> None:
    MembershipFactory.create(region=place, role=Role.ADMINISTRATOR, expires_date=dt.date(2020, 1, 1))
    with pytest.raises(Refused, match="last administrator"):
        revoke_role(membership=administrator.memberships.get(), by=member(place, Role.OFFICIAL))


def test_the_last_administrator_gets_no_end(place: Region, administrator: User) -> None:
    other = member(place, Role.OFFICIAL)
    end = dt.date(2099, 1, 1)
    with pytest.raises(Refused, match="last administrator"):
        grant_role(region=place, user=administrator, role="administrator", by=other, expires_date=end)
    MembershipFactory.create(region=place, role=Role.ADMINISTRATOR)
    held = grant_role(region=place, user=administrator, role="administrator", by=other, expires_date=end)
    assert (held.expires_date, held.granted_by) == (end, other)


def test_a_ministry_sits_in_the_country(place: Region, administrator: User) -> None:
    with pytest.raises(Refused, match="in the country"):
        grant_role(region=place, user=UserFactory.create(), role="ministry", by=administrator)


def test_an_end_that_comes_near_is_told_once(place: Region, administrator: User) -> None:
    today = clock.now().date()
    near = MembershipFactory.create(region=place, expires_date=today + dt.timedelta(days=14))
    MembershipFactory.create(region=place, expires_date=today + dt.timedelta(days=15))
    MembershipFactory.create(region=place, expires_date=today - dt.timedelta(days=1))
    assert queries.roles_to_warn_of() == [near.pk]
    wake.sweep()
    assert {(one.user_id, one.kind) for one in Message.objects.all()} == {
        (near.user_id, "regions.role_ending"), (administrator.pk, "regions.role_ending_there"),
    }  # fmt: skip
    assert queries.roles_to_warn_of() == []
    assert not warn_of_ending_role(membership_id=near.pk)
    later = today + dt.timedelta(days=7)
    grant_role(region=place, user=near.user, role=near.role, by=administrator, expires_date=later)
    assert queries.roles_to_warn_of() == [near.pk]
