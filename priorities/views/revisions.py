"""From a published set onwards: a correction of a mistake, or the next version from a later ranking."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery.views.requests import PersonRequest
from foundation import clock
from priorities.actions import start_correction, start_next_version
from priorities.forms import NextVersionForm, ReasonForm
from priorities.queries.rankings import rounds_to_draft_from
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.wording import publication_trail


def correction_start(request: PersonRequest, publication: Any) -> HttpResponse:
    form = ReasonForm(sent(request))
    made = carried_out(form, start_correction, publication=publication, by=request.user)
    if made:
        return redirect("set_detail", made.pk)
    words = {
        "title": _("Begin a correction"),
        "lead": _(
            "A draft like the published set is made, so that a mistake can be mended. It is approved anew and then "
            "takes the place of the published one, which stays readable."
        ),
        "has_rounds": True,
    }
    return form_page(request, publication, form, words)


def next_version_start(request: PersonRequest, publication: Any) -> HttpResponse:
    old = publication.priority_set
    rounds = rounds_to_draft_from(publication.region).exclude(pk=old.round_id)
    initial = {"title": old.title, "cycle": clock.now().year, "target_count": old.target_count}
    form = NextVersionForm(sent(request), rounds=rounds, initial=initial)
    made = carried_out(form, start_next_version, publication=publication, by=request.user)
    if made:
        return redirect("set_detail", made.pk)
    words = {
        "title": _("Begin the next version"),
        "lead": _("A draft from a later ranking. Once published, it takes the place of the set in force."),
        "has_rounds": rounds.exists(),
    }
    return form_page(request, publication, form, words)


def form_page(request: PersonRequest, publication: Any, form: Any, words: dict[str, Any]) -> HttpResponse:
    context = {
        "region": publication.region,
        "form": form,
        "cancel_href": reverse("publication_detail", args=[publication.region.code, publication.number]),
        "trail": publication_trail(publication, words["title"]),
        **words,
    }
    return render(request, "priorities/set_form.html", context, status=status_of(form))
