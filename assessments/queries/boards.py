"""How an indicative round stands while it is open: places and scores of its last picture, and of how many people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from assessments.models import OpenBoard, Round
from assessments.queries.rounds import entries_of, round_for
from assessments.scoring import SMALLEST_BATCH
from discovery.models import Activity


@dataclass(frozen=True)
class SoFarRow:
    activity: Activity
    rank: int
    score: Decimal


@dataclass(frozen=True)
class SoFar:
    """`people`: who is in the picture; 0 before the first one. `taken_off`: who was, until somebody who came in together
    with them was struck; the struck included. `batch`: people that come into one at least."""

    people: int
    taken_off: int
    batch: int
    rows: Sequence[SoFarRow]


def open_board_round_for(user: Any, *, round_id: int) -> Round | None:
    """An indicative round that is open and moves before the eyes of the hall; no other is found."""
    round = round_for(user, round_id=round_id)
    return round if round and round.has_open_board and round.state == Round.State.OPENED else None


def picture_number(round: Round) -> int:
    pictures = OpenBoard.objects.filter(round=round).values_list("pictures", flat=True)
    return pictures.first() or 0


def so_far(round: Round, *, most: int | None = None) -> SoFar:
    """The first places, or all. Two queries at any length. Raises ValueError for a round whose result is nobody's while it is open."""
    if not round.has_open_board:
        raise ValueError(f"round {round.pk} shows nothing before its close")
    shown = OpenBoard.objects.filter(round=round).values_list("shown", flat=True).first() or {}
    by_id = {entry.activity_id: entry.activity for entry in entries_of(round)}
    rows = [
        SoFarRow(by_id[one["activity"]], one["rank"], Decimal(one["score"]))
        for one in shown.get("activities", [])[:most]
    ]
    return SoFar(shown.get("people", 0), shown.get("taken_off", 0), batch_of(round), rows)


def taken_off_board(round: Round) -> int:
    """How many people left the board of an indicative round with somebody who was struck; 0 of any other round."""
    if not round.has_open_board:
        return 0
    shown = OpenBoard.objects.filter(round=round).values_list("shown", flat=True).first() or {}
    return int(shown.get("taken_off", 0))


def overdue_boards() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Open rounds whose board has not been looked after since their last input. The oldest first."""
    behind = Q(open_board=None) | Q(open_board__input_version__lt=F("input_version"))
    opened = Round.objects.filter(behind, has_open_board=True, state=Round.State.OPENED).order_by("pk")
    for round_id in opened.values_list("pk", flat=True):
        yield "assessments.move_board", (round_id,)


def batch_of(round: Round) -> int:
    """How many people of a group enter the board together at least."""
    return max(SMALLEST_BATCH, round.threshold)
