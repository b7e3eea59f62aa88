"""The order of a result beside the orders that other methods give: never mixed, only compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.models import Round
from assessments.queries.comparisons import ROW_IN_REM
from assessments.queries.exports import Table
from assessments.queries.firmness import analysis_of, rows_by_code
from assessments.queries.rankings import Board, BoardRow, board_of
from assessments.sentences import METHODS


@dataclass(frozen=True)
class OtherOrder:
    """By one method. tau: -1 to 1, None where an order knows only ties; `moved`: scoring.CrossCheck."""

    method: str
    tau: Decimal | None
    pairs: int
    alike: int
    moved: int
    places: Mapping[str, tuple[Decimal, int]]

    @property
    def name(self) -> Promise:
        return METHODS[self.method]


@dataclass(frozen=True)
class CheckedRow:
    """place: among those compared. figures: with the place, by method."""

    row: BoardRow
    place: int
    figures: tuple[tuple[OtherOrder, Decimal, int], ...]

    @property
    def is_alike(self) -> bool:
        return all(rank == self.place for _order, _figure, rank in self.figures)


@dataclass(frozen=True)
class Rung:
    """An activity on its way from the order at the left to the next: rows of the picture, counted from the top."""

    row: CheckedRow
    above: int
    below: int
    places_up: int
    """Against the official ranking; below 0 it stands lower."""

    @property
    def line_from(self) -> str:
        """The middle of its row, as text for SVG."""
        return f"{self.above + 0.5}"

    @property
    def line_to(self) -> str:
        return f"{self.below + 0.5}"


@dataclass(frozen=True)
class Ladder:
    """From one order to the next; places: as they stand by this method, from the top."""

    order: OtherOrder
    places: tuple[int, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class CrossChecks:
    """`rows` by official place; left_out: ranked ones that cannot be compared."""

    orders: tuple[OtherOrder, ...]
    rows: tuple[CheckedRow, ...]
    left_out: tuple[BoardRow, ...]

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        """One a method, from the order before it; equals stand as in the official ranking."""
        heights = [row_by_row([row.place for row in self.rows])]
        found = []
        for at, order in enumerate(self.orders):
            places = [row.figures[at][2] for row in self.rows]
            heights.append(row_by_row(places))
            rungs = (
                Rung(row, above, below, row.place - place)
                for row, above, below, place in zip(self.rows, *heights[-2:], places, strict=True)
            )
            found.append(Ladder(order, tuple(sorted(places)), tuple(rungs)))
        return tuple(found)

    @property
    def height_in_rem(self) -> int:
        return self.compared * ROW_IN_REM

    @cached_property
    def compared(self) -> int:
        return len(self.rows)

    @cached_property
    def same(self) -> int:
        """How many stand at one place in all orders."""
        return sum(row.is_alike for row in self.rows)


def row_by_row(places: Sequence[int]) -> list[int]:
    """In which row of a list each stands, counted from 0; equals in the order given."""
    by_place = sorted(range(len(places)), key=lambda at: places[at])
    rows = {at: row for row, at in enumerate(by_place)}
    return [rows[at] for at in range(len(places))]


def cross_checks_of(round: Round) -> CrossChecks | None:
    """Three queries at any length. None while it is not computed, or where fewer than three can be compared."""
    analysis = analysis_of(round)
    document = analysis.document["cross_checks"] if analysis else None
    board = board_of(round) if document else None
    if not document or board is None:
        return None
    orders = tuple(map(order_of, document))
    rows = tuple(checked_rows(board, document[0]["activities"], orders))
    compared = {row.row.activity.pk for row in rows}
    left_out = tuple(row for row in board.ranked if row.activity.pk not in compared)
    return CrossChecks(orders, rows, left_out)


def order_of(entry: Mapping[str, Any]) -> OtherOrder:
    return OtherOrder(
        entry["method"],
        None if entry["tau"] is None else Decimal(entry["tau"]),
        entry["pairs"],
        entry["alike"],
        entry["moved"],
        {each["activity"]: (Decimal(each["figure"]), each["rank"]) for each in entry["activities"]},
    )


def checked_rows(
    board: Board, entries: list[Mapping[str, Any]], orders: tuple[OtherOrder, ...]
) -> Iterator[CheckedRow]:
    rows = rows_by_code(board)
    for entry in sorted(entries, key=lambda each: int(each["official"])):
        figures = tuple((order, *order.places[entry["activity"]]) for order in orders)
        yield CheckedRow(rows[entry["activity"]], entry["official"], figures)


def cross_checks_table(found: CrossChecks) -> Table:
    """One row an activity that is compared, by official place among them."""
    header = [
        _("activity number"),
        _("activity"),
        _("score"),
        _("rank among those compared"),
        *(
            text
            for order in found.orders
            for text in (
                _("%(method)s: figure") % {"method": order.name},
                _("%(method)s: rank") % {"method": order.name},
            )
        ),
    ]
    return header, [
        [
            row.row.activity.pk,
            row.row.activity.title,
            row.row.official.score,
            row.place,
            *(value for _order, figure, rank in row.figures for value in (figure, rank)),
        ]
        for row in found.rows
    ]
