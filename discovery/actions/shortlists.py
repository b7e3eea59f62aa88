"""The shortlist: wild cards from phones, confirmed by a facilitator, taken back until scoring begins."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery import registries
from discovery.actions.joining import require_admitted, require_open
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import (
    Activity,
    Shortlist,
    ShortlistEntry,
    ShortlistWay,
    StepKind,
    WildCard,
    Workshop,
)
from discovery.queries import activities_of_workshop, participant_in, shortlist_proposal
from foundation import audit
from foundation.transitions import Refused, WrongState

SIX_PLACES = Decimal("0.000001")


@transaction.atomic
def choose_wild_card(*, activity: Activity, wanted: bool, by: User) -> None:
    """One a person: choosing another moves it. Raises WrongState outside of the shortlist step, Refused."""
    workshop = activity.workshop
    if workshop is None:
        raise Refused(_("This activity did not come from a workshop."))
    require_open(workshop)
    kind = Workshop.objects.values_list("current_step__kind", flat=True).get(pk=workshop.pk)
    if kind != StepKind.SHORTLIST:
        raise WrongState(_("Wild cards are chosen while the shortlist is made."))
    participant = participant_in(workshop, by)
    if participant is None:
        raise Refused(_("Only those who joined the workshop can choose."))
    require_admitted(participant)
    if wanted:
        WildCard.objects.update_or_create(participant=participant, defaults={"activity": activity})
    else:
        WildCard.objects.filter(participant=participant, activity=activity).delete()
    participant_changed(workshop.pk, "shortlist")


@transaction.atomic
def confirm_shortlist(
    *, workshop: Workshop, activity_ids: Collection[int], places: int, by: User, reason: str = ""
) -> Shortlist:
    """These activities go on: those proposed first, in their order, then the others. One shortlist a workshop.

    Raises Refused for an empty list, for activities of elsewhere, and where it departs from the proposal without a
    reason; WrongState where another one is confirmed already.
    """
    wanted = set(activity_ids)
    here = {activity.pk for activity in activities_of_workshop(workshop)}
    if not wanted:
        raise Refused(_("Choose at least one activity."))
    if wanted - here:
        raise Refused(_("One of the activities does not belong to this workshop."))
    board = shortlist_proposal(workshop, places)
    proposed = {pick.activity: pick for pick in board.proposal.picks}
    if wanted != proposed.keys() and not reason.strip():
        raise Refused(_("This is not what was proposed. Please write why: others will read it."))
    shortlist = Shortlist(workshop=workshop, reason=reason.strip(), confirmed_by=by)
    try:
        with transaction.atomic():
            shortlist.save()
    except IntegrityError:
        raise WrongState(_("The shortlist is confirmed already. Take it back first.")) from None
    order = [pk for pk in proposed if pk in wanted]
    order += sorted(wanted - proposed.keys(), key=lambda pk: (-board.shares[pk], pk))
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(
            shortlist=shortlist,
            activity_id=pk,
            position=position,
            way=proposed[pk].way if pk in proposed else ShortlistWay.FACILITATOR,
            helix=proposed[pk].helix if pk in proposed else "",
            share=_six_places(board.shares[pk]),
        )
        for position, pk in enumerate(order, start=1)
    )
    _tell(workshop, "confirm_shortlist", by, reason)
    return shortlist


@transaction.atomic
def take_back_shortlist(*, workshop: Workshop, reason: str, by: User) -> Workshop:
    """Until a round on it is open: raises WrongState after that, and where there is none."""
    if registries.is_scored(workshop):
        raise WrongState(_("Scoring has begun: the shortlist stays as it is."))
    deleted, _by_model = Shortlist.objects.filter(workshop=workshop).delete()
    if not deleted:
        raise WrongState(_("There is no shortlist to take back."))
    _tell(workshop, "take_back_shortlist", by, reason)
    return workshop


def _six_places(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(SIX_PLACES)


def _tell(workshop: Workshop, verb: str, by: User, reason: str) -> None:
    facilitator_changed(workshop.pk, "step", "board", "activities", "shortlist")
    chain = audit.region_chain(workshop.region_id)
    audit.record(chain, f"discovery.{verb}", workshop, by=by, reason=reason.strip())
