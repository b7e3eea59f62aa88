"""Where the shapes of the groups stand on a line of 0 to 100: in lanes above each other where they would overlap."""

from collections.abc import Mapping
from dataclasses import dataclass

from .helices import HELICES, Helix
from .numbers import figure

SIZE = 14  # of a shape, in units of the drawing
SCALE = 2  # units a point
MARGIN = SIZE / 2


@dataclass(frozen=True)
class Shape:
    """`x` and `y`: its upper left corner, as text for SVG (with a point in every language)."""

    helix: Helix
    value: str
    x: str
    y: str


@dataclass(frozen=True)
class GroupLine:
    """`said`: the same in words. `unknown`: groups without a number."""

    shapes: tuple[Shape, ...]
    width: int
    height: int
    axis: str
    said: tuple[tuple[Helix, str], ...]
    unknown: tuple[Helix, ...]


def group_line(marks: Mapping[str, int | None]) -> GroupLine:
    """marks: 0 to 100 by helix, None where there is no number. Raises KeyError for what is no helix."""
    known = {key: mark for key, mark in marks.items() if mark is not None}
    lanes = lanes_of(known)
    height = SIZE * (1 + max(lanes.values(), default=0))
    shapes = tuple(
        Shape(HELICES[key], figure(mark, 0), f"{mark * SCALE:.1f}", f"{height - SIZE * (1 + lanes[key]):.1f}")
        for key, mark in known.items()
    )
    return GroupLine(
        shapes,
        width=100 * SCALE + SIZE,
        height=height,
        axis=f"{height - MARGIN:.1f}",
        said=tuple((HELICES[key], figure(mark, 0)) for key, mark in known.items()),
        unknown=tuple(HELICES[key] for key in marks if key not in known),
    )


def lanes_of(marks: Mapping[str, int]) -> dict[str, int]:
    """The lowest lane in which nothing stands within the width of a shape."""
    taken: list[int] = []
    found = {}
    for key, mark in sorted(marks.items(), key=lambda item: item[1]):
        at = mark * SCALE
        lane = next((lane for lane, end in enumerate(taken) if at >= end), len(taken))
        taken[lane : lane + 1] = [at + SIZE]
        found[key] = lane
    return found
