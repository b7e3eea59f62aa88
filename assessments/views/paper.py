"""Sheets of paper: printed, typed in by the keyboard, taken back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.requests import sent
from assessments.views.trails import page, rounds_of, the_round, trail_in
from foundation.documents.pdf import pdf_bytes
from foundation.downloads import download
from foundation.foreign_text import OWN_NAMES
from foundation.transitions import Refused, WrongState

PAGE = 50


def paper_detail(request: Any, round: Any, form: Any = None, status: int = 200) -> HttpResponse:
    """What is printed, what is typed in, and where to print more."""
    sheets = Paginator(queries.paper_sheets_of(round), PAGE).get_page(request.GET.get("page"))
    places = queries.places_in_words(round, list(sheets))
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(round.region, rounds_of(round.region), the_round(round), page(_("On paper"))),
        "form": form or forms.SheetPrintForm(initial={"spares": 5, "who": _usual(round)}),
        "page": sheets,
        "rows": [(sheet, places.get(sheet.pk, "")) for sheet in sheets],
        "progress": queries.paper_progress(round),
        "languages": OWN_NAMES.items(),
        "printed": _range(request.GET),
    }
    return render(request, "assessments/paper_detail.html", context, status=status)


def paper_print(request: Any, round: Any) -> HttpResponse:
    """New sheets; the page then leads to their PDF."""
    form = forms.SheetPrintForm(request.POST)
    if not form.is_valid():
        return paper_detail(request, round, form, 400)
    who = form.cleaned_data["who"]
    chosen = form.Who
    raters = [] if who == chosen.NOBODY else queries.raters_for_paper(round, only_seated=who == chosen.SEATED)
    try:
        printed = actions.print_sheets(
            round=round, raters=raters, spares=form.cleaned_data["spares"], by=request.user
        )
    except WrongState as refused:
        messages.error(request, refused.message)
        return paper_detail(request, round, form, 409)
    except Refused as refused:
        form.add_error(None, refused.message)
        return paper_detail(request, round, form, 400)
    asked = f"?first={printed[0].number}&last={printed[-1].number}"
    return redirect(reverse("paper_detail", args=[round.pk]) + asked)


def paper_sheets(request: Any, round: Any) -> HttpResponse:
    """Printed sheets as PDF, in one language or each in the person's own; the same as often as asked for."""
    asked = forms.SheetLanguageForm(request.GET)
    if not asked.is_valid():
        raise Http404
    document = queries.sheets_document(
        round,
        language=asked.cleaned_data["language"],
        usual=(get_language() or "en")[:2],
        first=asked.cleaned_data["first"],
        last=asked.cleaned_data["last"],
    )
    if not document["sheets"]:
        raise Http404
    return download(pdf_bytes("sheets", document), f"sheets-{round.pk}.pdf", is_shown=True)


def paper_entry(request: Any, round: Any) -> HttpResponse:
    """One sheet at a time: code, boxes, Enter. A sheet that is in already is checked by whoever types it next."""
    if round.state != "opened":
        messages.info(request, _("Sheets are typed in while scoring is open."))
        return redirect("paper_detail", round_id=round.pk)
    form = _sheet_form(round, sent(request))
    if request.method != "POST" or not form.is_valid():
        return _entry_page(request, round, form, status=400 if form.is_bound else 200)
    found = queries.sheet_called(round, form.cleaned_data["code"])
    if found.sheet is None:
        form.add_error("code", found.refusal)
        return _entry_page(request, round, form, status=400)
    try:
        return _typed(request, round, form, found.sheet)
    except WrongState as refused:
        form.add_error(None, refused.message)
        return _entry_page(request, round, form, status=409)
    except Refused as refused:
        form.add_error(None, refused.message)
        return _entry_page(request, round, form, status=422)


def _typed(request: Any, round: Any, form: Any, sheet: Any) -> HttpResponse:
    """Entered, or compared with what was entered. Raises WrongState, Refused."""
    if sheet.entered_at is None:
        number = form.cleaned_data["number"]
        rater = sheet.rater or (queries.rater_numbered(round, number) if number else None)
        actions.enter_sheet(sheet=sheet, rows=form.rows, rater=rater, by=request.user)
        told = _("Sheet %(code)s is in: %(place)s.")
    elif "replace" in request.POST:
        actions.correct_sheet(sheet=sheet, rows=form.rows, by=request.user)
        told = _("Sheet %(code)s was corrected and is checked: %(place)s.")
    else:
        differences = actions.check_sheet(sheet=sheet, rows=form.rows, by=request.user)
        if differences:
            return _entry_page(request, round, form, differences=differences, status=409)
        told = _("Sheet %(code)s is checked, nothing differs: %(place)s.")
    sheet.refresh_from_db()
    place = queries.places_in_words(round, [sheet])[sheet.pk]
    messages.success(request, told % {"code": sheet, "place": place})
    return redirect("paper_entry", round_id=round.pk)


def paper_place(request: Any, round: Any) -> HttpResponse:
    """Whose sheet has this code, in a line for the one who types; 404 with the reason where there is none."""
    found = queries.sheet_called(round, request.GET.get("code", ""))
    if found.sheet is None:
        return HttpResponse(found.refusal, status=404, content_type="text/plain; charset=utf-8")
    place = queries.places_in_words(round, [found.sheet]).get(
        found.sheet.pk, _("blank sheet: type the number")
    )
    if found.sheet.entered_at:
        place = _("%(place)s. It is in already: typing it once more checks it.") % {"place": place}
    return HttpResponse(place, content_type="text/plain; charset=utf-8")


def sheet_take_back(request: Any, sheet: Any) -> HttpResponse:
    form = forms.ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_sheet(sheet=sheet, reason=form.cleaned_data["reason"], by=request.user)
        except WrongState as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Taken back. Sheet and place are free again."))
        return redirect("paper_detail", round_id=sheet.round_id)
    title = _("Take sheet %(code)s back?") % {"code": sheet}
    round = sheet.round
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(
            round.region, rounds_of(round.region), the_round(round), the_paper(round), page(title)
        ),
        "title": title,
        "losses": [
            _("All marks that were typed in from this sheet. The paper stays: it can be typed in again.")
        ],
        "form": form,
        "submit_label": _("Take it back"),
        "cancel_href": reverse("paper_detail", args=[round.pk]),
    }
    return render(request, "_components/confirm.html", context, status=400 if form.errors else 200)


def ballot_reclaim(request: Any, rater: Any) -> HttpResponse:
    """The rater's own way back from paper to the phone."""
    if request.method == "POST":
        try:
            actions.reclaim_place(rater=rater)
        except WrongState as refused:
            messages.error(request, refused.message)
        return redirect("ballot_form", round_id=rater.round_id)
    context = {
        "region": rater.round.region,
        "title": _("Score here instead of on paper?"),
        "losses": [_("All marks that were typed in for you from a sheet of paper. You then give them here.")],
        "submit_label": _("Take them back and score here"),
        "cancel_href": reverse("ballot_form", args=[rater.round_id]),
    }
    return render(request, "_components/confirm.html", context)


def the_paper(round: Any) -> tuple[str, str]:
    return _("On paper"), reverse("paper_detail", args=[round.pk])


def _sheet_form(round: Any, data: Any) -> Any:
    return forms.SheetForm(
        data,
        questions=queries.questions_of(round),
        activity_ids=queries.frozen_method(round).activity_ids,
    )


def _entry_page(
    request: Any, round: Any, form: Any, *, differences: Any = (), status: int = 200
) -> HttpResponse:
    cells = forms.typed_cells(form.data, form.activity_ids, len(form.questions)) if form.is_bound else {}
    context = {
        "round": round,
        "region": round.region,
        "trail": trail_in(
            round.region,
            rounds_of(round.region),
            the_round(round),
            the_paper(round),
            page(_("Type in sheets")),
        ),
        "form": form,
        "questions": form.questions,
        "rows": [_grid_row(entry, form, cells) for entry in queries.entries_of(round)],
        "differences": differences,
        "progress": queries.paper_progress(round),
    }
    return render(request, "assessments/paper_entry.html", context, status=status)


def _grid_row(entry: Any, form: Any, cells: dict[str, str]) -> dict[str, Any]:
    pk = entry.activity_id
    names = [forms.cell_name(pk, place) for place in range(len(form.questions))]
    interest = forms.interest_name(pk)
    return {
        "activity": entry.activity,
        "cells": [
            {
                "name": name,
                "value": cells.get(name, ""),
                "fault": form.faults.get(name, ""),
                "question": question,
            }
            for name, question in zip(names, form.questions, strict=True)
        ],
        "interest": interest,
        "is_recused": interest in cells,
    }


def _usual(round: Any) -> str:
    has_seats = bool(queries.raters_for_paper(round, only_seated=True)) if round.state == "opened" else False
    return forms.SheetPrintForm.Who.SEATED if has_seats else forms.SheetPrintForm.Who.NOBODY


def _range(asked: Any) -> dict[str, int] | None:
    form = forms.SheetLanguageForm(asked)
    if not form.is_valid() or not form.cleaned_data["first"]:
        return None
    first = form.cleaned_data["first"]
    return {"first": first, "last": form.cleaned_data["last"] or first}
