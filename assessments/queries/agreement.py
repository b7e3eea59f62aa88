"""Where marks agree and where they do not: the map of agreement, and what the hall discusses next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Round
from assessments.queries.comparisons import marks_by_activity
from assessments.queries.exports import Table
from assessments.queries.firmness import analysis_of, rows_by_code
from assessments.queries.rankings import Board, BoardRow, board_of, number
from assessments.scoring import SCORE_CUT, SPREAD_CUT
from assessments.sentences import DISPUTES, LIKENESS

LEAST_REACH = 40
GRID = 20
STEP = 10
ALIKE, APART = Decimal("0.60"), Decimal("0.30")  # of alpha: ours, and no finding


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

    @property
    def middle(self) -> Decimal | None:
        """Of the interval in which the spread lies."""
        return None if self.total is None else Decimal(sum(self.total)) / 2


@dataclass(frozen=True)
class MapPoint:
    """An activity on the map. Places are percents of the width and height, as text for SVG; low and high: its interval."""

    one: Disagreement
    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True)
class GridLine:
    at: str
    label: int


@dataclass(frozen=True)
class QuestionAgreed:
    """How alike people judge on one question: their marks (alpha), of so many activities; the order (Kendall's W, from
    and to), of so many raters. None where it stays back."""

    question: str
    alpha: Decimal | None
    activities: int | None
    order: tuple[Decimal, Decimal] | None
    raters: int | None

    @property
    def word(self) -> str:
        """Of the marks; empty where nothing is told."""
        if self.alpha is None:
            return ""
        if self.alpha >= ALIKE:
            return "alike"
        return "apart" if self.alpha < APART else "partly"

    @property
    def word_in_words(self) -> Promise | str:
        return LIKENESS[self.word] if self.word else ""


@dataclass(frozen=True)
class Agreement:
    """`entries` as the hall should discuss them; marks: activity -> helix -> 0 to 100."""

    board: Board
    entries: tuple[Disagreement, ...]
    marks: Mapping[str, Mapping[str, int | None]]
    questions: tuple[QuestionAgreed, ...]

    @cached_property
    def disputed(self) -> list[Disagreement]:
        return [one for one in self.entries if one.quadrant == "disputed"]

    @cached_property
    def shown(self) -> list[Disagreement]:
        return [one for one in self.entries if one.total and one.row.official.score is not None]

    @property
    def kept_back(self) -> list[Disagreement]:
        return [one for one in self.entries if one not in self.shown]

    @property
    def count(self) -> dict[str, int]:
        """Quadrant -> how many."""
        return {name: sum(one.quadrant == name for one in self.entries) for name in DISPUTES}

    @cached_property
    def reach(self) -> int:
        """Where the map ends at the top, in percent of the largest spread."""
        highest = max((one.total[1] for one in self.shown if one.total), default=0)
        return max(LEAST_REACH, -(-highest // GRID) * GRID)

    @property
    def points(self) -> list[MapPoint]:
        """The highest place is drawn last, so that it lies on top."""
        ordered = sorted(self.shown, key=lambda one: one.row.official.rank or 0, reverse=True)
        return [self._point(one) for one in ordered]

    def _point(self, one: Disagreement) -> MapPoint:
        low, high = one.total or (0, 0)
        middle = one.middle or Decimal(0)
        across = one.row.official.score or Decimal(0)
        return MapPoint(one, self._across(across), *(self._up(value) for value in (middle, low, high)))

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the map begins and ends on the sides: whole tens around all scores and the middle of the scale."""
        scores = [*(one.row.official.score or SCORE_CUT for one in self.shown), SCORE_CUT]
        return int(min(scores)) // STEP * STEP, min(100, int(max(scores)) // STEP * STEP + STEP)

    def _across(self, score: Decimal | int) -> str:
        first, last = self.span
        return percent(Decimal(score - first) * 100 / (last - first))

    def _up(self, value: Decimal | int) -> str:
        return percent(100 - Decimal(value) * 100 / self.reach)

    @property
    def spread_cut(self) -> str:
        return self._up(SPREAD_CUT)

    @property
    def score_cut(self) -> str:
        return self._across(SCORE_CUT)

    @property
    def grid(self) -> list[GridLine]:
        return [GridLine(self._up(at), at) for at in range(0, self.reach + 1, GRID)]

    @property
    def ticks(self) -> list[GridLine]:
        first, last = self.span
        return [GridLine(self._across(at), at) for at in range(first, last + 1, STEP)]

    @property
    def groups(self) -> list[str]:
        return [group.code for group in self.board.method.rules.groups]

    @property
    def table(self) -> Iterator[tuple[Disagreement, Mapping[str, int | None]]]:
        for one in self.entries:
            yield one, self.marks.get(str(one.row.activity.pk), {})

    @property
    def named(self) -> Iterator[tuple[Disagreement, list[tuple[str, int | None]]]]:
        """With each group's mark by its name."""
        for one, marks in self.table:
            yield one, [(str(Helix(group).label), mark) for group, mark in marks.items()]


def percent(value: Decimal) -> str:
    return f"{value:.2f}%"


def agreement_of(round: Round) -> Agreement | None:
    """Three queries at any length. None while it is not computed, or where no activity has a place."""
    analysis = analysis_of(round)
    board = board_of(round) if analysis and analysis.document["disputes"] else None
    if analysis is None or board is None:
        return None
    entries = tuple(disagreements(board, analysis.document["disputes"]))
    questions = tuple(question_agreed(board, entry) for entry in analysis.document["agreement"])
    return Agreement(board, entries, marks_by_activity(board, analysis.document), questions)


def question_agreed(board: Board, entry: Mapping[str, Any]) -> QuestionAgreed:
    order = entry["order"]
    return QuestionAgreed(
        board.method.text(entry["criterion"], "question"),
        number(entry["alpha"]),
        entry["activities"],
        (Decimal(order[0]), Decimal(order[1])) if order else None,
        entry["raters"],
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


def agreement_table(agreement: Agreement) -> Table:
    """One row an activity, in the order in which the hall should discuss them."""
    header = [
        _("activity number"),
        _("activity"),
        _("rank"),
        _("score"),
        _("in a word"),
        _("how far apart, from, of 100"),
        _("how far apart, to, of 100"),
        _("between the groups, of 100"),
        *agreement.groups,
    ]
    return header, [
        [
            one.row.activity.pk,
            one.row.activity.title,
            one.row.official.rank,
            one.row.official.score,
            str(one.quadrant_in_words),
            *(one.total or (None, None)),
            one.between,
            *(marks.get(group) for group in agreement.groups),
        ]
        for one, marks in agreement.table
    ]


def questions_table(agreement: Agreement) -> Table:
    """One row a judged question."""
    header = [
        _("question"),
        _("in a word"),
        _("marks are alike (alpha)"),
        _("of how many activities"),
        _("order is alike (Kendall's W), from"),
        _("order is alike (Kendall's W), to"),
        _("people with a whole order"),
    ]
    return header, [
        [
            one.question,
            str(one.word_in_words),
            one.alpha,
            one.activities,
            *(one.order or (None, None)),
            one.raters,
        ]
        for one in agreement.questions
    ]
