"""How finely Krippendorff's alpha may be told: as an interval of tenths, like the spread (intervals.py).

alpha (interval level) = 1 - O / E with O = sum over activities of (m q - p^2) / (m - 1) and E = (N Q - P^2) / (N - 1):
m marks with the sum p and the sum of squares q on an activity, N, P, Q on all. Beside published n and sums it tells Q.
While alpha is above zero, more squares anywhere lower it; at or below zero they leave it there. So the argument of
intervals.py holds for ends above zero: what 4 span squared points can move alpha is the reach, no more than
m / (m - 1) 4 span / E with the smallest E there can be, and an end nearer than that to the least or largest alpha
possible falls away. A step is at least the reach, and half of what one cell can move.

Only the interval level is told: each further figure of the same marks would be one more equation. Activities whose
sums stay back do not enter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from assessments.scoring.cells import CellCounts
from assessments.scoring.disclosure import open_activities, open_histograms
from assessments.scoring.intervals import may_be_narrowed
from assessments.scoring.method import Method
from assessments.scoring.spread import CountingCell, counting

STEPS = (1, 2, 5)  # tenths

Unit = Sequence[CountingCell]
Squares = Callable[[CountingCell], int]


@dataclass(frozen=True)
class Reliability:
    """lower <= alpha < upper, tenths; lower None: anything below upper, contradiction included; upper 1 is included."""

    lower: Decimal | None
    upper: Decimal


def reliabilities(method: Method, counts: CellCounts) -> tuple[Reliability | None, ...]:
    """One a judged criterion, in frozen order; None where alpha is not defined or cannot be told."""
    rows = list(zip(counting(method, counts), open_activities(method, counts).tolist(), strict=True))
    shown = open_histograms(method, counts)
    told = []
    for column in range(len(method.judged)):
        units = [columns[column] if sums_open else [] for columns, sums_open in rows]
        narrow = may_be_narrowed(units, shown[:, column].tolist())
        told.append(reliability([unit for unit in units if unit]) if narrow else None)
    return tuple(told)


def reliability(units: Sequence[Unit]) -> Reliability | None:
    """Of one criterion. units: counting cells by activity, none of them empty."""
    exact = alpha_of(units, lambda cell: cell.squares)
    inner = ends(units)
    if exact is None or not inner:
        return None
    lower = max((end for end in inner if Fraction(end, 10) <= exact), default=None)
    upper = min((end for end in inner if Fraction(end, 10) > exact), default=10)
    return Reliability(None if lower is None else tenths(lower), tenths(upper))


def ends(units: Sequence[Unit]) -> list[int]:
    """Tenths where an interval may end; from n and sums alone."""
    smallest = expected(units, lambda cell: cell.least_squares)
    lowest = alpha_of(units, lambda cell: cell.most_squares)
    highest = alpha_of(units, lambda cell: cell.least_squares)
    if lowest is None or highest is None:
        return []
    moves = [(Fraction(m := marks(unit), m - 1) / smallest, cell) for unit in units for cell in unit]
    reach = max(move * 4 * cell.span for move, cell in moves)
    swing = max(move * (cell.most_squares - cell.least_squares) for move, cell in moves)
    step = next((step for step in STEPS if Fraction(step, 10) >= max(reach, swing / 2)), None)
    if step is None:
        return []
    first = max(1, ceil((lowest + reach) * 10 / step))
    last = floor(min((highest - reach) * 10, Fraction(9)) / step)
    return [step * at for at in range(first, last + 1)]


def alpha_of(units: Sequence[Unit], squares: Squares) -> Fraction | None:
    by_chance = expected(units, squares)
    if by_chance == 0:
        return None
    return 1 - sum((variation([unit], squares) for unit in units), Fraction(0)) / by_chance


def expected(units: Sequence[Unit], squares: Squares) -> Fraction:
    return variation(units, squares) if units else Fraction(0)


def variation(units: Sequence[Unit], squares: Squares) -> Fraction:
    """(m q - p^2) / (m - 1) of all marks of these activities together."""
    cells = [cell for unit in units for cell in unit]
    m = marks(cells)
    points = sum(cell.points for cell in cells)
    return Fraction(m * sum(map(squares, cells)) - points**2, m - 1)


def marks(unit: Unit) -> int:
    return sum(cell.n for cell in unit)


def tenths(number: int) -> Decimal:
    return Decimal(number).scaleb(-1)
