"""Borders as drawings: longitude and latitude become a flat picture, true in the middle of the country."""

from dataclasses import dataclass
from math import cos, radians

from regions.models import BoundarySet, Region

WIDTH = 1000.0
Rings = list[list[list[float]]]


@dataclass(frozen=True)
class DrawnMap:
    """`paths`: region code -> path for SVG; `middles`: where a name may stand. Numbers are text with a point."""

    height: str
    paths: dict[str, str]
    middles: dict[str, tuple[str, str]]
    attribution: str


def boundaries_of(country: Region) -> BoundarySet | None:
    return BoundarySet.objects.filter(country=country).first()


def drawn_map(country: Region) -> DrawnMap | None:
    """The map of a country with loaded borders; None without. One query."""
    stored = boundaries_of(country)
    return _drawn(stored) if stored and stored.shapes else None


def _drawn(stored: BoundarySet) -> DrawnMap:
    points = [point for rings in stored.shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrowing = cos(radians((south + north) / 2))
    scale = WIDTH / (((east - west) or 1.0) * narrowing)

    def place(point: list[float]) -> tuple[float, float]:
        return (point[0] - west) * narrowing * scale, (north - point[1]) * scale

    def path(rings: Rings) -> str:
        drawn = ("L".join(f"{x:.1f} {y:.1f}" for x, y in map(place, ring)) for ring in rings)
        return "".join(f"M{one}Z" for one in drawn)

    def middle(rings: Rings) -> tuple[str, str]:
        x, y = place(_centroid(max(rings, key=lambda ring: abs(_area(ring)))))
        return f"{x:.1f}", f"{y:.1f}"

    return DrawnMap(
        height=f"{(north - south) * scale:.0f}",
        paths={code: path(rings) for code, rings in stored.shapes.items()},
        middles={code: middle(rings) for code, rings in stored.shapes.items()},
        attribution=stored.attribution,
    )


def _pairs(ring: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _pairs(ring)) / 2


def _centroid(ring: list[list[float]]) -> list[float]:
    area = _area(ring)
    if not area:
        return ring[0]
    cross = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in _pairs(ring)]
    return [sum((a[axis] + b[axis]) * c for a, b, c in cross) / (6 * area) for axis in (0, 1)]
