"""The technologies of a round by branch of the economy: the most promising of each, growing branches first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from assessments.models import Round
from assessments.queries.rankings import Board, BoardRow, board_of
from regions.queries import (
    SectionGrowth,
    SectorType,
    class_names,
    growth_of_sections,
    sections_by_domain,
    sector_types_of,
)


@dataclass(frozen=True)
class TechnologyBranch:
    """One section of the economy. growth: of its share of the country's value added, percent; None where unknown.

    `rows` by rank, those without one last: the first is the most promising.
    """

    code: str
    name: str
    sector_type: str
    growth: float | None
    rows: tuple[BoardRow, ...]

    @property
    def is_growing(self) -> bool:
        return self.growth is not None and self.growth > 0

    @property
    def best(self) -> BoardRow | None:
        """None where none of them has a place."""
        return self.rows[0] if self.rows[0].official.rank else None


@dataclass(frozen=True)
class TechnologyBranches:
    """`growth`: None where the region has too few comparable years. homeless: without a field of the economy."""

    board: Board
    growth: SectionGrowth | None
    branches: tuple[TechnologyBranch, ...]
    homeless: tuple[BoardRow, ...]


def technology_branches(round: Round) -> TechnologyBranches | None:
    """None while the ranking is not computed; without branches for a round over activities.

    A constant number of queries.
    """
    board = board_of(round)
    if board is None:
        return None
    if not board.ranks_technologies:
        return TechnologyBranches(board, None, (), ())
    rows = [*board.ranked, *board.unranked]
    prefetch_related_objects([row.activity for row in rows], "domains")
    sections = sections_by_domain({domain.code for row in rows for domain in row.activity.domains.all()})
    by_section: dict[str, list[BoardRow]] = {}
    for row in rows:
        for code in {sections[domain.code] for domain in row.activity.domains.all()}:
            by_section.setdefault(code, []).append(row)
    growth = growth_of_sections(round.region)
    branches = branches_of(round, by_section, growth)
    return TechnologyBranches(
        board,
        growth,
        branches=tuple(
            sorted(branches, key=lambda each: (each.growth is None, -(each.growth or 0), each.code))
        ),
        homeless=tuple(row for row in rows if not row.activity.domains.all()),
    )


def branches_of(
    round: Round, by_section: Mapping[str, list[BoardRow]], growth: SectionGrowth | None
) -> list[TechnologyBranch]:
    names, types = class_names("gva"), sector_types_of(round.region)
    return [
        TechnologyBranch(
            code,
            names.get(code, code),
            str(SectorType(types[code]).label) if code in types else "",
            growth.percent.get(code) if growth else None,
            tuple(rows),
        )
        for code, rows in by_section.items()
    ]
