"""Coming in: who has a place keeps it, guesses are counted, a confirmed helix is the organiser's word."""

import uuid

import pytest
from django.core.cache import cache

from accounts.actions import NamedOrganization
from accounts.models import Helix, Organization, OrganizationKind, User
from discovery.actions import (
    TooManyAttempts,
    attempts,
    confirm_participants,
    correct_helix,
    find_workshop,
    join_as_guest,
    join_workshop,
)
from discovery.models import Participant, Workshop
from foundation.models import AuditRow
from foundation.transitions import WrongState
from tests.discovery.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
ANYBODY = {"helix": Helix.BUSINESS, "organization": None}


def test_joining_makes_an_unconfirmed_participant() -> None:
    scene = hall()
    place = join_workshop(workshop=scene.workshop, **ANYBODY, by=scene.stranger)
    assert (place.user, place.helix, place.is_confirmed) == (scene.stranger, "business", False)


def test_who_has_a_place_keeps_it_as_it_is() -> None:
    scene = hall()
    again = join_workshop(workshop=scene.workshop, **ANYBODY, by=scene.guest)
    assert again == scene.participant
    assert again.helix == Helix.SCIENCE
    assert scene.workshop.participants.count() == 1


@pytest.mark.parametrize("state", ["prepared", "closed"])
def test_doors_that_are_shut_let_nobody_new_in(state: str) -> None:
    scene = hall(state)
    with pytest.raises(WrongState):
        join_as_guest(workshop=scene.workshop, **ANYBODY, language="ru")
    assert not User.objects.filter(language="ru").exists()  # no guest is left behind
    assert join_workshop(workshop=scene.workshop, **ANYBODY, by=scene.guest) == scene.participant


def test_a_guest_has_no_mail_no_password_and_their_language() -> None:
    place = join_as_guest(workshop=WorkshopFactory.create(), **ANYBODY, language="kk")
    assert place.user.is_guest
    assert not place.user.has_usable_password()
    assert place.user.language == "kk"


def test_the_same_page_sent_twice_is_one_person() -> None:
    workshop, ticket = WorkshopFactory.create(), uuid.uuid4()
    first = join_as_guest(workshop=workshop, **ANYBODY, language="ru", ticket=ticket)
    second = join_as_guest(workshop=workshop, **ANYBODY, language="ru", ticket=ticket)
    assert first == second
    assert first.user == second.user
    assert User.objects.filter(email=None).count() == 1


def test_without_a_ticket_they_would_be_two() -> None:
    workshop = WorkshopFactory.create()
    for _ in range(2):
        join_as_guest(workshop=workshop, **ANYBODY, language="ru")
    assert workshop.participants.count() == 2


def test_a_ticket_of_one_workshop_opens_no_place_in_another() -> None:
    ticket = uuid.uuid4()
    join_as_guest(workshop=WorkshopFactory.create(), **ANYBODY, language="ru", ticket=ticket)
    with pytest.raises(Exception, match="ticket"):
        join_as_guest(workshop=WorkshopFactory.create(), **ANYBODY, language="ru", ticket=ticket)


@pytest.mark.parametrize(
    ("helix", "kind"),
    [
        ("science", "university"),
        ("business", "firm"),
        ("government", "authority"),
        ("civil_society", "association"),
    ],
)
def test_an_organization_without_a_kind_gets_the_usual_one(helix: str, kind: str) -> None:
    place = join_as_guest(
        workshop=WorkshopFactory.create(),
        helix=helix,
        organization=NamedOrganization("New one", ""),
        language="ru",
    )
    assert place.organization == Organization.objects.get(name="New one", kind=kind)


def test_a_known_organization_stays_what_it_is() -> None:
    fund = Organization.objects.create(name="Caspian Fund", kind=OrganizationKind.INTERMEDIARY)
    place = join_as_guest(
        workshop=WorkshopFactory.create(),
        helix="business",
        organization=NamedOrganization("caspian  fund", "firm"),
        language="ru",
    )
    fund.refresh_from_db()
    assert (place.organization, fund.kind) == (fund, OrganizationKind.INTERMEDIARY)


def test_confirming_some_or_everybody_who_waits() -> None:
    scene = hall()
    first, second, third = ParticipantFactory.create_batch(3, workshop=scene.workshop, confirmed_at=None)
    elsewhere = ParticipantFactory.create(confirmed_at=None)
    done = confirm_participants(
        workshop=scene.workshop, participant_ids=[first.pk, elsewhere.pk], by=scene.facilitator
    )
    assert done == [first]
    done = confirm_participants(workshop=scene.workshop, participant_ids=None, by=scene.facilitator)
    assert done == [second, third]
    first.refresh_from_db()
    assert first.confirmed_by == scene.facilitator
    assert first.confirmed_at is not None
    assert Participant.objects.get(pk=elsewhere.pk).confirmed_at is None
    assert AuditRow.objects.filter(verb="discovery.confirm_participants").count() == 2


def test_confirming_nobody_leaves_no_trace() -> None:
    scene = hall()
    assert confirm_participants(workshop=scene.workshop, participant_ids=None, by=scene.facilitator) == []
    assert not AuditRow.objects.exists()


def test_a_corrected_helix_is_a_confirmed_one() -> None:
    scene = hall()
    person = ParticipantFactory.create(workshop=scene.workshop, confirmed_at=None)
    correct_helix(participant=person, helix="government", by=scene.facilitator)
    person.refresh_from_db()
    assert (person.helix, person.is_confirmed, person.confirmed_by) == ("government", True, scene.facilitator)
    row = AuditRow.objects.get(verb="discovery.correct_helix")
    assert row.before != row.after


def test_a_typed_code_finds_its_workshop_in_any_state() -> None:
    workshop = WorkshopFactory.create(code="OIBABCDE", state=Workshop.State.PREPARED)
    assert find_workshop(typed="o1-8a bcde", address="a") == workshop
    assert find_workshop(typed="OIBABCDF", address="a") is None


def test_one_address_may_miss_as_often_as_a_hall_would_and_then_waits() -> None:
    workshop = WorkshopFactory.create()
    for _ in range(attempts.FROM_ONE_ADDRESS):
        assert find_workshop(typed="WRONGONE", address="10.0.0.1") is None
    with pytest.raises(TooManyAttempts):
        find_workshop(typed=workshop.code, address="10.0.0.1")
    assert find_workshop(typed=workshop.code, address="10.0.0.2") == workshop  # the other hall goes on
    cache.clear()  # the minute is over
    assert find_workshop(typed=workshop.code, address="10.0.0.1") == workshop


def test_right_codes_are_not_counted() -> None:
    workshop = WorkshopFactory.create()
    for _ in range(attempts.FROM_ONE_ADDRESS + 1):
        assert find_workshop(typed=workshop.code, address="10.0.0.1") == workshop


def test_guessing_from_many_addresses_leaves_each_of_them_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "WINDOW", 3600)  # however slow the machine of the test
    workshop = WorkshopFactory.create()
    addresses = attempts.FROM_EVERYWHERE // attempts.WHEN_CROWDED
    for number in range(addresses):
        for _ in range(attempts.WHEN_CROWDED):
            find_workshop(typed="WRONGONE", address=f"bot-{number}")
    with pytest.raises(TooManyAttempts):
        find_workshop(typed=workshop.code, address="bot-0")
    assert find_workshop(typed=workshop.code, address="a-hall-that-did-not-miss") == workshop


def test_a_signed_in_person_joins_as_themselves() -> None:
    scene, person = hall(), UserFactory.create()
    assert join_workshop(workshop=scene.workshop, **ANYBODY, by=person).user == person
