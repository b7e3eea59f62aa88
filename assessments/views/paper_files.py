"""Filled sheets as a table: downloaded, filled in, looked at, taken as a whole or not at all."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import actions, forms, queries
from assessments.views.paper import the_paper
from assessments.views.requests import sent
from assessments.views.trails import page, rounds_of, the_round, trail_in
from foundation.downloads import csv_download, xlsx_download
from foundation.transitions import Refused
from foundation.uploads import drafts
from foundation.uploads.columns import HeaderRefused

MOST_NAMED = 200


def paper_table_csv(request: Any, round: Any) -> HttpResponse:
    """The sheets that are not in yet, a row for each activity."""
    return csv_download(_table(round), f"sheets-{round.pk}")


def paper_table_xlsx(request: Any, round: Any) -> HttpResponse:
    """The same; the second sheet says what belongs where."""
    columns = forms.columns_of(queries.questions_of(round))
    notes = [*((str(one.label), str(one.explanation)) for one in columns), (_("cannot judge"), "?")]
    explained = ((_("Column"), _("What belongs there")), notes)
    return xlsx_download({_("Sheets"): _table(round), _("How to fill in"): explained}, f"sheets-{round.pk}")


def _table(round: Any) -> tuple[list[str], list[list[Any]]]:
    sheets = list(queries.paper_sheets_of(round).filter(entered_at=None))
    activities = [entry.activity for entry in queries.entries_of(round)]
    numbers = queries.hall_numbers_of(round, sheets)
    return forms.table_of(queries.questions_of(round), activities, sheets, numbers)


def paper_import(request: Any, round: Any) -> HttpResponse:
    """A look first; then what was looked at is taken."""
    if round.state != "opened":
        messages.info(request, _("Sheets are typed in while scoring is open."))
        return redirect("paper_detail", round_id=round.pk)
    if request.method == "POST" and "look" in request.POST:
        return _take(request, round)
    form = forms.PaperFileForm(sent(request), request.FILES or None)
    upload = _kept(form, request.user) if request.method == "POST" else None
    if upload is None:
        return _page(request, round, form, status=400 if form.errors else 200)
    filled, faults = _read(form, round, upload)
    if faults or form.errors or not filled:
        upload.delete()
        if not faults and not form.errors:
            form.add_error("file", _("Nothing is filled in."))
        return _page(request, round, form, faults=faults, status=400)
    return _page(request, round, form, filled=filled, look=upload.pk)


def _take(request: Any, round: Any) -> HttpResponse:
    upload = queries.looked_at(request.user, request.POST["look"])
    if upload is None:
        messages.error(request, _("This file was taken or forgotten already. Please send it again."))
        return redirect("paper_import", round_id=round.pk)
    form = forms.PaperFileForm()
    filled, faults = _read(form, round, upload)
    if faults:  # sheets were typed in since it was looked at
        upload.delete()
        return _page(request, round, form, faults=faults, status=400)
    try:
        number = actions.enter_sheets(round=round, filled=filled, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("paper_import", round_id=round.pk)
    upload.delete()
    told = ngettext("%(number)s sheet is in.", "%(number)s sheets are in.", number)
    messages.success(request, told % {"number": number})
    return redirect("paper_detail", round_id=round.pk)


def _kept(form: Any, user: Any) -> Any:
    """The file, read and kept for a week; None where it cannot be read, which the form then says."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return drafts.keep_upload(file=file, file_name=file.name, by=user)
    except Refused as refused:
        form.add_error("file", refused.message)
        return None


def _read(form: Any, round: Any, upload: Any) -> tuple[list[Any], list[Any]]:
    reader = forms.SheetsReader(
        questions=queries.questions_of(round),
        activity_ids=queries.frozen_method(round).activity_ids,
        sheets={sheet.code: sheet for sheet in queries.paper_sheets_of(round)},
        places=queries.raters_by_number(round),
    )
    try:
        return reader.read(queries.parsed_again(upload))
    except HeaderRefused as refused:
        form.add_error("file", refused.message)
        return [], []


def _page(
    request: Any,
    round: Any,
    form: Any,
    *,
    faults: Any = (),
    filled: Any = None,
    look: int = 0,
    status: int = 200,
) -> HttpResponse:
    places = queries.raters_in_words(round, [one.rater for one in filled or ()])
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(
            round.region,
            rounds_of(round.region),
            the_round(round),
            the_paper(round),
            page(_("Sheets from a table")),
        ),
        "form": form,
        "faults": faults[:MOST_NAMED],
        "unnamed": max(len(faults) - MOST_NAMED, 0),
        "filled": [
            {
                "sheet": one.sheet,
                "place": places[one.rater.pk],
                "marks": sum(len(row.marks) for row in one.rows.values()),
                "interests": sum(row.is_recused for row in one.rows.values()),
            }
            for one in filled or ()
        ],
        "look": look,
    }
    return render(request, "assessments/paper_import.html", context, status=status)
