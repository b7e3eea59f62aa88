"""The result of a closed round: the board, the sums behind each number, files for other programs."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import rules
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import forms, queries
from assessments.views.trails import page, the_ranking, trail_of_round
from foundation.downloads import csv_download, xlsx_download
from foundation.live import token_for

Found = TypeVar("Found")
PLACES_ON_A_PAGE = 8  # more cannot be read at ten metres


def ranking_detail(request: Any, round: Any) -> HttpResponse:
    """The board; until it is computed, a page that says so and changes by itself."""
    context = about(request, round) | {
        "told": queries.told_board_of(round),
        "media": queries.media_of(round),
        "taken_off": queries.taken_off_board(round),
    }
    return render(request, "assessments/ranking_detail.html", context)


def ranking_wall(request: Any, round: Any) -> HttpResponse:
    """The board for the projector of a hall: few places a page, read at ten metres."""
    told = queries.told_board_of(round)
    context = {
        "round": round,
        "region": round.region,
        "told": told,
        "pages": list(batched(told.rows)) if told else [],
        "live_token": "" if told else token_for([f"round:{round.pk}"]),
    }
    return render(request, "assessments/ranking_wall.html", context)


def batched(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The last page may be shorter."""
    for first in range(0, len(rows), PLACES_ON_A_PAGE):
        yield rows[first : first + PLACES_ON_A_PAGE]


def ranking_robustness(request: Any, round: Any) -> HttpResponse:
    """How firm the result is: other weights, and each group's absence."""
    context = about(request, round, _("How firm is the result?")) | {
        "firmness": queries.firmness_of(round),
        "is_computed": queries.analysis_of(round) is not None,
    }
    return render(request, "assessments/ranking_robustness.html", context)


def ranking_agreement(request: Any, round: Any) -> HttpResponse:
    """Where people agree and where they do not, and what to discuss next."""
    context = about(request, round, _("Where do we agree?")) | {
        "agreement": queries.agreement_of(round),
        "is_computed": queries.analysis_of(round) is not None,
    }
    return render(request, "assessments/ranking_agreement.html", context)


def ranking_cross_checks(request: Any, round: Any) -> HttpResponse:
    """The order that two other methods give, beside the official one."""
    context = about(request, round, _("What would other methods say?")) | {
        "checks": queries.cross_checks_of(round),
        "is_computed": queries.analysis_of(round) is not None,
    }
    return render(request, "assessments/ranking_cross_checks.html", context)


def ranking_change(request: Any, round: Any) -> HttpResponse:
    """What moved since the round before."""
    context = about(request, round, _("What moved?")) | {
        "change": queries.round_change_of(round),
        "is_computed": queries.analysis_of(round) is not None,
    }
    return render(request, "assessments/ranking_change.html", context)


def ranking_what_if(request: Any, round: Any) -> HttpResponse:
    """Other weights and another kappa, as the address asks: shown, and stored only as a scenario."""
    kappa = queries.frozen_method(round).rules.kappa
    form = forms.WhatIfForm(request.GET, agreed=queries.agreed_shares(round), kappa=kappa)
    is_valid = form.is_valid()
    found = queries.what_if(round, **form.as_input()) if is_valid else None
    if is_valid and found is None:
        raise Http404
    context = about(request, round, _("What if?")) | {
        "form": form,
        "found": found,
        "may_keep": rules.has_perm("assessments.keep_scenario", request.user, round),
        "asked": form.address() if is_valid else "",
    }
    return render(request, "assessments/ranking_what_if.html", context, status=200 if is_valid else 400)


def ranking_sectors(request: Any, round: Any) -> HttpResponse:
    """The most promising technology of each branch, growing branches first."""
    found = queries.technology_branches(round)
    if found is None:
        raise Http404
    context = about(request, round, _("By branch")) | {"found": found}
    return render(request, "assessments/ranking_sectors.html", context)


def about(request: Any, round: Any, here: str = "") -> dict[str, Any]:
    """What every page of a result needs: where it stands, and the pages beside it. `here`: empty for the board."""
    further = [the_ranking(round), page(here)] if here else [page(_("Result"))]
    return {
        "round": round,
        "region": round.region,
        "trail": trail_of_round(request, round, *further),
        "pages": pages_of_result(request, round, here),
        "live_token": token_for([f"round:{round.pk}"]),
    }


def pages_of_result(request: Any, round: Any, here: str) -> list[tuple[str, str, bool]]:
    """Scenarios are the region's own questions: the public is not shown the way. Until a result is public, whoever
    sees it sees them.
    """
    names = [
        ("ranking_detail", ""),
        ("ranking_agreement", _("Where do we agree?")),
        ("ranking_robustness", _("How firm is the result?")),
        ("ranking_cross_checks", _("What would other methods say?")),
        ("ranking_change", _("What moved?")),
        ("ranking_what_if", _("What if?")),
    ]
    if not round.made_public_at or rules.has_perm("assessments.see_scenarios", request.user, round):
        names.append(("scenario_list", _("Scenarios")))
    return [
        (title or _("Result"), reverse(name, args=[round.pk]), title == here)
        for name, title in names
        if name != "ranking_change" or title == here or queries.round_before(round)
    ]


def ranking_activity(request: Any, entry: Any) -> HttpResponse:
    """Show me the sums: why one activity stands where it stands, its score opened to its inputs."""
    sums, board = queries.sums_of(entry), queries.board_of(entry.round)
    if sums is None or board is None:
        raise Http404
    context = about(request, entry.round, entry.activity.title) | {
        "sums": sums,
        "row": sums.row,
        "story": queries.story_of(board, sums.row),
        "comments": queries.comments_on(entry) if reads_comments(request, entry) else (),
    }
    return render(request, "assessments/ranking_activity.html", context)


def reads_comments(request: Any, entry: Any) -> bool:
    return bool(rules.has_perm("assessments.read_comments", request.user, entry))


def ranking_csv(request: Any, round: Any) -> HttpResponse:
    return csv_download(queries.ranking_table(computed_board(round)), f"ranking-{round.pk}")


def ranking_robustness_csv(request: Any, round: Any) -> HttpResponse:
    firmness = computed(queries.firmness_of(round))
    return csv_download(queries.firmness_table(firmness), f"ranking-{round.pk}-robustness")


def ranking_agreement_csv(request: Any, round: Any) -> HttpResponse:
    agreement = computed(queries.agreement_of(round))
    return csv_download(queries.agreement_table(agreement), f"ranking-{round.pk}-agreement")


def ranking_questions_csv(request: Any, round: Any) -> HttpResponse:
    agreement = computed(queries.agreement_of(round))
    return csv_download(queries.questions_table(agreement), f"ranking-{round.pk}-questions")


def ranking_cross_checks_csv(request: Any, round: Any) -> HttpResponse:
    checks = computed(queries.cross_checks_of(round))
    return csv_download(queries.cross_checks_table(checks), f"ranking-{round.pk}-cross-checks")


def ranking_xlsx(request: Any, round: Any) -> HttpResponse:
    """Values and how they came about: whoever has only this file can follow every number."""
    board = computed_board(round)
    sheets = {
        _("Result"): queries.ranking_table(board),
        _("Cells"): queries.cells_table(board),
        _("Weights"): queries.weights_table(board),
        _("Measured"): queries.measured_table(board),
        **further_sheets(round),
        _("How to read this"): queries.reading_table(board),
    }
    return xlsx_download(sheets, f"ranking-{round.pk}")


def further_sheets(round: Any) -> dict[str, queries.Table]:
    """What the analysis says, as soon as it is computed."""
    firmness, agreement = queries.firmness_of(round), queries.agreement_of(round)
    checks = queries.cross_checks_of(round)
    sheets = {}
    if agreement:
        sheets[_("Agreement")] = queries.agreement_table(agreement)
        sheets[_("Agreement by question")] = queries.questions_table(agreement)
    if firmness:
        sheets[_("Firmness")] = queries.firmness_table(firmness)
    if checks:
        sheets[_("Other methods")] = queries.cross_checks_table(checks)
    return sheets


def computed_board(round: Any) -> queries.Board:
    return computed(queries.board_of(round))


def computed(found: Found | None) -> Found:
    """Raises Http404 while there is nothing to download."""
    if found is None:
        raise Http404
    return found
