"""Borders of regions from GeoJSON: checked, matched with codes, simplified for a map on a page.

Nothing of a file with a fault is kept. Longitudes and latitudes are degrees (WGS 84), as GeoJSON has them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any, BinaryIO

from foundation.uploads.limits import Limits
from foundation.uploads.texts import Unreadable

LARGEST_FILE = 8 * 1024 * 1024
MOST_FEATURES = 5_000
MOST_POINTS = 400_000
FINENESS = 1500
"""A point nearer to its line than this part of the country's width is left out."""

Ring = list[list[float]]


class BoundaryFault(Unreadable):
    """What is wrong: a code (regions.sentences.BOUNDARY_FAULTS) and what its sentence needs."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, 0, **params)


@dataclass(frozen=True)
class Boundaries:
    """`unmatched`: names of features that are no known region; `missing`: codes that no feature is of."""

    shapes: dict[str, list[Ring]]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]


def read_confined(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    """In the child process. The first line is our question, {"codes", "told"}; after it comes the stranger's file.

    Answers {"code", "rings"} for each shape, then {"unmatched", "missing"}.
    """
    asked = json.loads(stream.readline())
    try:
        found = read_boundaries(stream.read(limits.size), asked["codes"], asked["told"])
    except RecursionError as fault:  # a name or a point as deep as the parser just lets through
        raise BoundaryFault("json") from fault
    for code, rings in found.shapes.items():
        yield {"code": code, "rings": rings}
    yield {"unmatched": found.unmatched, "missing": found.missing}


def read_boundaries(
    content: bytes, codes: Mapping[str, str], told: Mapping[str, str] | None = None
) -> Boundaries:
    """`codes`: everything that may name a region (code, name, in small letters) -> its code; `told`: what a person
    said, which goes before. Raises BoundaryFault.
    """
    features = _features(content)
    shapes: dict[str, list[Ring]] = {}
    unmatched = []
    for number, feature in enumerate(features, start=1):
        given: Any = feature.get("properties")
        properties: dict[str, Any] = given if isinstance(given, dict) else {}
        texts = [str(one).strip() for one in (feature.get("id"), *properties.values()) if one is not None]
        names = [text.casefold() for text in texts]
        found = {told[name] for name in names if name in told} if told else set()
        found = found or {codes[name] for name in names if name in codes}
        if len(found) > 1:
            raise BoundaryFault("ambiguous", number=number, found=", ".join(sorted(found)))
        rings = _rings(feature.get("geometry"), number)
        if not found:
            unmatched.append(" / ".join(texts)[:120] or str(number))
            continue
        code = found.pop()
        if code in shapes:
            raise BoundaryFault("twice", number=number, found=code)
        shapes[code] = rings
    if sum(len(ring) for rings in shapes.values() for ring in rings) > MOST_POINTS:
        raise BoundaryFault("points", limit=MOST_POINTS)
    missing = sorted(set(codes.values()) - set(shapes))
    return Boundaries(_simplified(shapes), tuple(unmatched), tuple(missing))


def _features(content: bytes) -> list[dict[str, Any]]:
    if len(content) > LARGEST_FILE:
        raise BoundaryFault("size", limit=LARGEST_FILE // 1024 // 1024)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise BoundaryFault("json") from fault
    features = document.get("features") if isinstance(document, dict) else None
    is_collection = isinstance(document, dict) and document.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(features, list) or not features:
        raise BoundaryFault("collection")
    if len(features) > MOST_FEATURES:
        raise BoundaryFault("features", limit=MOST_FEATURES)
    if not all(isinstance(feature, dict) for feature in features):
        raise BoundaryFault("collection")
    return features


def _rings(geometry: Any, number: int) -> list[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        polygons: list[Any] = [coordinates]
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        polygons = coordinates
    else:
        raise BoundaryFault("geometry", number=number, found=str(kind)[:40])
    if not polygons or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise BoundaryFault("ring", number=number)
    return [_ring(ring, number) for polygon in polygons for ring in polygon]


def _ring(ring: Any, number: int) -> Ring:
    """Without the last point, which repeats the first."""
    if not isinstance(ring, list) or len(ring) < 4:
        raise BoundaryFault("ring", number=number)
    points = [_point(point, number) for point in ring]
    return points[:-1] if points[0] == points[-1] else points


def _point(point: Any, number: int) -> list[float]:
    pair = point[:2] if isinstance(point, list) else []
    is_number = len(pair) == 2 and all(isinstance(x, int | float) and not isinstance(x, bool) for x in pair)
    # Written so that "not a number" fails too, and a whole number of a thousand digits is never made a float.
    if not is_number or not (abs(pair[0]) <= 180 and abs(pair[1]) <= 90):
        raise BoundaryFault("coordinates", number=number, found=str(point)[:40])
    return [float(pair[0]), float(pair[1])]


def _simplified(shapes: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Fewer points; specks vanish, but each region keeps its largest ring."""
    across = [x for rings in shapes.values() for ring in rings for x, _y in ring]
    tolerance = (max(across) - min(across)) / FINENESS if across else 0.0
    return {code: _of_region(rings, tolerance) for code, rings in shapes.items()}


def _of_region(rings: list[Ring], tolerance: float) -> list[Ring]:
    thinned = [_thinned(ring, tolerance) for ring in sorted(rings, key=len, reverse=True)]
    return [ring for place, ring in enumerate(thinned) if len(ring) > 2 or place == 0]


def _thinned(ring: Ring, tolerance: float) -> Ring:
    """Ramer, Douglas and Peucker, without recursion; from the first point to the farthest and back."""
    farthest = max(range(len(ring)), key=lambda i: hypot(ring[i][0] - ring[0][0], ring[i][1] - ring[0][1]))
    closed = [*ring, ring[0]]
    kept = {0, farthest, len(ring)}
    waiting = [(0, farthest), (farthest, len(ring))]
    while waiting:
        first, last = waiting.pop()
        away, at = max(
            ((_distance(closed[i], closed[first], closed[last]), i) for i in range(first + 1, last)),
            default=(0.0, 0),
        )
        if away > tolerance:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [[round(x, 4), round(y, 4)] for x, y in (closed[i] for i in sorted(kept - {len(ring)}))]


def _distance(point: list[float], start: list[float], end: list[float]) -> float:
    """From a point to the line through two others; to the first where they are the same."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = hypot(across, up)
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(across * (start[1] - point[1]) - (start[0] - point[0]) * up) / length
