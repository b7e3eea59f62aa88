"""Composing the set: rules it must keep, and groups that would have nothing in it. The rank is advice only.

Rules are chosen before the round: at least so many of these activities, at most so many of those. What a
proportional purchase would hold is in equal_shares.py.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assessments.scoring.equal_shares import Support

TOO_FEW: Literal["too_few"] = "too_few"
TOO_MANY: Literal["too_many"] = "too_many"


class RuleError(ValueError):
    """A rule that no set could keep, or that asks for nothing."""


@dataclass(frozen=True)
class CoverRule:
    """At least and at most so many of these activities; at_most None: as many as one likes."""

    code: str
    activities: frozenset[str]
    at_least: int = 0
    at_most: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.at_least <= len(self.activities):
            raise RuleError(
                f"{self.code}: {self.at_least} of {len(self.activities)} activities cannot be asked for"
            )
        if self.at_most is not None and self.at_most < self.at_least:
            raise RuleError(f"{self.code}: at most {self.at_most} is less than at least {self.at_least}")
        if self.at_least == 0 and self.at_most is None:
            raise RuleError(f"{self.code}: the rule asks for nothing")


@dataclass(frozen=True)
class Breach:
    """A rule the set does not keep. by: how many activities are missing, or too many."""

    rule: str
    kind: Literal["too_few", "too_many"]
    by: int

    def as_document(self) -> dict[str, Any]:
        return {"rule": self.rule, "kind": self.kind, "by": self.by}


@dataclass(frozen=True)
class GroupPart:
    """How many of a group's supporters have something they support in the set.

    supporters: of any activity. None, all three, where they are fewer than g.
    """

    group: str
    supporters: int | None
    reached: int | None

    @property
    def has_nothing(self) -> bool | None:
        return None if self.reached is None else self.reached == 0

    def as_document(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "supporters": self.supporters,
            "reached": self.reached,
            "has_nothing": self.has_nothing,
        }


def broken_rules(rules: Iterable[CoverRule], chosen: Collection[str]) -> tuple[Breach, ...]:
    """The rules that a set of activities does not keep, in their order."""
    found = []
    for rule in rules:
        held = len(rule.activities & set(chosen))
        if held < rule.at_least:
            found.append(Breach(rule.code, TOO_FEW, rule.at_least - held))
        if rule.at_most is not None and held > rule.at_most:
            found.append(Breach(rule.code, TOO_MANY, held - rule.at_most))
    return tuple(found)


def parts_of_groups(
    support: Support, groups: Iterable[str], chosen: Iterable[int], threshold: int
) -> tuple[GroupPart, ...]:
    """What each group, in the order of its index, has in a set of activities (positions in `support`)."""
    supporting = support.supports.any(axis=1)
    reached = support.supports[:, sorted(set(chosen))].any(axis=1)
    parts = []
    for index, group in enumerate(groups):
        own = supporting & (support.helix == index)
        supporters = int(np.count_nonzero(own))
        enough = supporters >= threshold
        parts.append(
            GroupPart(
                group,
                supporters if enough else None,
                int(np.count_nonzero(own & reached)) if enough else None,
            )
        )
    return tuple(parts)
