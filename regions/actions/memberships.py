"""Who may do what in a region: every change is written down, and the person is told."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import tell
from accounts.models import User
from foundation import audit, clock
from foundation.transitions import Refused
from regions.models import Membership, Region, RegionKind, Role

LAST_ADMINISTRATOR = gettext_lazy("This is the region's last administrator. Please name another one first.")


@transaction.atomic
def grant_role(
    *, region: Region, user: User, role: Role | str, by: User | None, expires_date: dt.date | None = None
) -> Membership:
    """Give a person a role. Given again with the same end it changes nothing and leaves no second row."""
    role = Role(role)
    require_sensible(region, role, expires_date)
    if user.is_guest:
        raise Refused(_("A guest has no account yet. The person must claim one before taking a role."))
    if by is not None and by.pk == user.pk:
        raise Refused(_("Nobody gives a role to themselves. Please ask another administrator."))
    held = _held(region.pk, role)
    membership = next((one for one in held if one.user_id == user.pk), None)
    if membership and membership.expires_date == expires_date:
        return membership
    before = audit.snapshot(membership) if membership else ""
    if membership and expires_date and not _others_in_force(held, membership, until=expires_date):
        raise Refused(LAST_ADMINISTRATOR)
    if membership is None:
        membership, _is_new = Membership.objects.select_for_update().get_or_create(
            region=region, user=user, role=role
        )
    membership.expires_date, membership.warned_at = expires_date, None
    membership.granted_by, membership.granted_at = by, clock.now()
    membership.save(update_fields=["expires_date", "warned_at", "granted_by", "granted_at"])
    if by is not None and not before:
        tell(kind="regions.role_given", people=[user], about=region, by=by, role=role.value)
    audit.record(
        audit.region_chain(region.pk),
        "regions.grant_role",
        membership,
        by=by,
        before=before,
        after=audit.snapshot(membership),
    )
    return membership


def require_sensible(region: Region, role: Role, expires_date: dt.date | None) -> None:
    if region.is_practice:
        raise Refused(_("This is your practice region: nobody else can have a role in it."))
    if role == Role.MINISTRY and region.kind != RegionKind.COUNTRY:
        raise Refused(_("A ministry holds its role in the country, not in one region."))
    if expires_date and expires_date < clock.now().date():
        raise Refused(_("This day is over. A role ends today or later."))


@transaction.atomic
def revoke_role(*, membership: Membership, by: User, reason: str = "") -> Membership:
    """Take a role away. A region is never left without an administrator by its last one's own hand."""
    locked = take_away(membership, by=by, verb="revoke_role", reason=reason)
    tell(
        kind="regions.role_taken",
        people=[locked.user_id],
        about=locked.region,
        by=by,
        role=str(locked.role),
    )
    return membership


def take_away(membership: Membership, *, by: User, verb: str, reason: str = "") -> Membership:
    """Within a transaction. All who hold the role are locked in one order: two who remove each other meet here."""
    held = _held(membership.region_id, Role(membership.role))
    locked = next((one for one in held if one.pk == membership.pk), None)
    if locked is None:
        raise Refused(_("This role was taken away already."))
    if not _others_in_force(held, locked):
        raise Refused(LAST_ADMINISTRATOR)
    before = audit.snapshot(locked)
    removed, _by_model = Membership.objects.filter(pk=locked.pk).delete()
    if removed != 1:  # SQLite locks no rows
        raise Refused(_("This role was taken away already."))
    audit.record(
        audit.region_chain(locked.region_id),
        f"regions.{verb}",
        locked,
        by=by,
        before=before,
        reason=reason.strip(),
    )
    return locked


def _held(region_id: int, role: Role) -> list[Membership]:
    locked = Membership.objects.select_for_update(of=("self",)).select_related("region")
    return list(locked.filter(region_id=region_id, role=role).order_by("pk"))


def _others_in_force(held: list[Membership], one: Membership, until: dt.date | None = None) -> bool:
    """Is there, beside this one, an administrator today and on that day? Other roles may stand empty."""
    if one.role != Role.ADMINISTRATOR:
        return True
    today = clock.now().date()
    if one.expires_date and one.expires_date < today:
        return True  # one that has ended is missed by nobody
    needed = max(until or today, today)
    return any(
        other.expires_date is None or other.expires_date >= needed for other in held if other.pk != one.pk
    )


@transaction.atomic
def warn_of_ending_role(*, membership_id: int) -> bool:
    """Tell the person and the administrators, once for each end."""
    waiting = Membership.objects.in_force().filter(pk=membership_id, warned_at=None)
    if waiting.exclude(expires_date=None).update(warned_at=clock.now()) != 1:
        return False
    ending = Membership.objects.select_related("region").get(pk=membership_id)
    role, day = str(ending.role), str(ending.expires_date)
    tell(kind="regions.role_ending", people=[ending.user_id], about=ending.region, role=role, day=day)
    administrators = Membership.objects.in_force().filter(region_id=ending.region_id, role=Role.ADMINISTRATOR)
    others = administrators.exclude(user_id=ending.user_id).values("user")
    tell(kind="regions.role_ending_there", people=others, about=ending.region, role=role, day=day)
    return True


def last_administrator_of(user: User) -> list[Region]:
    """Regions that would be left without an administrator if this person went."""
    held = Membership.objects.in_force().filter(user=user, role=Role.ADMINISTRATOR).select_related("region")
    held = held.filter(region__is_practice=False)  # a practice copy goes with its owner
    others = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).exclude(user=user)
    kept = set(others.filter(region__in=[one.region_id for one in held]).values_list("region_id", flat=True))
    return [one.region for one in held.order_by("pk") if one.region_id not in kept]
