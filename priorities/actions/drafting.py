"""The draft: taken from the ranking as printed, changed only with a written reason, handed in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import settle, tell, tell_each
from accounts.models import User
from assessments.models import Round
from discovery.models import Activity
from discovery.queries import merged_away_among
from foundation import audit, canonical, clock
from foundation.transitions import Refused, take_step
from priorities.actions.editing import claim_edit, enter_author
from priorities.actions.remarking import require_answers
from priorities.actions.ruling import require_explained_rules
from priorities.models import Deviation, Priority, PrioritySet
from priorities.queries.audiences import deciders_of, ideas_considered
from priorities.queries.rankings import Ranked, ranked_activities, ranking_of, recommended
from priorities.queries.sets import chain_of

FEWEST, MOST = 5, 8  # method.md, section 4
REVIEWED_AFTER, LATEST_REVIEW = 2, 10  # years


@transaction.atomic
def draft_set(
    *, round: Round, title: str, cycle: int, target_count: int, by: User, **lineage: Any
) -> PrioritySet:
    """A new draft with the first of the ranking as printed; all who tie at the cut-off are in it."""
    if not FEWEST <= target_count <= MOST:
        raise Refused(_("A set has 5 to 8 priorities."))
    ranked = ranking_to_draft_from(round)
    priority_set = create_set(
        round=round, title=title, cycle=cycle, target_count=target_count, drafter=by, **lineage
    )
    store_order(priority_set, [each.activity_id for each in recommended(ranked, target_count)], ranked)
    considered = ideas_considered(priority_set)
    tell_each(kind="priorities.idea_considered", things=considered, about=priority_set, by=by)
    audit.record(chain_of(priority_set), "priorities.draft_set", priority_set, by=by)
    return priority_set


def ranking_to_draft_from(round: Round) -> list[Ranked]:
    """Raises Refused for a round that is open, indicative, or not computed yet."""
    if round.state != Round.State.CLOSED:
        raise Refused(_("The scoring is still open: a set is drafted after it is closed."))
    if not round.is_counting:
        raise Refused(_("This scoring was only a trial: a set needs one with a sealed list of people."))
    ranking = ranking_of(round.pk)
    if ranking is None or ranking.input_version != round.input_version:
        raise Refused(_("The ranking is still being computed. Please try again in a minute."))
    return ranked_activities(ranking.document)


def create_set(*, round: Round, **columns: Any) -> PrioritySet:
    """The constraint decides, so that two people who draft at once do not both succeed."""
    region = round.region
    try:
        with transaction.atomic():
            made = PrioritySet.objects.create(
                region=region, round=round, approvals_needed=region.approvals_needed, **columns
            )
    except IntegrityError:
        raise Refused(
            _("This region already works on a set for that year. Finish it or give it up first.")
        ) from None
    enter_author(made, made.drafter)
    return made


@transaction.atomic
def add_priority(
    *,
    priority_set: PrioritySet,
    activity: Activity,
    reason: str,
    edit_version: int,
    by: User,
    position: int | None = None,
) -> PrioritySet:
    """Take in an activity of the region, ranked or not; at the end unless a place is named."""
    order = order_for_edit(priority_set, edit_version, reason)
    if activity.region_id != priority_set.region_id:
        raise Refused(_("This activity belongs to another region."))
    if activity.pk in order:
        raise Refused(_("This activity is in the set already."))
    require_on_the_list([activity.pk])
    place = place_among(position, len(order) + 1)
    order.insert(place - 1, activity.pk)
    return changed(priority_set, order, activity, Deviation.Kind.ADDED, reason, by, to_position=place)


@transaction.atomic
def drop_priority(
    *, priority_set: PrioritySet, activity: Activity, reason: str, edit_version: int, by: User
) -> PrioritySet:
    """Leave an activity out; those below it move up."""
    order = order_for_edit(priority_set, edit_version, reason)
    place = place_of(activity, order)
    order.remove(activity.pk)
    return changed(priority_set, order, activity, Deviation.Kind.DROPPED, reason, by, from_position=place)


@transaction.atomic
def move_priority(
    *,
    priority_set: PrioritySet,
    activity: Activity,
    position: int,
    reason: str,
    edit_version: int,
    by: User,
) -> PrioritySet:
    """Give an activity another place; the others keep their order."""
    order = order_for_edit(priority_set, edit_version, reason)
    old, new = place_of(activity, order), place_among(position, len(order))
    if old == new:
        raise Refused(_("It has this place already."))
    order.insert(new - 1, order.pop(old - 1))
    return changed(
        priority_set, order, activity, Deviation.Kind.MOVED, reason, by, from_position=old, to_position=new
    )


@transaction.atomic
def submit_set(*, priority_set: PrioritySet, by: User) -> PrioritySet:
    """Hand in for approval. Refused while there are more than places, a question waits for its answer, or a rule is broken unsaid."""
    submitted = take_step(
        priority_set,
        "submit",
        by=by,
        guards=[
            *(require_a_fitting_number, require_answers, require_whole_activities),
            require_explained_rules,
        ],
        change=note_time,
    )
    settle(kinds=["priorities.set_returned"], about=submitted)
    tell(kind="priorities.set_submitted", people=deciders_of(submitted), about=submitted, by=by)
    return submitted


def note_time(priority_set: PrioritySet) -> None:
    priority_set.submitted_at = clock.now()


def withdraw_set(*, priority_set: PrioritySet, reason: str, by: User) -> PrioritySet:
    """Give up a draft: its year is free for another."""
    return take_step(priority_set, "withdraw", by=by, reason=reason)


def require_a_fitting_number(priority_set: PrioritySet) -> None:
    count = priority_set.priorities.count()
    if count == 0:
        raise Refused(_("The set is empty."))
    if count > priority_set.target_count:
        raise Refused(
            _(
                "The set holds %(count)d activities and the target is %(target)d: leave some out, with a reason."
            )
            % {"count": count, "target": priority_set.target_count}
        )


def require_whole_activities(priority_set: PrioritySet) -> None:
    require_on_the_list(list(priority_set.priorities.values_list("activity_id", flat=True)))


def require_on_the_list(activity_ids: Sequence[int]) -> None:
    """What was merged after its scoring is no priority by itself: the ranking knows it, the region does not any more."""
    for gone in merged_away_among(activity_ids):
        into = f" → “{gone.merged_into.title}”" if gone.merged_into else ""
        raise Refused(
            _(
                "“%(title)s” is no longer on the region's list%(into)s. Leave it out, or score the region's list again."
            )
            % {"title": gone.title, "into": into}
        )


def order_for_edit(priority_set: PrioritySet, edit_version: int, reason: str) -> list[int]:
    """Activity ids in order, with the set locked for this change. Raises Refused, WrongState, EditedMeanwhile."""
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    claim_edit(priority_set, edit_version)
    return list(priority_set.priorities.order_by("position").values_list("activity_id", flat=True))


def place_of(activity: Activity, order: Sequence[int]) -> int:
    if activity.pk not in order:
        raise Refused(_("This activity is not in the set."))
    return order.index(activity.pk) + 1


def place_among(position: int | None, last: int) -> int:
    if position is None:
        return last
    if not 1 <= position <= last:
        raise Refused(_("Choose a place from 1 to %(last)d.") % {"last": last})
    return position


def changed(
    priority_set: PrioritySet,
    order: Sequence[int],
    activity: Activity,
    kind: Deviation.Kind,
    reason: str,
    by: User,
    **positions: int,
) -> PrioritySet:
    """Store the new order, the written reason and the audit row; returns the fresh set."""
    enter_author(priority_set, by)
    ranking = ranking_of(priority_set.round_id)
    store_order(priority_set, order, ranked_activities(ranking.document) if ranking else [])
    priority_set.refresh_from_db(fields=["edit_version"])
    deviation = Deviation.objects.create(
        priority_set=priority_set,
        activity=activity,
        kind=kind,
        reason=reason.strip(),
        edit_version=priority_set.edit_version,
        decided_by=by,
        **positions,
    )
    audit.record(
        chain_of(priority_set),
        f"priorities.{VERBS[kind]}_priority",
        priority_set,
        by=by,
        after=audit.snapshot(deviation),
        reason=deviation.reason,
    )
    return priority_set


VERBS = {Deviation.Kind.ADDED: "add", Deviation.Kind.DROPPED: "drop", Deviation.Kind.MOVED: "move"}


def store_order(priority_set: PrioritySet, order: Sequence[int], ranked: Sequence[Ranked]) -> None:
    """Write the places anew: a set has eight rows, and no two may hold one place in between."""
    results = {each.activity_id: each for each in ranked}
    reviews = dict(priority_set.priorities.values_list("activity_id", "review_date"))
    priority_set.priorities.all().delete()
    Priority.objects.bulk_create(
        Priority(
            priority_set=priority_set,
            activity_id=activity_id,
            position=position,
            rank=results[activity_id].rank if activity_id in results else None,
            score=results[activity_id].score if activity_id in results else None,
            review_date=reviews.get(activity_id) or usual_review_date(priority_set.cycle),
        )
        for position, activity_id in enumerate(order, start=1)
    )


def usual_review_date(cycle: int) -> dt.date:
    """By rule, until somebody chooses another day: the end of the second year after the year of the cycle."""
    return dt.date(cycle + REVIEWED_AFTER, 12, 31)


@transaction.atomic
def set_review_date(
    *, priority_set: PrioritySet, activity: Activity, date: dt.date, edit_version: int, by: User
) -> PrioritySet:
    """By when the region looks again whether this priority still holds. Published with the set."""
    today = clock.now().date()
    if not today < date <= today.replace(year=today.year + LATEST_REVIEW, day=1):
        raise Refused(_("Choose a day after today and within ten years."))
    claim_edit(priority_set, edit_version)
    if not priority_set.priorities.filter(activity=activity).update(review_date=date):
        raise Refused(_("This activity is not in the set."))
    enter_author(priority_set, by)
    priority_set.refresh_from_db(fields=["edit_version"])
    audit.record(
        chain_of(priority_set),
        "priorities.set_review_date",
        priority_set,
        by=by,
        after=canonical.digest([activity.pk, date]),
    )
    return priority_set
