"""How far raters agree on each question, as it may be told: Krippendorff's alpha and Kendall's W.

alpha (interval level) needs only how often each mark was given to each activity, pooled over the groups. So it is told of
the activities whose pooled marks are published (disclosure.py, `open_histograms`), exactly: everybody can compute it from
them, and it tells nothing new. An activity in which some group gave hardly different marks does not enter, and how many
do is said. Alpha of all activities, be it only an interval, would tell of that one what its histogram may not: beside the
published marks of the others, all that is left in it is the spread of that one (tests/.../test_raters_agree.py finds
everybody's marks by it).

W asks whether people put the activities in one order. It depends on who gave which marks together, though not on who of
a group that was: two people of a group could change places, with all their marks, and W would be the same. So it is told
where who came is told (`marks_can_change_places`): every counting cell then holds three different marks or more, and
anybody may have given each of them. Where something is told of a part of the raters (tiers.py), people of different parts
could not change places; there W stays back, which tells nothing new. It is told between two tenths, more coarsely than
that argument needs, because a later round may tell of parts of this one (shift.py).

Only raters without a gap enter W, g of them or more; how many they are is told, how many were left out is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Any

import numpy as np

from assessments.scoring.agreement import FloatArray, alpha_from_histograms, concordance
from assessments.scoring.cells import BoolArray, CellCounts, CountedMarks, MarkTable
from assessments.scoring.disclosure import counting_cells, marks_can_change_places, open_histograms
from assessments.scoring.exact import printed
from assessments.scoring.marks import NOT_ANSWERED
from assessments.scoring.method import Method
from assessments.scoring.result import text
from assessments.scoring.tiers import parts_of

FEWEST = 2  # activities, to be told apart by somebody


@dataclass(frozen=True)
class SharedMarks:
    """alpha: two decimals. activities: of how many it is."""

    alpha: Decimal
    activities: int


@dataclass(frozen=True)
class SharedOrder:
    """lower <= W < upper, tenths; upper 1 is included. raters: how many put all activities in an order."""

    lower: Decimal
    upper: Decimal
    raters: int


@dataclass(frozen=True)
class QuestionAgreement:
    """Of one judged criterion; None where a figure is not defined or stays back."""

    criterion: str
    marks: SharedMarks | None
    order: SharedOrder | None

    def as_document(self) -> dict[str, Any]:
        marks, order = self.marks, self.order
        return {
            "criterion": self.criterion,
            "alpha": marks and text(marks.alpha),
            "activities": marks and marks.activities,
            "order": order and [text(order.lower), text(order.upper)],
            "raters": order and order.raters,
        }


def agreement_by_question(
    marks: CountedMarks, cuts: Sequence[BoolArray] = ()
) -> tuple[QuestionAgreement, ...]:
    """One a judged criterion, in frozen order. cuts: divisions of the raters of which something is told."""
    method, counts = marks.method, marks.counts
    orders: Sequence[SharedOrder | None] = [None] * len(method.judged)
    if marks_can_change_places(method, counts) and not divides(cuts):
        orders = [shared_order(method, values) for values in comparable_marks(method, marks.table, counts)]
    rows = zip(method.judged, shared_marks(method, counts), orders, strict=True)
    return tuple(QuestionAgreement(criterion.code, marks, order) for criterion, marks, order in rows)


def shared_marks(method: Method, counts: CellCounts) -> Iterator[SharedMarks | None]:
    """From published histograms alone."""
    counting, shown = counting_cells(method, counts), open_histograms(method, counts)
    for column, (criterion, histogram) in enumerate(zip(method.judged, counts.histograms, strict=True)):
        pooled = (histogram * counting[:, :, column, np.newaxis]).sum(axis=1)[shown[:, column]]
        scale = range(criterion.minimum, criterion.maximum + 1)
        exact = alpha_from_histograms(pooled, scale, "interval") if len(pooled) >= FEWEST else None
        yield None if exact is None else SharedMarks(printed(exact.as_integer_ratio(), 2), len(pooled))


def divides(cuts: Sequence[BoolArray]) -> bool:
    return bool(cuts) and len(parts_of(cuts)) > 1


def comparable_marks(method: Method, table: MarkTable, counts: CellCounts) -> Iterator[FloatArray]:
    """Per judged criterion raters x activities, of counting cells only; activities without any are left out."""
    counting = counting_cells(method, counts)
    for column in range(len(method.judged)):
        values = table.marks[:, :, column].astype(np.float64)
        values[values >= NOT_ANSWERED] = np.nan
        for group, own in enumerate(table.groups()):
            values[own, ~counting[:, group, column]] = np.nan
        yield values[:, counting[:, :, column].any(axis=1)]


def shared_order(method: Method, values: FloatArray) -> SharedOrder | None:
    found = concordance(values)
    if found is None or found.raters < method.threshold:
        return None
    lower = min(floor(10 * found.w), 9)
    return SharedOrder(Decimal(lower).scaleb(-1), Decimal(lower + 1).scaleb(-1), found.raters)
