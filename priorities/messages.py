"""News about sets: for officials and drafters, and for those whose ideas were decided on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Topic
from accounts.registries import MessageKind
from discovery.messages import ACTIVITIES
from discovery.models import Activity
from priorities.models import PrioritySet, Publication, Remark

SETS = PrioritySet.objects.select_related("region")
PUBLICATIONS = Publication.objects.select_related("region")


def _says(sentence: Promise) -> Callable[..., str]:
    """`sentence` names %(set)s and %(region)s."""
    return lambda about: str(sentence) % {"set": about.title, "region": about.region.name}


def _set(about: PrioritySet) -> str:
    return reverse("set_detail", args=[about.pk])


def _for_staff(key: str, sentence: Promise, *, is_urgent: bool = True) -> MessageKind:
    return MessageKind(key, Topic.DECISIONS, _says(sentence), _set, {"about": SETS}, is_urgent)


# -- for those whose ideas are decided on; a draft is the region's own, so what stands in it is not told before it is out


def _considered(about: PrioritySet, activity: Activity | None, count: int = 1) -> str:
    if activity:
        words = {"activity": activity.title, "region": about.region.name}
        return (
            _(
                "“%(activity)s”, which you proposed or supported, is being considered for the priorities: %(region)s."
            )
            % words
        )
    return ngettext(
        "%(count)d activity that you proposed or supported is being considered for the priorities: %(region)s.",
        "%(count)d activities that you proposed or supported are being considered for the priorities: %(region)s.",
        count,
    ) % {"count": count, "region": about.region.name}


def _decided(about: PrioritySet, **_things: Any) -> str:
    return _(
        "The priorities have been approved: %(region)s. What became of your ideas you read here once they are published."
    ) % {"region": about.region.name}


def _outcome(about: Publication, activity: Activity | None, count: int = 1, chosen: int = 0) -> str:
    words = {"region": about.region.name, "count": count, "chosen": chosen}
    if activity is None:
        return (
            ngettext(
                "The priorities are published: %(region)s. Of %(count)d activity that you proposed or supported, "
                "%(chosen)d became a priority.",
                "The priorities are published: %(region)s. Of %(count)d activities that you proposed or supported, "
                "%(chosen)d became priorities.",
                count,
            )
            % words
        )
    words["activity"] = activity.title
    if chosen:
        return _("“%(activity)s”, which you proposed or supported, became a priority: %(region)s.") % words
    return (
        _("“%(activity)s”, which you proposed or supported, did not become a priority this time: %(region)s.")
        % words
    )


def _published(about: Publication) -> str:
    words = {"region": about.region.name, "number": about.number}
    return _("The priorities are published: %(region)s, edition %(number)d.") % words


def _activities(about: PrioritySet, activity: Activity | None, **_things: Any) -> str:
    if activity:
        return reverse("activity_detail", args=[activity.pk])
    return reverse("activity_list", args=[about.region.code])


def _publication(about: Publication, activity: Activity | None = None, **_things: Any) -> str:
    if activity:
        return reverse("activity_detail", args=[activity.pk])
    return reverse("publication_detail", args=[about.region.code, about.number])


def _set_of(about: PrioritySet, **_things: Any) -> str:
    return _set(about)


def _remarked(about: PrioritySet, number: int, remark: str) -> str:
    words = {"set": about.title, "region": about.region.name, "number": number}
    if remark in Remark.WAITING_KINDS:
        return _("Remark %(number)d on “%(set)s” (%(region)s) waits for an answer.") % words
    return _("Remark %(number)d on “%(set)s” (%(region)s) was written down.") % words


def _answered(about: PrioritySet, number: int) -> str:
    words = {"set": about.title, "region": about.region.name, "number": number}
    return _("Your remark %(number)d on “%(set)s” (%(region)s) was answered.") % words


def _review(about: PrioritySet, activity: Activity | None, day: str) -> str:
    words = {
        "activity": activity.title if activity else about.title,
        "region": about.region.name,
        "day": date_format(dt.date.fromisoformat(day)),
    }
    return _("“%(activity)s” (%(region)s) is to be looked at again by %(day)s.") % words


_OF_SET = {"about": SETS, "activity": ACTIVITIES}
_OF_PUBLICATION = {"about": PUBLICATIONS, "activity": ACTIVITIES}

MESSAGES = (
    _for_staff(
        "priorities.set_submitted",
        gettext_lazy("The draft “%(set)s” (%(region)s) was handed in and waits for your decision."),
    ),
    _for_staff(
        "priorities.set_returned", gettext_lazy("The draft “%(set)s” (%(region)s) was returned to you.")
    ),
    _for_staff(
        "priorities.approval_given",
        gettext_lazy("Another official approved “%(set)s” (%(region)s). Now it is your turn."),
    ),
    _for_staff(
        "priorities.set_approved",
        gettext_lazy("“%(set)s” (%(region)s) has all its approvals and can be published."),
    ),
    _for_staff(
        "priorities.legal_act_recorded",
        gettext_lazy("The legal act of “%(set)s” (%(region)s) was entered or changed. Approvals begin anew."),
    ),
    MessageKind(
        "priorities.remark_made", Topic.DECISIONS, _remarked, _set_of, {"about": SETS}, is_urgent=True
    ),
    MessageKind("priorities.remark_answered", Topic.DECISIONS, _answered, _set_of, {"about": SETS}),
    MessageKind("priorities.review_due", Topic.DECISIONS, _review, _activities, _OF_SET, is_urgent=True),
    MessageKind(
        "priorities.set_published", Topic.DECISIONS, _published, _publication, {"about": PUBLICATIONS}
    ),
    MessageKind("priorities.idea_considered", Topic.IDEAS, _considered, _activities, _OF_SET),
    MessageKind("priorities.idea_decided", Topic.IDEAS, _decided, _activities, _OF_SET),
    MessageKind("priorities.idea_outcome", Topic.IDEAS, _outcome, _publication, _OF_PUBLICATION),
)
