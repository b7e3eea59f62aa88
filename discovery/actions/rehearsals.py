"""Rehearsing: a copy of the workshop in a practice region, played by made-up people, then removed.

It can never count: the copy stands behind the gates of practice regions, its rounds are not counting ones, and made-up
people enter nothing but such a copy.
"""

import secrets

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.balance import set_targets
from discovery.actions.run_sheets import planned_steps
from discovery.actions.workshops import create_workshop, step_workshop
from discovery.models import BalanceTarget, Rehearsal, Workshop
from foundation import audit, clock, live, wake
from foundation.transitions import Refused, WrongState
from regions.actions import add_rehearsal_region, throw_away_region
from regions.models import Region

FEWEST, MOST = 10, 500
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@transaction.atomic
def start_rehearsal(*, workshop: Workshop, people: int, by: User) -> Rehearsal:
    """A copy with open doors, which a worker then plays. Raises WrongState, Refused."""
    if not FEWEST <= people <= MOST:
        raise Refused(_("Between %(fewest)d and %(most)d people.") % {"fewest": FEWEST, "most": MOST})
    held = Workshop.objects.select_for_update(of=("self",)).select_related("region").get(pk=workshop.pk)
    if held.region.is_practice:
        raise Refused(_("Nothing counts in a practice region: try the workshop itself."))
    if Rehearsal.objects.filter(workshop=held).exists():
        raise WrongState(_("There is a rehearsal already. Wipe it first."))
    copy = _copied(held, by)
    rehearsal = Rehearsal.objects.create(workshop=held, copy=copy, people=people, asked_by=by)
    audit.record(audit.region_chain(held.region_id), "discovery.start_rehearsal", held, by=by)
    wake.wake("demo.play_rehearsal", rehearsal.pk)
    return rehearsal


def _copied(workshop: Workshop, by: User) -> Workshop:
    """The same title, kind, run sheet and targets, with its doors open; nobody is invited, no address is taken along."""
    region = add_rehearsal_region(
        owner=by,
        code="XR" + "".join(secrets.choice(ALPHABET) for _each in range(8)),
        name=_("%(region)s (rehearsal)"),
        like=workshop.region,
    )
    copy = create_workshop(
        region=region,
        title=_("Rehearsal: %(title)s")[:200] % {"title": workshop.title[:150]},
        kind=workshop.kind,
        held_date=clock.now().date(),
        purpose=workshop.purpose,
        framework_key=workshop.framework_key,
        run_sheet=planned_steps(workshop),
        by=by,
    )
    targets = BalanceTarget.objects.filter(workshop=workshop).exclude(dimension="district")
    set_targets(workshop=copy, targets={(row.dimension, row.key): row.number for row in targets}, by=by)
    return step_workshop(workshop=copy, name="open", by=by)


def require_rehearsal(workshop: Workshop) -> None:
    """Made-up people come into copies only. Raises Refused."""
    region = Region.everywhere.get(pk=workshop.region_id)
    if not region.is_rehearsal or not Rehearsal.objects.filter(copy=workshop.pk).exists():
        raise Refused(_("Made-up people have no place in a real workshop."))


@transaction.atomic
def begin_playing(*, rehearsal_id: int) -> bool:
    """One worker plays it; a second that was woken finds nothing to do."""
    asked = Rehearsal.objects.filter(pk=rehearsal_id, state=Rehearsal.State.ASKED)
    return asked.update(state=Rehearsal.State.PLAYING) == 1


def say_rehearsed(*, rehearsal: Rehearsal, percent: int) -> bool:
    """How far it is. False where somebody stopped it or wiped it: then play no further."""
    going = Rehearsal.objects.filter(pk=rehearsal.pk, state=Rehearsal.State.PLAYING)
    goes_on = going.update(progress=percent) == 1
    if percent >= 100:
        going.update(state=Rehearsal.State.PLAYED)
    live.push(f"workshop:{rehearsal.workshop_id}", "rehearsal")
    return goes_on


def stop_rehearsal(*, rehearsal: Rehearsal, by: User) -> Rehearsal:
    """What was played stays to be looked at. Raises WrongState where nothing is going on."""
    going = Rehearsal.objects.filter(
        pk=rehearsal.pk, state__in=[Rehearsal.State.ASKED, Rehearsal.State.PLAYING]
    )
    if going.update(state=Rehearsal.State.STOPPED) != 1:
        raise WrongState(_("This rehearsal is not running any more."))
    rehearsal.state = Rehearsal.State.STOPPED
    return rehearsal


def fail_rehearsal(*, rehearsal_id: int) -> None:
    """Said on the page; it can be wiped and tried again."""
    going = Rehearsal.objects.filter(pk=rehearsal_id, state=Rehearsal.State.PLAYING)
    going.update(state=Rehearsal.State.FAILED)


@transaction.atomic
def end_rehearsal(*, rehearsal: Rehearsal, by: User | None) -> None:
    """From now on it is there for nobody; a worker removes every row of it. `by` None: it was left lying for a day."""
    held = (
        Rehearsal.objects.select_for_update(of=("self",))
        .select_related("copy__region", "workshop")
        .get(pk=rehearsal.pk)
    )
    workshop, region = held.workshop, held.copy.region
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1)
    audit.record(audit.region_chain(workshop.region_id), "discovery.end_rehearsal", workshop, by=by)
    held.delete()
    throw_away_region(region=region, by=by)


@transaction.atomic
def give_up_rehearsal(*, rehearsal_id: int) -> bool:
    """The sweep's way to the same. False where somebody was faster."""
    left = Rehearsal.objects.filter(pk=rehearsal_id).first()
    if left is None:
        return False
    end_rehearsal(rehearsal=left, by=None)
    return True


def ping_stream(*, workshop: Workshop) -> None:
    """Sends a word over the live stream, for the room check to hear how long it takes."""
    live.push(f"workshop:{workshop.pk}", "room-check")
