"""How a set differs from its ranking, and why: computed from both orders, explained by the written reasons.

A difference is one of three: added (in the set, not among the first of the ranking), dropped (the other way round), moved
(among both, but on the other side of somebody whose printed rank differs). Changes that were taken back leave no difference.
Choosing among equals at the cut-off is no difference from the ranking, which does not choose there; it has its reason too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from priorities.models import Deviation
from priorities.queries.rankings import Ranked, recommended, tied_at_the_cut

ADDED, DROPPED, MOVED = Deviation.Kind.ADDED.value, Deviation.Kind.DROPPED.value, Deviation.Kind.MOVED.value
CHOSEN_AMONG_EQUALS = "tie"


class Change(Protocol):
    """What was written about one change: a row of the draft, or an entry of a published set."""

    @property
    def activity_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Difference:
    """`rank` is the printed rank, `position` the place in the set (None where there is none)."""

    kind: str
    activity_id: int
    rank: int | None
    position: int | None
    reason: str

    @property
    def is_deviation(self) -> bool:
        return self.kind != CHOSEN_AMONG_EQUALS

    @property
    def written_kind(self) -> Literal["added", "dropped", "moved"]:
        """As open data says it: who was left out among equals was dropped."""
        return "dropped" if self.kind == CHOSEN_AMONG_EQUALS else self.kind  # type: ignore[return-value]  # -- reason: the other three kinds are those three


def differences(
    ranked: Sequence[Ranked], target_count: int, order: Sequence[int], changes: Iterable[Change]
) -> list[Difference]:
    """`order`: activity ids of the set from the first place; `changes`: all written changes, oldest first."""
    ranks = {each.activity_id: each.rank for each in ranked}
    first = [each.activity_id for each in recommended(ranked, target_count)]
    tied = {each.activity_id for each in tied_at_the_cut(ranked, target_count)}
    reasons = {(change.activity_id, change.kind): change.reason for change in changes}
    places = {activity_id: position for position, activity_id in enumerate(order, start=1)}

    def difference(kind: str, activity_id: int, *written_as: str) -> Difference:
        reason = next(
            (reasons[activity_id, each] for each in written_as if (activity_id, each) in reasons), ""
        )
        return Difference(kind, activity_id, ranks.get(activity_id), places.get(activity_id), reason)

    added = [difference(ADDED, each, ADDED) for each in order if each not in first]
    moved = [difference(MOVED, each, MOVED, ADDED) for each in moved_ids(order, ranks, first, reasons)]
    left_out = [each for each in first if each not in places]
    # Only as many of the tied as are too many had to go; leaving out more is a decision against the ranking.
    chosen = [each for each in left_out if each in tied][: max(len(first) - target_count, 0)]
    dropped = [
        difference(CHOSEN_AMONG_EQUALS if each in chosen else DROPPED, each, DROPPED) for each in left_out
    ]
    return [*added, *moved, *dropped]


def moved_ids(
    order: Sequence[int],
    ranks: Mapping[int, int | None],
    first: Sequence[int],
    reasons: Mapping[tuple[int, str], str],
) -> list[int]:
    """Activities that were moved by somebody and now stand on the wrong side of another, by printed ranks."""
    common = [each for each in order if each in first]
    touched = [each for each in common if (each, MOVED) in reasons or (each, ADDED) in reasons]
    return [each for each in touched if is_out_of_order(each, common, ranks)]


def is_out_of_order(activity_id: int, order: Sequence[int], ranks: Mapping[int, int | None]) -> bool:
    here, own = order.index(activity_id), ranks[activity_id] or 0
    before = any((ranks[each] or 0) > own for each in order[:here])
    after = any((ranks[each] or 0) < own for each in order[here + 1 :])
    return before or after
