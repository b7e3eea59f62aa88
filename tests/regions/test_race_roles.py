"""Two administrators remove each other in the same moment: one stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from foundation.transitions import Refused
from regions.actions import memberships
from regions.models import Membership, Region, Role
from tests.factories.regions import MembershipFactory, RegionFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def remove_each_other(place: Region) -> int:
    """How many administrators are left of two."""
    held = MembershipFactory.create_batch(2, region=place, role=Role.ADMINISTRATOR)
    barrier = Barrier(2, timeout=60)

    def remove(mine: int) -> None:
        barrier.wait()
        try:
            memberships.revoke_role(membership=held[1 - mine], by=held[mine].user)
        except Refused:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(remove, range(2)))
    return Membership.objects.filter(region=place, role=Role.ADMINISTRATOR).count()


def test_one_stays() -> None:
    assert [remove_each_other(RegionFactory.create()) for _ in range(10)] == [1] * 10


def test_without_the_lock_a_region_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: both look before either acts."""
    both_looked = Barrier(2, timeout=60)

    def unlocked(region_id: int, role: Role) -> list[Membership]:
        found = list(Membership.objects.select_related("region").filter(region_id=region_id, role=role))
        both_looked.wait()
        return found

    monkeypatch.setattr(memberships, "_held", unlocked)
    assert remove_each_other(RegionFactory.create()) == 0
