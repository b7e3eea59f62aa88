"""What moved between two rounds, among those who were there both times.

The balanced score of the judged criteria (balance.py), computed in each round from the marks of the raters present in
both, and the second less the first. A cell enters where they gave g marks or more in both rounds, so both scores are
made of the same cells. A newcomer, or somebody who left, moves nothing.

The sums of ALL raters of a round are published. With the change they could give away the sums of those present in
both, hence of those who were not: one person left, and the difference is that person's mark. So a change is released
only where it could do no harm even to somebody who had learned these sums: of every cell with marks of those present
in both, the others gave none or g marks or more, and neither sum is so near an end that fewer than three values of a
mark remain (disclosure.py). Otherwise it is withheld, without saying for which cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from assessments.scoring import balance
from assessments.scoring.cells import BoolArray, CellCounts, CountedMarks, InputError
from assessments.scoring.disclosure import counting_cells, open_activities
from assessments.scoring.exact import on_common_denominator, printed
from assessments.scoring.method import Method
from assessments.scoring.result import text


@dataclass(frozen=True, eq=False)
class Sitting:
    """One of the two rounds. raters: who stands at each index of the roster, under the same name in both rounds."""

    raters: tuple[str, ...]
    marks: CountedMarks


@dataclass(frozen=True)
class Shift:
    """change: points of 100, one decimal; None unless shown.

    too_few: in one of the rounds a group of those present in both gave fewer than g marks on each criterion, or what
    is left is below the coverage. withheld: somebody could be inferred.
    """

    activity: str
    status: Literal["shown", "too_few", "withheld"]
    change: Decimal | None = None

    def as_document(self) -> dict[str, Any]:
        return {"activity": self.activity, "status": self.status, "change": text(self.change)}


@dataclass(frozen=True, eq=False)
class Half:
    """One round, its activities in the common order: marks of those present in both rounds, and of the others."""

    present: CellCounts
    others: CellCounts


def shifts(method: Method, before: Sitting, after: Sitting) -> tuple[Shift, ...]:
    """One for each activity of both rounds, in the order of the second.

    The rounds need the same judged criteria and groups: `method` is that of both. Raises InputError where names and
    roster do not fit.
    """
    known = set(before.marks.activities)
    common = [code for code in after.marks.activities if code in known]
    stayed = present_in_both(before, after)
    halves = (half(before, stayed[0], common), half(after, stayed[1], common))
    heard = enters(method, *halves)
    groups = np.unique(after.marks.roster.group[stayed[1]]).tolist()
    enough = [all(activity[group].any() for group in groups) for activity in heard]
    released = (may_be_released(method, halves[0]) & may_be_released(method, halves[1])).tolist()
    return tuple(
        shift_of(code, [score(method, each.present, at, heard[at]) for each in halves], *rules)
        for at, (code, *rules) in enumerate(zip(common, enough, released, strict=True))
    )


def present_in_both(before: Sitting, after: Sitting) -> tuple[BoolArray, BoolArray]:
    """True, per index of each roster, for everybody with marks that count in both rounds. Raises InputError."""
    both = speakers(before) & speakers(after)
    return masked(before, both), masked(after, both)


def shift_of(code: str, scores: Sequence[Fraction | None], enough: bool, released: bool) -> Shift:
    earlier, later = scores
    if earlier is None or later is None or not enough:
        return Shift(code, "too_few")
    if not released:
        return Shift(code, "withheld")
    change = later - earlier
    return Shift(code, "shown", printed((change.numerator, change.denominator), 1))


def may_be_released(method: Method, half: Half) -> BoolArray:
    """True, per activity, where the sums of those present in both rounds would give nobody away in this one."""
    few = (half.others.n > 0) & (half.others.n < method.threshold)
    alone = (counting_cells(method, half.present) & few).any(axis=(1, 2))
    return ~alone & open_activities(method, half.present) & open_activities(method, half.others)


def enters(method: Method, earlier: Half, later: Half) -> BoolArray:
    """Activities x groups x judged criteria."""
    return counting_cells(method, earlier.present) & counting_cells(method, later.present)


def score(method: Method, counts: CellCounts, activity: int, heard: BoolArray) -> Fraction | None:
    """Of the cells that enter, 0..100; None below the coverage of the judged criteria."""
    n = np.where(heard, counts.n[activity], 0).T.tolist()
    totals = counts.total[activity].T.tolist()
    values = [
        balance.value(each, balance.balanced(own, method.omegas, method.kappa, method.threshold), own, sums)
        for each, own, sums in zip(method.judged, n, totals, strict=True)
    ]
    weights = on_common_denominator(criterion.weight for criterion in method.judged)
    (numerator, denominator), present = balance.weighted_mean(values, weights)
    if present == 0 or present < method.coverage_minimum * sum(weights):
        return None
    return Fraction(100 * numerator, denominator)


def speakers(sitting: Sitting) -> frozenset[tuple[str, int]]:
    """Name and group of everybody with a mark that counts. Who changed groups is another voice in each round."""
    group, table = sitting.marks.roster.group, sitting.marks.table
    if len(set(sitting.raters)) != len(sitting.raters) or len(sitting.raters) != len(group):
        raise InputError("every rater of the roster needs a name of its own")
    return frozenset(
        (sitting.raters[rater], int(group[rater])) for rater in table.rater[table.spoke()].tolist()
    )


def masked(sitting: Sitting, both: frozenset[tuple[str, int]]) -> BoolArray:
    voices = zip(sitting.raters, sitting.marks.roster.group.tolist(), strict=True)
    return np.array([voice in both for voice in voices], dtype=np.bool_)


def half(sitting: Sitting, present: BoolArray, common: Sequence[str]) -> Half:
    place = {code: at for at, code in enumerate(sitting.marks.activities)}
    rows = np.array([place[code] for code in common], dtype=np.int64)
    return Half(*(sitting.marks.only(part).counts.only(rows) for part in (present, ~present)))
