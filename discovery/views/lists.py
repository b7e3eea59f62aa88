"""Lists brought as files: people for the invitations of a workshop, organizations of the platform."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from discovery import forms, queries
from discovery.actions import load_register, undo_register
from discovery.views.invitations import list_page
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.downloads import csv_download, xlsx_download
from foundation.transitions import Refused
from foundation.uploads import drafts
from foundation.uploads.columns import HeaderRefused
from foundation.uploads.parsing import parse

MOST_NAMED = 200
FIRST_ROWS = 20


def invitation_upload(request: PersonRequest, workshop: Any) -> HttpResponse:
    """The people of a file, put into the text of the invitations: looked at there, sent from there."""
    form = forms.ListFileForm(request.POST, request.FILES)
    people, faults = _read(form, forms.people_in)
    if faults or not form.is_valid() or not people:
        for fault in [
            *form.errors.get("file", []),
            *(f"{one.place}, {one.column}: {one.text}" for one in faults),
        ][:MOST_NAMED]:
            messages.error(request, fault)
        return list_page(request, workshop, forms.InviteForm(), status=400)
    lines = [
        ";".join(cell.replace(";", ",") for cell in (one.email, one.name, one.helix, one.organization))
        for one in people
    ]
    told = ngettext(
        "%(number)s person was read from the file. Look at the list below, then send.",
        "%(number)s people were read from the file. Look at the list below, then send.",
        len(people),
    )
    messages.info(request, told % {"number": len(people)})
    return list_page(request, workshop, forms.InviteForm(initial={"people": "\n".join(lines)}))


def organization_import(request: PersonRequest, region: Any) -> HttpResponse:
    """Organizations, or the people who speak for them: looked at first, then taken as a whole."""
    if request.method != "POST":
        return _organization_page(request, region, forms.OrganizationFileForm())
    if "look" in request.POST:
        return _take_what_was_seen(request, region)
    form = forms.OrganizationFileForm(request.POST, request.FILES)
    kind = (form.is_valid() and form.cleaned_data["kind"]) or "organizations"
    upload = _kept(form, request.user)
    if upload is None:
        return _organization_page(request, region, form, status=400)
    listed, faults = _listed(form, upload, kind)
    if faults or form.errors:
        upload.delete()
        return _organization_page(request, region, form, faults=faults, status=400)
    if form.cleaned_data["is_only_look"]:
        return _organization_page(request, region, form, listed=listed, look=f"{kind}:{upload.pk}")
    return _take(request, region, upload, kind, listed)


def _take_what_was_seen(request: PersonRequest, region: Any) -> HttpResponse:
    kind, _colon, upload_id = request.POST["look"].partition(":")
    upload = queries.looked_at(request.user, upload_id) if kind in forms.REGISTER_READERS else None
    if upload is None:
        messages.error(request, _("This file was taken or forgotten already. Please send it again."))
        return redirect("organization_import", code=region.code)
    form = forms.OrganizationFileForm()
    listed, faults = forms.REGISTER_READERS[kind](queries.parsed_again(upload))
    if faults:  # what was known when it was looked at has changed since
        upload.delete()
        return _organization_page(request, region, form, faults=faults, status=400)
    return _take(request, region, upload, kind, listed)


def _take(request: PersonRequest, region: Any, upload: Any, kind: str, listed: Any) -> HttpResponse:
    try:
        done = load_register(
            region=region,
            kind=kind,
            listed=listed,
            file_name=upload.file_name,
            file_digest=upload.file_digest,
            by=request.user,
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("organization_import", code=region.code)
    upload.delete()
    if kind == "stakeholders":
        told = ngettext("%(number)s person is new.", "%(number)s people are new.", done.new_count)
    else:
        told = ngettext(
            "%(number)s organization is new.", "%(number)s organizations are new.", done.new_count
        )
    messages.success(request, told % {"number": done.new_count})
    if done.known_count:
        told = ngettext(
            "%(number)s was known already and stays as it was.",
            "%(number)s were known already and stay as they were.",
            done.known_count,
        )
        messages.info(request, told % {"number": done.known_count})
    return redirect("organization_import", code=region.code)


def register_undo(request: PersonRequest, brought: Any) -> HttpResponse:
    if request.method == "POST":
        try:
            undo_register(brought=brought, by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The file was taken back: what it brought is gone."))
        return redirect("organization_import", code=brought.region.code)
    context = {
        "region": brought.region,
        "title": _("Take back the file “%s”?") % brought.file_name,
        "losses": [
            _(
                "Everything the file brought that was not known before, unless something stands on it already."
            ),
            _("What was known before the file stays as it is."),
        ],
        "submit_label": _("Take it back"),
        "cancel_href": reverse("organization_import", args=[brought.region.code]),
    }
    return render(request, "_components/confirm.html", context)


def stakeholder_table(request: HttpRequest, kind: str) -> HttpResponse:
    return _table("stakeholders", kind, forms.STAKEHOLDER_COLUMNS, forms.KINDS)


def people_table(request: HttpRequest, kind: str) -> HttpResponse:
    return _table("participants", kind, forms.PEOPLE_COLUMNS)


def organization_table(request: HttpRequest, kind: str) -> HttpResponse:
    return _table("organizations", kind, forms.ORGANIZATION_COLUMNS, forms.KINDS)


def _read(form: Any, reader: Any) -> tuple[list[Any], list[Any]]:
    """What the file says, and its wrong cells; a file that cannot be read is an error of the form."""
    if not form.is_valid():
        return [], []
    file = form.cleaned_data["file"]
    try:
        found: tuple[list[Any], list[Any]] = reader(parse(file, file_name=file.name))
    except (Refused, HeaderRefused) as refused:
        form.add_error("file", refused.message)
        return [], []
    return found


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


def _listed(form: Any, upload: Any, kind: str) -> tuple[list[Any], list[Any]]:
    try:
        found: tuple[list[Any], list[Any]] = forms.REGISTER_READERS[kind](queries.parsed_again(upload))
    except HeaderRefused as refused:
        form.add_error("file", refused.message)
        return [], []
    return found


def _organization_page(
    request: HttpRequest,
    region: Any,
    form: Any,
    *,
    faults: Any = (),
    listed: Any = None,
    look: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "look": look,
        "is_people": look.startswith("stakeholders"),
        "files": queries.register_imports_of(region),
        "region": region,
        "form": form,
        "faults": faults[:MOST_NAMED],
        "unnamed": max(len(faults) - MOST_NAMED, 0),
        "listed": listed,
        "first_rows": (listed or [])[:FIRST_ROWS],
        "trail": trail_to(_("Organizations and people from a file"), region=region),
    }
    return render(request, "discovery/organization_import.html", context, status=status)


def _table(name: str, kind: str, columns: Any, more: Any = ()) -> HttpResponse:
    """An empty table whose header is in the reader's language; the second sheet explains it."""
    header = [str(column.label) for column in columns]
    if kind == "csv":
        return csv_download((header, []), name)
    notes = [(str(column.label), str(column.explanation)) for column in columns]
    notes += [(key, str(label)) for key, label in more]
    explained = ((_("Column"), _("What belongs there")), notes)
    return xlsx_download({_("List"): (header, []), _("How to fill in"): explained}, name)
