"""Merges: who is asked, how far they have answered, what came of them."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from discovery.models import CURRENT, Activity, Merge, MergeAnswer, Note, Support, Theme
from discovery.queries.counting import through_merges
from discovery.registries import authors_elsewhere
from discovery.sentences import SENTENCES
from foundation import audit, clock
from regions.models import Region
from regions.permissions import roles_of


@dataclass(frozen=True)
class Consent:
    """What the people asked have said so far."""

    answers: tuple[MergeAnswer, ...]

    @property
    def total(self) -> int:
        return len(self.answers)

    @property
    def agreed(self) -> int:
        return sum(each.answer == MergeAnswer.Answer.AGREED for each in self.answers)

    @property
    def objections(self) -> list[MergeAnswer]:
        return [each for each in self.answers if each.answer == MergeAnswer.Answer.OBJECTED]

    @property
    def waiting(self) -> int:
        return self.total - self.agreed - len(self.objections)

    @property
    def is_unanimous(self) -> bool:
        return self.agreed == self.total


def merge_for(user: Any, *, merge_id: int) -> Merge | None:
    """A merge for the region's people and for those who are asked."""
    if not user.is_authenticated:
        return None
    asked = Exists(MergeAnswer.objects.filter(merge=OuterRef("pk"), person_id=user.pk))
    visible = asked | Q(region__in=roles_of(user))
    return (
        Merge.objects.filter(visible, pk=merge_id).select_related("region", "result", "proposed_by").first()
    )


def merges_of_region(region: Region, *, state: str = "") -> QuerySet[Merge]:
    """The newest first, with how many were asked, agreed and objected."""
    merges = Merge.objects.filter(region=region, **({"state": state} if state else {}))

    def said(answer: str) -> Count:
        return Count("answers", filter=Q(answers__answer=answer), distinct=True)

    return (
        merges.select_related("region", "result")
        .prefetch_related("members__activity")
        .annotate(
            asked_count=Count("answers", distinct=True),
            agreed_count=said(MergeAnswer.Answer.AGREED),
            objected_count=said(MergeAnswer.Answer.OBJECTED),
        )
        .order_by("-pk")
    )


def is_time_over(merge: Merge) -> bool:
    """By the database's clock, as the action asks."""
    return clock.now() >= merge.answer_by


@dataclass(frozen=True)
class Event:
    """One line of the component `decisions`; who it was is told by role only."""

    at: dt.datetime
    what: str
    reason: str
    tone: str


TONES = {
    "discovery.complete_merge": "success",
    "discovery.withdraw_merge": "warning",
    "discovery.undo_merge": "warning",
}


def events_of(merge: Merge) -> list[Event]:
    """What was done with a merge, newest first; the answers stand in their own table. One query."""
    rows = audit.reasons_of(merge).exclude(verb="discovery.answer_merge").order_by("-pk")
    return [
        Event(
            at=row.at,
            what=str(SENTENCES[row.verb]),
            reason=row.words.text if hasattr(row, "words") else "",
            tone=TONES.get(row.verb, "neutral"),
        )
        for row in rows
    ]


def members_of(merge: Merge) -> list[Activity]:
    """In the order they were chosen."""
    return [each.activity for each in merge.members.select_related("activity").order_by("pk")]


def consent_of(merge: Merge) -> Consent:
    return Consent(tuple(merge.answers.select_related("person").order_by("pk")))


def answer_of(merge: Merge, user: Any) -> MergeAnswer | None:
    """None for somebody who is not asked."""
    return merge.answers.filter(person_id=user.pk).first()


def answers_awaited_from(user: Any) -> QuerySet[MergeAnswer]:
    """Questions to this person that are still open."""
    waiting = MergeAnswer.objects.filter(person_id=user.pk, answer="", merge__state=Merge.State.PROPOSED)
    return waiting.select_related("merge__region", "merge__result").order_by("-pk")


def merge_that_made(activity: Activity) -> Merge | None:
    """The latest completed merge into an activity: the one that can be undone."""
    done = Merge.objects.filter(result=activity, state=Merge.State.COMPLETED)
    return done.order_by("-completed_at", "-pk").first()


def merges_about(activity: Activity) -> QuerySet[Merge]:
    """Completed and undone ones, the newest first: what the public reads on the activity's page."""
    told = Q(state=Merge.State.COMPLETED) | Q(state=Merge.State.UNDONE)
    about = Q(members__activity=activity) | Q(result=activity)
    return (
        Merge.objects.filter(told, about)
        .select_related("result")
        .prefetch_related("members__activity")
        .distinct()
        .order_by("-pk")
    )


def activities_to_merge(region: Region) -> QuerySet[Activity]:
    """What is on the region's list, newest first."""
    return Activity.objects.filter(CURRENT, region=region).select_related("workshop").order_by("-pk")


def people_to_ask(activities: Collection[Activity], *, with_supporters: bool) -> set[int]:
    """The authors of these activities and of those merged into them before: who made them, who proposed projects.

    `with_supporters`: also those who support them, and those who wrote the ideas they are made of.
    """
    ids = [each.pk for each in activities]
    everything = Activity.objects.filter(Q(pk__in=ids) | Q(counts_with__in=ids))
    asked = set(everything.values_list("created_by_id", flat=True))
    asked |= authors_elsewhere(list(everything.values_list("pk", flat=True)))
    if with_supporters:
        asked |= _people(Support.objects.filter(activity__in=everything))
        asked |= _people(Note.objects.filter(theme__activity__in=everything, is_hidden=False))
    return asked


def themes_to_merge(theme: Theme) -> QuerySet[Theme]:
    """The other themes of its workshop that it could be put into."""
    others = Theme.objects.filter(workshop_id=theme.workshop_id, merged_into=None).exclude(pk=theme.pk)
    return others.order_by("pk")


def themes_put_into(theme: Theme) -> QuerySet[Theme]:
    return Theme.objects.filter(merged_into=theme).order_by("pk")


def merged_away_among(activity_ids: Iterable[int]) -> list[Activity]:
    """Those that cannot be scored or chosen any more, with where they went."""
    gone = Activity.objects.filter(pk__in=list(activity_ids)).exclude(CURRENT)
    return list(gone.select_related("merged_into").order_by("pk"))


def is_counted_through(activity: Activity) -> bool:
    return Activity.objects.filter(through_merges("", activity.pk)).exclude(pk=activity.pk).exists()


def _people(rows: QuerySet[Any]) -> set[int]:
    return set(rows.order_by().values_list("participant__user_id", flat=True))
