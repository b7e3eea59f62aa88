"""What the stored analysis says of people, beside the board: marks of groups, what moved since the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from assessments.models import Round
from assessments.queries.firmness import analysis_of
from assessments.queries.rankings import Board, BoardRow, Place, board_of, place_of, ranking_of
from assessments.sentences import SHIFTS

ROW_IN_REM = 3  # .slopes li (static/css/charts.css)


@dataclass(frozen=True)
class Shift:
    """What moved among those present in both rounds. change: points of 100, None unless `status` is "shown"."""

    status: str
    change: Decimal | None

    @property
    def reason(self) -> str:
        """Why there is no number."""
        return str(SHIFTS.get(self.status, ""))


@dataclass(frozen=True)
class ToldRow:
    """A row of the board with what the analysis says of it. marks: helix -> 0 to 100, None where it stays back."""

    row: BoardRow
    marks: Mapping[str, int | None]
    is_disputed: bool
    shift: Shift | None


@dataclass(frozen=True)
class ToldBoard:
    """`rows`: the ranked ones by place. before: the round before it, if there is one."""

    board: Board
    rows: tuple[ToldRow, ...]
    before: int | None

    @property
    def groups(self) -> list[str]:
        return [group.code for group in self.board.method.rules.groups]

    @property
    def shows_marks(self) -> bool:
        return any(mark is not None for told in self.rows for mark in told.marks.values())


def told_board_of(round: Round) -> ToldBoard | None:
    """Three queries, however long the list; None while the ranking is not computed."""
    board = board_of(round)
    if board is None:
        return None
    analysis = analysis_of(round)
    document: Mapping[str, Any] = analysis.document if analysis else {}
    shift = document.get("shift") or {"before": None, "activities": ()}
    return ToldBoard(board, tuple(told_rows(board, document)), shift["before"])


def told_rows(board: Board, document: Mapping[str, Any]) -> list[ToldRow]:
    marks = marks_by_activity(board, document)
    disputed = {
        entry["activity"] for entry in document.get("disputes") or () if entry["quadrant"] == "disputed"
    }
    moved = shifts_by_activity(document.get("shift"))
    rows = [(row, str(row.activity.pk)) for row in board.ranked]
    return [ToldRow(row, marks.get(code, {}), code in disputed, moved.get(code)) for row, code in rows]


def marks_by_activity(board: Board, document: Mapping[str, Any]) -> dict[str, dict[str, int | None]]:
    groups = [group.code for group in board.method.rules.groups]
    return {
        entry["activity"]: dict(zip(groups, entry["marks"], strict=True))
        for entry in document.get("groups") or ()
    }


def shifts_by_activity(shift: Mapping[str, Any] | None) -> dict[str, Shift]:
    return {
        entry["activity"]: Shift(
            entry["status"], None if entry["change"] is None else Decimal(entry["change"])
        )
        for entry in (shift or {}).get("activities", ())
    }


@dataclass(frozen=True)
class Movement:
    """An activity of this round. earlier: its place and score in the round before, None where it was not asked about.

    line: from which to which row of the picture, counted from the top; None without a place then.
    """

    told: ToldRow
    earlier: Place | None
    line: tuple[int, int] | None

    @property
    def places_up(self) -> int | None:
        was, now = self.earlier.rank if self.earlier else None, self.told.row.official.rank
        return None if was is None or now is None else was - now

    @property
    def places_down(self) -> int:
        return -(self.places_up or 0)

    @property
    def line_from(self) -> str:
        """The middle of its row then, as text for SVG."""
        return "" if self.line is None else f"{self.line[0] + 0.5}"

    @property
    def line_to(self) -> str:
        return "" if self.line is None else f"{self.line[1] + 0.5}"


@dataclass(frozen=True)
class RoundChange:
    """Two rounds of one workshop. `status`: "shown", or "other_rules" where marks cannot be compared."""

    before: Round
    told: ToldBoard
    movements: tuple[Movement, ...]
    earlier: tuple[int, ...]
    status: str

    @cached_property
    def is_told(self) -> bool:
        return any(
            movement.told.shift and movement.told.shift.change is not None for movement in self.movements
        )

    @property
    def reasons(self) -> list[str]:
        """Why some have no number, each once."""
        shifts = (movement.told.shift for movement in self.movements)
        return list(dict.fromkeys(shift.reason for shift in shifts if shift and shift.reason))

    @property
    def height(self) -> int:
        """Rows of the picture."""
        return len(self.movements)

    @property
    def height_in_rem(self) -> int:
        return self.height * ROW_IN_REM


def round_change_of(round: Round) -> RoundChange | None:
    """Six queries at any length. None while it is not computed, or without a round before."""
    analysis = analysis_of(round)
    told = told_board_of(round) if analysis and analysis.document["shift"] else None
    if analysis is None or told is None or told.before is None:
        return None
    before = Round.objects.select_related("region").get(pk=told.before)
    places = places_in(before)
    order = order_before(told.rows, places)
    return RoundChange(
        before,
        told,
        tuple(movement_of(at, row, places, order) for at, row in enumerate(told.rows)),
        earlier=tuple(places[pk].rank or 0 for pk in order),
        status=analysis.document["shift"]["status"],
    )


def places_in(round: Round) -> dict[int, Place]:
    """Activity -> its place in a round; empty while that is not computed."""
    ranking = ranking_of(round)
    results = ranking.document["activities"] if ranking else ()
    return {int(entry["activity"]): place_of(entry) for entry in results}


def order_before(rows: Sequence[ToldRow], places: Mapping[int, Place]) -> list[int]:
    """Those of this board that had a place, as they stood then."""
    known = [
        (place.rank, told.row.activity.pk)
        for told in rows
        if (place := places.get(told.row.activity.pk)) and place.rank is not None
    ]
    return [pk for _rank, pk in sorted(known)]


def movement_of(at: int, told: ToldRow, places: Mapping[int, Place], order: Sequence[int]) -> Movement:
    pk = told.row.activity.pk
    line = (order.index(pk), at) if pk in order else None
    return Movement(told, places.get(pk), line)
