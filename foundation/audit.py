"""The audit chain: one per region (and one for the platform), each row sealed by the digest of the row before it."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction

from foundation import canonical, clock
from foundation.models import AuditHead, AuditReason, AuditRow

PLATFORM = "platform"
RoleFinder = Callable[[Any, str], str]
_role_finders: list[RoleFinder] = []
_SEALED = (
    *("chain", "seq", "at", "actor_id", "role", "verb", "object_type", "object_id"),
    *("before", "after", "reason", "previous"),
)


def region_chain(region_id: int) -> str:
    return f"region:{region_id}"


def register_role_finder(finder: RoleFinder) -> None:
    """`finder(user, chain)` names the role a person acted in. Filled by the app that knows roles, in ready()."""
    _role_finders.append(finder)


@transaction.atomic
def record(
    chain: str,
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> AuditRow:
    """Append one row. Call it last in the transaction: it locks the end of the chain."""
    role = next((name for finder in _role_finders if (name := finder(by, chain))), "")
    AuditHead.objects.get_or_create(chain=chain)
    head = AuditHead.objects.select_for_update().get(chain=chain)
    salt = secrets.token_hex(16) if reason else ""
    row = AuditRow(
        chain=chain,
        seq=head.seq + 1,
        at=clock.now(),
        actor_id=by.pk if by else None,
        role=role,
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        before=before,
        after=after,
        reason=salted(reason, salt) if reason else "",
        previous=head.digest,
    )
    row.digest = seal(row)
    row.save(force_insert=True)
    if reason:
        AuditReason.objects.create(row=row, salt=salt, text=reason)
    AuditHead.objects.filter(chain=chain, seq=head.seq).update(seq=row.seq, digest=row.digest)
    return row


def seal(row: AuditRow) -> str:
    """The digest of a row over all its columns and the digest of the row before it."""
    return canonical.digest({name: getattr(row, name) for name in _SEALED})


def salted(text: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def snapshot(subject: models.Model) -> str:
    """A digest of all columns of an object as they are in memory."""
    return canonical.digest({field.attname: _cell(subject, field) for field in subject._meta.concrete_fields})


def _cell(subject: models.Model, field: Any) -> Any:
    value = getattr(subject, field.attname)
    return value if isinstance(value, bytes | memoryview | dt.datetime) else field.value_to_string(subject)


def faults(chain: str) -> Iterator[str]:
    """What is wrong with a chain, in words; nothing if it is whole. Reads each row once, in order."""
    previous, expected = "0" * 64, 1
    for row in AuditRow.objects.filter(chain=chain).order_by("seq").iterator(chunk_size=5000):
        if row.seq != expected:
            yield f"{chain}: row {expected} is missing or out of place (found {row.seq})"
        if row.previous != previous:
            yield f"{chain}: row {row.seq} does not follow the row before it"
        if row.digest != seal(row):
            yield f"{chain}: row {row.seq} was changed"
        previous, expected = row.digest, row.seq + 1
    end = ends().get(chain, {"seq": 0, "digest": "0" * 64})
    if (end["seq"], end["digest"]) != (expected - 1, previous):
        yield f"{chain}: the end was cut off or replaced (the chain says {end['seq']}, its last row {expected - 1})"


def ends() -> dict[str, dict[str, Any]]:
    """Where each chain ends: {chain: {"seq", "digest"}}. Kept outside, this is an anchor."""
    heads = AuditHead.objects.values("chain", "seq", "digest")
    return {head["chain"]: {"seq": head["seq"], "digest": head["digest"]} for head in heads}


def faults_against(chain: str, anchor: dict[str, Any]) -> Iterator[str]:
    """Does the chain still contain the row that was its end when the anchor was written?"""
    row = AuditRow.objects.filter(chain=chain, seq=anchor["seq"]).first()
    if row is None:
        yield f"{chain}: cut off before row {anchor['seq']}, which the anchor knows"
    elif row.digest != anchor["digest"]:
        yield f"{chain}: row {anchor['seq']} is not the one the anchor knows"


def reasons_of(subject: models.Model) -> models.QuerySet[AuditRow]:
    """The rows about one object, oldest first, with their words."""
    return (
        AuditRow.objects.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk))
        .select_related("words")
        .order_by("pk")
    )
