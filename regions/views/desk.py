"""Pages for people with a role in the region."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.transitions import Refused
from regions import queries
from regions.actions import set_rules
from regions.forms import RulesForm
from regions.queries import Role
from regions.registries import duties_of


@dataclass(frozen=True)
class Room:
    """A way from the desk to where somebody with one of these roles works; no roles named: every member."""

    name: str  # of the URL, which takes the region's code
    title: Promise
    about: Promise
    roles: frozenset[Role] = frozenset()


ADMINISTRATOR, ANALYST, FACILITATOR = Role.ADMINISTRATOR, Role.ANALYST, Role.FACILITATOR
OFFICIAL, REVIEWER, MINISTRY = Role.OFFICIAL, Role.REVIEWER, Role.MINISTRY
ROOMS = (
    Room(
        "workshop_list",
        gettext_lazy("Workshops"),
        gettext_lazy("Prepare a workshop, open it for people, lead them through it, see what came of it."),
        frozenset({FACILITATOR, ADMINISTRATOR, ANALYST, OFFICIAL}),
    ),
    Room(
        "round_list",
        gettext_lazy("Scoring rounds"),
        gettext_lazy("Choose the questions, open a round, close it, read the ranking."),
        frozenset({FACILITATOR, ADMINISTRATOR, ANALYST, OFFICIAL}),
    ),
    Room(
        "wheel_list",
        gettext_lazy("Self-assessment"),
        gettext_lazy("How good are the strategy and the way it comes about? Asked of the people, shown as a wheel, repeated over the years."),
        frozenset({FACILITATOR, ADMINISTRATOR, ANALYST, OFFICIAL}),
    ),
    Room(
        "proposal_desk",
        gettext_lazy("Project proposals"),
        gettext_lazy("What companies have handed in, and what waits for an answer."),
        frozenset({FACILITATOR, ADMINISTRATOR, OFFICIAL, REVIEWER}),
    ),
    Room(
        "set_list",
        gettext_lazy("Priority sets"),
        gettext_lazy("Draft a set from a ranking, approve it with a second official, publish it."),
        frozenset({FACILITATOR, ADMINISTRATOR, OFFICIAL}),
    ),
    Room(
        "ministry_desk",
        gettext_lazy("Sets of the regions"),
        gettext_lazy("Read what the regions have handed in, support it, ask, or name a conflict with the country's objectives."),
        frozenset({MINISTRY}),
    ),
    Room(
        "objective_list",
        gettext_lazy("Objectives"),
        gettext_lazy("What the region wants to reach, and which objectives of the country it serves."),
    ),
    Room("region_detail", gettext_lazy("Figures of the region"), gettext_lazy("What the economy is made of and what it is strong in.")),
    Room(
        "region_observations",
        gettext_lazy("All figures"),
        gettext_lazy("Every loaded value with its file; for spreadsheets and programs too."),
        frozenset({ANALYST, ADMINISTRATOR}),
    ),
    Room(
        "import_list",
        gettext_lazy("Files of figures"),
        gettext_lazy("Upload a table, see what is wrong in which cell, load it, take it back."),
        frozenset({ANALYST, ADMINISTRATOR}),
    ),
    Room(
        "untranslated_list",
        gettext_lazy("Translations"),
        gettext_lazy("Which texts of the region are missing in which language, and where to write them."),
    ),
    Room(
        "region_people",
        gettext_lazy("People and roles"),
        gettext_lazy("Who works here and until when; invite somebody, extend or end a role."),
    ),
    Room(
        "region_rules",
        gettext_lazy("Rules of the region"),
        gettext_lazy("Smallest group shown, officials who must approve, people of one organization who may score."),
        frozenset({ADMINISTRATOR}),
    ),
)  # fmt: skip


def region_desk(request: HttpRequest, region: Any) -> HttpResponse:
    roles = queries.roles_in(request.user, region)
    context = {
        "region": region,
        "lead": ", ".join(str(role.label) for role in roles),
        "duties": duties_of(request.user, region),
        "rooms": [_way_to(room, region) for room in ROOMS if not room.roles or room.roles & set(roles)],
        "others": queries.regions_of(request.user).exclude(pk=region.pk),
    }
    return render(request, "regions/region_desk.html", context)


def _way_to(room: Room, region: Any) -> dict[str, Any]:
    return {"title": room.title, "about": room.about, "href": reverse(room.name, args=[region.code])}


def region_rules(request: HttpRequest, region: Any) -> HttpResponse:
    if request.method != "POST":
        return _rules_page(request, region, RulesForm(instance=region))
    user: Any = request.user  # an administrator of the region: the route has checked
    form = RulesForm(request.POST, instance=region)
    if not form.is_valid():
        return _rules_page(request, region, form, status=400)
    try:
        set_rules(region=region, by=user, reason=form.cleaned_data["reason"], **form.rules())
    except Refused as refused:
        form.add_error(None, refused.message)
        return _rules_page(request, region, form, status=400)
    messages.success(request, _("The rules were changed. Rounds and sets that have begun keep theirs."))
    return redirect("region_desk", code=region.code)


def _rules_page(request: HttpRequest, region: Any, form: RulesForm, status: int = 200) -> HttpResponse:
    return render(request, "regions/region_rules.html", {"region": region, "form": form}, status=status)
