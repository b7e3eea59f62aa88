"""Frameworks that travel: as a file, or as a copy in another region."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.framework_drafts import refused_on_detail
from assessments.views.requests import sent
from assessments.views.trails import frameworks_of, page, the_framework, trail_in
from foundation import canonical
from foundation.downloads import download
from foundation.transitions import Refused


def framework_export(request: Any, framework: Any) -> HttpResponse:
    """The document in its canonical spelling: the digest of these bytes is the one shown."""
    content = canonical.dumps(queries.framework_document(framework))
    return download(content, f"{framework.key}-{framework.version}.json")


def framework_import(request: Any, region: Any) -> HttpResponse:
    form = forms.ImportForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.import_framework(region=region, content=form.content, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Read. It is a draft until you put it into use."))
            return redirect("framework_edit", framework_id=draft.pk)
    context = {
        "region": region,
        "trail": trail_in(region, frameworks_of(region), page(_("Read from a file"))),
        "form": form,
    }
    return render(request, "assessments/framework_import.html", context, status=400 if form.errors else 200)


def framework_copy(request: Any, framework: Any) -> HttpResponse:
    regions = queries.regions_to_copy_to(request.user, framework.region)
    form = forms.CopyForm(sent(request), regions=regions, initial={"region": framework.region_id})
    if request.method == "POST" and form.is_valid():
        try:
            copy = actions.copy_framework(framework=framework, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return refused_on_detail(request, framework, refused)
        messages.success(request, _("Copied. It is a draft until you put it into use."))
        return redirect("framework_edit", framework_id=copy.pk)
    context = {
        "region": framework.region,
        "trail": trail_in(
            framework.region, frameworks_of(framework.region), the_framework(framework), page(_("Copy"))
        ),
        "title": _("Copy the questions"),
        "lead": _("The copy is a set of its own: later changes here do not reach it."),
        "form": form,
        "submit_label": _("Copy"),
        "back": the_framework(framework)[1],
    }
    return render(request, "assessments/framework_form.html", context, status=400 if form.errors else 200)
