"""The speaking list: a hand raised on the phone, the floor given at the desk."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.joining import require_admitted, require_open
from discovery.actions.news import participant_changed
from discovery.models import Participant, SpeakingTurn, Step, StepKind, Workshop
from discovery.queries import floor_of, participant_in
from foundation import clock, live
from foundation.transitions import Refused, WrongState

TALKS = (StepKind.DISCUSS, StepKind.DISCUSS_AGAIN)
SILENCE = (StepKind.SCORE, StepKind.SCORE_AGAIN)


@transaction.atomic
def raise_hand(*, workshop: Workshop, wanted: bool, by: User) -> None:
    """One hand a person: raised twice is raised once; lowered, it is as if never raised. Raises WrongState, Refused."""
    require_open(workshop)
    participant = participant_in(workshop, by)
    if participant is None:
        raise Refused(_("Only those who joined the workshop can ask for the floor."))
    require_admitted(participant)
    mine = SpeakingTurn.objects.filter(participant=participant, ended_at=None)
    if not wanted:
        mine.filter(given_at=None).delete()
        mine.update(ended_at=clock.now())
    elif not mine.exists():
        _ask(participant)
    participant_changed(workshop.pk, "speaking")


@transaction.atomic
def give_floor(*, workshop: Workshop, by: User, turn: SpeakingTurn | None = None) -> SpeakingTurn | None:
    """To this hand, or to the next of the group heard least; who speaks now has spoken. None: nobody waits.

    Raises WrongState where the hand was lowered, or another facilitator gave the floor at the same moment.
    """
    Workshop.objects.select_for_update().get(
        pk=workshop.pk
    )  # two facilitators give the floor one after the other
    floor = floor_of(workshop)
    chosen = turn or next(iter(floor.waiting), None)
    moment = clock.now()
    SpeakingTurn.objects.filter(workshop=workshop, given_at__isnull=False, ended_at=None).update(
        ended_at=moment
    )
    if chosen:
        waiting = SpeakingTurn.objects.filter(pk=chosen.pk, given_at=None, ended_at=None)
        if waiting.update(given_at=moment) != 1:
            raise WrongState(_("This hand is down again. Please look at the list."))
        chosen.given_at = moment
    _told(workshop, floor.speaker, chosen)
    return chosen


@transaction.atomic
def end_turn(*, workshop: Workshop, by: User) -> None:
    """Nobody has the floor."""
    _told(workshop, *_ended(workshop))


def leave_floor(workshop: Workshop, left: Step | None, entered: Step) -> None:
    """The step is over: whoever spoke has spoken, and their phone says so no longer.

    Hands that wait go down with a discussion that ends, and where silent scoring begins: what they were raised for is
    over, and nobody would lower them. Between other steps they stay up. Part of what ends the step, in its transaction.
    """
    if (left and left.kind in TALKS) or entered.kind in SILENCE:
        lower_all(workshop)
    else:
        _end_turns(workshop)


def lower_all(workshop: Workshop) -> None:
    """Nobody speaks or waits for the floor any more, not even where the same step or the doors open again."""
    _end_turns(workshop)
    waiting = SpeakingTurn.objects.filter(workshop=workshop, given_at=None, ended_at=None)
    if waiting.delete()[0]:
        _told(workshop)


def _end_turns(workshop: Workshop) -> None:
    heard = _ended(workshop)
    if heard:
        _told(workshop, *heard)


def _ended(workshop: Workshop) -> list[SpeakingTurn]:
    speaking = SpeakingTurn.objects.filter(workshop=workshop, given_at__isnull=False, ended_at=None)
    heard = list(speaking)
    if heard:
        speaking.update(ended_at=clock.now())
    return heard


def _ask(participant: Participant) -> None:
    try:
        with transaction.atomic():
            SpeakingTurn.objects.create(workshop_id=participant.workshop_id, participant=participant)
    except IntegrityError:
        return  # the same phone asked twice at once


def _told(workshop: Workshop, *turns: SpeakingTurn | None) -> None:
    """Desk and wall, and the phones of those who speak or spoke: the others need not ask."""
    participant_changed(workshop.pk, "speaking")
    for turn in turns:
        if turn:
            live.push(f"participant:{turn.participant_id}", "hand")
