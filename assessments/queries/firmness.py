"""How firm a ranking is: what other weights, and each group's absence, would change. All computed beforehand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Analysis, Round
from assessments.queries.rankings import Board, BoardRow, GroupPlace, board_of
from assessments.sentences import DISPUTES, FIRMNESS

HEAT_LEVELS = 5


@dataclass(frozen=True)
class Heat:
    """One cell of the picture of ranks: percent of the draws, and how strongly it is drawn, 0 to 5."""

    rank: int
    percent: int

    @property
    def level(self) -> int:
        return -(-self.percent * HEAT_LEVELS // 100)


@dataclass(frozen=True)
class FirmRow:
    """A ranked activity. within, within_any, ranks: whole percent of the drawn weightings; attended: of the drawn halls.

    None where that stays back. blends: had others come, it would hardly be told from the next one in the ranking.
    """

    row: BoardRow
    label: str
    within: int | None
    within_any: int | None
    ranks: tuple[int, ...]
    attended: int | None
    blends: bool

    @property
    def label_in_words(self) -> Promise:
        return FIRMNESS[self.label]

    def heat_up_to(self, rank: int) -> list[Heat]:
        """One cell a rank."""
        missing = (0,) * max(rank - len(self.ranks), 0)
        return [Heat(at, percent) for at, percent in enumerate((*self.ranks, *missing)[:rank], start=1)]


@dataclass(frozen=True)
class Absence:
    """What would change among the first K had this group stayed away. moved: its largest change of rank."""

    group: str
    enters: tuple[BoardRow, ...]
    leaves: tuple[BoardRow, ...]
    moved: tuple[BoardRow, GroupPlace] | None

    @property
    def name(self) -> str:
        return str(Helix(self.group).label)

    @property
    def decides(self) -> bool:
        """This group alone makes the difference of who is among the first K."""
        return bool(self.enters or self.leaves)


@dataclass(frozen=True)
class Disagreement:
    """How far marks of one activity lie apart: percent of the largest spread, None where it stays back."""

    row: BoardRow
    quadrant: str
    total: tuple[int, int] | None
    between: Decimal | None

    @property
    def quadrant_in_words(self) -> Promise:
        return DISPUTES[self.quadrant]


@dataclass(frozen=True)
class Voices:
    """Who is among the first K under three rules: groups strictly equal, as agreed, each mark alike."""

    strictly_equal: tuple[BoardRow, ...]
    agreed: tuple[BoardRow, ...]
    by_head: tuple[BoardRow, ...]
    are_alike: bool


@dataclass(frozen=True)
class Firmness:
    """`document`: assessments.projections.analyses; `rows` by rank, `disagreements` as the hall should discuss them."""

    board: Board
    document: Mapping[str, Any]
    rows: tuple[FirmRow, ...]
    disagreements: tuple[Disagreement, ...]
    voices: Voices

    @property
    def places(self) -> int:
        return int(self.document["robustness"]["places"])

    @property
    def draws(self) -> int:
        return int(self.document["robustness"]["draws"])

    @property
    def leaves_out(self) -> bool:
        """Some activities are not in the drawings, because their sums stay back."""
        return any(row.within is None for row in self.rows)

    @property
    def knows_attendance(self) -> bool:
        return self.document["attendance"] is not None

    @cached_property
    def firm_places(self) -> int:
        """How many of the first K stay there with nearly all weights."""
        return sum(row.label == "robust" for row in self.rows)

    @cached_property
    def contested(self) -> list[FirmRow]:
        return [row for row in self.rows if row.label in ("likely", "contested")]

    @property
    def ranks(self) -> range:
        """As far as any of them ever came."""
        return range(1, 1 + max((len(row.ranks) for row in self.rows), default=0))

    @cached_property
    def heat_ranks(self) -> range:
        """What the picture shows: twice as many places as are sought."""
        return self.ranks[: 2 * self.places]

    @property
    def has_later_ranks(self) -> bool:
        return len(self.ranks) > len(self.heat_ranks)

    @property
    def heat(self) -> list[tuple[FirmRow, list[Heat], Heat]]:
        """Whoever stands there, or ever came among the first; with all later places together."""
        return [
            (row, cells, Heat(0, max(100 - sum(cell.percent for cell in cells), 0)))
            for row in self.rows
            if row.ranks and (row.label != "out" or (row.row.official.rank or 0) <= len(self.heat_ranks))
            for cells in [row.heat_up_to(len(self.heat_ranks))]
        ]

    @cached_property
    def absences(self) -> list[Absence]:
        """One for each group that is large enough to be left out."""
        groups = self.board.ranked[0].without if self.board.ranked else ()
        return [self._absence(place, index) for index, place in enumerate(groups)]

    def _absence(self, group: GroupPlace, index: int) -> Absence:
        ranked = self.board.ranked
        alone = {row.activity.pk: row.without[index].place.rank for row in ranked}
        moves = [(row, row.without[index]) for row in ranked if row.without[index].rank_change]
        return Absence(
            group=group.group,
            enters=tuple(row for row in ranked if self._is_first(alone[row.activity.pk]) and not self._is_first(row.official.rank)),
            leaves=tuple(row for row in ranked if self._is_first(row.official.rank) and not self._is_first(alone[row.activity.pk])),
            moved=max(moves, key=lambda pair: abs(pair[1].rank_change or 0), default=None),
        )  # fmt: skip

    def _is_first(self, rank: int | None) -> bool:
        return rank is not None and rank <= self.places


def analysis_of(round: Round) -> Analysis | None:
    """The stored analysis of the stored ranking; None while it is behind or not computed."""
    found = Analysis.objects.filter(round=round, ranking_digest=F("round__ranking__digest"))
    return found.first()


def disputed_in(round: Round) -> frozenset[int]:
    """Activities about which marks lie far apart; none while that is not computed. One query."""
    analysis = analysis_of(round)
    entries = (analysis.document["disputes"] or ()) if analysis else ()
    return frozenset(int(entry["activity"]) for entry in entries if entry["quadrant"] == "disputed")


def firmness_of(round: Round) -> Firmness | None:
    """Three queries at any length. None while it is not computed, or where no activity has a place."""
    analysis = analysis_of(round)
    document = analysis.document if analysis else None
    board = board_of(round) if document and document["robustness"] else None
    if document is None or board is None:
        return None
    return Firmness(
        board,
        document,
        rows=tuple(firm_rows(board, document)),
        disagreements=tuple(disagreements(board, document["disputes"])),
        voices=voices_of(board, document["voices"]),
    )


def firm_rows(board: Board, document: Mapping[str, Any]) -> Iterator[FirmRow]:
    weighed = {entry["activity"]: entry for entry in document["robustness"]["activities"]}
    attendance = document["attendance"] or {"activities": (), "pairs": ()}
    attended = {entry["activity"]: entry["within"] for entry in attendance["activities"]}
    blended = {
        frozenset((pair["one"], pair["other"])) for pair in attendance["pairs"] if not pair["separable"]
    }
    codes = [str(row.activity.pk) for row in board.ranked]
    for row, code, following in zip(board.ranked, codes, [*codes[1:], ""], strict=True):
        entry = weighed[code]
        yield FirmRow(
            row,
            label=entry["label"],
            within=entry.get("within"),
            within_any=entry.get("within_any"),
            ranks=tuple(entry.get("ranks", ())),
            attended=attended.get(code),
            blends=frozenset((code, following)) in blended,
        )


def disagreements(board: Board, entries: Sequence[Mapping[str, Any]]) -> Iterator[Disagreement]:
    rows = rows_by_code(board)
    for entry in entries:
        total, between = entry["total"], entry["between"]
        yield Disagreement(
            rows[entry["activity"]],
            entry["quadrant"],
            total=(total[0], total[1]) if total else None,
            between=Decimal(between) if between is not None else None,
        )


def voices_of(board: Board, document: Mapping[str, Any]) -> Voices:
    rows = rows_by_code(board)

    def named(codes: Sequence[str]) -> tuple[BoardRow, ...]:
        return tuple(rows[code] for code in codes)

    return Voices(
        strictly_equal=named(document["kappa_0"]),
        agreed=named(document["official"]),
        by_head=named(document["kappa_infinite"]),
        are_alike=document["independent"],
    )


def rows_by_code(board: Board) -> dict[str, BoardRow]:
    return {str(row.activity.pk): row for row in board.rows}


def firmness_table(firmness: Firmness) -> tuple[list[str], list[list[Any]]]:
    """One row an activity, by place; percent of the draws."""
    header = [
        _("rank"),
        _("activity number"),
        _("activity"),
        _("among the first %(places)d, %%") % {"places": firmness.places},
        _("in a word"),
        _("with any weights at all, %"),
        _("with other people of the same groups, %"),
        *(_("rank %(number)d, %%") % {"number": rank} for rank in firmness.ranks),
    ]
    return header, [
        [
            firm.row.official.rank,
            firm.row.activity.pk,
            firm.row.activity.title,
            firm.within,
            str(firm.label_in_words),
            firm.within_any,
            firm.attended,
            *(cell.percent if firm.ranks else None for cell in firm.heat_up_to(len(firmness.ranks))),
        ]
        for firm in firmness.rows
    ]


def overdue_analyses() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Rankings whose analysis is missing or speaks of an earlier one: the wake-up was lost."""
    behind = Q(analysis=None) | ~Q(analysis__ranking_digest=F("ranking__digest"))
    ranked = Round.objects.filter(behind, state=Round.State.CLOSED, ranking__isnull=False)
    for round_id in ranked.values_list("pk", flat=True):
        yield "assessments.rebuild_analysis", (round_id,)
