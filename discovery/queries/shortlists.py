"""The shortlist of a workshop: what is proposed, what was confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import Helix
from discovery.models import Activity, Shortlist, ShortlistEntry, WildCard, Workshop
from discovery.queries.activities import activities_of_workshop
from discovery.queries.counting import support_counts_by_helix
from discovery.queries.participants import present_by_helix
from discovery.scoring import Proposal, equal_shares, propose

USUAL_PLACES = 8


@dataclass(frozen=True)
class ShortlistBoard:
    """All activities of a workshop, the best supported first, and what follows from the supports."""

    activities: list[Activity]
    supports: Mapping[int, Mapping[str, int]]
    present: Mapping[str, int]
    shares: Mapping[int, Fraction]
    proposal: Proposal

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For a table: activity, its share in percent, supports in the helices' order, how it is proposed."""
        picks = {pick.activity: pick for pick in self.proposal.picks}
        return [
            {
                "activity": activity,
                "percent": float(self.shares[activity.pk] * 100),
                "supports": [(helix, self.supports[activity.pk].get(helix, 0)) for helix in Helix.values],
                "pick": picks.get(activity.pk),
                "is_tied": activity.pk in self.proposal.tied,
            }
            for activity in self.activities
        ]


def shortlist_proposal(workshop: Workshop, places: int = USUAL_PLACES) -> ShortlistBoard:
    """In a constant number of queries. People whose helix is confirmed count; each helix that is present the same."""
    activities = list(activities_of_workshop(workshop))
    supports = support_counts_by_helix([activity.pk for activity in activities])
    present = present_by_helix(workshop.pk)
    shares = equal_shares(supports, present)
    proposal = propose(shares, wild_votes_of(workshop), places)
    activities.sort(key=lambda activity: (-shares[activity.pk], activity.pk))
    return ShortlistBoard(activities, supports, present, shares, proposal)


def wild_votes_of(workshop: Workshop) -> dict[str, dict[int, int]]:
    """Helix -> activity -> confirmed people of the helix who chose it."""
    votes: dict[str, dict[int, int]] = {helix: {} for helix in Helix.values}
    cards = WildCard.objects.filter(
        participant__workshop=workshop, participant__confirmed_at__isnull=False
    ).order_by()
    for helix, activity_id, number in cards.values_list("participant__helix", "activity_id").annotate(
        number=Count("pk")
    ):
        votes[helix][activity_id] = number
    return votes


def shortlist_of(workshop: Workshop) -> Shortlist | None:
    return Shortlist.objects.filter(workshop=workshop).select_related("confirmed_by").first()


def shortlist_entries(workshop: Workshop) -> QuerySet[ShortlistEntry]:
    """In their order; none while nothing is confirmed."""
    rows = ShortlistEntry.objects.filter(shortlist__workshop=workshop)
    return rows.select_related("activity").order_by("position")


def shortlisted_ids(workshop_id: int) -> list[int]:
    rows = ShortlistEntry.objects.filter(shortlist__workshop=workshop_id).order_by("position")
    return list(rows.values_list("activity_id", flat=True))


def wild_card_of(participant_id: int) -> int | None:
    """The activity this person chose."""
    return WildCard.objects.filter(participant=participant_id).values_list("activity_id", flat=True).first()
