"""The board as tables for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Principle
from assessments.queries.input_names import names_in
from assessments.queries.rankings import Board, BoardRow
from assessments.queries.rounds import entries_of
from assessments.queries.sums import measured_value
from assessments.scoring import JUDGED, MEASURED
from assessments.scoring.exact import printed

Table = tuple[Sequence[str], Iterable[Sequence[Any]]]


def ranking_table(board: Board) -> Table:
    """One row an activity, ranked first; empty cells are missing values."""
    header = [
        _("rank"),
        _("activity number"),
        _("activity"),
        _("score"),
        *board.principle_names,
        _("share of the weight with a value, %"),
        _("one person, one vote: rank"),
        _("one person, one vote: score"),
        _("groups equal however small: rank"),
        _("groups equal however small: score"),
    ]
    return header, [ranking_row(row) for row in (*board.ranked, *board.unranked)]


def ranking_row(row: BoardRow) -> list[Any]:
    return [
        row.official.rank,
        row.activity.pk,
        row.activity.title,
        row.official.score,
        *(score for _code, score in row.principles),
        row.coverage,
        row.per_head.rank,
        row.per_head.score,
        row.kappa_0.rank,
        row.kappa_0.score,
    ]


def weights_table(board: Board) -> Table:
    """One row a criterion: what was asked or measured, on which scale, with which weight."""
    header = [
        _("criterion"),
        _("principle"),
        _("question"),
        _("judged or measured"),
        _("weight, %"),
        _("lowest mark"),
        _("highest mark"),
    ]
    rules = board.method.rules
    whole = sum(rules.weights)
    kinds = {JUDGED: _("judged by people"), MEASURED: _("measured")}
    return header, [
        [
            criterion.code,
            str(Principle(criterion.principle).label),
            board.method.text(criterion.code, "question"),
            kinds[criterion.kind],
            printed((100 * weight, whole), 2),
            *((criterion.minimum, criterion.maximum) if criterion.kind == JUDGED else (None, None)),
        ]
        for criterion, weight in zip(rules.criteria, rules.weights, strict=True)
    ]


def measured_table(board: Board) -> Table:
    """One row an activity and measured criterion: the value and what it was computed from. At most three queries."""
    header = [
        _("activity number"),
        _("activity"),
        _("criterion"),
        _("value, 0 to 1"),
        _("counts"),
        _("why it is missing"),
        _("computed from"),
        _("source"),
        _("years"),
        _("anchors"),
    ]
    return header, list(measured_rows(board))


def measured_rows(board: Board) -> Iterator[list[Any]]:
    entries = list(entries_of(board.round))
    names = names_in(frozen for entry in entries for frozen in entry.measured.values())
    for entry in entries:
        for code, frozen in entry.measured.items():
            value = measured_value(frozen, names)
            yield [
                entry.activity_id,
                entry.activity.title,
                code,
                value.shown,
                _("yes") if frozen.get("u") is not None else _("no"),
                value.reason,
                "; ".join(f"{name}: {text}" for name, text in value.inputs),
                value.source,
                value.vintage,
                value.anchors,
            ]


def reading_table(board: Board) -> Table:
    """How a score comes about, in sentences, and by which rules this one did."""
    rules = board.method.rules
    sentences = [
        _("Each group counts the same, but a thin group for less; with %(kappa)d people a group counts half.")
        % {"kappa": rules.kappa},
        _("Nothing is shown and nothing counts that comes from fewer than %(g)d people.")
        % {"g": rules.threshold},
        _("The value of a question: the mean marks of the groups, weighted by their say, from 0 to 1."),
        _("Score: 100 times the sum of values times weights, divided by the weights that have a value."),
        _("Coverage: the part of the weight for which there is a value. Below 80 % there is no place."),
        _("Place: one more than the number of activities with a higher score as printed."),
        _("An empty cell is a missing value, never zero."),
    ]
    about = [
        (_("Questions"), board.method.framework_title),
        (_("Closed"), board.round.closed_at),
        (_("Computed"), board.ranking.computed_at),
        (_("Fingerprint of the result"), board.ranking.digest),
        (_("Fingerprint of the method"), board.round.method_hash),
        (_("Fingerprint of all ballots"), board.round.ballots_digest),
    ]
    return [_("How to read this"), ""], [*([sentence, ""] for sentence in sentences), *map(list, about)]


def cells_table(board: Board) -> Table:
    """One row a cell: what every score can be recomputed from."""
    header = [
        _("activity number"),
        _("group"),
        _("question"),
        _("marks"),
        _("sum of marks"),
        _("mean mark"),
        _("say in this cell, %"),
        _("shown"),
    ]
    return header, list(cell_rows(board.ranking.document["activities"]))


def cell_rows(results: Sequence[dict[str, Any]]) -> Iterator[list[Any]]:
    for result in results:
        for cell in result["cells"]:
            yield [
                int(result["activity"]),
                cell["group"],
                cell["criterion"],
                cell["n"],
                cell["sum"],
                cell["mean"],
                cell["weight"],
                cell["status"],
            ]
