"""When the open board of an indicative round may move: by whole batches, none of which gives a mark away.

Whoever keeps two pictures of a board that moves learns the sums of what came between them. So each batch of a group is
treated as if it were published by itself: in every cell of it (activity, criterion) nobody gave a mark, or at least
g people and never fewer than five did, and their sum leaves each of them three possible values (disclosure.py). Sums of
such batches keep both properties, and so does what lies between any two pictures.

A batch that is not ripe waits for more people; which of its cells it waits for is not told.
"""

import numpy as np

from assessments.scoring.cells import Ballots, BoolArray, Roster, count_cells
from assessments.scoring.disclosure import points_to_an_end
from assessments.scoring.method import POSSIBLE_VALUES, Method

SMALLEST_BATCH = 5  # people, however small a region's threshold


def ripe_groups(method: Method, roster: Roster, waiting: Ballots) -> BoolArray:
    """True, per group, where those who wait may enter together. waiting: ballots of people who are in no picture yet."""
    counts = count_cells(method, roster, waiting)
    margin = points_to_an_end(method.judged, counts)
    is_empty = counts.n == 0
    is_large = counts.n >= max(SMALLEST_BATCH, method.threshold)
    is_safe = is_empty | (is_large & (margin >= POSSIBLE_VALUES - 1))
    return np.array(is_safe.all(axis=(0, 2)) & ~is_empty.all(axis=(0, 2)), dtype=np.bool_)
