"""The way back to one's own workshops."""

from typing import Any

import pytest

from accounts import registries
from discovery import queries
from tests.factories.accounts import GuestFactory
from tests.factories.discovery import ParticipantFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def test_a_person_finds_the_workshops_they_joined_the_newest_first(django_assert_num_queries: Any) -> None:
    guest = GuestFactory.create()
    first, second = (
        ParticipantFactory.create(user=guest, workshop=WorkshopFactory.create()) for _ in range(2)
    )
    ParticipantFactory.create()
    with django_assert_num_queries(1):
        ways = queries.ways_to_workshops(guest)
    assert [way.href for way in ways] == [f"/workshops/{seat.workshop_id}/room/" for seat in (second, first)]
    assert queries.ways_to_workshops in registries._ways
