"""Where things stand in the drawing of a wheel, as text for SVG attributes (with a point in every language).

A square of 400. Clockwise from the top each step has a sector and each factor a spoke in it; 1 lies near the middle and 5
at the rim, so that a grade is never read as nothing. A factor without a value leaves a gap in the line. Outside the rim
a band shows the share that said "no information".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

CENTRE = 200.0
INNER, RIM = 22.0, 142.0  # where the grades 1 and 5 lie
BAND, BAND_WIDTH = 147.0, 15.0
NUMBERS = 176.0
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Spoke:
    """`end`: of the spoke. `dot`: where its grade lies, None without one. Outside the rim: `ground` the whole place,
    `band` the share that surely, `reach` the share that perhaps said "no information".
    """

    number: str
    end: tuple[str, str]
    label: tuple[str, str]
    dot: tuple[str, str] | None
    unknown: tuple[str, str]
    ground: str
    band: str
    reach: str


@dataclass(frozen=True)
class Picture:
    """`rings`: (radius, grade). `path`, `earlier`: of the grades now and before; only a whole one is filled."""

    rings: tuple[tuple[str, int], ...]
    sectors: tuple[str, ...]
    spokes: tuple[Spoke, ...]
    path: str
    is_whole: bool
    earlier: str


@dataclass(frozen=True)
class Told:
    """What is drawn of one factor. `no_information`: percent, from and to."""

    number: str
    mean: Decimal | None
    before: Decimal | None = None
    no_information: tuple[int, int] | None = None


def picture_of(factors: Sequence[Told], steps: int) -> Picture:
    """`factors`: in order, the same number for each of the `steps`."""
    turn = 1 / len(factors)
    return Picture(
        rings=tuple((f"{radius(Decimal(grade)):.1f}", grade) for grade in range(LOWEST, HIGHEST + 1)),
        sectors=tuple(
            ring_part(0, BAND + BAND_WIDTH, at / steps, (at + 1) / steps) for at in range(0, steps, 2)
        ),
        spokes=tuple(spoke(factor, (place + 0.5) * turn, turn) for place, factor in enumerate(factors)),
        path=line([factor.mean for factor in factors]),
        is_whole=all(factor.mean is not None for factor in factors),
        earlier=line([factor.before for factor in factors]),
    )


def spoke(factor: Told, at: float, turn: float) -> Spoke:
    start, end = at - turn * 0.4, at + turn * 0.4
    low, high = factor.no_information or (0, 0)
    return Spoke(
        number=factor.number,
        end=point(RIM, at),
        label=point(NUMBERS, at),
        dot=None if factor.mean is None else point(radius(factor.mean), at),
        unknown=point((INNER + RIM) / 2, at),
        ground=ring_part(BAND, BAND + BAND_WIDTH, start, end),
        band=ring_part(BAND, BAND + BAND_WIDTH * low / 100, start, end) if low else "",
        reach=ring_part(BAND, BAND + BAND_WIDTH * high / 100, start, end) if high > low else "",
    )


def radius(grade: Decimal) -> float:
    return INNER + (RIM - INNER) * (float(grade) - LOWEST) / (HIGHEST - LOWEST)


def point(distance: float, at: float) -> tuple[str, str]:
    """`at`: part of a whole turn, clockwise from the top."""
    angle = 2 * pi * at
    return f"{CENTRE + distance * sin(angle):.1f}", f"{CENTRE - distance * cos(angle):.1f}"


def line(grades: Sequence[Decimal | None]) -> str:
    """Round the wheel; a missing grade is a gap, one between two gaps is a dot only."""
    n = len(grades)
    if all(grade is None for grade in grades):
        return ""
    points = [
        None if grade is None else " ".join(point(radius(grade), (place + 0.5) / n))
        for place, grade in enumerate(grades)
    ]
    if None not in points:
        return "M" + "L".join(str(each) for each in points) + "Z"
    joined = [
        f"M{points[place]}L{points[(place + 1) % n]}"
        for place in range(n)
        if points[place] is not None and points[(place + 1) % n] is not None
    ]
    return "".join(joined)


def ring_part(inner: float, outer: float, start: float, end: float) -> str:
    """A piece of a ring, or a sector where `inner` is 0."""
    (x1, y1), (x2, y2) = point(outer, start), point(outer, end)
    (x3, y3), (x4, y4) = point(inner, end), point(inner, start)
    large = int(end - start > 0.5)
    back = f"A{inner:.1f} {inner:.1f} 0 {large} 0 {x4} {y4}" if inner else ""
    return f"M{x1} {y1}A{outer:.1f} {outer:.1f} 0 {large} 1 {x2} {y2}L{x3} {y3}{back}Z"
