"""The board as tables for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.queries.rankings import Board, BoardRow

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
