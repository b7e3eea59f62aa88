"""Weights asked of people: who may know of it, a person's own points, what came out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Helix
from assessments.models import Criterion, Framework, Principle, Weigher, Weighing
from discovery.models import Participant
from discovery.queries import participant_in
from regions.permissions import roles_of


def weighings_of(framework: Framework) -> QuerySet[Weighing]:
    return Weighing.objects.filter(framework=framework).select_related("workshop", "region").order_by("-pk")


def weighing_for(user: Any, *, weighing_id: int) -> Weighing | None:
    """Of a region in which the person has a role."""
    known = Weighing.objects.filter(pk=weighing_id, region__in=roles_of(user))
    return known.select_related("region", "workshop", "framework", "framework__region", "applied_to").first()


@dataclass(frozen=True)
class WeighingSeat:
    """A person in front of it: on the sealed list, or only in the workshop."""

    weighing: Weighing
    weigher: Weigher | None
    participant: Participant | None = None


def weighing_seat_for(user: Any, *, weighing_id: int) -> WeighingSeat | None:
    if not user.is_authenticated:
        return None
    weigher = weigher_for(user, weighing_id=weighing_id)
    if weigher:
        return WeighingSeat(weigher.weighing, weigher)
    weighing = Weighing.objects.select_related("workshop", "framework").filter(pk=weighing_id).first()
    participant = participant_in(weighing.workshop, user) if weighing else None
    return WeighingSeat(weighing, None, participant) if weighing and participant else None


def weigher_for(user: Any, *, weighing_id: int) -> Weigher | None:
    places = Weigher.objects.select_related("weighing", "weighing__framework", "weighing__workshop")
    return places.filter(user_id=user.pk, weighing_id=weighing_id).first()


def open_weighing_in(workshop_id: int) -> Weighing | None:
    """What the phones of a hall are led to, while no round is open."""
    return Weighing.objects.filter(workshop=workshop_id, state=Weighing.State.OPENED).order_by("-pk").first()


def weighing_turnout(weighing: Weighing) -> tuple[dict[str, int], dict[str, int]]:
    """(given, sealed) by group: all that is known before the close; groups are never smaller than the threshold."""
    given = Count("pk", filter=Q(points__isnull=False))
    rows = (
        Weigher.objects.filter(weighing=weighing)
        .order_by()
        .values("group")
        .annotate(n=Count("pk"), given=given)
    )
    found = {row["group"]: row for row in rows if row["n"] >= weighing.threshold}
    order = [helix for helix in Helix.values if helix in found]
    return {h: found[h]["given"] for h in order}, {h: found[h]["n"] for h in order}


def splits_of(weighing: Weighing) -> list[tuple[int, str, list[int]]]:
    """(weigher, group, points), in a fixed order: what the result and its digest are made of."""
    given = Weigher.objects.filter(weighing=weighing, points__isnull=False).order_by("pk")
    return [
        (pk, group, list(points or ())) for pk, group, points in given.values_list("pk", "group", "points")
    ]


@dataclass(frozen=True)
class WeighedItem:
    """`before`: points in the version asked about. `after`: what came out; None before the close."""

    code: str
    name: str
    explanation: str
    before: Decimal
    after: Decimal | None
    mine: int | None = None

    @property
    def field(self) -> str:
        return f"points-{self.code}"


def items_of(weighing: Weighing, criteria: Sequence[Criterion]) -> list[tuple[str, str, str, Decimal]]:
    """(code, name, explanation, points now) of what the points go to."""
    if weighing.subject == Weighing.Subject.CRITERIA:
        return [(each.code, each.question, each.explanation, each.weight) for each in criteria]
    weights: Counter[str] = Counter()
    for each in criteria:
        weights[each.principle] += each.weight  # type: ignore[assignment]  # -- reason: a Counter of decimals
    return [
        (principle.value, str(principle.label), "", Decimal(weights[principle.value]))
        for principle in Principle
        if principle.value in weights
    ]


def weighed_items(weighing: Weighing, weigher: Weigher | None = None) -> list[WeighedItem]:
    """With the result after the close, and a person's own points."""
    result = {each["code"]: Decimal(each["points"]) for each in (weighing.result or {}).get("items", [])}
    own = dict(zip(weighing.items, weigher.points, strict=True)) if weigher and weigher.points else {}
    criteria = list(weighing.framework.criteria.all())
    return [
        WeighedItem(code, name, explanation, before, result.get(code), own.get(code))
        for code, name, explanation, before in items_of(weighing, criteria)
    ]


@dataclass(frozen=True)
class GroupMeans:
    """What one group gave on average, in the order of the items."""

    name: str
    means: tuple[Decimal, ...]


def group_means(weighing: Weighing) -> list[GroupMeans]:
    """Of the groups that may be told; none where they stay back."""
    groups = (weighing.result or {}).get("groups", [])
    return [
        GroupMeans(str(Helix(each["group"]).label), tuple(map(Decimal, each["means"])))
        for each in groups
        if each["means"]
    ]
