"""What would stand if some of the raters had stayed away: those of state-controlled organizations, those without a
verified address.

Scores and places of the others alone, by the same rule. Both the sums of all and, through these scores, something of the
sums of the others would be known, hence of those left out. So a tier is told only where it could do no harm even to
somebody who had learned the sums of both parts: of every cell with marks of one part, the other part gave none or g
marks or more, and neither sum is so near an end that fewer than three values of a mark remain (disclosure.py). Two
tiers cut a cell into up to four parts, and from the sums of both follows something of each: the rule holds for the parts
of all tiers that are told together. The change among those present in two rounds (shift.py) is one cut more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assessments.scoring.cells import BoolArray, CountedMarks, IntArray
from assessments.scoring.disclosure import open_activities
from assessments.scoring.ranking import Standings
from assessments.scoring.result import Standing
from assessments.scoring.scores import Measured, Rule, Sums

Status = Literal["shown", "nobody", "withheld"]


@dataclass(frozen=True)
class Tier:
    """raters: how many stay away, None unless shown. standings: of the others, activity -> score and place.

    nobody: no rater is of this tier. withheld: their marks could be inferred, or too few people would be left.
    """

    code: str
    status: Status
    raters: int | None = None
    standings: tuple[tuple[str, Standing], ...] = ()

    def as_document(self) -> dict[str, Any]:
        return {
            "tier": self.code,
            "status": self.status,
            "raters": self.raters,
            "activities": [{"activity": code, **standing.as_document()} for code, standing in self.standings],
        }


def tiers(
    marks: CountedMarks,
    measured: Measured,
    members: Mapping[str, BoolArray],
    cuts: Sequence[BoolArray] = (),
) -> tuple[Tier, ...]:
    """One for each tier, in the given order. members: per tier, True for every rater who is of it.

    cuts: other divisions of the raters of which something is told as well. A tier is withheld that would not be safe
    beside these and the tiers told before it.
    """
    told = list(cuts)
    found = []
    for code, mask in members.items():
        if not mask.any():
            found.append(Tier(code, "nobody"))
        elif not may_be_told(marks, [*told, mask]):
            found.append(Tier(code, "withheld"))
        else:
            told.append(mask)
            found.append(told_tier(marks, measured, code, mask))
    return tuple(found)


def told_tier(marks: CountedMarks, measured: Measured, code: str, mask: BoolArray) -> Tier:
    others = marks.only(~mask)
    sums = Sums.of(others.method, others.counts, others.activities, measured)
    standings = Standings.of(sums, Rule(others.method.kappa)).as_objects()
    away = set(np.flatnonzero(mask).tolist()) - marks.roster.voided
    return Tier(code, "shown", len(away), tuple(zip(others.activities, standings, strict=True)))


def may_be_told(marks: CountedMarks, cuts: Sequence[BoolArray]) -> bool:
    """As `parts_are_safe`, and each side of every cut is no smaller than g."""
    large_enough = all(min(mask.sum(), (~mask).sum()) >= marks.method.threshold for mask in cuts)
    return large_enough and parts_are_safe(marks, cuts)


def parts_are_safe(marks: CountedMarks, cuts: Sequence[BoolArray]) -> bool:
    """True where the sums of every part into which the cuts divide each cell would give nobody away.

    The batches of an open board are cuts as well: the hall saw their sums.
    """
    seen = [] if marks.roster.batch is None else [marks.roster.batch]
    for part in parts_of([*cuts, *seen]):
        counts = marks.only(part).counts
        few = (counts.n > 0) & (counts.n < marks.method.threshold)
        if few.any() or not open_activities(marks.method, counts).all():
            return False
    return True


def parts_of(cuts: Sequence[BoolArray | IntArray]) -> list[BoolArray]:
    """The smallest parts of the raters that can be told apart, the empty ones left out."""
    labels = np.stack(cuts, axis=1)
    kinds = np.unique(labels, axis=0)
    return [(labels == kind).all(axis=1) for kind in kinds]
