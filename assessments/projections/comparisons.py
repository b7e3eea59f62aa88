"""What the analysis says of the people behind a result: each group's marks, what moved since the round before, and what
would stand without some of them. Whatever is told of a part of the people is checked with all that was told before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments import scoring
from assessments.models import RosterEntry, Round
from assessments.projections.sums import inputs_of

Mask = NDArray[np.bool_]
TIERS = ("state_controlled", "unverified")


@dataclass(frozen=True, eq=False)
class Counted:
    """A closed round as the mathematics takes it, with who stands at each place of its roster.

    tiers: code -> True for every rater who is of it; empty for a roster that was sealed without them.
    organizations: likewise by id, as text.
    """

    round: Round
    marks: scoring.CountedMarks
    measured: Mapping[tuple[str, str], Decimal]
    raters: tuple[str, ...]
    tiers: Mapping[str, Mask]
    organizations: Mapping[str, Mask]

    @property
    def sitting(self) -> scoring.Sitting:
        return scoring.Sitting(self.raters, self.marks)


def counted(round: Round) -> Counted:
    """Six queries at any size."""
    sealed = RosterEntry.objects.filter(round=round).order_by("pk")
    columns = ("user_id", "organization_id", "is_state_controlled", "has_verified_address")
    rows = list(sealed.values_list(*columns))
    known = all(None not in flags for _user, _organization, *flags in rows)
    controlled = np.array([bool(row[2]) for row in rows], dtype=np.bool_)
    verified = np.array([bool(row[3]) for row in rows], dtype=np.bool_)
    masks = dict(zip(TIERS, (controlled, ~verified), strict=True)) if known else {}
    raters = tuple(str(row[0]) for row in rows)
    method, roster, ballots, measured = inputs_of(round)
    marks = scoring.CountedMarks.of(method, roster, ballots)
    return Counted(round, marks, measured, raters, masks, masks_of([row[1] for row in rows]))


def masks_of(organizations: Sequence[int | None]) -> dict[str, Mask]:
    """Organization -> its raters; those without one are nowhere."""
    ids = np.array([-1 if each is None else each for each in organizations], dtype=np.int64)
    return {str(pk): ids == pk for pk in np.unique(ids).tolist() if pk >= 0}


def shift_document(before: Counted, after: Counted, told: Mapping[str, Any]) -> dict[str, Any]:
    """told: the analysis of the round before."""
    document: dict[str, Any] = {"before": before.round.pk, "status": "shown", "activities": []}
    if not are_alike(before.marks.method, after.marks.method):
        return document | {"status": "other_rules"}
    moved = scoring.shifts(scores_of_people(after.marks.method), before.sitting, after.sitting)
    stayed = scoring.present_in_both(before.sitting, after.sitting)
    # The changes by themselves are safe (shift.py). Here: beside what else was told of parts of the same people.
    for side, parts, stays in zip(
        (before, after), ([*cuts_told(before, told).values()], []), stayed, strict=True
    ):
        is_divided = bool(parts) or side.marks.roster.batch is not None
        if is_divided and not scoring.parts_are_safe(side.marks, [*parts, stays]):
            moved = tuple(replace(each, status="withheld", change=None) for each in moved)
    return document | {"activities": [each.as_document() for each in moved]}


def are_alike(one: scoring.Method, other: scoring.Method) -> bool:
    """The same questions asked of the same groups under the same rule: only then marks can be compared."""
    return scores_of_people(one) == scores_of_people(other)


def scores_of_people(method: scoring.Method) -> scoring.Method:
    """Without the figures, which nobody's mind can change."""
    return replace(method, criteria=method.judged)


def cuts_told(counted: Counted, document: Mapping[str, Any]) -> dict[str, Mask]:
    """Divisions of the raters of which that round's own analysis tells something."""
    parts = parts_told(counted, document["tiers"], document["organizations"])
    return parts | stayed_since(counted, document["shift"])


def parts_told(
    counted: Counted,
    tiers: Sequence[Mapping[str, Any]] | None,
    organizations: Mapping[str, Any] | None = None,
) -> dict[str, Mask]:
    named = organizations["named"] if organizations else ()
    shown = {tier["tier"]: counted.tiers[tier["tier"]] for tier in tiers or () if tier["status"] == "shown"}
    return shown | {entry["tier"]: counted.organizations[entry["tier"]] for entry in named}


def stayed_since(later: Counted, shift: Mapping[str, Any] | None) -> dict[str, Mask]:
    """Who of them was there the time before as well, if something is told of them."""
    if shift is None or not any(entry["status"] == "shown" for entry in shift["activities"]):
        return {}
    earlier = counted(Round.objects.get(pk=shift["before"]))
    _before, stayed = scoring.present_in_both(earlier.sitting, later.sitting)
    return {"stayed": stayed}


def tiers_document(counted: Counted, stayed: Mapping[str, Mask]) -> list[dict[str, Any]] | None:
    """None for a roster that was sealed without them."""
    if not counted.tiers:
        return None
    cuts = tuple(stayed.values())
    found = scoring.tiers(counted.marks, counted.measured, counted.tiers, cuts)
    return [tier.as_document() for tier in found]


def organizations_document(counted: Counted, cuts: Sequence[Mask]) -> dict[str, Any]:
    """By name those of g raters or more whose cut is safe beside all that is told already; all others together."""
    marks, measured, members = counted.marks, counted.measured, counted.organizations
    method = marks.method
    sizes = scoring.sizes_by_group(method, marks.roster, members.values())
    by_size = dict(zip(members, sizes, strict=True))
    large = {pk: members[pk] for pk, size in by_size.items() if sum(size) >= method.threshold}
    found = scoring.tiers(marks, measured, large, cuts)
    named = [tier for tier in found if tier.status == "shown"]
    others = [size for pk, size in by_size.items() if pk not in {tier.code for tier in named}]
    reach = scoring.influence(method, marks.counts, marks.activities, measured, others)
    return reach.as_document() | {"named": [tier.as_document() for tier in named]}
