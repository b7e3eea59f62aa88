"""What waits for a person in the sets of a region, and which priorities are to be looked at again."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import clock
from priorities.models import Involvement, Priority, PrioritySet, Remark
from priorities.permissions import holds_ministry
from regions.models import Region
from regions.permissions import is_facilitator, is_official
from regions.registries import Duty

AT_ONCE = 200  # reminders of one sweep
NOTICE_DAYS = 30  # a review is announced this long before its day
State = PrioritySet.State


def duties_in_sets(user: Any, region: Region) -> list[Duty]:
    """For the desk. Three queries (one asks the time) for those who draft or decide, one for a ministry, none for others."""
    found: list[Duty] = []
    if is_facilitator(user, region) or is_official(user, region):
        found += [duty for each in open_sets(user, region) for duty in duties_in(each, user, region)]
        today = clock.now().date()
        found += [duty_to_review(each, today) for each in reviews_due(region, today)]
    if holds_ministry(user, region):
        found += [duty_to_read(each) for each in unread_by_ministry(region)]
    return found


def open_sets(user: Any, region: Region) -> QuerySet[PrioritySet]:
    """With `waiting` remarks of others, the person's own `part`, and `approved_at`, the last approval."""
    part = Involvement.objects.filter(priority_set=OuterRef("pk"), person=user.pk).values("part")[:1]
    unanswered = Q(remarks__kind__in=Remark.WAITING_KINDS, remarks__answer="") & ~Q(remarks__said_by=user.pk)
    return (
        PrioritySet.objects.filter(region=region, state__in=PrioritySet.OPEN_STATES)
        .select_related("drafter")
        .annotate(
            waiting=Count("remarks", filter=unanswered, distinct=True),
            asked_at=Max("remarks__said_at", filter=unanswered),
            approved_at=Max("approvals__approved_at"),
            part=Subquery(part),
        )
        .order_by("pk")
    )


def duties_in(priority_set: Any, user: Any, region: Region) -> Iterator[Duty]:
    """`priority_set` is one of `open_sets`."""
    href, about = reverse("set_detail", args=[priority_set.pk]), priority_set.title
    if priority_set.waiting:
        what = ngettext(
            "Answer %(number)d question or conflict",
            "Answer %(number)d questions and conflicts",
            priority_set.waiting,
        ) % {"number": priority_set.waiting}
        who = _("Officials and the ministry")
        yield Duty(what, f"{href}#remarks", about, who, priority_set.asked_at, is_late=True)
    elif priority_set.state == State.DRAFTED:
        since = priority_set.returned_at or priority_set.created_at
        yield Duty(_("Finish the draft and hand it in"), href, about, _("The region"), since)
    if is_official(user, region):
        yield from duties_of_official(priority_set, href)


def duties_of_official(priority_set: Any, href: str) -> Iterator[Duty]:
    about, who = priority_set.title, str(priority_set.drafter)
    if priority_set.state == State.SUBMITTED and priority_set.part is None:
        yield Duty(_("Read and approve, or return"), href, about, who, priority_set.submitted_at)
    elif priority_set.state == State.APPROVED and not priority_set.waiting:
        missing = priority_set.legal_act_date is None
        what = _("Enter the legal act") if missing else _("Publish")
        yield Duty(what, href, about, _("Everything is approved"), priority_set.approved_at)


def reviews_due(region: Region, today: dt.date) -> QuerySet[Priority]:
    """Published priorities whose day of review comes within a month, or has passed; the oldest first."""
    limit = today + dt.timedelta(days=NOTICE_DAYS)
    in_force = Priority.objects.filter(priority_set__region=region, priority_set__state=State.PUBLISHED)
    return (
        in_force.filter(review_date__lte=limit).select_related("activity").order_by("review_date", "position")
    )


def reviews_to_remind_of() -> Iterator[tuple[str, tuple[int]]]:
    """For the sweep: reviews that come within a month, or are late, and of which nobody was told."""
    limit = clock.now().date() + dt.timedelta(days=NOTICE_DAYS)
    due = Priority.objects.filter(
        priority_set__state=State.PUBLISHED, review_date__lte=limit, reminded_at=None
    )
    for priority_id in due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        yield "priorities.remind_of_review", (priority_id,)


def duty_to_review(priority: Priority, today: dt.date) -> Duty:
    day = priority.review_date
    late = day is not None and day < today
    href = reverse("activity_detail", args=[priority.activity_id])
    return Duty(
        _("Look again whether this priority still holds"),
        href,
        priority.activity.title,
        "",
        day,
        is_late=late,
    )


def unread_by_ministry(country: Region) -> QuerySet[PrioritySet]:
    """Sets that wait for the officials and of which the ministry has said nothing."""
    return (
        PrioritySet.objects.select_related("region")
        .filter(Q(region__parent=country) | Q(region=country), state=State.SUBMITTED)
        .exclude(remarks__voice=Remark.Voice.MINISTRY)
        .order_by("submitted_at", "pk")
    )


def duty_to_read(priority_set: PrioritySet) -> Duty:
    href = reverse("set_detail", args=[priority_set.pk])
    what = _("Read a set that was handed in")
    return Duty(what, href, priority_set.title, priority_set.region.name, priority_set.submitted_at)
