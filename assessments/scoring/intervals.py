"""How finely the spread of an activity may be told: as an interval that leaves three values of each mark or more.

Beside n and sum, the exact spread of a small cell tells its marks: five marks with the sum 47 are 7 10 10 10 10 if they
lie far apart, and nobody gave 8 or 9. So the total spread is told as an interval between multiples of a step.

Only cells with one or two different marks are in danger: in any other cell people could change places and no published
figure would differ. In such a cell some marks can be moved so that n and sum stay and a third value appears. Unless the
marks stand at the two ends of the scale, their sum of squares can rise by 2; unless they lie within one mark of each
other, it can fall by 2 (span - 1) or less. One of the two stays inside an interval that is long enough, and a cell that
can move in one direction only finds others that give way. For both, `reach` is enough: what 4 span squared points of a
cell move the spread, 16 / (n span) of its share.

- A step is at least the largest reach, and at least half of all that one cell can move the spread.
- An end of an interval nearer than the reach to the least or largest spread possible with these n and sums falls away.
- That a histogram stays back (disclosure.py) tells that some group gave two different marks at most. Among three groups
  nobody knows which; where fewer count, the interval is not narrowed at all. (Unlike the rest this is no proof: 15,000
  drawn cases, enumerated in full by somebody who knows all other marks, gave nobody away with three groups, some with
  two.)

The step and the possible range depend on n, sums and shown histograms alone, so they tell nothing more themselves.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from assessments.scoring.spread import CountingCell, Spread, percent, times, total

STEPS = (1, 2, 5, 10, 20, 50)  # percent of the largest spread
FEWEST_GROUPS = 3

Interval = tuple[int, int]


def interval(
    spread: Spread, columns: Sequence[Sequence[CountingCell]], histograms_open: Sequence[bool]
) -> Interval:
    """Percent of the largest spread: lower end <= total < upper end; only the whole possible range includes both ends.

    columns: counting cells by judged criterion. histograms_open: of which criteria marks are shown pooled over groups.
    The sums of the activity must be open (disclosure.py): otherwise even the possible range tells too much.
    """
    cells = [cell for column in columns for cell in column]
    lowest = percent(spread.between + total(times(cell.share, cell.least) for cell in cells))
    highest = percent(spread.between + total(times(cell.share, cell.most) for cell in cells))
    inner = ends(cells, lowest, highest) if may_be_narrowed(columns, histograms_open) else []
    exact = percent(spread.total)
    lower = max((end for end in inner if end <= exact), default=floor(lowest))
    return lower, min((end for end in inner if end > exact), default=ceil(highest))


def may_be_narrowed(columns: Sequence[Sequence[CountingCell]], histograms_open: Sequence[bool]) -> bool:
    return all(
        shown or len(column) == 0 or len(column) >= FEWEST_GROUPS
        for column, shown in zip(columns, histograms_open, strict=True)
    )


def ends(cells: Sequence[CountingCell], lowest: Fraction, highest: Fraction) -> list[int]:
    """Where an interval may end inside the possible range."""
    shares = [Fraction(*cell.share) for cell in cells]
    reach = 100 * max(share * 16 / (cell.n * cell.span) for share, cell in zip(shares, cells, strict=True))
    needed = max(reach, 50 * max(shares))
    step = next((step for step in STEPS if step >= needed), None)
    if step is None:
        return []
    first, last = ceil((lowest + reach) / step), floor((highest - reach) / step)
    return [step * at for at in range(first, last + 1)]
