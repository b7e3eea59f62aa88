"""The legal act behind a set: number, date and a scan whose kind is read from its first bytes."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from foundation import audit, clock
from foundation.transitions import Refused, WrongState, take_step
from priorities.actions.approving import forget_count, remove_approvals
from priorities.models import PrioritySet
from priorities.queries.audiences import deciders_of, drafters_of
from priorities.queries.sets import chain_of

LARGEST_SCAN = 10 * 1024 * 1024  # bytes
KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def record_legal_act(
    *,
    priority_set: PrioritySet,
    number: str,
    date: dt.date,
    by: User,
    scan: "UploadedFile[bytes] | None" = None,
) -> PrioritySet:
    """Enter or change the act; without a new scan the old one stays. Approvals given before no longer count."""
    if not number.strip():
        raise Refused(_("Please enter the number of the legal act."))
    if date > clock.now().date() + dt.timedelta(
        days=1
    ):  # -- reason: east of Greenwich it is tomorrow already
        raise Refused(_("The date of the legal act lies in the future."))
    stored = checked_scan(scan) if scan else None
    with transaction.atomic():
        locked = locked_for_act(priority_set, by)
        locked.legal_act_number, locked.legal_act_date = number.strip(), date
        if stored:
            store_scan(locked, stored)
        locked.save()
        if locked.state == PrioritySet.State.SUBMITTED:
            people = [*deciders_of(locked).values_list("user", flat=True), *drafters_of(locked)]
            tell(kind="priorities.legal_act_recorded", people=people, about=locked, by=by)
        audit.record(
            chain_of(locked), "priorities.record_legal_act", locked, by=by, after=audit.snapshot(locked)
        )
    return locked


def checked_scan(scan: "UploadedFile[bytes]") -> "ContentFile[bytes]":
    """The scan under a name that says only what kind of file it is. Raises Refused."""
    if (scan.size or 0) > LARGEST_SCAN:
        raise Refused(_("The scan is larger than 10 MB."))
    content = scan.read()
    ending = next((ending for start, ending in KINDS.items() if content.startswith(start)), None)
    if ending is None:
        raise Refused(_("The scan must be a PDF, JPEG or PNG file."))
    return ContentFile(content, name=f"scan{ending}")


def locked_for_act(priority_set: PrioritySet, by: User) -> PrioritySet:
    """The set, locked; what was approved so far must be approved anew once the act changes."""
    locked = PrioritySet.objects.select_for_update().get(pk=priority_set.pk)
    if locked.state not in PrioritySet.OPEN_STATES:
        raise WrongState(_("A published set cannot be changed. Begin a correction instead."))
    if locked.state == PrioritySet.State.APPROVED:
        locked = take_step(locked, "amend", by=by)
    forget_count(locked)
    remove_approvals(locked, by=by)
    return locked


def store_scan(locked: PrioritySet, scan: "ContentFile[bytes]") -> None:
    content = scan.read()
    scan.seek(0)
    locked.legal_act_scan = scan
    locked.legal_act_digest = hashlib.sha256(content).hexdigest()
