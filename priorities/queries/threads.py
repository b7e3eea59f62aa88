"""The thread: from an activity back to what people wrote, and from a note forward to the decision.

Each thread takes the same number of queries, however long it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Helix
from assessments.models import Ranking, Round, RoundActivity
from discovery.models import Activity, Note, Theme
from discovery.queries import (
    note_counts_by_helix,
    note_for_public,
    notes_of_activity,
    support_counts_by_helix,
    themes_of_activity,
)
from priorities.models import Deviation, Priority, PrioritySet, Publication
from priorities.queries.decisions import Decision, decisions_on
from priorities.queries.published import PublishedSet
from priorities.queries.rankings import Ranked, ranked_activities
from projects.queries import PublicProposal, proposals_of_activities
from regions.permissions import is_member

NOTES_SHOWN = 60  # the rest is counted


@dataclass(frozen=True)
class Outcome:
    """What one publication made of an activity. `position` is None where it is not in the set."""

    publication: Publication
    position: int | None
    reason: str
    is_latest: bool


@dataclass(frozen=True)
class ShownResult:
    """Scores of a closed round. Without a publication they are for members and for those who scored."""

    round: Round
    ranked: Ranked
    how_many: int
    publication: Publication | None


@dataclass(frozen=True)
class ActivityThread:
    """`supporters`: by helix, None where fewer than the region's threshold. `result`: what was published;
    `newer_result`: a later ranking, for members and raters."""

    activity: Activity
    themes: list[Theme]
    notes: list[Note]
    notes_by_helix: Mapping[str, int]
    supporters: Mapping[str, int | None]
    proposals: list[PublicProposal]
    result: ShownResult | None
    newer_result: ShownResult | None
    outcomes: list[Outcome]
    decisions: list[Decision]

    @property
    def note_count(self) -> int:
        return sum(self.notes_by_helix.values())

    @property
    def latest(self) -> Outcome | None:
        return self.outcomes[0] if self.outcomes else None


@dataclass(frozen=True)
class NoteThread:
    """`result` and `outcome` are those of the latest publication; None where it has not come so far."""

    note: Note
    is_own: bool
    result: ShownResult | None
    outcome: Outcome | None


def activity_for(user: Any, activity_id: int) -> Activity | None:
    return (
        Activity.objects.select_related("region", "workshop", "merged_into", "counts_with")
        .prefetch_related("domains", "scientific_domains", "objectives")
        .filter(pk=activity_id)
        .first()
    )


def note_for(user: Any, note_id: int) -> Note | None:
    return note_for_public(user, note_id=note_id)


def activity_thread(activity: Activity, user: Any) -> ActivityThread:
    """Everything about one activity that this person may see."""
    published = latest_published(activity.region_id)
    return ActivityThread(
        activity=activity,
        themes=list(themes_of_activity(activity)),
        notes=list(notes_of_activity(activity)[:NOTES_SHOWN]),
        notes_by_helix=note_counts_by_helix([activity.pk])[activity.pk],
        supporters=shown_counts(
            support_counts_by_helix([activity.pk])[activity.pk], activity.region.threshold
        ),
        proposals=proposals_of_activities([activity.pk]).get(activity.pk, []),
        result=published_result(published, activity.pk),
        newer_result=unpublished_result(activity, user),
        outcomes=became_of(activity),
        decisions=decisions_on(activity, sets_about(activity, user)),
    )


def note_thread(note: Note, user: Any) -> NoteThread:
    """Forward from one note, in few steps: theme, activity, result, decision."""
    activity = note.theme.activity if note.theme else None
    published = latest_published(note.workshop.region_id) if activity else None
    scored = weighed_as(activity, published) if activity else None
    return NoteThread(
        note=note,
        is_own=user.is_authenticated and note.participant.user_id == user.pk,
        result=published_result(published, scored) if scored else None,
        outcome=outcome_in(published, scored) if scored and published else None,
    )


def weighed_as(activity: Activity, published: PublishedSet | None) -> int:
    """Where an activity was weighed: in the one it became part of, unless the publication still knows it by itself."""
    root = activity.counts_with_id or activity.pk
    known = published is not None and activity.pk in published.results and root not in published.results
    return activity.pk if known else root


def shown_counts(counts: Mapping[str, int], threshold: int) -> dict[str, int | None]:
    """No number below the threshold, 0 included: it would tell of each of them that they did not."""
    return {helix: counts[helix] if counts[helix] >= threshold else None for helix in Helix.values}


def latest_published(region_id: int) -> PublishedSet | None:
    latest = (
        Publication.objects.select_related("region", "priority_set__round")
        .defer("bundle")
        .filter(region_id=region_id)
        .order_by("-number")
        .first()
    )
    return PublishedSet(latest) if latest else None


def published_result(published: PublishedSet | None, activity_id: int) -> ShownResult | None:
    if published is None or activity_id not in published.results:
        return None
    ranked = next(each for each in published.ranked if each.activity_id == activity_id)
    publication = published.publication
    return ShownResult(publication.priority_set.round, ranked, len(published.ranked), publication)


def unpublished_result(activity: Activity, user: Any) -> ShownResult | None:
    """The latest closed round that no publication stands on yet, if this person may see its ranking."""
    if not user.is_authenticated:
        return None
    ranking = (
        Ranking.objects.select_related("round")
        .filter(round__entries__activity=activity, round__state=Round.State.CLOSED)
        .exclude(round__priority_sets__publication__isnull=False)
        .order_by("-round__closed_at", "-round_id")
        .first()
    )
    if ranking is None or not rules.has_perm("assessments.see_ranking", user, ranking.round):
        return None
    ranked = ranked_activities(ranking.document)
    own = next((each for each in ranked if each.activity_id == activity.pk), None)
    return ShownResult(ranking.round, own, len(ranked), None) if own else None


def became_of(activity: Activity) -> list[Outcome]:
    """What each publication of the region made of the activity, newest first. One query.

    Left out are publications whose round did not score it and whose set does not hold it.
    """
    about = {"priority_set": OuterRef("priority_set"), "activity": activity}
    scored = RoundActivity.objects.filter(round=OuterRef("priority_set__round"), activity=activity)
    publications = (
        Publication.objects.select_related("region")
        .defer("content", "bundle")
        .filter(region_id=activity.region_id)
        .annotate(
            place=Subquery(Priority.objects.filter(**about).values("position")[:1]),
            written=Subquery(Deviation.objects.filter(**about).order_by("-pk").values("reason")[:1]),
        )
        .filter(Q(place__isnull=False) | Exists(scored))
        .order_by("-number")
    )
    return [
        Outcome(publication, publication.place, publication.written or "", is_latest=index == 0)
        for index, publication in enumerate(publications)
    ]


def outcome_in(published: PublishedSet, activity_id: int) -> Outcome:
    return Outcome(
        publication=published.publication,
        position=published.position_of(activity_id),
        reason=published.reason_about(activity_id),
        is_latest=True,
    )


def sets_about(activity: Activity, user: Any) -> list[int]:
    """Sets that weighed this activity: the published ones, and for the region's members those on their way too."""
    scored = RoundActivity.objects.filter(round=OuterRef("round"), activity=activity)
    held = Priority.objects.filter(priority_set=OuterRef("pk"), activity=activity)
    sets = PrioritySet.objects.filter(Exists(scored) | Exists(held), region_id=activity.region_id)
    if not is_member(user, activity):
        sets = sets.filter(publication__isnull=False)
    return list(sets.order_by("pk").values_list("pk", flat=True))
