"""Where the points of a scatter stand, as text for SVG attributes: percent of the width and height of the plot."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.charts.geometry import Tick, percent, scale_of, ticks_of
from foundation.charts.series import Point, Scatter


@dataclass(frozen=True)
class Placed:
    """A point and its place. Its mark stands on the right, or on the left where there is no room for it."""

    point: Point
    x: str
    y: str
    is_marked_left: bool


@dataclass(frozen=True)
class ScatterPlot:
    """`across` and `up`: marks of the axes; cuts are empty where there is none."""

    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[Placed, ...]
    cut_across: str
    cut_up: str


EDGE = 0.94
ROOM = (0.05, 0.03)
"""Across and up, as parts of the plot: what a mark takes."""

Part = tuple[float, float]


def scatter_plot_of(scatter: Scatter) -> ScatterPlot:
    """Raises ValueError for a scatter without points."""
    if not scatter.points:
        raise ValueError(f"{scatter.key} has nothing to draw")
    across = _scale([one.across for one in scatter.points], scatter.cut_across)
    up = _scale([one.up for one in scatter.points], scatter.cut_up)
    parts = [(_part(one.across, across), _part(one.up, up)) for one in scatter.points]
    return ScatterPlot(
        across=_across_ticks(across),
        up=tuple(Tick(percent(1 - part), label) for part, label in ticks_of(*up)),
        points=tuple(
            Placed(one, percent(part[0]), percent(1 - part[1]), _is_left(part, parts))
            for one, part in zip(scatter.points, parts, strict=True)
        ),
        cut_across="" if scatter.cut_across is None else percent(_part(scatter.cut_across, across)),
        cut_up="" if scatter.cut_up is None else percent(1 - _part(scatter.cut_up, up)),
    )


def _scale(values: list[float], cut: float | None) -> tuple[float, float, float]:
    return scale_of(values if cut is None else [*values, cut])


def _part(value: float, scale: tuple[float, float, float]) -> float:
    low, high, _step = scale
    return (value - low) / (high - low)


def _is_left(part: Part, parts: Sequence[Part]) -> bool:
    """At the right edge, and where another point stands in the way on the right and none on the left."""
    beside = [
        other[0] - part[0] for other in parts if abs(other[1] - part[1]) < ROOM[1] and other is not part
    ]
    is_right_taken = any(0 <= distance < ROOM[0] for distance in beside)
    is_left_free = part[0] > 1 - EDGE and not any(-ROOM[0] < distance < 0 for distance in beside)
    return part[0] > EDGE or (is_right_taken and is_left_free)


def _across_ticks(scale: tuple[float, float, float]) -> tuple[Tick, ...]:
    ticks = ticks_of(*scale)
    last = len(ticks) - 1
    anchors = {0: "start", last: "end"}
    return tuple(
        Tick(percent(part), label, anchors.get(at, "middle")) for at, (part, label) in enumerate(ticks)
    )
