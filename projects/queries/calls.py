"""Calls, their figures, and the regions that still lack one."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from projects.models import Call, Proposal
from regions.models import Region, RegionKind

PROPOSALS_SHOWN = 3  # contributors behind any published count of businesses, as for their confidential sums
INVITING_KINDS = (RegionKind.REGION, RegionKind.CITY)


@dataclass(frozen=True)
class CallFigures:
    """Public counts of a call's proposals; None while fewer than PROPOSALS_SHOWN organizations stand behind them."""

    total: int | None
    by_state: dict[str, int] | None
    is_empty: bool

    def rows(self) -> list[dict[str, Any]]:
        """For a list of bars: states in the order of the life cycle."""
        counted = self.by_state or {}
        return [
            {"label": state.label, "value": counted[state]} for state in Proposal.State if state in counted
        ]


def standing_call(user: Any, *, code: str) -> Call | None:
    """A region's open call for every sector. Anybody may know it."""
    return Call.objects.select_related("region").filter(region__code=code, activity=None).first()


def calls_by_region(code: str = "") -> QuerySet[Call]:
    """All calls, or those of one region; calls are public, those of practice copies are none."""
    rows = _calls().filter(region__is_practice=False).order_by("region__code", "pk")
    return rows.filter(region__code=code) if code else rows


def call_known(user: Any, *, call_id: int) -> Call | None:
    return _calls().filter(pk=call_id).first()


def _calls() -> QuerySet[Call]:
    return Call.objects.select_related("region")


def figures_of(call: Call) -> CallFigures:
    """How many proposals a call has; withdrawn ones are no longer its proposals."""
    rows = Proposal.objects.filter(call=call).exclude(state=Proposal.State.WITHDRAWN)
    counted = rows.values("state").annotate(n=Count("pk")).order_by()
    by_state = Counter({row["state"]: row["n"] for row in counted})
    organizations = rows.aggregate(n=Count("organization", distinct=True))["n"]
    if organizations < PROPOSALS_SHOWN:
        return CallFigures(None, None, is_empty=not organizations)
    return CallFigures(by_state.total(), dict(by_state), is_empty=False)


def regions_without_standing_call() -> QuerySet[Region]:
    """Regions and cities in being that invite nobody yet; countries and former regions invite through others."""
    inviting = Call.objects.filter(activity=None).values("region")
    return Region.objects.filter(kind__in=INVITING_KINDS).exclude(pk__in=inviting).order_by("pk")
