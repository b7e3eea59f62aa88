"""The front door of one's own practice region: have one made, find every room of it, throw it away."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.transitions import Refused
from regions import actions, queries


@dataclass(frozen=True)
class Exercise:
    """Something to try: `room` is a route that takes the region's code, `guide` the guide that says how."""

    title: Promise
    about: Promise
    room: str
    guide: str
    in_country: bool = False


EXERCISES = (
    Exercise(
        gettext_lazy("Lead a workshop to its end"),
        gettext_lazy("One workshop stands half way: group the ideas, make an activity of them, close it."),
        "workshop_list",
        "facilitator",
    ),
    Exercise(
        gettext_lazy("Choose the questions"),
        gettext_lazy(
            "Open the set of questions in use, copy it, change a weight, see it as a participant does."
        ),
        "framework_list",
        "facilitator",
    ),
    Exercise(
        gettext_lazy("Read a ranking"),
        gettext_lazy("Twelve made-up people have scored. Open a row and follow a number down to its marks."),
        "round_list",
        "facilitator",
    ),
    Exercise(
        gettext_lazy("Check the figures"),
        gettext_lazy("Ten years of invented figures: what is the region good at, and how do we know?"),
        "region_detail",
        "analyst",
    ),
    Exercise(
        gettext_lazy("Load figures"),
        gettext_lazy("Download the empty table, fill in a row or two, load it, take it back."),
        "import_list",
        "analyst",
    ),
    Exercise(
        gettext_lazy("Answer a business"),
        gettext_lazy("A project proposal waits: send it back with a question, or accept it."),
        "proposal_desk",
        "official",
    ),
    Exercise(
        gettext_lazy("Decide and publish"),
        gettext_lazy(
            "A draft set is ready: hand it in, approve it, let a practice colleague approve as the second, publish it."
        ),
        "set_list",
        "official",
    ),
    Exercise(
        gettext_lazy("Read along as the ministry"),
        gettext_lazy("Once the set is handed in, support it, ask a question or name a conflict."),
        "ministry_desk",
        "ministry",
        in_country=True,
    ),
)


def practice_home(request: HttpRequest) -> HttpResponse:
    """Three pages in one: none yet, being made, ready."""
    practice = queries.practice_of(request.user)
    region = practice.region if practice else None
    if practice and region:
        actions.enter_practice(practice=practice)
    context = {
        "practice": practice,
        "practice_region": region,
        "exercises": [_shown(one, region) for one in EXERCISES] if region else [],
        "progress": queries.practice_progress(request.user.pk or 0) if practice and not region else None,
        "is_being_made": bool(practice and not region and not practice.failed_at),
        "days_kept": queries.UNUSED_FOR.days,
        "trail": [(_("Learn"), reverse("learn_home")), (_("Practice region"), "")],
    }
    return render(request, "regions/practice_home.html", context)


def _shown(exercise: Exercise, region: Any) -> dict[str, Any]:
    code = region.parent.code if exercise.in_country else region.code
    return {
        "title": exercise.title,
        "about": exercise.about,
        "href": reverse(exercise.room, args=[code]),
        "guide": reverse("learn_guide", args=[exercise.guide]),
    }


def practice_open(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        actions.open_practice(language=(get_language() or "en")[:2], by=user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("practice_home")


def practice_throw_away(request: HttpRequest, practice: Any) -> HttpResponse:
    """Asked once; what is lost is named."""
    user: Any = request.user
    if request.method == "POST":
        actions.throw_away_practice(practice=practice, by=user)
        messages.success(request, _("Your practice region is gone. You can have a new one at any time."))
        return redirect("practice_home")
    context = {
        "title": _("Throw the practice region away"),
        "losses": [
            _("Everything you did in it: workshops, ideas, rounds, sets, figures."),
            _("Nothing else: no real region knows of it."),
            _("Minutes and publications can be removed by nobody: they stay stored, closed to everybody."),
        ],
        "submit_label": _("Throw away"),
        "cancel_href": reverse("practice_home"),
    }
    return render(request, "_components/confirm.html", context)
