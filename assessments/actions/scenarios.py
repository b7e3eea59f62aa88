"""Keeping other assumptions under a name, and giving them up."""

from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries, scoring
from assessments.models import MOST_SCENARIOS, Round, Scenario
from foundation import audit, canonical
from foundation.foreign_text import language_read
from foundation.transitions import Refused, WrongState


@transaction.atomic
def keep_scenario(
    *, round: Round, name: str, assumption: str, shares: Mapping[str, int | Fraction], kappa: int, by: User
) -> Scenario:
    """Name and assumption stay in the language the person works in. Raises WrongState, Refused.

    The round is locked, so that two people at once are counted one after the other; the constraints stand behind it.
    """
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.state != Round.State.CLOSED:
        raise WrongState(_("There are scenarios of closed rounds only: before, nobody knows any result."))
    require_assumptions(locked, name, assumption, shares, kappa)
    scenario = Scenario.objects.create(
        region_id=locked.region_id,
        round=locked,
        number=free_number(locked),
        name=name.strip(),
        assumption=assumption.strip(),
        language=language_read(),
        shares={principle: scoring.fraction_text(Fraction(share)) for principle, share in shares.items()},
        kappa=kappa,
        created_by=by,
    )
    chain = audit.region_chain(locked.region_id)
    audit.record(chain, "assessments.keep_scenario", scenario, by=by, after=scenario_digest(scenario))
    return scenario


def require_assumptions(
    round: Round, name: str, assumption: str, shares: Mapping[str, int | Fraction], kappa: int
) -> None:
    if not name.strip() or not assumption.strip():
        raise Refused(_("Please give it a name, and say in a sentence what it assumes."))
    rules = queries.frozen_method(round).rules
    if unknown := set(shares) - set(rules.principles):
        raise Refused(_("This round has no such principle: %(code)s") % {"code": ", ".join(sorted(unknown))})
    if any(share < 0 for share in shares.values()) or not any(shares.values()):
        raise Refused(_("At least one principle must weigh something."))
    try:
        scoring.with_kappa(rules, kappa)
    except scoring.MethodError:
        raise Refused(_("A group counts half with 1 to 8 people.")) from None
    if Scenario.objects.filter(round=round, name=name.strip()).exists():
        raise Refused(_("This round has a scenario of that name already."))


def free_number(round: Round) -> int:
    """The lowest that is free, so that an order once seen stays. Raises Refused where the round is full."""
    taken = set(Scenario.objects.filter(round=round).values_list("number", flat=True))
    free = [number for number in range(1, MOST_SCENARIOS + 1) if number not in taken]
    if not free:
        raise Refused(
            _("A round keeps at most %(most)d scenarios. Remove one first.") % {"most": MOST_SCENARIOS}
        )
    return free[0]


@transaction.atomic
def remove_scenario(*, scenario: Scenario, by: User) -> None:
    """Its name and assumptions are gone; the result never depended on them."""
    chain = audit.region_chain(scenario.region_id)
    audit.record(chain, "assessments.remove_scenario", scenario, by=by, before=scenario_digest(scenario))
    scenario.delete()


def scenario_digest(scenario: Scenario) -> str:
    return canonical.digest(
        {
            "round": scenario.round_id,
            "name": scenario.name,
            "assumption": scenario.assumption,
            "shares": scenario.shares,
            "kappa": scenario.kappa,
        }
    )
