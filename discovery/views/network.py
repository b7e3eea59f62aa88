"""The picture of a cluster: its organizations on the left, activities and other clusters on the right.

Positions are whole numbers in the units of the view box; the lists beside it say the same in words.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discovery.queries import ClusterNetwork

WIDTH, ROW, TOP = 960, 44, 34
LEFT, CENTRE, RIGHT = 300, 480, 660
MOST = 12  # of each side; the lists have all
LETTERS = 28


@dataclass(frozen=True)
class Node:
    """`kind`: organization, state (a state-controlled one), activity or cluster."""

    kind: str
    label: str
    title: str
    x: int
    y: int
    text_x: int
    anchor: str


@dataclass(frozen=True)
class Picture:
    nodes: list[Node]
    height: int
    middle: int
    left_out: int

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"


def picture_of(network: "ClusterNetwork") -> Picture | None:
    """None where there is nothing to connect."""
    organizations = [
        ("state" if each.organization.is_state_controlled else "organization", each.organization.name)
        for each in network.members
    ]
    served = [("activity", activity.title) for activity in network.activities]
    served += [("cluster", each.cluster.name) for each in network.neighbors]
    if not organizations and not served:
        return None
    rows = max(len(organizations[:MOST]), len(served[:MOST]), 3)
    height = 2 * TOP + (rows - 1) * ROW
    left = _column(organizations[:MOST], LEFT, -16, "end", height)
    right = _column(served[:MOST], RIGHT, 16, "start", height)
    left_out = max(len(organizations) - MOST, 0) + max(len(served) - MOST, 0)
    return Picture([*left, *right], height, height // 2, left_out)


def _column(named: list[tuple[str, str]], x: int, gap: int, anchor: str, height: int) -> list[Node]:
    """Evenly down the middle of the picture."""
    first = height // 2 - (len(named) - 1) * ROW // 2
    return [
        Node(kind, _short(title), title, x, first + row * ROW, x + gap, anchor)
        for row, (kind, title) in enumerate(named)
    ]


def _short(title: str) -> str:
    return title if len(title) <= LETTERS else title[: LETTERS - 1].rstrip() + "…"
