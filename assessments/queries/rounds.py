"""Rounds: who knows of them, how far they have come."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import Helix
from assessments.models import Ballot, CriterionKind, RosterEntry, Round, RoundActivity
from assessments.scoring import RANKING_SCHEMA
from discovery.models import CURRENT, PASSED_THE_GATE, Activity, ActivityKind
from regions.models import Region
from regions.permissions import roles_of


def rounds_in(region: Region, *, state: str = "") -> QuerySet[Round]:
    """Newest first, with their numbers of activities; narrowed where a state is asked for."""
    rounds = Round.objects.filter(region=region).defer("method")
    narrowed = rounds.filter(state=state) if state else rounds
    with_names = narrowed.select_related("region", "workshop", "framework")
    return with_names.annotate(activity_count=Count("entries")).order_by("-pk")


def round_for(user: Any, *, round_id: int) -> Round | None:
    """A round of a region in which the person has a role, or on whose sealed roster they stand."""
    return found_round(round_id, known_to(user)) if user.is_authenticated else None


def result_for(user: Any, *, round_id: int) -> Round | None:
    """The same, or a round on which a published set rests."""
    public = Q(made_public_at__isnull=False)
    return found_round(round_id, public | known_to(user) if user.is_authenticated else public)


def known_to(user: Any) -> Q:
    seat = RosterEntry.objects.filter(round=OuterRef("pk"), user_id=user.pk)
    return Q(region__in=roles_of(user)) | Q(Exists(seat))


def found_round(round_id: int, visible: Q) -> Round | None:
    rounds = Round.objects.select_related("region", "framework", "workshop", "workshop__region", "step")
    return rounds.filter(visible, pk=round_id).first()


def entry_for(user: Any, *, round_id: int, activity_id: int) -> RoundActivity | None:
    """One activity on the list of a round whose result the person may know of. It carries its region."""
    round = result_for(user, round_id=round_id)
    if round is None:
        return None
    entries = RoundActivity.objects.filter(round=round, activity_id=activity_id).select_related("activity")
    entry = entries.annotate(region_id=F("round__region_id")).first()
    if entry:
        entry.round = round
    return entry


def activities_to_score(region: Region, kind: str = ActivityKind.ACTIVITY) -> QuerySet[Activity]:
    """What may stand on the list of a round: on the region's list, and an activity, not a firm or a whole sector.

    A round ranks things of one kind: activities, or technologies.
    """
    open_to_it = Activity.objects.filter(CURRENT, PASSED_THE_GATE, region=region, kind=kind)
    return open_to_it.select_related("workshop").order_by("pk")


def kinds_to_score(region: Region) -> list[ActivityKind]:
    """Activities always, technologies where the region's list has one."""
    has_technologies = activities_to_score(region, ActivityKind.TECHNOLOGY).exists()
    return list(ActivityKind) if has_technologies else [ActivityKind.ACTIVITY]


def activities_kept_out(region: Region) -> QuerySet[Activity]:
    """On the region's list, but nobody has said yet that they are activities."""
    on_list = Activity.objects.filter(CURRENT, region=region)
    return on_list.exclude(PASSED_THE_GATE).order_by("pk")


def activities_named(region: Region, activity_ids: Collection[int]) -> dict[int, Activity]:
    """Whatever may be scored or not, to say which of them may not."""
    return Activity.objects.filter(region=region).select_related("merged_into").in_bulk(activity_ids)


def round_before(round: Round) -> Round | None:
    """The one closed last before it in the same workshop that asked about one of its activities or more."""
    if round.workshop_id is None or round.closed_at is None:
        return None
    shared = RoundActivity.objects.filter(
        round=OuterRef("pk"), activity__in=round.entries.order_by().values("activity")
    )
    earlier = Round.objects.filter(
        Exists(shared),
        workshop=round.workshop_id,
        state=Round.State.CLOSED,
        is_counting=round.is_counting,
        closed_at__lt=round.closed_at,
    )
    return earlier.order_by("-closed_at", "-pk").first()


def entries_of(round: Round) -> QuerySet[RoundActivity]:
    return RoundActivity.objects.filter(round=round).select_related("activity").order_by("position")


def question_count(round: Round) -> int:
    """Questions a rater answers for each activity: as frozen, or as the framework stands now."""
    if round.method:
        return sum(entry["kind"] == CriterionKind.JUDGED for entry in round.method["criteria"])
    return round.framework.criteria.filter(kind=CriterionKind.JUDGED).count()


@dataclass(frozen=True)
class GroupTurnout:
    """raters: sealed. started: with at least one ballot. ballots: handed in, of raters x activities."""

    group: str
    raters: int
    started: int
    ballots: int
    expected: int


def turnout_of(round: Round) -> list[GroupTurnout]:
    """By group, in the fixed order of the helices; nothing about a group smaller than the threshold.

    The only thing anybody may know of a round while it is open. One query and one for the number of activities.
    """
    activities = RoundActivity.objects.filter(round=round).count()
    handed_in = Count("ballots", distinct=True)
    started = Count("pk", filter=Exists(Ballot.objects.filter(rater=OuterRef("pk"))), distinct=True)
    groups = (
        RosterEntry.objects.filter(round=round)
        .values("group")
        .annotate(raters=Count("pk", distinct=True), started=started, handed_in=handed_in)
        .filter(raters__gte=round.threshold)
    )
    found = {
        row["group"]: GroupTurnout(
            row["group"], row["raters"], row["started"], row["handed_in"], row["raters"] * activities
        )
        for row in groups
    }
    return [found[helix] for helix in Helix.values if helix in found]


def overdue_rankings() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Closed rounds whose ranking is missing, behind its inputs or of an earlier kind. The oldest first."""
    behind = (
        Q(ranking=None) | ~Q(ranking__input_version=F("input_version")) | ~Q(ranking__schema=RANKING_SCHEMA)
    )
    closed = Round.objects.filter(behind, state=Round.State.CLOSED).order_by("pk")
    for round_id in closed.values_list("pk", flat=True):
        yield "assessments.rebuild_ranking", (round_id,)
