"""Two officials, neither the drafter, each with a fresh password, say yes to exactly the same content."""

import rules
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit, canonical
from foundation.transitions import Refused, WrongState, take_step
from priorities.models import Approval, PrioritySet
from priorities.queries.content_digest import content_digest
from priorities.queries.sets import chain_of, has_approved

WRONG_PASSWORDS = 5
PASSWORD_PAUSE = 15 * 60  # seconds


def approve_set(*, priority_set: PrioritySet, password: str, by: User, digest_seen: str = "") -> PrioritySet:
    """One official's yes. The last one needed takes the set to "approved" in the same transaction.

    `digest_seen`: what the official's page showed; refused if the content is another by now.
    """
    require_password(by, password)  # -- reason: slow on purpose, so not while a row is locked
    with transaction.atomic():
        return give_approval(priority_set, by=by, digest_seen=digest_seen)


def require_password(user: User, password: str) -> None:
    """A session left open on a desk is not enough, and nobody may try passwords through it."""
    key = f"approval-password:{user.pk}"
    if cache.get(key, 0) >= WRONG_PASSWORDS:
        raise Refused(_("Too many wrong passwords. Please try again in a quarter of an hour."))
    if not user.check_password(password):
        cache.add(key, 0, PASSWORD_PAUSE)
        cache.incr(key)
        raise Refused(_("The password is not right."))
    cache.delete(key)


def give_approval(priority_set: PrioritySet, *, by: User, digest_seen: str) -> PrioritySet:
    locked = claim_approval(priority_set)
    if not rules.has_perm("priorities.decide_set", by, locked):
        raise PermissionDenied
    if has_approved(locked, by):
        raise Refused(_("You have approved this set already. Now it is another official's turn."))
    digest = content_digest(locked)
    require_as_seen(locked, digest, digest_seen)
    approval = Approval.objects.create(
        priority_set=locked, official=by, drafter_id=locked.drafter_id, content_digest=digest
    )
    audit.record(chain_of(locked), "priorities.give_approval", locked, by=by, after=audit.snapshot(approval))
    if locked.approvals_given < locked.approvals_needed:
        return locked
    return take_step(locked, "approve", by=by)


def claim_approval(priority_set: PrioritySet) -> PrioritySet:
    """One statement is lock, state check and count: of many who approve at once only as many as needed get through."""
    open_for_approval = PrioritySet.objects.filter(
        pk=priority_set.pk,
        state=PrioritySet.State.SUBMITTED,
        approvals_given__lt=F("approvals_needed"),
    )
    if open_for_approval.update(approvals_given=F("approvals_given") + 1) != 1:
        raise WrongState(
            _(
                "This set does not wait for an approval: enough officials have approved it, or it was returned."
            )
        )
    return PrioritySet.objects.select_related("region").get(pk=priority_set.pk)


def require_as_seen(locked: PrioritySet, digest: str, digest_seen: str) -> None:
    """Every approval of a set is of the same content, the one on the official's screen."""
    others = locked.approvals.exclude(content_digest=digest)
    if (digest_seen and digest_seen != digest) or others.exists():
        raise Refused(_("The set has changed since you opened it. Please read it again before you approve."))


def return_set(*, priority_set: PrioritySet, reason: str, by: User) -> PrioritySet:
    """Back to the drafter with a written reason; approvals given so far no longer count."""
    with transaction.atomic():
        returned = take_step(priority_set, "return", by=by, reason=reason, change=forget_count)
        remove_approvals(returned, by=by)
    return returned


def forget_count(priority_set: PrioritySet) -> None:
    priority_set.approvals_given = 0


def remove_approvals(priority_set: PrioritySet, *, by: User) -> None:
    """The rows go, what they said stays in the audit chain."""
    given = list(
        priority_set.approvals.order_by("pk").values_list("official_id", "content_digest", "approved_at")
    )
    if not given:
        return
    priority_set.approvals.all().delete()
    audit.record(
        chain_of(priority_set),
        "priorities.remove_approvals",
        priority_set,
        by=by,
        before=canonical.digest(given),
        after=canonical.digest([]),
    )
