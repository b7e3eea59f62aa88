"""A letter with a link, taken up once by the one it went to."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from accounts.models import Message, User
from foundation import clock
from foundation.models import AuditRow, OutboxMail
from foundation.transitions import Refused, WrongState
from regions import queries
from regions.actions import (
    accept_invitation,
    invite_person,
    resend_invitation,
    revoke_invitation,
    revoke_role,
)
from regions.models import Invitation, Membership, Region, RegionKind, Role
from tests.factories.accounts import UserFactory
from tests.factories.regions import InvitationFactory, MembershipFactory, RegionFactory, member

pytestmark = pytest.mark.django_db
END = dt.date(2027, 6, 30)


@pytest.fixture
def place() -> Region:
    place: Region = RegionFactory.create(parent=RegionFactory.create(kind=RegionKind.COUNTRY))
    return place


@pytest.fixture
def administrator(place: Region) -> User:
    return member(place, Role.ADMINISTRATOR)


def invite(place: Region, by: User, **more: Any) -> Invitation:
    return invite_person(
        **(
            {"region": place, "email": "New@Example.org ", "role": "analyst", "by": by, "language": "ru"}
            | more
        )
    )


def key_in_letter() -> str:
    found = re.search(r"/invitation/([\w-]+)/", str(OutboxMail.objects.latest("pk").context))
    assert found
    return found[1]


def test_a_letter_leaves_in_the_language_asked_for(place: Region, administrator: User) -> None:
    made = invite(place, administrator, expires_date=END, note="Come and help.")
    letter = OutboxMail.objects.get()
    assert (letter.to, letter.language) == ("new@example.org", "ru")
    assert letter.context["role"] == "Аналитик"
    assert letter.context["note"] == "Come and help."
    key = key_in_letter()
    assert key not in str(Invitation.objects.values().get())
    assert queries.invitation_by_key(None, key=key) == made
    assert AuditRow.objects.get().verb == "regions.invite_person"


def test_who_has_the_e_mail_takes_the_role_once(place: Region, administrator: User) -> None:
    made, person = invite(place, administrator, expires_date=END), UserFactory.create(email="new@example.org")
    held = accept_invitation(invitation=made, by=person)
    assert (held.role, held.expires_date, held.granted_by) == ("analyst", END, administrator)
    assert EmailAddress.objects.get(user=person).verified
    assert [row.verb for row in AuditRow.objects.order_by("seq")] == [
        "regions.invite_person", "regions.accept_invitation", "regions.grant_role",
    ]  # fmt: skip
    assert Message.objects.get(user=person).kind == "regions.role_given"
    with pytest.raises(WrongState):
        accept_invitation(invitation=made, by=person)
    assert Membership.objects.filter(user=person).count() == 1


def test_nobody_else_takes_it(place: Region, administrator: User) -> None:
    made = invite(place, administrator)
    for other in (UserFactory.create(), administrator):
        with pytest.raises(PermissionDenied):
            accept_invitation(invitation=made, by=other)
    assert Membership.objects.count() == 1


def test_it_waits_for_two_weeks(place: Region, administrator: User) -> None:
    made, person = invite(place, administrator), UserFactory.create(email="new@example.org")
    Invitation.objects.update(valid_until=clock.now() - dt.timedelta(minutes=1))
    with pytest.raises(Refused, match="too old"):
        accept_invitation(invitation=made, by=person)
    resend_invitation(invitation=made, by=administrator)
    assert accept_invitation(invitation=made, by=person).role == "analyst"


def test_sent_again_the_old_link_is_dead(place: Region, administrator: User) -> None:
    made = invite(place, administrator)
    old = key_in_letter()
    resend_invitation(invitation=made, by=administrator)
    assert queries.invitation_by_key(None, key=old) is None
    assert queries.invitation_by_key(None, key=key_in_letter()) == made


def test_taken_back_it_is_gone(place: Region, administrator: User) -> None:
    made, person = invite(place, administrator), UserFactory.create(email="new@example.org")
    revoke_invitation(invitation=made, by=administrator)
    assert queries.invitation_by_key(None, key=key_in_letter()) is None
    for act in (accept_invitation, resend_invitation):
        with pytest.raises(Refused):
            act(invitation=made, by=person)
    invite(place, administrator)  # may be invited anew


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "ministry"}, "in the country"),
        ({"expires_date": dt.date(2020, 1, 1)}, "day is over"),
        ({"email": "boss@example.org"}, "to themselves"),
        ({"email": "known@example.org"}, "has the role already"),
        ({"email": "waiting@example.org"}, "invited to this role already"),
    ],
)
def test_what_makes_no_sense_is_refused_and_sends_nothing(
    place: Region, administrator: User, change: dict[str, Any], words: str
) -> None:
    User.objects.filter(pk=administrator.pk).update(email="boss@example.org")
    administrator.email = "boss@example.org"
    MembershipFactory.create(
        region=place, role=Role.ANALYST, user=UserFactory.create(email="known@example.org")
    )
    InvitationFactory.create(region=place, email="waiting@example.org")
    with pytest.raises(Refused, match=words):
        invite(place, administrator, **change)
    assert not OutboxMail.objects.exists()
    assert not AuditRow.objects.exists()


def test_who_may_invite_whom(place: Region) -> None:
    of_country = member(place.parent, Role.ADMINISTRATOR)
    invite(place, of_country, role="administrator")
    strangers = (member(place, Role.OFFICIAL), member(RegionFactory.create(), Role.ADMINISTRATOR))
    for person, role in [(of_country, "analyst"), *((one, "administrator") for one in strangers)]:
        with pytest.raises(PermissionDenied):
            invite(place, person, role=role, email="x@example.org")


def test_an_administrator_who_went_leaves_no_open_door(place: Region, administrator: User) -> None:
    made, person = invite(place, administrator), UserFactory.create(email="new@example.org")
    revoke_role(
        membership=administrator.memberships.get(), by=member(place, Role.ADMINISTRATOR), reason="moved"
    )
    fresh = Invitation.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="no longer give"):
        accept_invitation(invitation=fresh, by=person)
    assert not Membership.objects.filter(user=person).exists()
