"""Weights from people: splits of 100 points combined like marks (docs/method.md, 2).

Each group counts with omega n / (n + kappa); a group with fewer than g splits does not enter and shows nothing. As
every split comes to 100, so does the result, in exact fractions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.scoring.exact import divided, printed
from assessments.scoring.method import POSSIBLE_VALUES, Group

WHOLE = 100
SCHEMA = "weighing/1"
PLACES = 2  # of a weight that comes out


class SplitError(ValueError):
    """Points that are no split of 100 over these items."""


@dataclass(frozen=True)
class GroupSplit:
    """n splits and their mean by item; both None for a group that is too small, means None where they stay back."""

    group: str
    n: int | None
    means: tuple[Fraction, ...] | None


@dataclass(frozen=True)
class CombinedSplits:
    """points: exact, one an item. sums_open: whether they may be told to the last decimal."""

    items: tuple[str, ...]
    points: tuple[Fraction, ...] | None
    groups: tuple[GroupSplit, ...]
    sums_open: bool

    def as_document(self) -> dict[str, Any]:
        """Plain values. Where a group nearly agreed on none or on all, whole points only: more would give it away."""
        places = PLACES if self.sums_open else 0
        printed_points = [] if self.points is None else divided(self.points, WHOLE, places=places)
        return {
            "schema": SCHEMA,
            "items": [
                {"code": code, "points": str(points)}
                for code, points in zip(self.items, printed_points, strict=bool(printed_points))
            ],
            "groups": [
                {
                    "group": each.group,
                    "n": each.n,
                    "means": None if each.means is None else [as_text(mean) for mean in each.means],
                }
                for each in self.groups
            ],
            "sums_open": self.sums_open,
        }


def as_text(mean: Fraction) -> str:
    return str(printed((mean.numerator, mean.denominator), 1))


def require_split(items: Sequence[str], points: Sequence[int]) -> None:
    """Raises SplitError."""
    if len(points) != len(items) or any(not 0 <= part <= WHOLE for part in points) or sum(points) != WHOLE:
        raise SplitError(f"{len(items)} whole numbers that come to {WHOLE} are needed")


def combine_splits(
    items: Sequence[str],
    groups: Sequence[Group],
    splits: Sequence[tuple[str, Sequence[int]]],
    *,
    kappa: int,
    threshold: int,
) -> CombinedSplits:
    """`splits`: (group, points in the order of the items), in any order."""
    for _group, points in splits:
        require_split(items, points)
    own = {group.code: [points for code, points in splits if code == group.code] for group in groups}
    counting = [group for group in groups if len(own[group.code]) >= threshold]
    sums = {group.code: [sum(column) for column in zip(*own[group.code], strict=True)] for group in counting}
    sums_open = all(
        POSSIBLE_VALUES - 1 <= total <= WHOLE * len(own[code]) - (POSSIBLE_VALUES - 1)
        for code, totals in sums.items()
        for total in totals
    )
    means = {code: [Fraction(total, len(own[code])) for total in totals] for code, totals in sums.items()}
    return CombinedSplits(
        items=tuple(items),
        points=combined(counting, own, means, kappa) if counting else None,
        groups=tuple(
            GroupSplit(
                group.code,
                len(own[group.code]) if group in counting else None,
                tuple(means[group.code]) if group in counting and sums_open else None,
            )
            for group in groups
        ),
        sums_open=sums_open,
    )


def combined(
    counting: Sequence[Group],
    own: dict[str, list[Sequence[int]]],
    means: dict[str, list[Fraction]],
    kappa: int,
) -> tuple[Fraction, ...]:
    says = {group.code: group.omega * Fraction(n := len(own[group.code]), n + kappa) for group in counting}
    whole = sum(says.values())
    columns = zip(*(means[group.code] for group in counting), strict=True)
    return tuple(
        sum((says[group.code] * mean for group, mean in zip(counting, column, strict=True)), Fraction(0))
        / whole
        for column in columns
    )
