"""What a person does with an account."""

import hashlib

import pytest

from accounts import actions
from accounts.models import ApiToken, Organization, User
from accounts.sentences import SENTENCES
from foundation.models import AuditRow
from foundation.transitions import Refused
from tests.factories.accounts import GuestFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
CLAIM = {"email": "Me@Example.org ", "password": "one-long-word", "name": "Me"}


def test_a_guest_claims_an_account_and_stays_the_same_person() -> None:
    guest = actions.join_as_guest(language="kk")
    claimed = actions.claim_account(**CLAIM, by=guest)
    assert claimed.pk == guest.pk
    assert (claimed.email, claimed.name, claimed.language) == ("me@example.org", "Me", "kk")
    assert claimed.check_password("one-long-word")
    assert not claimed.is_guest
    row = AuditRow.objects.get()
    assert (row.verb, row.actor_id, row.chain) == ("accounts.claim_account", guest.pk, "platform")


def test_an_e_mail_of_somebody_else_is_refused_and_changes_nothing() -> None:
    UserFactory.create(email="me@example.org")
    guest = GuestFactory.create()
    with pytest.raises(Refused, match="account with this e-mail already"):
        actions.claim_account(**CLAIM, by=guest)
    guest.refresh_from_db()
    assert guest.is_guest
    assert not AuditRow.objects.exists()


def test_an_account_is_claimed_once() -> None:
    person = UserFactory.create()
    with pytest.raises(Refused):
        actions.claim_account(**CLAIM, by=person)
    assert User.objects.get(pk=person.pk).email == person.email


def test_name_and_language_are_changed() -> None:
    person = actions.edit_profile(name="New", language="kk", by=UserFactory.create())
    person.refresh_from_db()
    assert (person.name, person.language) == ("New", "kk")


def test_of_a_key_only_the_digest_stays() -> None:
    person = UserFactory.create()
    token, key = actions.issue_token(label="nightly", by=person)
    assert token.digest == hashlib.sha256(key.encode()).hexdigest()
    assert key not in str(ApiToken.objects.values().get())
    actions.revoke_token(token=token, by=person)
    assert not ApiToken.objects.exists()
    assert [row.verb for row in AuditRow.objects.order_by("seq")] == [
        "accounts.issue_token", "accounts.revoke_token",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Plate Ltd", "Plate Ltd"), ("Plate Ltd", " plate   LTD "), ("ТОО «Өрлеу»", "тоо «ӨРЛЕУ»")],
)
def test_an_organization_is_found_however_it_is_typed(name: str, typed: str) -> None:
    known = OrganizationFactory.create(name=name, kind="firm")
    assert actions.register_organization(name=typed, kind="farm") == known
    assert Organization.objects.get().kind == "firm"


def test_speaking_for_an_organization_is_remembered_once() -> None:
    person, organization = UserFactory.create(), OrganizationFactory.create()
    actions.speak_for(organization=organization, helix="science", by=person)
    actions.speak_for(organization=organization, helix="business", by=person)
    assert person.stakeholders.get().helix == "business"


def test_every_verb_has_a_sentence() -> None:
    verbs = (
        "claim_account",
        "issue_token",
        "revoke_token",
        "end_session",
        "end_sessions",
        "export_own_data",
        "close_account",
        "register_organizations",
        "register_stakeholders",
    )
    assert {f"accounts.{verb}" for verb in verbs} == set(SENTENCES)
