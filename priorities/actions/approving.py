"""Two officials, neither the drafter, each with a fresh password or code, say yes to exactly the same content."""

from collections.abc import Sequence

import rules
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actions import prove_presence, settle, tell, tell_each
from accounts.models import User
from foundation import audit, canonical, clock
from foundation.transitions import Refused, WrongState, take_step
from priorities.actions.remarking import ask_questions
from priorities.models import Approval, Involvement, PrioritySet
from priorities.queries.audiences import deciders_of, drafters_of, ideas_considered
from priorities.queries.content_digest import content_digest
from priorities.queries.questions import Asked
from priorities.queries.sets import chain_of, has_approved
from regions.models import Role
from regions.queries import holders_of

ASKING_OFFICIALS = (
    "priorities.set_submitted",
    "priorities.approval_given",
    "priorities.legal_act_recorded",
)


def approve_set(
    *, priority_set: PrioritySet, by: User, password: str = "", code: str = "", digest_seen: str = ""
) -> PrioritySet:
    """One official's yes. The last one needed takes the set to "approved" in the same transaction.

    `code` of the second factor from who has one, `password` from everybody else. `digest_seen`: what the official's page showed; refused if the content is another by now.
    """
    prove_presence(
        by=by, password=password, code=code
    )  # -- reason: slow on purpose, so not while a row is locked
    with transaction.atomic():
        return give_approval(priority_set, by=by, digest_seen=digest_seen)


def give_approval(priority_set: PrioritySet, *, by: User, digest_seen: str) -> PrioritySet:
    locked = claim_approval(priority_set)
    if not rules.has_perm("priorities.decide_set", by, locked):
        raise PermissionDenied
    if has_approved(locked, by):
        raise Refused(_("You have approved this set already. Now it is another official's turn."))
    digest = content_digest(locked)
    require_as_seen(locked, digest, digest_seen)
    enter_approver(locked, by)
    approval = Approval.objects.create(
        priority_set=locked, official=by, drafter_id=locked.drafter_id, content_digest=digest
    )
    audit.record(chain_of(locked), "priorities.give_approval", locked, by=by, after=audit.snapshot(approval))
    if locked.approvals_given < locked.approvals_needed:
        settle(kinds=ASKING_OFFICIALS, about=locked, only=by)
        tell(kind="priorities.approval_given", people=deciders_of(locked), about=locked, by=by)
        return locked
    approved = take_step(locked, "approve", by=by)
    settle(kinds=ASKING_OFFICIALS, about=approved)
    officials = holders_of(approved.region_id, Role.OFFICIAL).values_list("user", flat=True)
    people = {*drafters_of(approved), *officials}
    tell(kind="priorities.set_approved", people=people, about=approved, by=by)
    tell_each(kind="priorities.idea_decided", things=ideas_considered(approved), about=approved, by=by)
    return approved


def enter_approver(locked: PrioritySet, by: User) -> None:
    """The constraint decides: whoever changed this set has another part in it. Raises PermissionDenied."""
    try:
        with transaction.atomic():
            Involvement.objects.create(priority_set=locked, person=by, part=Involvement.Part.APPROVER)
    except IntegrityError:
        raise PermissionDenied from None


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


def return_set(
    *, priority_set: PrioritySet, reason: str, by: User, questions: Sequence[Asked] = ()
) -> PrioritySet:
    """Back to the drafters with a written reason and numbered questions; approvals given so far no longer count.

    It cannot be handed in again before each question has its answer.
    """
    with transaction.atomic():
        returned = take_step(priority_set, "return", by=by, reason=reason, change=count_return)
        remove_approvals(returned, by=by)
        ask_questions(returned, questions, by)
        settle(kinds=[*ASKING_OFFICIALS, "priorities.set_approved"], about=returned)
        tell(kind="priorities.set_returned", people=drafters_of(returned), about=returned, by=by)
    return returned


def count_return(priority_set: PrioritySet) -> None:
    forget_count(priority_set)
    priority_set.return_count += 1
    priority_set.returned_at = clock.now()


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
    priority_set.involvements.filter(part=Involvement.Part.APPROVER).delete()
    audit.record(
        chain_of(priority_set),
        "priorities.remove_approvals",
        priority_set,
        by=by,
        before=canonical.digest(given),
        after=canonical.digest([]),
    )
