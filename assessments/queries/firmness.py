"""How firm a ranking is: what other weights, and each group's absence, would change. All computed beforehand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.models import Analysis, Round
from assessments.queries.rankings import Board, BoardRow, board_of
from assessments.sentences import FIRMNESS, TIERS

HEAT_LEVELS = 5
ANALYSIS_SCHEMA = "analysis/3"


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

    @property
    def stays_back(self) -> bool:
        """Nothing is told of it under other rules than the agreed one."""
        return self.label == "withheld"

    def heat_up_to(self, rank: int) -> list[Heat]:
        """One cell a rank."""
        missing = (0,) * max(rank - len(self.ranks), 0)
        return [Heat(at, percent) for at, percent in enumerate((*self.ranks, *missing)[:rank], start=1)]


@dataclass(frozen=True)
class Absence:
    """What would change among the first K had these people stayed away: a group (`helix`), or a tier of raters.

    moved: the largest change of place, with the place then. status: "shown", "nobody" or "withheld" (scoring.Tier).
    """

    name: str
    helix: str = ""
    status: str = "shown"
    raters: int | None = None
    enters: tuple[BoardRow, ...] = ()
    leaves: tuple[BoardRow, ...] = ()
    moved: tuple[BoardRow, int] | None = None

    @property
    def decides(self) -> bool:
        """They alone make the difference of who is among the first K."""
        return bool(self.enters or self.leaves)


@dataclass(frozen=True)
class Voices:
    """Who is among the first K under three rules: groups strictly equal, as agreed, each mark alike."""

    strictly_equal: tuple[BoardRow, ...]
    agreed: tuple[BoardRow, ...]
    by_head: tuple[BoardRow, ...]
    are_alike: bool


@dataclass(frozen=True)
class Firmness:
    """`document`: assessments.projections.analyses; `rows` by rank. named: id -> organization told by its name."""

    board: Board
    document: Mapping[str, Any]
    rows: tuple[FirmRow, ...]
    voices: Voices
    named: Mapping[str, str]

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
        """One for each group that is large enough to be left out, then for tiers of raters and large organizations."""
        groups = self.board.ranked[0].without if self.board.ranked else ()
        of_groups = [
            self._absence(
                {row.activity.pk: row.without[index].place.rank for row in self.board.ranked},
                name=group.name,
                helix=group.group,
            )
            for index, group in enumerate(groups)
        ]
        return [
            *of_groups,
            *(self._tier(tier, str(TIERS[tier["tier"]])) for tier in self.document["tiers"] or ()),
            *(self._tier(tier, self.named[tier["tier"]]) for tier in self.document["organizations"]["named"]),
        ]

    @property
    def organizations(self) -> Mapping[str, Any]:
        """What the absence of any one of the others could change at most (scoring.Influence)."""
        found: Mapping[str, Any] = self.document["organizations"]
        return found

    def _tier(self, tier: Mapping[str, Any], name: str) -> Absence:
        if tier["status"] != "shown":
            return Absence(name, status=tier["status"])
        alone = {int(entry["activity"]): entry["rank"] for entry in tier["activities"]}
        return self._absence(alone, name=name, raters=tier["raters"])

    def _absence(self, alone: Mapping[int, int | None], **known: Any) -> Absence:
        """alone: activity -> its place without them."""
        ranked = [firm.row for firm in self.rows if not firm.stays_back]
        rows = [(row, row.official.rank, alone[row.activity.pk]) for row in ranked]
        moves = [(row, then) for row, now, then in rows if then is not None and then != now]
        return Absence(
            **known,
            enters=tuple(row for row, now, then in rows if self._is_first(then) and not self._is_first(now)),
            leaves=tuple(row for row, now, then in rows if self._is_first(now) and not self._is_first(then)),
            moved=max(moves, key=lambda pair: abs(pair[1] - (pair[0].official.rank or 0)), default=None),
        )

    def _is_first(self, rank: int | None) -> bool:
        return rank is not None and rank <= self.places


def analysis_of(round: Round) -> Analysis | None:
    """The stored analysis of the stored ranking; None while it is behind or not computed."""
    current = Q(ranking_digest=F("round__ranking__digest"), schema=ANALYSIS_SCHEMA)
    return Analysis.objects.filter(current, round=round).first()


def firmness_of(round: Round) -> Firmness | None:
    """Three queries at any length, four with large organizations. None while it is not computed, or nothing has a place."""
    analysis = analysis_of(round)
    document = analysis.document if analysis else None
    board = board_of(round) if document and document["robustness"] else None
    if document is None or board is None:
        return None
    return Firmness(
        board,
        document,
        rows=tuple(firm_rows(board, document)),
        voices=voices_of(board, document["voices"]),
        named=names_of([entry["tier"] for entry in document["organizations"]["named"]]),
    )


def names_of(organizations: Sequence[str]) -> dict[str, str]:
    rows = Organization.objects.filter(pk__in=organizations) if organizations else ()
    return {str(organization.pk): str(organization.name) for organization in rows}


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
    """Rankings whose analysis is missing, speaks of an earlier one or lacks what is told now. The oldest first."""
    behind = (
        Q(analysis=None)
        | ~Q(analysis__ranking_digest=F("ranking__digest"))
        | ~Q(analysis__schema=ANALYSIS_SCHEMA)
    )
    ranked = Round.objects.filter(behind, state=Round.State.CLOSED, ranking__isnull=False).order_by("pk")
    for round_id in ranked.values_list("pk", flat=True):
        yield "assessments.rebuild_analysis", (round_id,)
