"""Who thinks alike: as many groups as stand apart best, none of fewer than g people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discovery.opinions.clusters import Clusters, clusterings, silhouettes
from discovery.opinions.landscape import Landscape, landscape
from discovery.opinions.votes import Votes

ANSWERS_NEEDED = 7
"""To be placed: with fewer answers a place says more about which statements somebody saw than about opinions."""

VOTERS_NEEDED = 30
"""Placed, for groups at all: fewer people form clusters by chance."""

MOST_GROUPS = 5
NOBODY = -1


@dataclass(frozen=True, eq=False)
class OpinionGroups:
    """Attributes:
    landscape: where everybody stands. A person's place follows from his answers: show a person his own, and groups.
    group: of each voter, 0 for the largest group; NOBODY for who answered too little, or where there are no groups.
    sizes: people in each group.
    silhouettes: (number of groups, mean silhouette) of all that were compared, rounded to four digits.
    missing: why there are no groups: "too_few_voters", "all_alike", "small_groups".

    """

    landscape: Landscape
    group: NDArray[np.intp]
    sizes: tuple[int, ...] = ()
    silhouettes: tuple[tuple[int, float], ...] = ()
    missing: str = ""


def opinion_groups(votes: Votes, *, g: int) -> OpinionGroups:
    """k-means with 2 to 5 groups; the number with the largest silhouette, of equals the smallest.

    A number of groups one of which would have fewer than g people is not considered: left out of a picture, such a
    group could still be had by taking the others from the whole.
    """
    where = landscape(votes)
    placed = np.count_nonzero(votes.seen, axis=1) >= ANSWERS_NEEDED
    nobody = np.full(len(placed), NOBODY, np.intp)
    if np.count_nonzero(placed) < VOTERS_NEEDED:
        return OpinionGroups(where, nobody, missing="too_few_voters")
    places = where.places[placed]
    found = clusterings(places, MOST_GROUPS)
    shown = [each for each in found if each.sizes.min() >= g]
    if not shown:
        return OpinionGroups(where, nobody, missing="small_groups" if found else "all_alike")
    best, compared = _best(places, shown)
    group = nobody.copy()
    group[placed] = best.label
    return OpinionGroups(where, group, tuple(best.sizes.tolist()), compared)


def _best(
    places: NDArray[np.float64], shown: list[Clusters]
) -> tuple[Clusters, tuple[tuple[int, float], ...]]:
    values = [round(value, 4) for value in silhouettes(places, shown)]
    compared = tuple((len(each.centres), value) for each, value in zip(shown, values, strict=True))
    return shown[values.index(max(values))], compared
