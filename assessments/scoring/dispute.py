"""What is in dispute, as far as it may be shown: four quadrants and what the hall discusses next.

Figures are percent of the largest spread there can be (half the people at each end of the scale).

Cut-offs. They are ours, set on the date in CUTS_SET_ON, and no finding:
- score: SCORE_CUT = 50, the middle of the scale, where neither yes nor no is said;
- spread: SPREAD_CUT = 20. Marks drawn by lot from 0..10 have a spread of 40; half of that is a standard deviation of
  2.2 marks of 10. From there on an activity is disputed, whatever its score.

What may be shown: the total spread only as an interval (intervals.py), and nothing where the sums stay back. `between`
follows from the sums. All else is computed from these two, the order of discussion too, so it tells nothing more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from assessments.scoring import spreads_at_once
from assessments.scoring.cells import CellCounts
from assessments.scoring.disclosure import open_activities, open_histograms
from assessments.scoring.exact import printed
from assessments.scoring.intervals import Interval, interval
from assessments.scoring.method import Method
from assessments.scoring.result import text
from assessments.scoring.scores import decimal_of
from assessments.scoring.spread import CountingCell, corrected, counting, percent, spread_of

CUTS_SET_ON = "2026-11-22"
SCORE_CUT = Decimal(50)
SPREAD_CUT = 20  # every step up to it divides it, so that an interval can end there

Quadrant = Literal["high", "low", "disputed", "not_enough_data", "withheld"]


@dataclass(frozen=True)
class Dispute:
    """One activity, as it may be published. Figures are percent of the largest spread; None where they stay back.

    total: interval of whole percent that holds within + between. between: exact, one decimal. between_corrected: less
    the noise (spread.py) that belongs to the middle of that interval.
    withheld: sums stay back, or so few marks that the interval lies on both sides of the cut.
    """

    activity: str
    quadrant: Quadrant
    total: Interval | None = None
    between: Decimal | None = None
    between_corrected: Decimal | None = None

    @property
    def within(self) -> Fraction:
        """The middle of what is left for it, percent; zero where nothing is shown."""
        return Fraction(0) if self.total is None else middle_within(self.total, Fraction(self.between or 0))

    def as_document(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "quadrant": self.quadrant,
            "total": None if self.total is None else list(self.total),
            "between": text(self.between),
            "between_corrected": text(self.between_corrected),
        }


def disputes(
    method: Method, counts: CellCounts, activities: Sequence[str], scores: Sequence[Decimal | None]
) -> tuple[Dispute, ...]:
    """One an activity, in the given order. scores: the official ones as printed, None where there is no number."""
    sums_open = open_activities(method, counts).tolist()
    shown = open_histograms(method, counts)
    told = spreads_at_once.told(method, counts, shown)
    counts_at_all = told.counts.tolist()

    def of(row: int) -> Dispute:
        activity, score = activities[row], scores[row]
        if score is None or not counts_at_all[row]:
            return Dispute(activity, "not_enough_data")
        if not sums_open[row]:
            return Dispute(activity, "withheld")
        if told.is_sure[row]:
            return told_dispute(activity, score, told, row)
        (columns,) = counting(method, counts.only([row]))
        return exact_dispute(activity, score, shown[row].tolist(), columns)

    return tuple(of(row) for row in range(len(activities)))


def discuss_next(entries: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """The disputed first, those without figures last; then by the corrected part between groups, then by the part
    within, the larger first; equals by code."""

    def key(entry: Dispute) -> tuple[int, Decimal, Fraction, str]:
        place = {"disputed": 0, "high": 1, "low": 1}.get(entry.quadrant, 2)
        return place, -(entry.between_corrected or Decimal(0)), -entry.within, entry.activity

    return tuple(sorted(entries, key=key))


def told_dispute(activity: str, score: Decimal, told: spreads_at_once.Told, row: int) -> Dispute:
    shown = int(told.lower[row]), int(told.upper[row])
    between, left = decimal_of(int(told.between[row]), 1), decimal_of(int(told.corrected[row]), 1)
    return Dispute(activity, quadrant(score, shown), shown, between, left)


def exact_dispute(
    activity: str,
    score: Decimal,
    histograms_open: Sequence[bool],
    columns: Sequence[Sequence[CountingCell]],
) -> Dispute:
    """The same in fractions, where floats cannot tell what is printed. columns: with a cell that counts."""
    spread = spread_of(columns)
    assert spread is not None
    shown = interval(spread, columns, histograms_open)
    between = percent(spread.between)
    left = corrected(between, spread.noise, middle_within(shown, between))
    return Dispute(activity, quadrant(score, shown), shown, one_decimal(between), one_decimal(left))


def quadrant(score: Decimal, shown: Interval) -> Quadrant:
    lower, upper = shown
    if lower >= SPREAD_CUT:
        return "disputed"
    if upper > SPREAD_CUT:
        return "withheld"
    return "high" if score >= SCORE_CUT else "low"


def middle_within(shown: Interval, between: Fraction) -> Fraction:
    return max(Fraction(0), Fraction(sum(shown), 2) - between)


def one_decimal(number: Fraction) -> Decimal:
    return printed((number.numerator, number.denominator), 1)
