"""What the absence of one organization could change, told without telling what its people gave.

An organization is often one or two people. How far their absence moves a place depends on their marks, and who they are
many in the hall know: the exact figure, though nobody is named in it, would say of them what nobody may learn (the twin
in tests/assessments/scoring/test_organizations.py finds marks by it). So of organizations as a whole only this is told:
how many places ANY organization as large as those present could move an activity, whatever its people gave. That follows
from what is published anyway, n and sum of each cell, and from how many people an organization has in each group. It is
exact in its way: there are marks with these very sums by which a place would move so far.

For j of n marks with p points above the lowest on a scale of s steps, those left have between max(0, p - s j) and
min(p, s (n - j)) points. u = sum(t P) / sum(t s N) over the groups, with N = n - j, P the points left and t the factor of
the score (balance.py). Each group picks j and P by itself, so the largest quotient is found by Dinkelbach's iteration:
the choice that is best for the quotient so far gives the next one, until nothing gets better.

An organization of g people or more is told by name like any tier (tiers.py), where its cut is safe.
Activities whose sums stay back stand with their official score and move nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.cells import BoolArray, CellCounts, IntArray, Roster
from assessments.scoring.disclosure import open_activities
from assessments.scoring.method import MEASURED, Method
from assessments.scoring.scores import NONE, Measured, Rule, Sums, ranks_at_once

FloatArray = NDArray[np.float64]
Sizes = tuple[int, ...]  # people of one organization by group
Status = Literal["shown", "nobody", "too_few"]

OUTWARD = 1e-7  # tenths of a point: floats are off by far less, so that no place is missed
ROUNDS = 50  # of the iteration; five are enough in any round tried


@dataclass(frozen=True)
class Influence:
    """places: no organization's absence could move an activity further; None unless shown.

    nobody: no rater is of an organization that is asked about. too_few: without one, some question could be left
    with too few marks to count.
    """

    status: Status
    places: int | None = None

    def as_document(self) -> dict[str, Any]:
        return {"status": self.status, "places": self.places}


def influence(
    method: Method,
    counts: CellCounts,
    activities: Sequence[str],
    measured: Measured,
    sizes: Iterable[Sizes],
) -> Influence:
    """sizes: of every organization that is not told by name."""
    wanted = largest(sizes)
    if not wanted:
        return Influence("nobody")
    sums = Sums.of(method, counts, activities, measured)
    official, is_open = sums.scores(Rule(method.kappa)), open_activities(method, counts)
    moved = []
    for each in wanted:
        reach = scores_within(sums, each)
        if reach is None:
            return Influence("too_few")
        low, high = (np.where(is_open, scores, official) for scores in reach)
        moved.append(places_moved(official, is_open, low, high))
    return Influence("shown", max(moved))


def sizes_by_group(method: Method, roster: Roster, members: Iterable[BoolArray]) -> list[Sizes]:
    """members: per organization, True for every rater of it. Voided ones are gone already."""
    present = np.ones(len(roster.group), dtype=np.bool_)
    present[sorted(roster.voided)] = False
    return [
        tuple(np.bincount(roster.group[mask & present], minlength=len(method.groups)).tolist())
        for mask in members
    ]


def largest(sizes: Iterable[Sizes]) -> list[Sizes]:
    """Without those that another one exceeds in every group: what they could do it could do."""
    known = sorted({each for each in sizes if any(each)})
    return [
        each
        for each in known
        if not any(
            each != other and all(one <= two for one, two in zip(each, other, strict=True)) for other in known
        )
    ]


def places_moved(official: IntArray, is_open: BoolArray, low: IntArray, high: IntArray) -> int:
    """The largest change of place, each activity at one end of its reach and the others at the other."""
    ranked = official != NONE
    places = ranks_at_once(official)
    lows, highs = np.sort(low[ranked]), np.sort(high[ranked])
    mine = ranked & is_open
    above_at_least = len(lows) - np.searchsorted(lows, high[mine], side="right")
    above_at_most = len(highs) - np.searchsorted(highs, low[mine], side="right")
    above_at_most -= high[mine] > low[mine]  # nobody stands above itself
    down, up = above_at_most + 1 - places[mine], places[mine] - 1 - above_at_least
    return int(max(down.max(initial=0), up.max(initial=0)))


def scores_within(sums: Sums, size: Sizes) -> tuple[IntArray, IntArray] | None:
    """The least and the largest score without any such people, in tenths; None where a criterion could be lost."""
    method = sums.method
    least, most = (reached(sums, size, is_most) for is_most in (False, True))
    if least is None or most is None:
        return None
    official = sums.values(Rule(method.kappa).factors_at_once(sums))
    judged = np.array([criterion.kind != MEASURED for criterion in method.criteria], dtype=np.bool_)
    ends = []
    for values, outward in ((least, -OUTWARD), (most, OUTWARD)):
        whole = official.copy()
        whole[:, judged] = values
        ends.append(tenths_of(method, whole, outward))
    return ends[0], ends[1]


def reached(sums: Sums, size: Sizes, is_most: bool) -> FloatArray | None:
    """The largest (else the least) u of every judged criterion, activities x judged criteria; NaN where none counts."""
    options = [group_options(sums, group, absent, is_most) for group, absent in enumerate(size)]
    counts = sums.counting.any(axis=1)
    surely = sum(below.min(axis=0) for _above, below in options)
    if (counts & (surely <= 0)).any():
        return None
    quotient = ratio(sum(above[0] for above, _below in options), sum(below[0] for _above, below in options))
    for _ in range(ROUNDS):
        above, below = np.zeros_like(quotient), np.zeros_like(quotient)
        for own_above, own_below in options:
            gain = own_above - quotient * own_below
            best = (gain if is_most else -gain).argmax(axis=0)[np.newaxis]
            above += np.take_along_axis(own_above, best, axis=0)[0]
            below += np.take_along_axis(own_below, best, axis=0)[0]
        better = ratio(above, below)
        if np.array_equal(better, quotient):
            break
        quotient = better
    return np.where(counts, quotient, np.nan)


def group_options(sums: Sums, group: int, absent: int, is_most: bool) -> tuple[FloatArray, FloatArray]:
    """What a group may contribute above and below, by how many of its marks are gone: 0..absent x activities x judged."""
    method = sums.method
    n, counting = sums.n[:, group], sums.counting[:, group]
    points = sums.points[:, group]
    span = np.array([each.maximum - each.minimum for each in method.judged], dtype=np.float64)
    above, below = [], []
    for gone in range(absent + 1):
        left = np.maximum(n - gone, 0)
        counts = counting & (left >= method.threshold)
        factor = np.where(counts, float(method.omegas[group]) / (left + method.kappa), 0.0)
        most, least = np.minimum(points, span * left), np.maximum(points - span * gone, 0.0)
        above.append(factor * (most if is_most else least))
        below.append(factor * span * left)
    return np.stack(above), np.stack(below)


def ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0)


def tenths_of(method: Method, values: FloatArray, outward: float) -> IntArray:
    """As the score is printed. Activities without one are compared by nobody."""
    weights = np.array([float(weight) for weight in method.weights])
    given = ~np.isnan(values)
    present = np.maximum((given * weights).sum(axis=1), np.finfo(np.float64).tiny)
    scores = 1000 * (np.where(given, values, 0.0) * weights).sum(axis=1) / present
    tenths: IntArray = np.rint(scores + outward).astype(np.int64)
    return tenths
