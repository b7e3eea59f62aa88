"""The shortlist at the desk, and the minutes."""

from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from discovery.views.workshops import status_of
from foundation.documents.pdf import pdf_bytes
from foundation.documents.word import word_bytes
from foundation.downloads import download
from foundation.foreign_text import OWN_NAMES
from foundation.transitions import Refused, WrongState


def shortlist_detail(request: PersonRequest, workshop: Any) -> HttpResponse:
    asked = forms.PlacesForm(request.GET)
    places = (asked.is_valid() and asked.cleaned_data["places"]) or queries.USUAL_PLACES
    return shortlist_page(request, workshop, places=places)


def shortlist_confirm(request: PersonRequest, workshop: Any) -> HttpResponse:
    ids = [activity.pk for activity in queries.activities_of_workshop(workshop)]
    form = forms.ShortlistForm(request.POST, activity_ids=ids)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            actions.confirm_shortlist(
                workshop=workshop,
                activity_ids=chosen["activities"],
                places=chosen["places"],
                reason=chosen["reason"],
                by=request.user,
            )
            messages.success(request, _("The shortlist is confirmed. Scoring begins with it."))
            return redirect("shortlist_detail", workshop_id=workshop.pk)
        except WrongState as refused:
            messages.error(request, refused.message)
            return shortlist_page(request, workshop, status=409)
        except Refused as refused:
            form.add_error("reason", refused.message)
    places = form.cleaned_data.get("places") or queries.USUAL_PLACES
    return shortlist_page(request, workshop, form=form, places=places, status=400)


def shortlist_undo(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_shortlist(
                workshop=workshop, reason=form.cleaned_data["reason"], by=request.user
            )
        except WrongState as refused:
            messages.error(request, refused.message)
            return shortlist_page(request, workshop, status=409)
        messages.success(request, _("Taken back. The proposal is open again."))
        return redirect("shortlist_detail", workshop_id=workshop.pk)
    context = {
        "region": workshop.region,
        "workshop": workshop,
        "title": _("Take the shortlist back?"),
        "losses": [_("The list that was confirmed is removed; supports and wild cards stay.")],
        "form": form,
        "submit_label": _("Take it back"),
        "cancel_href": reverse("shortlist_detail", args=[workshop.pk]),
    }
    return render(request, "discovery/workshop_confirm.html", context, status=status_of(form))


def shortlist_page(
    request: PersonRequest,
    workshop: Any,
    *,
    form: Any = None,
    places: int = queries.USUAL_PLACES,
    status: int = 200,
) -> HttpResponse:
    board = queries.shortlist_proposal(workshop, places)
    chosen = (
        set(form["activities"].value() or ()) if form else {str(p.activity) for p in board.proposal.picks}
    )
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Shortlist"), region=workshop.region, workshop=workshop),
        "board": board,
        "rows": board.rows,
        "chosen": {int(pk) for pk in chosen if str(pk).isdecimal()},
        "places": places,
        "places_form": forms.PlacesForm(initial={"places": places}),
        "form": form or forms.ShortlistForm(initial={"places": places}),
        "shortlist": queries.shortlist_of(workshop),
        "entries": list(queries.shortlist_entries(workshop)),
        "may_run": _may_run(request, workshop),
    }
    return render(request, "discovery/shortlist_detail.html", context, status=status)


def minutes_detail(request: PersonRequest, workshop: Any) -> HttpResponse:
    """The version that was kept; before the close a preview of what it will say."""
    kept = queries.latest_minutes(workshop)
    works_here = rules.has_perm("discovery.see_desk", request.user, workshop)
    language = _language(get_language())
    document = kept.document[language] if kept else queries.minutes_in(workshop, language)
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "works_here": works_here,
        "trail": trail_to(_("The minutes"), region=workshop.region, workshop=workshop)
        if works_here
        else [(workshop.title, reverse("workshop_room", args=[workshop.pk])), (_("The minutes"), "")],
        "minutes": kept,
        "document": document,
        "sections": [_section_on_page(section) for section in document["sections"]],
        "languages": OWN_NAMES.items(),
        "may_run": _may_run(request, workshop),
    }
    return render(request, "discovery/minutes_detail.html", context)


def _section_on_page(section: dict[str, Any]) -> dict[str, Any]:
    """Each cell with the heading of its column, which a phone shows beside it; without headings: names and facts."""
    header, rows = section["header"], section["rows"]
    named = [list(zip(header, row, strict=True)) for row in rows] if header else []
    return section | {"rows": named, "facts": rows if not header else []}


def minutes_keep(request: PersonRequest, workshop: Any) -> HttpResponse:
    try:
        kept = actions.keep_minutes(workshop=workshop, by=request.user)
    except WrongState as refused:
        messages.error(request, refused.message)
        return redirect("minutes_detail", workshop_id=workshop.pk)
    messages.success(request, _("Version %(number)s is kept.") % {"number": kept.number})
    return redirect("minutes_detail", workshop_id=workshop.pk)


def minutes_word(request: PersonRequest, minutes: Any) -> HttpResponse:
    """As a Word document in one of the three languages: equal bytes whenever it is asked for."""
    language = request.GET.get("language", _language(get_language()))
    if language not in minutes.document:
        raise Http404
    document = minutes.document[language]
    content = word_bytes(
        title=document["title"],
        sections=document["sections"],
        language=language,
        written_at=minutes.written_at,
        foot=[f"{minutes.number} · {minutes.digest}"],
    )
    return download(content, f"minutes-{minutes.workshop_id}-{minutes.number}-{language}.docx")


def minutes_pdf(request: PersonRequest, minutes: Any) -> HttpResponse:
    """The same as PDF: equal bytes whenever it is asked for."""
    language = request.GET.get("language", _language(get_language()))
    if language not in minutes.document:
        raise Http404
    with translation.override(language):
        foot = _("Version %(number)s, fingerprint %(digest)s") % {
            "number": minutes.number,
            "digest": minutes.digest,
        }
    document = minutes.document[language] | {"language": language, "foot": foot}
    name = f"minutes-{minutes.workshop_id}-{minutes.number}-{language}.pdf"
    return download(pdf_bytes("record", document), name)


def _language(active: str | None) -> str:
    short = (active or "")[:2]
    return short if short in ("ru", "kk", "en") else "en"


def _may_run(request: PersonRequest, workshop: Any) -> bool:
    return bool(rules.has_perm("discovery.run_workshop", request.user, workshop))
