"""The stored ranking of a closed round as a board: every figure comes from the one document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from accounts.models import Helix
from assessments.models import Principle, Ranking, Round
from assessments.queries.methods import FrozenMethod, frozen_method
from assessments.queries.rounds import entries_of
from assessments.queries.voids import VoidCount, void_counts
from assessments.sentences import REASONS_MISSING
from discovery.models import Activity, ActivityKind


@dataclass(frozen=True)
class Place:
    """A score and its rank under one rule; both None without enough information."""

    score: Decimal | None
    rank: int | None


@dataclass(frozen=True)
class GroupPlace:
    """Where the activity would stand if this group had stayed away."""

    group: str
    place: Place
    score_change: Decimal | None
    rank_change: int | None

    @property
    def name(self) -> str:
        return str(Helix(self.group).label)


@dataclass(frozen=True)
class BoardRow:
    """One activity. `voices`: group -> raters counted (of the criterion most of them judged), None below g."""

    activity: Activity
    official: Place
    coverage: Decimal
    principles: tuple[tuple[str, Decimal | None], ...]
    per_head: Place
    kappa_0: Place
    without: tuple[GroupPlace, ...]
    missing: tuple[tuple[str, str], ...]
    voices: Mapping[str, int | None]

    @property
    def profile(self) -> list[tuple[str, Decimal | None]]:
        """(name of the principle, score) in frozen order."""
        return [(str(Principle(code).label), score) for code, score in self.principles]

    @property
    def voices_by_name(self) -> list[tuple[str, int | None]]:
        return [(str(Helix(group).label), number) for group, number in self.voices.items()]


@dataclass(frozen=True)
class Board:
    ranking: Ranking
    round: Round
    method: FrozenMethod
    rows: tuple[BoardRow, ...]

    @cached_property
    def ranked(self) -> list[BoardRow]:
        """By rank; equals in the order of the list."""
        rows = [(row.official.rank, row) for row in self.rows if row.official.rank is not None]
        return [row for _rank, row in sorted(rows, key=lambda pair: pair[0])]

    @cached_property
    def unranked(self) -> list[BoardRow]:
        return [row for row in self.rows if row.official.rank is None]

    @property
    def ranks_technologies(self) -> bool:
        """A round ranks one kind: activities, or technologies."""
        return any(row.activity.kind == ActivityKind.TECHNOLOGY for row in self.rows)

    @property
    def principle_names(self) -> list[str]:
        """In frozen order, as in every row."""
        return [str(Principle(code).label) for code in self.method.rules.principles]

    @property
    def raters(self) -> dict[str, int | None]:
        """Sealed raters of each group, after merging: none is smaller than the threshold."""
        return {entry["group"]: entry["raters"] for entry in self.ranking.document["raters"]}

    @property
    def voids(self) -> list[VoidCount]:
        """Marks that were struck before the close, as sealed with the round."""
        return void_counts(self.round.void_counts)

    @property
    def merged(self) -> list[tuple[str, tuple[str, ...]]]:
        """Groups in which several helices speak: (host, the others)."""
        return merged_helices(self.method)


def merged_helices(method: FrozenMethod) -> list[tuple[str, tuple[str, ...]]]:
    groups = method.rules.groups
    return [
        (group.code, tuple(helix for helix in group.helices if helix != group.code))
        for group in groups
        if len(group.helices) > 1
    ]


def ranking_of(round: Round) -> Ranking | None:
    """The stored ranking; None until it has been computed."""
    return Ranking.objects.select_related("round").filter(round=round).first()


def board_of(round: Round) -> Board | None:
    """The whole board in two queries, however long the list; None while the ranking is not computed."""
    ranking = ranking_of(round)
    if ranking is None:
        return None
    method = frozen_method(round)
    activities = {str(entry.activity_id): entry.activity for entry in entries_of(round)}
    results = ranking.document["activities"]
    rows = tuple(row_of(result, activities[result["activity"]], method) for result in results)
    return Board(ranking, round, method, rows)


def row_of(result: Mapping[str, Any], activity: Activity, method: FrozenMethod) -> BoardRow:
    official = place_of(result)
    return BoardRow(
        activity=activity,
        official=official,
        coverage=Decimal(result["coverage"]),
        principles=tuple((entry["principle"], number(entry["score"])) for entry in result["principles"]),
        per_head=place_of(result["one_person_one_vote"]),
        kappa_0=place_of(result["kappa_0"]),
        without=tuple(group_place(official, entry) for entry in result["without_group"]),
        missing=tuple(missing_words(result["missing"], method)),
        voices=voices_of(result["cells"], [group.code for group in method.rules.groups]),
    )


def place_of(standing: Mapping[str, Any]) -> Place:
    return Place(number(standing["score"]), standing["rank"])


def group_place(official: Place, entry: Mapping[str, Any]) -> GroupPlace:
    place = place_of(entry)
    score_change = None if place.score is None or official.score is None else place.score - official.score
    rank_change = None if place.rank is None or official.rank is None else place.rank - official.rank
    return GroupPlace(entry["group"], place, score_change, rank_change)


def missing_words(missing: Iterable[Mapping[str, str]], method: FrozenMethod) -> Iterable[tuple[str, str]]:
    for entry in missing:
        yield method.text(entry["criterion"], "question"), str(REASONS_MISSING[entry["reason"]])


def voices_of(cells: Sequence[Mapping[str, Any]], groups: Iterable[str]) -> dict[str, int | None]:
    counted = {
        group: [cell["n"] for cell in cells if cell["group"] == group and cell["n"]] for group in groups
    }
    return {group: max(numbers, default=None) for group, numbers in counted.items()}


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
