"""A round at the desk: prepare, open, watch, close."""

from typing import Any
from urllib.parse import urlencode

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from assessments import actions, forms, queries
from assessments.views.trails import page, rounds_of, the_round, trail_in, works_in
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

PAGE = 25
KINDS = {"activity": gettext_lazy("Activities"), "technology": gettext_lazy("Technologies")}


def round_list(request: Any, region: Any) -> HttpResponse:
    pages = Paginator(queries.rounds_in(region), PAGE)
    context = {
        "region": region,
        "trail": trail_in(region, rounds_of(region)),
        "page": pages.get_page(request.GET.get("page")),
        "may_run": rules.has_perm("assessments.run_round", request.user, region),
    }
    return render(request, "assessments/round_list.html", context)


def round_create(request: Any, region: Any) -> HttpResponse:
    kinds = queries.kinds_to_score(region)
    asked = request.GET.get("kind")
    kind = asked if asked in kinds else kinds[0]
    chosen = queries.suggested_round(region, request.GET.get("workshop", ""), kind)
    form = forms.RoundForm(request.POST or None, region=region, kind=kind, initial=chosen)
    round = created_round(request, region, form) if request.method == "POST" else None
    if round:
        return redirect("round_detail", round_id=round.pk)
    context = {
        "region": region,
        "trail": trail_in(region, rounds_of(region), page(_("Prepare scoring"))),
        "form": form,
        "frameworks": queries.minutes_by_framework(region),
        "kinds": [
            (str(KINDS[each]), f"?{urlencode({**request.GET.dict(), 'kind': each})}", each == kind)
            for each in kinds
        ],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "assessments/round_form.html", context, status=status)


def created_round(request: Any, region: Any, form: forms.RoundForm) -> Any:
    """The new round; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    try:
        return actions.create_round(region=region, by=request.user, **form.as_input())
    except Refused as refused:
        form.add_error(None, refused.message)
        return None


def round_detail(request: Any, round: Any, status: int = 200) -> HttpResponse:
    activities = list(queries.entries_of(round))
    questions, works = queries.question_count(round), works_in(request, round.region)
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(round.region, rounds_of(round.region), page(round.title)) if works else [],
        "works_here": works,
        "activities": activities,
        "questions": questions,
        "minutes": queries.minutes_needed(len(activities), questions),
        "is_long": len(activities) > queries.LONG_LIST,
        "steps": round.life_cycle.steps_open_to(request.user, round),
        "merged": queries.merged_helices(queries.frozen_method(round)) if round.method else [],
        "may_type": rules.has_perm("assessments.type_sheets", request.user, round),
        "is_rater": queries.rater_for(request.user, round_id=round.pk) is not None,
        "left_out": queries.left_out_of(round) if works else [],
        **board_context(request, round),
        "live_token": token_for([f"round:{round.pk}"]),
        **turnout_context(round),
    }
    return render(request, "assessments/round_detail.html", context, status=status)


def turnout_context(round: Any) -> dict[str, Any]:
    turnout = queries.turnout_of(round)
    return {
        "round": round,
        "turnout": turnout,
        "started": {group.group: group.started for group in turnout},
        "raters": {group.group: group.raters for group in turnout},
        "ballots": sum(group.ballots for group in turnout),
        "expected": sum(group.expected for group in turnout),
        "media": queries.media_of(round),
    }


def turnout_etag(request: Any, round: Any) -> str:
    return f'"{get_language()}.{round.pk}.{round.state}.{round.input_version}"'


@condition(etag_func=turnout_etag)
def round_turnout(request: Any, round: Any) -> HttpResponse:
    """How many of each group have begun: the only thing anybody learns of an open round."""
    return render(request, "assessments/_round_turnout.html", turnout_context(round))


def board_context(request: Any, round: Any) -> dict[str, Any]:
    """How an indicative round stands so far, for whoever leads it."""
    may_see = rules.has_perm("assessments.see_open_board", request.user, round)
    return {"so_far": queries.so_far(round) if may_see else None}


def board_etag(request: Any, round: Any) -> str:
    return f'"{get_language()}.{round.pk}.{queries.picture_number(round)}"'


@condition(etag_func=board_etag)
def round_board(request: Any, round: Any) -> HttpResponse:
    context = {"round": round, **board_context(request, round)}
    return render(request, "assessments/_board_so_far.html", context)


def round_open(request: Any, round: Any) -> HttpResponse:
    """Says who will be on the list and which groups count together, before anything is sealed."""
    if round.state != "drafted" and request.method != "POST":
        return redirect("round_detail", round_id=round.pk)
    preview = queries.opening_preview(round)
    form = forms.OpeningForm(request.POST if request.method == "POST" else None, small=preview.small)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_round(
                round=round,
                merged_groups=form.merged_groups,
                left_out_seen=form.left_out_seen,
                by=request.user,
            )
        except WrongState as refused:
            messages.error(request, refused.message)
            return round_detail(request, round, status=409)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Scoring is open. Please say aloud which groups count together."))
            return redirect("round_detail", round_id=round.pk)
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(round.region, rounds_of(round.region), the_round(round), page(_("Open scoring"))),
        "preview": preview,
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "assessments/round_open.html", context, status=status)


def round_close(request: Any, round: Any) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.close_round(round=round, by=request.user)
        except WrongState as refused:
            messages.error(request, refused.message)
            return round_detail(request, round, status=409)
        messages.success(request, _("Scoring is closed. The result is being computed."))
        return redirect("ranking_detail", round_id=round.pk)
    if round.state != "opened":
        return redirect("round_detail", round_id=round.pk)
    context = {
        "round": round,
        "trail": trail_in(round.region, rounds_of(round.region), the_round(round), page(_("Close scoring"))),
        "title": _("Close scoring?"),
        "losses": [
            _("Nobody can give or change a mark any more; what is stored counts."),
            _("Activities that people have not marked yet may end up without a place."),
        ],
        "submit_label": _("Close scoring"),
        "cancel_href": the_round(round)[1],
        **turnout_context(round),
    }
    return render(request, "assessments/round_close.html", context)
