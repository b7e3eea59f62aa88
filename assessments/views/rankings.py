"""The result of a closed round: the board, the sums behind each number, files for other programs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments import forms, queries
from assessments.views.trails import page, the_ranking, trail_of_round
from foundation import exports
from foundation.live import token_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ranking_detail(request: Any, round: Any) -> HttpResponse:
    """The board; until it is computed, a page that says so and changes by itself."""
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, page(_("Result"))),
        "live_token": token_for([f"round:{round.pk}"]),
        "board": queries.board_of(round),
        "disputed": queries.disputed_in(round),
    }
    return render(request, "assessments/ranking_detail.html", context)


def ranking_robustness(request: Any, round: Any) -> HttpResponse:
    """How firm the result is: other weights, and each group's absence."""
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, the_ranking(round), page(_("How firm is the result?"))),
        "live_token": token_for([f"round:{round.pk}"]),
        "firmness": queries.firmness_of(round),
        "is_computed": queries.analysis_of(round) is not None,
    }
    return render(request, "assessments/ranking_robustness.html", context)


def ranking_what_if(request: Any, round: Any) -> HttpResponse:
    """Other weights and another kappa, as the address asks: shown, never stored."""
    kappa = queries.frozen_method(round).rules.kappa
    form = forms.WhatIfForm(request.GET, agreed=queries.agreed_shares(round), kappa=kappa)
    is_valid = form.is_valid()
    found = queries.what_if(round, **form.as_input()) if is_valid else None
    if is_valid and found is None:
        raise Http404
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, the_ranking(round), page(_("What if?"))),
        "form": form,
        "found": found,
    }
    return render(request, "assessments/ranking_what_if.html", context, status=200 if is_valid else 400)


def ranking_activity(request: Any, entry: Any) -> HttpResponse:
    """Show me the sums: one activity's score opened to its inputs."""
    sums = queries.sums_of(entry)
    if sums is None:
        raise Http404
    round = entry.round
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, the_ranking(round), page(entry.activity.title)),
        "sums": sums,
        "row": sums.row,
    }
    return render(request, "assessments/ranking_activity.html", context)


def ranking_csv(request: Any, round: Any) -> HttpResponse:
    header, rows = queries.ranking_table(computed_board(round))
    return attachment(exports.csv_bytes(header, rows), "text/csv; charset=utf-8", f"ranking-{round.pk}.csv")


def ranking_robustness_csv(request: Any, round: Any) -> HttpResponse:
    firmness = queries.firmness_of(round)
    if firmness is None:
        raise Http404
    header, rows = queries.firmness_table(firmness)
    return attachment(
        exports.csv_bytes(header, rows), "text/csv; charset=utf-8", f"ranking-{round.pk}-robustness.csv"
    )


def ranking_xlsx(request: Any, round: Any) -> HttpResponse:
    board = computed_board(round)
    sheets = {_("Result"): queries.ranking_table(board), _("Cells"): queries.cells_table(board)}
    return attachment(exports.xlsx_bytes(sheets), XLSX, f"ranking-{round.pk}.xlsx")


def computed_board(round: Any) -> queries.Board:
    """Raises Http404 while there is nothing to download."""
    board = queries.board_of(round)
    if board is None:
        raise Http404
    return board


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
