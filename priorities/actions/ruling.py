"""Must-cover rules: chosen before the ranking is known, later only with a reason; and why a set breaks one."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.models import Round
from foundation import audit, canonical, clock
from foundation.transitions import Refused, WrongState
from priorities.actions.editing import claim_edit, enter_author
from priorities.models import BrokenRule, CoverRule, PrioritySet
from priorities.queries.rules import what_can_be_asked
from priorities.queries.sets import board_of, chain_of

BEING_DECIDED = (PrioritySet.State.SUBMITTED, PrioritySet.State.APPROVED)


@transaction.atomic
def choose_rule(
    *, round: Round, kind: str, value: str, limit: str, number: int, by: User, reason: str = ""
) -> CoverRule:
    """A rule for every set from this scoring. Once the ranking is known, only with a reason, which is published."""
    locked = round_to_rule(round)
    is_late = require_reason_if_late(locked, reason)
    require_sense(locked, kind, value, limit, number)
    try:
        with transaction.atomic():
            rule = CoverRule.objects.create(
                round=locked,
                kind=kind,
                value=value,
                limit=limit,
                number=number,
                is_late=is_late,
                reason=reason.strip() if is_late else "",
                chosen_by=by,
            )
    except IntegrityError:
        raise Refused(_("There is such a rule already. Drop it first if the number is wrong.")) from None
    rule.refresh_from_db(fields=["chosen_at"])
    audit.record(
        audit.region_chain(locked.region_id),
        "priorities.choose_rule",
        rule,
        by=by,
        after=audit.snapshot(rule),
        reason=rule.reason,
    )
    return rule


@transaction.atomic
def drop_rule(*, rule: CoverRule, by: User, reason: str = "") -> CoverRule:
    """It judges no set any more. It stays readable; dropped when the ranking was known, it is published with the reason."""
    locked = round_to_rule(rule.round)
    is_late = require_reason_if_late(locked, reason)
    dropped = CoverRule.objects.filter(pk=rule.pk, dropped_at=None).update(
        dropped_at=clock.now(),
        dropped_by=by,
        dropped_late=is_late,
        dropped_reason=reason.strip() if is_late else "",
    )
    if dropped != 1:
        raise WrongState(_("Somebody has dropped this rule already."))
    before = audit.snapshot(rule)
    rule.refresh_from_db()
    audit.record(
        audit.region_chain(locked.region_id),
        "priorities.drop_rule",
        rule,
        by=by,
        before=before,
        after=audit.snapshot(rule),
        reason=rule.dropped_reason,
    )
    return rule


@transaction.atomic
def explain_rule(
    *, priority_set: PrioritySet, rule_id: int, reason: str, edit_version: int, by: User
) -> PrioritySet:
    """Why the draft does not keep a rule. Approved and published with the set as long as it does not keep it."""
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    claim_edit(priority_set, edit_version)
    broken = [each for each in board_of(priority_set).rules if not each.is_kept]
    if rule_id not in {each.rule.pk for each in broken}:
        raise Refused(_("The set keeps this rule, or it is no longer in force."))
    enter_author(priority_set, by)
    BrokenRule.objects.update_or_create(
        priority_set=priority_set,
        rule_id=rule_id,
        defaults={"reason": reason.strip(), "written_by": by, "written_at": clock.now()},
    )
    priority_set.refresh_from_db(fields=["edit_version"])
    audit.record(
        chain_of(priority_set),
        "priorities.explain_rule",
        priority_set,
        by=by,
        after=canonical.digest([rule_id, reason.strip()]),
        reason=reason.strip(),
    )
    return priority_set


def round_to_rule(round: Round) -> Round:
    """Locked, so that the close waits for a rule that is being chosen. Raises Refused while a set is being decided."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("region").get(pk=round.pk)
    if not locked.is_counting:
        raise Refused(_("This scoring was only a trial: a set needs one with a sealed list of people."))
    if PrioritySet.objects.filter(round=locked, state__in=BEING_DECIDED).exists():
        raise Refused(
            _(
                "A set from this ranking is being approved. Rules change only when it is back with its drafters."
            )
        )
    return locked


def require_reason_if_late(locked: Round, reason: str) -> bool:
    """Is the ranking known? Then a reason is needed."""
    is_late = bool(locked.state == Round.State.CLOSED)
    if is_late and not reason.strip():
        raise Refused(_("The ranking is known, so a change of the rules needs a reason. It is published."))
    return is_late


def require_sense(locked: Round, kind: str, value: str, limit: str, number: int) -> None:
    known = {key for _kind, choices in what_can_be_asked(locked.region) for key, _words in choices}
    if f"{kind}:{value}" not in known or limit not in CoverRule.Limit.values:
        raise Refused(_("This cannot be asked of a set."))
    if not (limit == CoverRule.Limit.AT_LEAST) <= number <= CoverRule.MOST:
        raise Refused(_("Choose a number from 1 to 8, or 0 for “at most”."))


def require_explained_rules(priority_set: PrioritySet) -> None:
    """Nothing is broken in silence. Asked when handing in, and once more when publishing: fiches change."""
    silent = sum(each.is_unexplained for each in board_of(priority_set).rules)
    if silent:
        raise Refused(
            ngettext(
                "%(number)d must-cover rule is broken without a written reason. Write it on the page of the rules, or change the set.",
                "%(number)d must-cover rules are broken without a written reason. Write it on the page of the rules, or change the set.",
                silent,
            )
            % {"number": silent}
        )
