"""Lists of organizations and people from a file: taken as a whole, taken back as a whole."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import register_organizations, register_stakeholders, remove_registered
from accounts.models import User
from discovery.models import ImportedOrganization, ImportedStakeholder, RegisterImport
from foundation import audit, clock
from foundation.transitions import Refused, WrongState
from regions.models import Region


def load_register(
    *, region: Region, kind: str, listed: Sequence[Any], file_name: str, file_digest: str, by: User
) -> RegisterImport:
    """Enter what a file lists and remember what of it is new. Raises Refused; then nothing is stored."""
    try:
        return _loaded(region, kind, listed, {"file_name": file_name, "file_digest": file_digest}, by)
    except IntegrityError as error:
        raise Refused(
            _(
                "Somebody entered one of these at the same moment. Nothing was taken; please send the file again."
            )
        ) from error


@transaction.atomic
def _loaded(
    region: Region, kind: str, listed: Sequence[Any], file: dict[str, str], by: User
) -> RegisterImport:
    lock_registers(region)
    if kind == RegisterImport.Kind.ORGANIZATIONS:
        done = register_organizations(organizations=listed, by=by)
    else:
        done = register_stakeholders(people=listed, by=by)
    brought = RegisterImport.objects.create(
        region=region, kind=kind, new_count=done.new, known_count=done.known, imported_by=by, **file
    )
    ImportedOrganization.objects.bulk_create(
        ImportedOrganization(brought_by=brought, organization=one) for one in done.organizations
    )
    ImportedStakeholder.objects.bulk_create(
        ImportedStakeholder(brought_by=brought, stakeholder=one) for one in done.stakeholders
    )
    chain = audit.region_chain(region.pk)
    audit.record(chain, "discovery.load_register", brought, by=by, after=brought.file_digest)
    return brought


def lock_registers(region: Region) -> None:
    """Lists of one country come one after the other: the second sees what the first brought."""
    Region.objects.select_for_update().get(pk=region.parent_id or region.pk)


@transaction.atomic
def undo_register(*, brought: RegisterImport, by: User) -> RegisterImport:
    """Remove what a file brought. Refused where it was taken back already, or something stands on it."""
    standing = RegisterImport.objects.filter(pk=brought.pk, undone_at=None)
    if not standing.update(undone_at=clock.now(), undone_by=by):
        raise WrongState(_("This file was taken back already."))
    remove_registered(
        organization_ids=list(brought.organizations.values_list("organization_id", flat=True)),
        stakeholder_ids=list(brought.stakeholders.values_list("stakeholder_id", flat=True)),
        ignoring=ImportedOrganization,
    )
    chain = audit.region_chain(brought.region_id)
    audit.record(chain, "discovery.undo_register", brought, by=by, before=brought.file_digest)
    brought.refresh_from_db(fields=["undone_at", "undone_by"])
    return brought
