"""Two at once, on real connections."""

import uuid

import pytest

from accounts.actions import NamedOrganization
from accounts.models import Organization, User
from discovery.actions import (
    confirm_participants,
    join_as_guest,
    join_workshop,
    propose_activity,
    set_support,
    start_step,
    step_workshop,
)
from discovery.models import Activity, Participant, Support
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

TOGETHER = 8


def test_one_person_joining_many_times_at_once_has_one_place() -> None:
    scene, person = hall(), UserFactory.create()
    outcomes = at_once(
        *[
            lambda: join_workshop(workshop=scene.workshop, helix="science", organization=None, by=person)
            for _ in range(TOGETHER)
        ]
    )
    place = Participant.objects.get(user=person)
    assert outcomes == [place] * TOGETHER


def test_one_page_sent_many_times_at_once_is_one_guest() -> None:
    scene, ticket = hall(), uuid.uuid4()
    before = User.objects.count()
    outcomes = at_once(
        *[
            lambda: join_as_guest(
                workshop=scene.workshop, helix="science", organization=None, language="ru", ticket=ticket
            )
            for _ in range(TOGETHER)
        ]
    )
    assert outcomes == [Participant.objects.get(ticket=ticket)] * TOGETHER
    assert User.objects.count() == before + 1


def test_without_the_ticket_they_are_as_many_as_were_sent() -> None:
    scene = hall()
    at_once(
        *[
            lambda: join_as_guest(workshop=scene.workshop, helix="science", organization=None, language="ru")
            for _ in range(TOGETHER)
        ]
    )
    assert scene.workshop.participants.count() == TOGETHER + 1


def test_colleagues_joining_at_once_name_one_organization() -> None:
    scene = hall()
    outcomes = at_once(
        *[
            lambda: join_as_guest(
                workshop=scene.workshop,
                helix="business",
                organization=NamedOrganization("Caspian Polymer", "firm"),
                language="ru",
            )
            for _ in range(TOGETHER)
        ]
    )
    organization = Organization.objects.get(name="Caspian Polymer")
    assert {getattr(outcome, "organization", outcome) for outcome in outcomes} == {organization}


def test_a_theme_taken_twice_at_once_is_taken_once() -> None:
    scene = hall()
    outcomes = at_once(
        *[
            lambda: propose_activity(
                region=scene.region,
                workshop=scene.workshop,
                title="Water",
                theme_ids=[scene.theme.pk],
                by=scene.facilitator,
            )
            for _ in range(4)
        ]
    )
    made = Activity.objects.get(title="Water")
    assert [outcome for outcome in outcomes if not isinstance(outcome, Refused)] == [made]


def test_a_supporter_at_many_taps_is_one_supporter() -> None:
    scene = hall()
    at_once(
        *[lambda: set_support(activity=scene.activity, wanted=True, by=scene.guest) for _ in range(TOGETHER)]
    )
    assert Support.objects.count() == 1


def test_two_facilitators_confirm_each_person_once() -> None:
    scene = hall()
    ParticipantFactory.create_batch(5, workshop=scene.workshop, confirmed_at=None)
    outcomes = at_once(
        *[
            lambda: confirm_participants(workshop=scene.workshop, participant_ids=None, by=scene.facilitator)
            for _ in range(4)
        ]
    )
    confirmed = [person.pk for outcome in outcomes for person in outcome]  # type: ignore[attr-defined]  # -- reason: lists
    assert len(confirmed) == len(set(confirmed)) == 5


def test_doors_close_once_and_no_step_begins_after_that() -> None:
    scene = hall()

    def close() -> object:
        return step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)

    def begin() -> object:
        return start_step(workshop=scene.workshop, step=scene.steps[2], by=scene.facilitator)

    outcomes = at_once(close, close, close, begin)
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) >= 2
    verbs = list(
        AuditRow.objects.filter(chain=f"region:{scene.region.pk}")
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert verbs.count("discovery.close_workshop") == 1
    assert "discovery.start_step" not in verbs[verbs.index("discovery.close_workshop") :]
