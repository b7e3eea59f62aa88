"""Files of borders: each fault is named, shapes are matched and simplified, nothing half-read."""

import json
import math
from typing import Any

import pytest

from regions.importers import boundaries
from regions.importers.boundaries import BoundaryFault, read_boundaries

SQUARE = [[50.0, 40.0], [51.0, 40.0], [51.0, 41.0], [50.0, 41.0], [50.0, 40.0]]
CODES = {"xx-01": "XX-01", "first": "XX-01", "xx-02": "XX-02"}


def feature(name: str = "First", kind: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates},
    }


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def fault_of(content: bytes) -> str:
    with pytest.raises(BoundaryFault) as caught:
        read_boundaries(content, CODES)
    return caught.value.code


def test_shapes_are_matched_by_code_or_name_and_the_rest_is_listed() -> None:
    found = read_boundaries(collection(feature("FIRST"), feature("Elsewhere")), CODES)
    assert found.shapes == {"XX-01": [SQUARE[:-1]]}
    assert (found.unmatched, found.missing) == (("Elsewhere",), ("XX-02",))


def test_what_a_person_says_goes_before_a_name_of_two_regions() -> None:
    both = collection({**feature(), "id": "XX-02"})
    assert set(read_boundaries(both, CODES, {"first": "XX-01"}).shapes) == {"XX-01"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"nonsense", "json"),
        (b"[" * 200_000, "json"),
        (b"\xff\xfe", "json"),
        (b"[]", "collection"),
        (b'{"type": "FeatureCollection", "features": []}', "collection"),
        (collection("text"), "collection"),
        (collection(feature(kind="Point", coordinates=[1, 2])), "geometry"),
        (collection({"properties": None, "geometry": None}), "geometry"),
        (collection(feature(coordinates=[[[1, 2], [3, 4]]])), "ring"),
        (collection(feature(coordinates=[])), "ring"),
        (collection(feature(kind="MultiPolygon", coordinates=[7])), "ring"),
        (collection(feature(coordinates=[[[200.0, 0], [1, 1], [2, 2], [3, 3]]])), "coordinates"),
        (collection(feature(coordinates=[[["1", 0], [1, 1], [2, 2], [3, 3]]])), "coordinates"),
        (collection(feature(coordinates=[[[math.nan, 0], [1, 1], [2, 2], [3, 3]]])), "coordinates"),
        (collection(feature(), feature("XX-01")), "twice"),
        (collection({**feature(), "id": "XX-02"}), "ambiguous"),
    ],
)
def test_every_fault_is_named(content: bytes, code: str) -> None:
    assert fault_of(content) == code


def test_a_large_file_and_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_POINTS", 3)
    assert fault_of(collection(feature())) == "points"
    monkeypatch.setattr(boundaries, "LARGEST_FILE", 10)
    assert fault_of(collection(feature())) == "size"


def test_points_on_a_straight_line_are_left_out_and_corners_stay() -> None:
    side = [[50 + n / 100, 40.0] for n in range(101)]
    ring = [*side, [51.0, 41.0], [50.0, 41.0], [50.0, 40.0]]
    found = read_boundaries(collection(feature(coordinates=[ring])), CODES)
    assert sorted(found.shapes["XX-01"][0]) == sorted(SQUARE[:-1])


def test_specks_vanish_and_a_region_never_does() -> None:
    def speck(x: float) -> list[list[float]]:
        return [[x, 40.0], [x + 1e-5, 40.0], [x + 1e-5, 40.00001], [x, 40.0]]

    both = collection(
        feature(kind="MultiPolygon", coordinates=[[SQUARE], [speck(52)]]),
        feature("XX-02", coordinates=[speck(53)]),
    )
    shapes = read_boundaries(both, CODES).shapes
    assert len(shapes["XX-01"]) == 1
    assert len(shapes["XX-02"]) == 1


def spiteful_ring(points: int) -> list[list[float]]:
    """Each split leaves all but one point for the next: thinning it costs the square of its points."""
    return [[50 + n / points, (-1) ** n * 30 * (1 - n / points)] for n in range(points)]


@pytest.mark.parametrize("x", [math.inf, -math.inf, 10**400, -(10**400), 1e308])
def test_no_number_is_too_large_to_be_named(x: float) -> None:
    assert fault_of(collection(feature(coordinates=[[[x, 0], [1, 1], [2, 2], [3, 3]]]))) == "coordinates"


def test_too_many_shapes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_FEATURES", 1)
    assert fault_of(collection(feature(), feature("XX-02"))) == "features"


def test_thinning_can_cost_the_square_of_the_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a stranger's file is read in a child process with a limit of time, and not here."""
    costs = []
    measured = boundaries._distance
    monkeypatch.setattr(boundaries, "_distance", lambda *points: costs.append(1) or measured(*points))  # type: ignore[func-returns-value]  # -- reason: counts in passing
    read_boundaries(collection(feature(coordinates=[spiteful_ring(300)])), CODES)
    assert len(costs) > 300**2 / 4
