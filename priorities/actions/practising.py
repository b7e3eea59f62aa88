"""In a practice region one person tries what takes two: a made-up colleague gives the other approval."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.transitions import Refused
from priorities.actions.approving import give_approval
from priorities.models import PrioritySet
from regions.models import Region, Role
from regions.queries import holders_of


def let_colleague_approve(*, priority_set: PrioritySet, by: User) -> PrioritySet:
    """The next practice colleague says yes to the set as it stands. Every other rule of approving holds as it does for people.

    Raises PermissionDenied outside of one's own practice region, Refused when no colleague is left.
    """
    require_own_practice(priority_set.region, by)
    with transaction.atomic():
        return give_approval(priority_set, by=colleague_for(priority_set), digest_seen="")


def require_own_practice(region: Region, person: User) -> None:
    """The one thing that stands between this and a real region's second approval."""
    if not region.is_practice or region.practised_by_id != person.pk:
        raise PermissionDenied


def colleague_for(priority_set: PrioritySet) -> User:
    """An official who can never log in, and has no part in the set yet."""
    officials = User.objects.filter(pk__in=holders_of(priority_set.region_id, Role.OFFICIAL), email=None)
    part = priority_set.involvements.values("person")
    found = officials.exclude(pk__in=part).order_by("pk").first()
    if found is None:
        raise Refused(_("No practice colleague is left who could approve."))
    return found
