"""Pages of people who bring figures: upload, say what the columns mean, look, load, take back."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation.downloads import csv_download, xlsx_download
from foundation.live import token_for
from foundation.transitions import Refused
from regions import queries
from regions.actions import (
    ImportRejected,
    add_source,
    discard_draft,
    is_long,
    load_draft,
    map_columns,
    queue_draft,
    undo_import,
    upload_table,
)
from regions.forms import MappingForm, UploadForm, mapping_as_input
from regions.sentences import TEMPLATE_HEADER, problem_in_words, template_notes, template_rows

FIRST_ROWS = 8
IMPORTS_A_PAGE = 30


def import_list(request: HttpRequest, region: Any) -> HttpResponse:
    page = Paginator(queries.imports_about(region), IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    waiting = queries.progress_of(queries.drafts_of(region))
    context = {"region": region, "page": page, "drafts": waiting, "crumbs": _crumbs(region)}
    if any(draft.queued_at for draft, _done, _all in waiting):
        context["live_token"] = token_for([f"imports:{region.pk}"])
    return render(request, "regions/import_list.html", context)


def import_create(request: HttpRequest, region: Any) -> HttpResponse:
    if request.method != "POST":
        return _upload_page(request, region, UploadForm(region=region))
    form = UploadForm(request.POST, request.FILES, region=region)
    if not form.is_valid():
        return _upload_page(request, region, form, status=400)
    user: Any = request.user
    given = form.cleaned_data
    try:
        source = given["source"] or add_source(
            publisher=given["publisher"],
            note=given["note"],
            url=given["url"],
            language=get_language() or "en",
            by=user,
        )
        draft = upload_table(
            region=region, file=given["file"], file_name=given["file"].name, source=source, by=user
        )
    except Refused as refused:
        form.add_error("file", refused.message)
        return _upload_page(request, region, form, status=400)
    _look_at_once(draft)
    return redirect("import_draft", draft_id=draft.pk)


def import_draft(request: HttpRequest, draft: Any) -> HttpResponse:
    """What the columns mean, and what loading would do."""
    if request.method != "POST":
        return _draft_page(request, draft, _mapping_form(draft))
    form = _mapping_form(draft, request.POST)
    if not form.is_valid():
        return _draft_page(request, draft, form, status=400)
    map_columns(draft=draft, sheet=form.cleaned_data["sheet"], mapping=form.mapping())
    return redirect(reverse("import_draft", args=[draft.pk]) + "#look")


def import_load(request: HttpRequest, draft: Any) -> HttpResponse:
    user: Any = request.user
    if draft.upload.summary is None:
        messages.error(request, _("Say first what the columns mean."))
        return redirect("import_draft", draft_id=draft.pk)
    if is_long(draft):
        queue_draft(draft=draft, by=user)
        return redirect("import_list", code=draft.region.code)
    try:
        brought = load_draft(draft=draft, by=user)
    except ImportRejected:
        messages.error(request, _("Nothing was loaded: the file has wrong places. They are listed below."))
        return redirect(reverse("import_draft", args=[draft.pk]) + "#look")
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("import_draft", draft_id=draft.pk)
    text = ngettext("%(count)s value was loaded.", "%(count)s values were loaded.", brought.value_count)
    messages.success(request, text % {"count": brought.value_count})
    return redirect("import_list", code=draft.region.code)


def import_discard(request: HttpRequest, draft: Any) -> HttpResponse:
    try:
        discard_draft(draft=draft)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The file was discarded; the figures are as they were."))
    return redirect("import_list", code=draft.region.code)


def import_undo(request: HttpRequest, brought: Any) -> HttpResponse:
    if request.method == "POST":
        user: Any = request.user
        try:
            undo_import(brought=brought, by=user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("import_list", code=brought.region.code)
        messages.success(request, _("The file was taken back; the figures are as they were before it."))
        return redirect("import_list", code=brought.region.code)
    context = {
        "region": brought.region,
        "title": _("Take back the file “%s”?") % brought.file_name,
        "losses": _losses(brought),
        "submit_label": _("Take it back"),
        "cancel_href": reverse("import_list", args=[brought.region.code]),
    }
    return render(request, "regions/import_undo.html", context)


def import_template(request: HttpRequest, found: Any) -> HttpResponse:
    """An empty table with one row as an example, in the reader's language."""
    region, kind = found
    figures = (TEMPLATE_HEADER, template_rows(region.data_code))
    if kind == "csv":
        return csv_download(figures, f"figures-{region.code}")
    explained = ((_("Column"), _("What belongs there")), template_notes())
    return xlsx_download({_("Figures"): figures, _("How to fill in"): explained}, f"figures-{region.code}")


def _losses(brought: Any) -> list[str]:
    count, replaced = brought.value_count, brought.replaced_count
    losses = [
        ngettext(
            "%(count)s value that this file brought disappears from the figures.",
            "%(count)s values that this file brought disappear from the figures.",
            count,
        )
        % {"count": count}
    ]
    if replaced:
        losses.append(
            ngettext(
                "%(count)s earlier value that it replaced comes back.",
                "%(count)s earlier values that it replaced come back.",
                replaced,
            )
            % {"count": replaced}
        )
    losses.append(_("Rounds and publications that have begun keep the figures they froze."))
    return losses


def _look_at_once(draft: Any) -> None:
    """Where the headers say everything, the person need not."""
    form = _mapping_form(draft, mapping_as_input(draft.upload.mapping))
    if form.is_valid():
        map_columns(draft=draft, sheet=form.cleaned_data["sheet"], mapping=form.mapping())


def _mapping_form(draft: Any, data: Any = None) -> MappingForm:
    own = [draft.region, *queries.regions_by_name(country=draft.region.code)]
    return MappingForm(data, initial=mapping_as_input(draft.upload.mapping), draft=draft, regions=own)


def _draft_page(request: HttpRequest, draft: Any, form: MappingForm, status: int = 200) -> HttpResponse:
    summary, sheet = draft.upload.summary, draft.upload.mapping.get("sheet")
    rows = list(islice(queries.draft_table(draft), FIRST_ROWS + 1))
    header = queries.header_of(draft, sheet)
    context = {
        "region": draft.region,
        "draft": draft,
        "form": form,
        "first_rows": rows[1:],
        "header": header,
        "look": summary,
        "problems": [
            problem_in_words(one, sheet or "", header) for one in (summary or {}).get("problems", ())
        ],
        "unnamed": summary["problem_count"] - len(summary["problems"]) if summary else 0,
        "earlier": queries.earlier_load(draft),
        "crumbs": _crumbs(draft.region, draft.upload.file_name),
    }
    return render(request, "regions/import_draft.html", context, status=status)


def _upload_page(request: HttpRequest, region: Any, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {"region": region, "form": form, "crumbs": _crumbs(region, _("New file"))}
    return render(request, "regions/import_form.html", context, status=status)


def _crumbs(region: Any, last: str = "") -> list[tuple[str, str]]:
    imports = _("Files of figures"), reverse("import_list", args=[region.code]) if last else ""
    trail = [(_("My desk"), reverse("region_desk", args=[region.code])), imports]
    return [*trail, (last, "")] if last else trail
