"""Who may do what in a region: every change is written down."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit
from foundation.transitions import Refused
from regions.models import Membership, Region, Role


@transaction.atomic
def grant_role(
    *, region: Region, user: User, role: Role | str, by: User | None, expires_date: dt.date | None = None
) -> Membership:
    """Give a person a role. Given again with the same end it changes nothing and leaves no second row."""
    role = Role(role)
    if user.is_guest:
        raise Refused(_("A guest has no account yet. The person must claim one before taking a role."))
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        region=region, user=user, role=role, defaults={"expires_date": expires_date}
    )
    if not is_new and membership.expires_date == expires_date:
        return membership
    before = "" if is_new else audit.snapshot(membership)
    membership.expires_date = expires_date
    membership.save(update_fields=["expires_date"])
    audit.record(
        audit.region_chain(region.pk),
        "regions.grant_role",
        membership,
        by=by,
        before=before,
        after=audit.snapshot(membership),
    )
    return membership


@transaction.atomic
def revoke_role(*, membership: Membership, by: User, reason: str = "") -> Membership:
    """Take a role away. A region is never left without an administrator by its last one's own hand."""
    held = Membership.objects.select_for_update().filter(region_id=membership.region_id, role=membership.role)
    locked = next((one for one in held if one.pk == membership.pk), None)
    if locked is None:
        raise Refused(_("This role was taken away already."))
    if locked.role == Role.ADMINISTRATOR and len(held) == 1:
        raise Refused(_("This is the region's last administrator. Please name another one first."))
    audit.record(
        audit.region_chain(locked.region_id),
        "regions.revoke_role",
        locked,
        by=by,
        before=audit.snapshot(locked),
        reason=reason.strip(),
    )
    locked.delete()
    return membership
