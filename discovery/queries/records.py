"""Parts of the record of a workshop: what ran when, what was put together, where the line was drawn, how to verify."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from discovery.models import Admission, Merge, PaperSeat, Participant, Step, StepRun, Workshop
from discovery.queries.activities import activities_of_workshop
from discovery.queries.shortlists import shortlist_entries
from discovery.queries.workshops import run_sheet_of
from discovery.registries import Section


def became_of_notes(workshop: Workshop) -> dict[int, Mapping[str, int]]:
    """Everybody who took part -> how many ideas they wrote, and how many of these stand in an activity now. One query."""
    own = Q(notes__is_hidden=False)
    used = own & Q(notes__theme__activity__isnull=False)
    rows = Participant.objects.filter(workshop=workshop, admission=Admission.ADMITTED).order_by()
    counted = rows.annotate(
        written=Count("notes", filter=own, distinct=True), used=Count("notes", filter=used, distinct=True)
    )
    return {
        user_id: {"notes": written, "used": in_activity}
        for user_id, written, in_activity in counted.values_list("user_id", "written", "used")
    }


def zone_of(workshop: Workshop) -> dt.tzinfo:
    """The clocks of the region, whoever asks for the record."""
    return (
        ZoneInfo(workshop.region.time_zone) if workshop.region.time_zone else timezone.get_default_timezone()
    )


def clock_time(moment: dt.datetime | None, zone: dt.tzinfo) -> str:
    return time_format(moment.astimezone(zone), "TIME_FORMAT") if moment else ""


def day_and_time(moment: dt.datetime | None, zone: dt.tzinfo) -> str:
    return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT") if moment else ""


def run_sheet_section(workshop: Workshop) -> Section:
    """Planned and real: a step that was come back to is told with all its minutes."""
    runs: dict[int, list[StepRun]] = {}
    for run in StepRun.objects.filter(workshop=workshop, step__isnull=False).order_by("pk"):
        runs.setdefault(run.step_id or 0, []).append(run)
    zone = zone_of(workshop)
    rows = [_step_row(step, runs.get(step.pk, []), zone) for step in run_sheet_of(workshop)]
    header = [_("No."), _("Step"), _("Minutes planned"), _("Began"), _("Minutes it took")]
    return Section(_("Run sheet"), header=header, rows=rows)


def _step_row(step: Step, runs: list[StepRun], zone: dt.tzinfo) -> list[str]:
    began = ", ".join(clock_time(run.began_at, zone) for run in runs) or _("not run")
    ended = [run.ended_at - run.began_at for run in runs if run.ended_at]
    minutes = round(sum(ended, dt.timedelta()).total_seconds() / 60)
    return [str(step.position), str(step), str(step.minutes), began, str(minutes) if ended else ""]


def paper_section(workshop: Workshop) -> Section:
    """How many took part on paper; nothing where nobody did, no number below the threshold on either side."""
    admitted = Participant.objects.filter(workshop=workshop, admission=Admission.ADMITTED).count()
    on_paper = PaperSeat.objects.filter(participant__workshop=workshop).count()
    title, threshold = _("Phone and paper"), workshop.region.threshold
    if not on_paper:
        return Section(title)
    by_phone = admitted - on_paper
    if any(0 < number < threshold for number in (on_paper, by_phone)):
        return Section(
            title,
            paragraphs=[
                _("Some took part on paper. How many stays back: the number is too small to be shown.")
            ],
        )
    counts = {_("by phone"): by_phone, _("on paper"): on_paper}
    return Section(title, header=[_("How"), _("People")], rows=[[how, str(n)] for how, n in counts.items()])


def themes_section(workshop: Workshop) -> Section:
    """What belongs together, and what it became."""
    notes = Count("notes", filter=Q(notes__is_hidden=False))
    themes = workshop.themes.select_related("activity", "merged_into").annotate(number=notes).order_by("pk")
    rows = [
        [theme.title, str(theme.number), _became(theme)]
        for theme in themes
    ]  # fmt: skip
    return Section(_("Themes"), header=[_("Theme"), _("Ideas"), _("What became of it")], rows=rows)


def _became(theme: Any) -> str:
    if theme.merged_into:
        return _("put together with “%(theme)s”") % {"theme": theme.merged_into.title}
    return theme.activity.title if theme.activity else _("stays an idea")


def merges_section(workshop: Workshop) -> Section:
    """Activities of this workshop that were put together, with the reason."""
    merges = (
        Merge.objects.filter(state=Merge.State.COMPLETED, members__activity__workshop=workshop)
        .select_related("result")
        .prefetch_related("members__activity")
        .order_by("pk")
        .distinct()
    )
    rows = [
        [
            "; ".join(member.activity.title for member in merge.members.all()),
            str(merge.result or merge),
            merge.reason,
        ]
        for merge in merges
    ]
    header = [_("Put together"), _("What came of it"), _("Reason")]
    return Section(_("Activities that were put together"), header=header, rows=rows)


def below_the_line(workshop: Workshop) -> list[str]:
    """In words: how many of the activities the shortlist took, and which stand below the line."""
    entries = list(shortlist_entries(workshop))
    if not entries:
        return []
    listed = {entry.activity_id for entry in entries}
    activities = list(activities_of_workshop(workshop))
    below = [activity.title for activity in activities if activity.pk not in listed]
    words = {"listed": len(listed), "all": len(listed) + len(below)}
    line = _("The line was drawn after %(listed)d of %(all)d activities.") % words
    return [line, _("Below the line: %(titles)s.") % {"titles": "; ".join(below)}] if below else [line]


def verify_section() -> Section:
    """How somebody who was not there can check what this record says."""
    return Section(
        _("How this can be verified"),
        paragraphs=[
            _("This version is never changed. Its fingerprint stands on the last line: another text gives another one."),
            _("Each round names the fingerprint of its method, fixed before the first mark, and of all its ballots, fixed at the close. The audit chain of the region holds both."),
            _("Once a set of priorities rests on a round, its publication carries the sums from which anybody recomputes the ranking with one small program (verify.py), without access to this platform."),
            _("Sheets of paper are kept by the organiser until the publication; each carries the code under which it was typed in."),
            _("No number about fewer people than the threshold of the region is given; small groups stand together."),
        ],
    )  # fmt: skip
