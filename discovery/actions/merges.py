"""Putting activities together, with the consent of their authors, and taking them apart again.

Nothing is moved away from anybody: members keep their notes, supports and proposals and only point to the result.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from discovery.actions.activities import propose_activity
from discovery.actions.news import facilitator_changed
from discovery.models import Activity, Merge, MergeAnswer, MergeMember, Standing
from discovery.queries import activities_to_merge, consent_of, people_to_ask, workshops_behind
from discovery.registries import has_begun_with, reasons_to_wait
from foundation import audit, clock
from foundation.transitions import Refused, WrongState, take_step
from regions.models import Region

FEWEST = 2
KEPT = tuple(name for name in Activity.FICHE_FIELDS if name not in ("title", "summary"))


@transaction.atomic
def propose_merge(
    *,
    region: Region,
    activity_ids: Sequence[int],
    reason: str,
    hours: int,
    by: User,
    into: int | None = None,
    title: str = "",
    summary: str = "",
    asks_supporters: bool = False,
) -> Merge:
    """Ask the authors whether these activities may become one: `into` one of them, or a new one with this title.

    Raises Refused: fewer than two, not on the region's list, already being asked about, in use.
    """
    members = _members(region, activity_ids)
    if into is not None and into not in {each.pk for each in members}:
        raise Refused(_("The activity that stays must be one of those that are put together."))
    if into is None and not title.strip():
        raise Refused(_("A new activity needs a title."))
    _require_free(members, into)
    merge = Merge.objects.create(
        region=region,
        result_id=into,
        is_new=into is None,
        title=title if into is None else "",
        summary=summary if into is None else "",
        reason=reason,
        asks_supporters=asks_supporters,
        answer_by=clock.now() + dt.timedelta(hours=hours),
        proposed_by=by,
    )
    MergeMember.objects.bulk_create(MergeMember(merge=merge, activity=each) for each in members)
    asked = people_to_ask(members, with_supporters=asks_supporters) - {by.pk}
    MergeAnswer.objects.bulk_create(MergeAnswer(merge=merge, person_id=person) for person in sorted(asked))
    tell(kind="discovery.merge_proposed", people=asked, about=merge, by=by)
    audit.record(audit.region_chain(region.pk), "discovery.propose_merge", merge, by=by, reason=reason)
    return merge


@transaction.atomic
def answer_merge(*, merge: Merge, agrees: bool, by: User, reason: str = "") -> MergeAnswer:
    """What one of the people asked says; it may be changed until the merge is completed. Raises WrongState, Refused."""
    if not agrees and not reason.strip():
        raise Refused(_("Please write why you object: whoever decides will read it."))
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    if locked.state != Merge.State.PROPOSED:
        raise WrongState(_("This merge was decided already."))
    answer = MergeAnswer.objects.filter(merge=locked, person=by).first()
    if answer is None:
        raise Refused(_("You are not among those who are asked."))
    answer.answer = MergeAnswer.Answer.AGREED if agrees else MergeAnswer.Answer.OBJECTED
    answer.reason, answer.answered_at = reason.strip(), clock.now()
    answer.save()
    chain = audit.region_chain(locked.region_id)
    audit.record(chain, "discovery.answer_merge", locked, by=by, reason=answer.reason)
    return answer


@transaction.atomic
def complete_merge(*, merge: Merge, by: User, reason: str = "") -> Merge:
    """The members become part of the result. Before the end of the time to answer, only with everybody's consent.

    Raises PermissionDenied, WrongState, Refused.
    """

    def require_consent(locked: Merge) -> None:
        consent = consent_of(locked)
        if not consent.is_unanimous and clock.now() < locked.answer_by:
            raise Refused(_("Not everybody who is asked has agreed, and there is still time to answer."))
        if consent.objections and not reason.strip():
            raise Refused(_("Somebody objects: please write why they are merged all the same."))

    def join(locked: Merge) -> None:
        locked.completed_at = clock.now()
        _join(locked, by)

    done = take_step(merge, "complete", by=by, reason=reason, guards=(require_consent,), change=join)
    tell(kind="discovery.merge_completed", people=done.answers.values("person"), about=done, by=by)
    return done


def withdraw_merge(*, merge: Merge, by: User, reason: str) -> Merge:
    """Everything stays as it is. Raises PermissionDenied, WrongState, Refused."""
    return take_step(merge, "withdraw", by=by, reason=reason)


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, reason: str) -> Merge:
    """The members stand by themselves again; a new result is dissolved.

    Raises PermissionDenied, WrongState, and Refused once something stands on the result.
    """
    undone = take_step(merge, "undo", by=by, reason=reason, change=_separate)
    tell(kind="discovery.merge_undone", people=undone.answers.values("person"), about=undone, by=by)
    return undone


def _members(region: Region, activity_ids: Sequence[int]) -> list[Activity]:
    wanted = list(dict.fromkeys(activity_ids))
    if len(wanted) < FEWEST:
        raise Refused(_("Please choose at least two activities."))
    found = activities_to_merge(region).in_bulk(wanted)
    if len(found) < len(wanted):
        raise Refused(_("One of the activities is not on the list of this region any more."))
    asked = Merge.objects.filter(members__activity__in=wanted, state=Merge.State.PROPOSED).first()
    if asked:
        raise Refused(_("People are already asked about merging one of these activities. Finish that first."))
    return [found[activity_id] for activity_id in wanted]


def _require_free(members: Collection[Activity], result_id: int | None) -> None:
    """What is being scored or decided stays as people saw it; a priority takes others in, but does not vanish."""
    reasons = reasons_to_wait([each.pk for each in members])
    for each in members:
        if each.pk in reasons:
            raise Refused(f"“{each.title}”: {reasons[each.pk]}")
        if each.standing == Standing.PRIORITY and each.pk != result_id:
            raise Refused(
                _("“%(title)s” is a published priority: others may be merged into it, not it into others.")
                % {"title": each.title}
            )


def _join(merge: Merge, by: User) -> None:
    members = locked_activities([each.activity_id for each in merge.members.order_by("pk")])
    if any(not each.is_current for each in members):
        raise Refused(_("One of the activities is not on the list of this region any more."))
    _require_free(members, merge.result_id)
    result = _new_result(merge, members, by) if merge.is_new else _by_id(members, merge.result_id)
    merge.result = result
    away = [each.pk for each in members if each.pk != result.pk]
    Activity.objects.filter(pk__in=away).update(merged_into=result, counts_with=result)
    Activity.objects.filter(counts_with__in=away).update(counts_with=result)
    _tell_pages([*away, result.pk])


def _separate(merge: Merge) -> None:
    """Runs on the locked merge; the result's row is locked too, which the opening of a round asks for as well."""
    result = locked_activities([merge.result_id or 0])[0]
    if result.merged_into_id is not None:
        raise Refused(_("The result was merged further: undo that first."))
    if merge.completed_at and (begun := has_begun_with(result.pk, merge.completed_at)):
        raise Refused(begun)
    away = [each.activity_id for each in merge.members.all() if each.activity_id != result.pk]
    _tell_pages([*away, result.pk])
    Activity.objects.filter(pk__in=away).update(merged_into=None, counts_with=None)
    for member in away:
        Activity.objects.filter(pk__in=_below(member)).update(counts_with=member)
    if merge.is_new:
        Activity.objects.filter(pk=result.pk).update(dissolved_at=clock.now())


def locked_activities(activity_ids: Collection[int]) -> list[Activity]:
    """In one order everywhere, so that two who lock several never wait for each other."""
    return list(Activity.objects.select_for_update().filter(pk__in=activity_ids).order_by("pk"))


def _below(activity_id: int) -> set[int]:
    """Everything merged into an activity, directly or through others: one query a level."""
    found: set[int] = set()
    level = {activity_id}
    while level:
        level = set(Activity.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found |= level
    return found


def _by_id(members: Collection[Activity], activity_id: int | None) -> Activity:
    return next(each for each in members if each.pk == activity_id)


def _new_result(merge: Merge, members: Sequence[Activity], by: User) -> Activity:
    """A fiche in which nothing is invented: lists together, and what all who said something said alike."""
    workshops = {each.workshop_id: each.workshop for each in members}
    return propose_activity(
        region=merge.region,
        workshop=next(iter(workshops.values())) if len(workshops) == 1 else None,
        title=merge.title,
        summary=merge.summary,
        domain_codes=_together(members, "domains", "code"),
        scientific_codes=_together(members, "scientific_domains", "code"),
        objective_ids=_together(members, "objectives", "pk"),
        by=by,
        **_said_alike(members),
    )


def _together(members: Sequence[Activity], relation: str, column: str) -> set[Any]:
    return {value for each in members for value in getattr(each, relation).values_list(column, flat=True)}


def _said_alike(members: Sequence[Activity]) -> dict[str, Any]:
    said = {name: {getattr(each, name) for each in members} - {"", None} for name in KEPT}
    return {name: next(iter(values)) for name, values in said.items() if len(values) == 1}


def _tell_pages(activity_ids: Collection[int]) -> None:
    for workshop_id in list(workshops_behind(activity_ids).values_list("pk", flat=True)):
        facilitator_changed(workshop_id, "activities", "notes", "themes", "board")
