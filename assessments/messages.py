"""News about rounds: for those who score, and for those whose ideas are scored."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Topic
from accounts.registries import MessageKind
from assessments.models import Round, Void
from discovery.messages import ACTIVITIES
from discovery.models import Activity

ROUNDS = Round.objects.select_related("region")
VOIDS = Void.objects.select_related("round")


def _opened(about: Round) -> str:
    return _("Scoring is open: “%(round)s”. Please give your marks.") % {"round": about.title}


def _left_out(about: Round) -> str:
    return ngettext(
        "In “%(round)s” at most %(count)d person of your organization scores, and others of yours joined earlier. "
        "You can take part in everything else.",
        "In “%(round)s” at most %(count)d people of your organization score, and others of yours joined earlier. "
        "You can take part in everything else.",
        about.raters_per_organization,
    ) % {"round": about.title, "count": about.raters_per_organization}


def _void_asked(about: Void) -> str:
    return _("In “%(round)s” it is asked that one person's marks do not count. A second person decides.") % {
        "round": about.round.title
    }


def _void_confirmed(about: Void) -> str:
    words = {"round": about.round.title, "ground": about.get_ground_display()}
    return (
        _("Your marks in “%(round)s” do not count: %(ground)s. Ask the organisers if this is wrong.") % words
    )


def _void_decided(about: Void) -> str:
    words = {"round": about.round.title, "state": about.get_state_display()}
    return _("Marks of one person in “%(round)s” were decided upon: %(state)s.") % words


def _void(about: Void) -> str:
    return reverse("void_decide", args=[about.pk])


def _sheet_entered(about: Round) -> str:
    return _(
        "Your marks in “%(round)s” were typed in from a sheet of paper. If you gave none on paper, take them back."
    ) % {"round": about.title}


def _own_sheet(about: Round) -> str:
    return reverse("ballot_reclaim", args=[about.pk])


def _voids(about: Void) -> str:
    return reverse("void_list", args=[about.round_id])


def _own_ballot(about: Void) -> str:
    return reverse("ballot_form", args=[about.round_id])


def _closed(about: Round) -> str:
    return _("Scoring is closed: “%(round)s”. See what came out of it.") % {"round": about.title}


def _scored(about: Round, activity: Activity | None, count: int = 1) -> str:
    if activity:
        words = {"activity": activity.title}
        return _("“%(activity)s”, which you proposed or supported, has been scored.") % words
    return ngettext(
        "%(count)d activity that you proposed or supported has been scored.",
        "%(count)d activities that you proposed or supported have been scored.",
        count,
    ) % {"count": count}


def _ballot(about: Round) -> str:
    return reverse("ballot_form", args=[about.pk])


def _ranking(about: Round) -> str:
    return reverse("ranking_detail", args=[about.pk])


def _activities(about: Round, activity: Activity | None, **_things: Any) -> str:
    if activity:
        return reverse("activity_detail", args=[activity.pk])
    return reverse("activity_list", args=[about.region.code])


MESSAGES = (
    MessageKind(
        "assessments.round_opened", Topic.SCORING, _opened, _ballot, {"about": ROUNDS}, is_urgent=True
    ),
    MessageKind("assessments.left_out", Topic.SCORING, _left_out, _ballot, {"about": ROUNDS}),
    MessageKind(
        "assessments.void_asked", Topic.SCORING, _void_asked, _void, {"about": VOIDS}, is_urgent=True
    ),
    MessageKind(
        "assessments.sheet_entered",
        Topic.SCORING,
        _sheet_entered,
        _own_sheet,
        {"about": ROUNDS},
        is_urgent=True,
    ),
    MessageKind("assessments.void_confirmed", Topic.SCORING, _void_confirmed, _own_ballot, {"about": VOIDS}),
    MessageKind("assessments.void_decided", Topic.SCORING, _void_decided, _voids, {"about": VOIDS}),
    MessageKind("assessments.round_closed", Topic.SCORING, _closed, _ranking, {"about": ROUNDS}),
    MessageKind(
        "assessments.activity_scored",
        Topic.IDEAS,
        _scored,
        _activities,
        {"about": ROUNDS, "activity": ACTIVITIES},
    ),
)
