"""Whose voice is in a set: what each group has in it, and what the groups would buy with equal money."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accounts.models import Helix
from assessments.scoring import GroupPart, Support, equal_shares, parts_of_groups
from discovery.models import Activity
from discovery.queries import supports_by_person
from priorities.queries.sets import SetBoard

GROUPS = tuple(Helix.values)


@dataclass(frozen=True)
class Bought:
    """An activity of the set, or one that equal money would buy instead."""

    activity: Activity
    is_chosen: bool
    is_bought: bool


@dataclass(frozen=True)
class SetVoices:
    """parts: one a group, None where fewer than the threshold support anything. bought: by rank."""

    parts: tuple[GroupPart, ...]
    bought: tuple[Bought, ...]

    @property
    def is_known(self) -> bool:
        return any(part.supporters is not None for part in self.parts)

    @property
    def unheard(self) -> list[GroupPart]:
        return [part for part in self.parts if part.has_nothing]

    @property
    def agree(self) -> bool:
        return all(one.is_chosen == one.is_bought for one in self.bought)


def voices_in(board: SetBoard) -> SetVoices:
    """Candidates are the activities of the ranking and of the set. One query beside the board's."""
    chosen = board.order
    ranked = [each.activity_id for each in board.ranked]
    candidates = [*ranked, *(each for each in chosen if each not in ranked)]
    position = {activity_id: at for at, activity_id in enumerate(candidates)}
    support = support_of(supports_by_person(candidates), position)
    bought = set(equal_shares(support, len(chosen)).winners)
    return SetVoices(
        parts=parts_of_groups(
            support, GROUPS, [position[each] for each in chosen], board.priority_set.region.threshold
        ),
        bought=tuple(
            Bought(board.activities[each], is_chosen=each in chosen, is_bought=position[each] in bought)
            for each in candidates
            if each in chosen or position[each] in bought
        ),
    )


def support_of(people: Sequence[tuple[str, frozenset[int]]], position: dict[int, int]) -> Support:
    """People x candidates; the helix as its place in GROUPS."""
    supports = np.zeros((len(people), len(position)), dtype=np.bool_)
    for row, (_helix, own) in enumerate(people):
        supports[row, [position[each] for each in own]] = True
    return Support(supports, np.array([GROUPS.index(helix) for helix, _own in people], dtype=np.int64))
