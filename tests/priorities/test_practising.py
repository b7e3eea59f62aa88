"""No made-up colleague ever approves for a real region, whatever else went wrong."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from priorities.actions import let_colleague_approve, practising
from priorities.models import PrioritySet
from regions.models import Membership, Region, Role
from tests.factories.accounts import GuestFactory
from tests.priorities.councils import Council

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(council: Council) -> PrioritySet:
    """A real set, and in its region a guest with an official's role: what no door of the platform makes."""
    Membership.objects.create(user=GuestFactory.create(), region=council.region, role=Role.OFFICIAL)
    return council.submitted()


def test_a_real_region_has_no_colleagues(handed_in: PrioritySet, council: Council) -> None:
    with pytest.raises(PermissionDenied):
        let_colleague_approve(priority_set=handed_in, by=council.officials[0])
    assert PrioritySet.objects.get(pk=handed_in.pk).approvals_given == 0


def test_without_the_guard_it_would_have(
    handed_in: PrioritySet, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the test above fails where nobody asks whether the region is one's own practice copy."""
    monkeypatch.setattr(practising, "require_own_practice", lambda region, person: None)
    let_colleague_approve(priority_set=handed_in, by=council.officials[0])
    assert PrioritySet.objects.get(pk=handed_in.pk).approvals_given == 1


def test_in_a_practice_copy_only_its_owner_asks_them(handed_in: PrioritySet, council: Council) -> None:
    owner: User = council.officials[0]
    Region.everywhere.filter(pk=council.region.pk).update(is_practice=True, practised_by=owner)
    fresh = PrioritySet.objects.select_related("region").get(pk=handed_in.pk)
    with pytest.raises(PermissionDenied):
        let_colleague_approve(priority_set=fresh, by=council.officials[1])
    assert let_colleague_approve(priority_set=fresh, by=owner).approvals_given == 1
