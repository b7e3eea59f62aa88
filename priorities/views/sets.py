"""Sets: the region's list, a new draft, the draft beside its ranking."""

from collections import Counter
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from discovery.views.requests import PersonRequest
from foundation import clock
from priorities.actions import draft_set
from priorities.actions.remarking import OPEN_TO, voice_of
from priorities.forms import SetForm
from priorities.queries.alignment import alignment_of
from priorities.queries.decisions import decisions_about
from priorities.queries.rankings import Ranked, rounds_to_draft_from
from priorities.queries.sets import SetBoard, board_of, remarks_shown_to, sets_of
from priorities.queries.voices import voices_in
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.pages import page_of
from priorities.views.wording import alignment_rows, difference_row, region_trail, set_trail_for, sets_trail
from regions.permissions import is_member

OPEN = ("drafted", "submitted", "approved")
STATIONS = ("drafted", "submitted", "approved", "published")


def set_list(request: PersonRequest, region: Any) -> HttpResponse:
    sets = page_of(request, sets_of(region), 20)
    context = {
        "region": region,
        "page": sets,
        "may_start": has_perm("priorities.start_set", request.user, region),
        "may_tell": has_perm("priorities.hold_webhook", request.user, region),
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


def set_voices(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """Whose voice is in the set."""
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "voices": voices_in(board_of(priority_set)),
        "trail": set_trail_for(request.user, priority_set, _("Whose voice is in it?")),
    }
    return render(request, "priorities/set_voices.html", context)


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
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def board_context(request: PersonRequest, board: SetBoard) -> dict[str, Any]:
    """What the page of a set and the pages of its steps show."""
    priority_set = board.priority_set
    authors = board.authors  # first: the buttons ask for them too
    remarks = remarks_shown_to(request.user, priority_set, board.remarks)
    open_steps = {step.name for step in priority_set.life_cycle.steps_open_to(request.user, priority_set)}
    return {
        "board": board,
        "set": priority_set,
        "region": priority_set.region,
        "rows": set_rows(board, remarks),
        "remark_groups": grouped(board, remarks),
        "waiting_count": sum(each.is_waiting for each in remarks),
        "may_comment": may_comment(request.user, priority_set),
        "may_answer": priority_set.state in OPEN
        and has_perm("priorities.draft_set", request.user, priority_set),
        "is_of_the_region": is_member(request.user, priority_set),
        "is_author": request.user.pk in {each.person_id for each in authors},
        "ranking_rows": ranking_rows(board),
        "difference_rows": [
            difference_row(board.activities[each.activity_id].title, each) for each in board.differences
        ],
        "alignment": alignment_rows(
            alignment_of(priority_set.region, board.order),
            {each.activity_id: each.activity.title for each in board.priorities},
        ),
        "rule_rows": [(each, [board.activities[pk].title for pk in each.held]) for each in board.rules],
        "tied_titles": [board.activities[each.activity_id].title for each in board.tied],
        "open_steps": open_steps,
        "may_edit": "submit" in open_steps,
        "may_record_act": priority_set.state in OPEN
        and has_perm("priorities.draft_set", request.user, priority_set),
        "stations": stations_of(priority_set),
        "decisions": decisions_for(request.user, board),
        "has_approved": any(each.person_id == request.user.pk for each in board.approvers),
        "trail": set_trail_for(request.user, priority_set),
    }


def decisions_for(reader: Any, board: SetBoard) -> list[dict[str, Any]]:
    """What went on inside is for the region's own people."""
    if not is_member(reader, board.priority_set):
        return []
    return [vars(each) for each in decisions_about(board.priority_set, board.changes)]


def may_comment(reader: Any, priority_set: Any) -> bool:
    if not has_perm("priorities.comment_set", reader, priority_set):
        return False
    return priority_set.state in OPEN_TO[voice_of(reader, priority_set)]


def grouped(board: SetBoard, remarks: list[Any]) -> list[dict[str, Any]]:
    """On the whole set first, then by activity in the order of the set, those no longer in it last."""
    groups: dict[int | None, list[Any]] = {}
    for remark in remarks:
        groups.setdefault(remark.activity_id, []).append(remark)
    places = {activity_id: place for place, activity_id in enumerate(board.order)}
    ordered = sorted(groups, key=lambda each: -1 if each is None else places.get(each, len(places)))
    return [
        {"activity": groups[each][0].activity, "is_in_set": each in places, "remarks": groups[each]}
        for each in ordered
    ]


def set_rows(board: SetBoard, remarks: list[Any]) -> list[dict[str, Any]]:
    said = Counter(each.activity_id for each in remarks)
    different = {each.activity_id: each for each in board.differences}
    return [
        {
            "priority": priority,
            "activity": priority.activity,
            "difference": different.get(priority.activity_id),
            "remark_count": said[priority.activity_id],
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
