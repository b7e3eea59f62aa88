"""k-means on places, without chance, and how well its clusters stand apart.

Each number of clusters starts from the best with one fewer: a cluster is cut in two across its longer axis, or the
place furthest from its centre becomes a centre. All such starts go two rounds; the best goes on until nobody moves.
Places are whole steps, so sums are exact and nothing depends on the order of voters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Labels = NDArray[np.intp]

ROUNDS = 300
PLACES_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class Clusters:
    """`tightness`: sum over clusters of n |centre|^2, which is largest where squared distances are least."""

    label: Labels
    centres: FloatArray
    tightness: float

    @property
    def sizes(self) -> NDArray[np.intp]:
        return np.bincount(self.label, minlength=len(self.centres))


def clusterings(places: FloatArray, most: int) -> list[Clusters]:
    """The best found with 2, 3, .. `most` clusters; fewer where there are not so many different places."""
    found: list[Clusters] = []
    current = _settled(places, places.mean(axis=0, keepdims=True), 1)
    while current is not None and len(current.centres) < most:
        tried = [_settled(places, start, 2) for start in _starts(places, current)]
        begun = [each for each in tried if each is not None]
        if not begun:
            break
        current = _settled(places, max(begun, key=lambda each: each.tightness).centres, ROUNDS)
        if current is not None:
            found.append(_in_order(current))
    return found


def silhouettes(places: FloatArray, clusterings: Sequence[Clusters]) -> list[float]:
    """Mean silhouette of each (Rousseeuw 1987), all from one pass over the distances.

    Of a place: (b - a) / max(a, b), a the mean distance to the others of its cluster, b the smallest to another one;
    0 for a place alone in its cluster.
    """
    members = np.concatenate([np.eye(len(each.centres))[each.label] for each in clusterings], axis=1)
    sums = np.empty(members.shape)
    x, y = places.T.astype(np.float32)
    belongs = members.astype(np.float32)
    for start in range(0, len(places), PLACES_AT_ONCE):
        rows = slice(start, start + PLACES_AT_ONCE)
        far, up = np.subtract.outer(x[rows], x), np.subtract.outer(y[rows], y)
        far *= far
        up *= up
        far += up
        sums[rows] = np.sqrt(far, out=far) @ belongs
    edges = np.cumsum([len(each.centres) for each in clusterings])[:-1]
    return [
        _silhouette(own, each) for own, each in zip(np.split(sums, edges, axis=1), clusterings, strict=True)
    ]


def _silhouette(sums: FloatArray, clusters: Clusters) -> float:
    at, sizes = np.arange(len(sums)), clusters.sizes
    others = sizes[clusters.label] - 1
    inside = sums[at, clusters.label] / np.maximum(others, 1)
    means = sums / sizes
    means[at, clusters.label] = np.inf
    outside = means.min(axis=1)
    larger = np.maximum(inside, outside)
    single = (others == 0) | (larger == 0)
    values = np.where(single, 0.0, (outside - inside) / np.where(larger == 0, 1.0, larger))
    return float(values.mean())


def _settled(places: FloatArray, centres: FloatArray, rounds: int) -> Clusters | None:
    """Lloyd's rounds until nobody moves; None where a cluster loses everybody."""
    label: Labels | None = None
    for _ in range(rounds):
        nearest = _nearest(places, centres)
        if label is not None and np.array_equal(nearest, label):
            break
        label = nearest
        sizes = np.bincount(label, minlength=len(centres))
        if not sizes.all():
            return None
        sums = np.stack([np.bincount(label, axis, len(centres)) for axis in places.T], axis=1)
        centres = sums / sizes[:, None]
    assert label is not None, "rounds is at least 1"
    return Clusters(label, centres, float((centres**2 * np.bincount(label)[:, None]).sum()))


def _nearest(places: FloatArray, centres: FloatArray) -> Labels:
    """Of equals the first."""
    nearest = np.zeros(len(places), np.intp)
    least = _squared(places, centres[0])
    for at, centre in enumerate(centres[1:], 1):
        distance = _squared(places, centre)
        nearer = distance < least
        nearest[nearer] = at
        np.minimum(least, distance, out=least)
    return nearest


def _squared(places: FloatArray, centre: FloatArray) -> FloatArray:
    across, along = places[:, 0] - centre[0], places[:, 1] - centre[1]
    distance: FloatArray = across * across + along * along
    return distance


def _starts(places: FloatArray, clusters: Clusters) -> Iterator[FloatArray]:
    away = _squared(places, clusters.centres[0])
    for at, centre in enumerate(clusters.centres):
        own = places[clusters.label == at]
        from_own = own - centre
        _, axes = np.linalg.eigh(from_own.T @ from_own)
        beyond = from_own @ axes[:, -1] > 0
        if beyond.any() and not beyond.all():
            others = np.delete(clusters.centres, at, axis=0)
            yield np.vstack([others, own[beyond].mean(axis=0), own[~beyond].mean(axis=0)])
        away = np.minimum(away, _squared(places, centre))
    furthest = places[away == away.max()]
    yield np.vstack([clusters.centres, furthest[np.lexsort(furthest.T)[0]]])


def _in_order(clusters: Clusters) -> Clusters:
    """The largest first; of equals the one further left, then further down."""
    order = np.lexsort([clusters.centres[:, 1], clusters.centres[:, 0], -clusters.sizes])
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Clusters(rank[clusters.label], clusters.centres[order], clusters.tightness)
