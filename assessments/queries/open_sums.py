"""A computed round as numbers that other assumptions can be asked of: only from sums anybody may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from assessments.models import Ranking, Round, RoundActivity
from assessments.queries.methods import FrozenMethod, frozen_method
from assessments.queries.rankings import BoardRow, ranking_of, row_of
from assessments.queries.rounds import entries_of
from assessments.scoring import Method, Tally, ranks


@dataclass(frozen=True)
class OpenSums:
    """`rows` and `tallies` in the order of the list. kept_back: their sums are not shown, so nothing is asked of them.

    What is asked of open sums tells nothing new about a mark.
    """

    ranking: Ranking
    method: FrozenMethod
    rows: tuple[BoardRow, ...]
    tallies: tuple[Tally, ...]
    kept_back: tuple[BoardRow, ...]

    @cached_property
    def official(self) -> list[int | None]:
        """Official places among the activities asked: nobody moves because somebody is not asked."""
        return ranks([row.official.score for row in self.rows])


def open_sums_of(round: Round) -> OpenSums | None:
    """None while the ranking is not computed. Two queries at any length."""
    ranking = ranking_of(round)
    if ranking is None:
        return None
    method = frozen_method(round)
    entries = {str(entry.activity_id): entry for entry in entries_of(round)}
    results = ranking.document["activities"]
    rows = [row_of(result, entries[result["activity"]].activity, method) for result in results]
    shown = [bool(result["sums_open"]) for result in results]
    return OpenSums(
        ranking=ranking,
        method=method,
        rows=tuple(row for row, is_shown in zip(rows, shown, strict=True) if is_shown),
        tallies=tuple(
            tally_of(method.rules, result, entries[result["activity"]])
            for result, is_shown in zip(results, shown, strict=True)
            if is_shown
        ),
        kept_back=tuple(row for row, is_shown in zip(rows, shown, strict=True) if not is_shown),
    )


def tally_of(rules: Method, result: Mapping[str, Any], entry: RoundActivity) -> Tally:
    """An activity whose sums are all open; a cell of too few marks has none."""
    cells = {
        (cell["criterion"], cell["group"]): (cell["n"] or 0, cell["sum"] or 0) for cell in result["cells"]
    }
    columns = [[cells[criterion.code, group.code] for group in rules.groups] for criterion in rules.judged]
    return Tally(
        result["activity"],
        counts=[[n for n, _sum in column] for column in columns],
        totals=[[total for _n, total in column] for column in columns],
        measured=[frozen_value(entry, criterion.code) for criterion in rules.measured],
    )


def frozen_value(entry: RoundActivity, code: str) -> int | None:
    """In millionths."""
    u = entry.measured.get(code, {}).get("u")
    return None if u is None else int(Decimal(u).scaleb(6))
