"""When the open board of an indicative round may move: by whole batches, none of which gives a mark away.

Whoever keeps two pictures of a board that moves learns the sums of what came between them. So each batch of a group is
treated as if it were published by itself: in every cell of it (activity, criterion) nobody gave a mark, or at least
g people and never fewer than five did, and their sum leaves each of them three possible values (disclosure.py). Sums of
such batches keep both properties, and so does what lies between any two pictures.

A batch that is not ripe waits for more people; which of its cells it waits for is not told.

Where somebody of a batch is struck the whole batch leaves: the difference from the picture before is then the batch's
own sum, which the pictures had told already. Without the struck one alone it would be that person's marks. And nobody of
it enters again: beside the sum of the old batch, that of a new one would tell of those who came to it and of who did not.
"""

from collections.abc import Collection, Sequence

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


def standing(batches: Sequence[Sequence[int]], struck: Collection[int]) -> list[Sequence[int]]:
    """Batches of which nobody was struck: any of them together tell no more than each by itself."""
    return [batch for batch in batches if not set(batch).intersection(struck)]
