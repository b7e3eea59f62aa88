"""Sets: the region's list, a new draft, the draft beside its ranking."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from discovery.views.requests import PersonRequest
from foundation import clock
from priorities.actions import draft_set
from priorities.forms import SetForm
from priorities.queries.decisions import decisions_about
from priorities.queries.rankings import Ranked, rounds_to_draft_from
from priorities.queries.sets import SetBoard, board_of, sets_of
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.pages import page_of
from priorities.views.wording import difference_row, region_trail, set_trail, sets_trail

OPEN = ("drafted", "submitted", "approved")
STATIONS = ("drafted", "submitted", "approved", "published")


def set_list(request: PersonRequest, region: Any) -> HttpResponse:
    sets = page_of(request, sets_of(region), 20)
    context = {
        "region": region,
        "page": sets,
        "may_start": has_perm("priorities.start_set", request.user, region),
        "trail": region_trail(region, (_("Priority sets"), "")),
    }
    return render(request, "priorities/set_list.html", context)


def set_create(request: PersonRequest, region: Any) -> HttpResponse:
    rounds = rounds_to_draft_from(region)
    initial = {"title": _("Priorities of %(region)s") % {"region": region.name}, "cycle": clock.now().year}
    form = SetForm(sent(request), rounds=rounds, initial=initial)
    made = carried_out(form, draft_set, by=request.user)
    if made:
        return redirect("set_detail", made.pk)
    context = {
        "region": region,
        "form": form,
        "has_rounds": rounds.exists(),
        "title": _("Draft a set"),
        "lead": _("The first of the ranking, as printed. After that it can be changed, with reasons."),
        "cancel_href": reverse("set_list", args=[region.code]),
        "trail": sets_trail(region, (_("Draft a set"), "")),
    }
    return render(request, "priorities/set_form.html", context, status=status_of(form))


def set_detail(request: PersonRequest, priority_set: Any) -> HttpResponse:
    return render(request, "priorities/set_detail.html", board_context(request, board_of(priority_set)))


def set_scan(request: PersonRequest, priority_set: Any) -> FileResponse:
    return scan_answer(priority_set)


def scan_answer(priority_set: Any) -> FileResponse:
    """The scan as a file to keep, never to open in the page: the browser must not guess what it is."""
    if not priority_set.legal_act_scan:
        raise Http404
    ending = priority_set.legal_act_scan.name.rpartition(".")[2]
    return FileResponse(
        priority_set.legal_act_scan.open("rb"),
        as_attachment=True,
        filename=f"legal-act.{ending}",
        headers={"X-Content-Type-Options": "nosniff"},
    )


def board_context(request: PersonRequest, board: SetBoard) -> dict[str, Any]:
    """What the page of a set and the pages of its steps show."""
    priority_set = board.priority_set
    open_steps = {step.name for step in priority_set.life_cycle.steps_open_to(request.user, priority_set)}
    return {
        "board": board,
        "set": priority_set,
        "region": priority_set.region,
        "rows": set_rows(board),
        "ranking_rows": ranking_rows(board),
        "difference_rows": [
            difference_row(board.activities[each.activity_id].title, each) for each in board.differences
        ],
        "tied_titles": [board.activities[each.activity_id].title for each in board.tied],
        "open_steps": open_steps,
        "may_edit": "submit" in open_steps,
        "may_record_act": priority_set.state in OPEN
        and has_perm("priorities.draft_set", request.user, priority_set),
        "stations": stations_of(priority_set),
        "decisions": [vars(each) for each in decisions_about(priority_set, board.changes)],
        "has_approved": any(each.official_id == request.user.pk for each in board.approvals),
        "trail": set_trail(priority_set),
    }


def set_rows(board: SetBoard) -> list[dict[str, Any]]:
    different = {each.activity_id: each for each in board.differences}
    return [
        {
            "priority": priority,
            "activity": priority.activity,
            "difference": different.get(priority.activity_id),
        }
        for priority in board.priorities
    ]


def ranking_rows(board: SetBoard) -> list[dict[str, Any]]:
    tied = {each.activity_id for each in board.tied}

    def row(each: Ranked) -> dict[str, Any]:
        in_set = each.activity_id in board.order
        return {
            "ranked": each,
            "activity": board.activities[each.activity_id],
            "position": board.order.index(each.activity_id) + 1 if in_set else None,
            "is_tied": each.activity_id in tied,
        }

    return [row(each) for each in board.ranked]


def stations_of(priority_set: Any) -> list[dict[str, str]]:
    """For the component `steps`."""
    labels = dict(priority_set._meta.get_field("state").choices)
    state = "published" if priority_set.state == "superseded" else priority_set.state
    here = STATIONS.index(state) if state in STATIONS else -1
    reached = {True: "done", False: "upcoming"}
    return [
        {"label": str(labels[name]), "state": "current" if index == here else reached[index < here]}
        for index, name in enumerate(STATIONS)
    ]
