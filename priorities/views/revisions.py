"""From a published set onwards: a correction of a mistake, or the next version from a later ranking."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from foundation import clock
from priorities.actions import start_correction, start_next_version
from priorities.forms import NextVersionForm, ReasonForm
from priorities.queries.rankings import rounds_to_draft_from
from priorities.views.carried_out import carried_out, status_of


def correction_start(request: HttpRequest, publication: Any) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        made = carried_out(
            form,
            partial(start_correction, publication=publication, by=request.user, **form.cleaned_data),  # type: ignore[arg-type]  # -- reason: the policy lets in known people only
        )
        if made:
            return redirect("set_detail", made.pk)
    context = {"publication": publication, "region": publication.region, "form": form}
    return render(request, "priorities/correction_form.html", context, status=status_of(form))


def next_version_start(request: HttpRequest, publication: Any) -> HttpResponse:
    old = publication.priority_set
    rounds = rounds_to_draft_from(publication.region).exclude(pk=old.round_id)
    initial = {"title": old.title, "cycle": clock.now().year, "target_count": old.target_count}
    form = NextVersionForm(request.POST or None, rounds=rounds, initial=initial)
    if form.is_valid():
        made = carried_out(
            form,
            partial(start_next_version, publication=publication, by=request.user, **form.cleaned_data),  # type: ignore[arg-type]  # -- reason: as above
        )
        if made:
            return redirect("set_detail", made.pk)
    context = {
        "publication": publication,
        "region": publication.region,
        "form": form,
        "has_rounds": rounds.exists(),
    }
    return render(request, "priorities/next_version_form.html", context, status=status_of(form))
