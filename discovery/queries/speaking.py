"""Who asks for the floor, who has it, and which group was heard least."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.aggregates import Count, Max

from accounts.models import Helix
from discovery.models import Participant, SpeakingTurn, Workshop
from discovery.scoring import in_turn


@dataclass(frozen=True)
class Floor:
    """`waiting` in the order in which they should speak. heard, seconds: by helix, of turns that were given."""

    speaker: SpeakingTurn | None
    waiting: list[SpeakingTurn]
    heard: Mapping[str, int]
    seconds: Mapping[str, int]

    @property
    def least_heard(self) -> list[str]:
        """The helices that spoke least often, once anybody spoke; none while all are equal."""
        fewest = min(self.heard.values())
        found = [helix for helix, number in self.heard.items() if number == fewest]
        return found if len(found) < len(self.heard) else []

    @property
    def minutes(self) -> list[tuple[str, int]]:
        return [(helix, round(seconds / 60)) for helix, seconds in self.seconds.items()]


def floor_of(workshop: Workshop) -> Floor:
    """One query. Whoever spoke is known by number, helix and organization, as everywhere in the hall."""
    speaker, waiting = None, []
    heard, seconds = dict.fromkeys(Helix.values, 0), dict.fromkeys(Helix.values, 0)
    for turn in _turns(workshop):
        if turn.given_at is None and turn.ended_at is None:
            waiting.append(turn)
        elif turn.given_at:
            heard[turn.participant.helix] += 1
            if turn.ended_at is None:
                speaker = turn
            else:
                seconds[turn.participant.helix] += _seconds(turn.ended_at - turn.given_at)
    return Floor(speaker, _balanced(waiting, heard), heard, seconds)


def hand_of(participant: Participant) -> str:
    """This person "waits", "speaks", or neither: ""."""
    found = SpeakingTurn.objects.filter(participant=participant, ended_at=None).values_list(
        "given_at", flat=True
    )
    given = list(found)
    return "" if not given else "speaks" if given[0] else "waits"


def speaking_stamp(workshop: Workshop) -> str:
    """Changes with every hand raised or lowered, and every turn. One query."""
    rows = SpeakingTurn.objects.filter(workshop=workshop).order_by()
    found = rows.aggregate(n=Count("pk"), newest=Max("pk"), given=Max("given_at"), ended=Max("ended_at"))
    return f"{found['n']}-{found['newest']}-{found['given']}-{found['ended']}"


def _turns(workshop: Workshop) -> QuerySet[SpeakingTurn]:
    before = Participant.objects.filter(workshop=workshop, pk__lte=OuterRef("participant_id")).order_by()
    number = Subquery(
        before.values("workshop").annotate(n=Count("pk")).values("n"), output_field=IntegerField()
    )
    turns = SpeakingTurn.objects.filter(workshop=workshop).select_related(
        "participant__organization", "participant__table"
    )
    return turns.annotate(number=number).order_by("asked_at", "pk")


def _balanced(waiting: list[SpeakingTurn], heard: Mapping[str, int]) -> list[SpeakingTurn]:
    return [waiting[place] for place in in_turn([turn.participant.helix for turn in waiting], heard)]


def _seconds(span: dt.timedelta) -> int:
    return max(0, round(span.total_seconds()))
