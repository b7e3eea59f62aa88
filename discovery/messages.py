"""News of this app for people's inboxes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Topic
from accounts.registries import MessageKind
from discovery.models import Activity, Merge, Theme, Workshop

ACTIVITIES = Activity.objects.all()


def _grouped(about: Theme) -> str:
    return _("Your idea became part of the theme “%(theme)s”.") % {"theme": about.title}


def _in_activity(about: Activity) -> str:
    return _("Your idea became part of the activity “%(activity)s”.") % {"activity": about.title}


def _minutes(about: Workshop, notes: int = 0, used: int = 0) -> str:
    words = {"workshop": about.title, "notes": notes, "used": used}
    if not notes:
        return (
            _("The workshop “%(workshop)s” is over. Read the minutes: what was written, scored and decided.")
            % words
        )
    return (
        _(
            "The workshop “%(workshop)s” is over. Ideas you wrote: %(notes)d; part of an activity now: %(used)d. "
            "The minutes say what became of them."
        )
        % words
    )


def _record(about: Workshop, **_things: Any) -> str:
    return reverse("minutes_detail", args=[about.pk])


def _room(about: Theme) -> str:
    return reverse("workshop_room", args=[about.workshop_id])


def _activity(about: Activity) -> str:
    return reverse("activity_detail", args=[about.pk])


def _title(merge: Merge) -> str:
    return str(merge)


def _to_merge(about: Merge, **_things: Any) -> str:
    return reverse("merge_detail", args=[about.pk])


_MERGE = {"about": Merge.objects.select_related("result")}

_THEME = {"about": Theme.objects.all()}

MESSAGES = (
    MessageKind("discovery.note_grouped", Topic.IDEAS, _grouped, _room, _THEME),
    MessageKind("discovery.note_in_activity", Topic.IDEAS, _in_activity, _activity, {"about": ACTIVITIES}),
    MessageKind("discovery.minutes_kept", Topic.IDEAS, _minutes, _record, {"about": Workshop.objects.all()}),
    MessageKind(
        key="discovery.merge_proposed",
        topic=Topic.IDEAS,
        says=lambda about: (
            _(
                "Somebody proposes to put activities together as “%(title)s”. You took part in one of them: do you agree?"
            )
            % {"title": _title(about)}
        ),
        leads_to=_to_merge,
        things=_MERGE,
        is_urgent=True,
    ),
    MessageKind(
        key="discovery.merge_completed",
        topic=Topic.IDEAS,
        says=lambda about: (
            _("Activities you took part in were put together as “%(title)s”.") % {"title": _title(about)}
        ),
        leads_to=_to_merge,
        things=_MERGE,
    ),
    MessageKind(
        key="discovery.merge_undone",
        topic=Topic.IDEAS,
        says=lambda about: (
            _("Activities put together as “%(title)s” stand by themselves again.") % {"title": _title(about)}
        ),
        leads_to=_to_merge,
        things=_MERGE,
    ),
)
