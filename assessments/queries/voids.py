"""Marks struck from a round: who asked, who decided, and what of it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import RosterEntry, Round, Void
from assessments.queries.rounds import round_for
from discovery.queries import numbers_in_hall
from regions.models import Role
from regions.queries import holders_of

IS_VOIDED = Exists(Void.objects.filter(rater=OuterRef("pk"), state=Void.State.CONFIRMED))


def voids_of(round: Round) -> list[Void]:
    """All that was asked for, the oldest first, each with its rater and `number` in the hall. Two queries."""
    numbers = numbers_in_hall(round.workshop_id)
    found = list(Void.objects.filter(round=round).select_related("rater__organization").order_by("pk"))
    for void in found:
        void.rater.number = numbers.get(void.rater.user_id)  # type: ignore[attr-defined]  # -- reason: only shown
    return found


def void_for(user: Any, *, void_id: int) -> Void | None:
    """Of a round the person knows of."""
    found = Void.objects.select_related("round__region", "rater__organization").filter(pk=void_id).first()
    if found is None or round_for(user, round_id=found.round_id) is None:
        return None
    found.rater.number = numbers_in_hall(found.round.workshop_id).get(found.rater.user_id)  # type: ignore[attr-defined]  # -- reason: only shown
    return found


def raters_that_count(round: Round) -> list[RosterEntry]:
    """Everybody on the roster whose marks count, each with its `number` in the hall. Two queries."""
    numbers = numbers_in_hall(round.workshop_id)
    rows = RosterEntry.objects.filter(~IS_VOIDED, round=round).select_related("organization").order_by("pk")
    found = list(rows)
    for rater in found:
        rater.number = numbers.get(rater.user_id)  # type: ignore[attr-defined]  # -- reason: only shown
    return found


def raters_to_choose(round: Round) -> list[tuple[int, str]]:
    """(id, how the hall knows them) of everybody on the roster whose marks count. Two queries."""
    return [(rater.pk, rater_in_words(rater, rater.number)) for rater in raters_that_count(round)]  # type: ignore[attr-defined]  # -- reason: only shown


def rater_in_words(rater: RosterEntry, number: int | None) -> str:
    words = {
        "number": number or "-",
        "group": Helix(rater.helix).label,
        "organization": rater.organization or _("no organization"),
    }
    return _("No. %(number)s, %(group)s, %(organization)s") % words


def rater_on(round: Round, rater_id: int) -> RosterEntry | None:
    return RosterEntry.objects.filter(round=round, pk=rater_id).first()


def void_deciders(void: Void) -> QuerySet[Any, Any]:
    """Ids of those who may be the second person."""
    return (
        holders_of(void.region_id, Role.OFFICIAL, Role.ADMINISTRATOR)
        .exclude(user=void.rater.user_id)
        .values("user")
    )


def voids_by_group(round: Round) -> dict[str, dict[str, int]]:
    """{"science": {"twice": 1}}: confirmed ones, by the group the rater was sealed into and by ground."""
    found: dict[str, dict[str, int]] = {}
    rows = Void.objects.filter(round=round, state=Void.State.CONFIRMED).order_by("rater__group", "ground")
    for group, ground, number in rows.values_list("rater__group", "ground").annotate(number=Count("pk")):
        found.setdefault(group, {})[ground] = number
    return found


def void_lines(round: Round) -> list[str]:
    """Confirmed ones as "rater/ground", in a fixed order, for the digest at the close."""
    rows = Void.objects.filter(round=round, state=Void.State.CONFIRMED).order_by("rater_id")
    return [f"{rater}/{ground}" for rater, ground in rows.values_list("rater_id", "ground")]


@dataclass(frozen=True)
class VoidCount:
    """Marks of so many people of a group do not count, for this ground."""

    group: str
    ground: str
    number: int

    @property
    def ground_in_words(self) -> str:
        return str(Void.Ground(self.ground).label)


def void_counts(sealed: Mapping[str, Mapping[str, int]]) -> list[VoidCount]:
    """What a round sealed at its close, in the fixed order of the groups."""
    return [
        VoidCount(group, ground, number)
        for group in Helix.values
        for ground, number in sorted(sealed.get(group, {}).items())
    ]
