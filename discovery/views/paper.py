"""People without a phone: entered at the door, their cards printed and typed in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.documents.pdf import pdf_bytes
from foundation.downloads import download
from foundation.transitions import Refused

PAGE = 50


def workshop_paper(request: PersonRequest, workshop: Any) -> HttpResponse:
    return paper_page(request, workshop)


def paper_seat(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Somebody without a phone comes in: they get a number, as everybody does."""
    consent = queries.consent_asked_in(workshop.region_id)
    form = forms.PaperSeatForm(request.POST, consent=consent)
    if not form.is_valid():
        return paper_page(request, workshop, seat=form, status=400)
    named = form.cleaned_data["organization"]
    try:
        seated = actions.seat_on_paper(
            workshop=workshop,
            helix=form.cleaned_data["helix"],
            organization=NamedOrganization(named, form.cleaned_data["organization_kind"]) if named else None,
            language=form.cleaned_data["language"],
            consent=consent,
            by=request.user,
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return paper_page(request, workshop, seat=form, status=409)
    number = queries.numbers_in_hall(workshop.pk)[seated.user_id]
    messages.success(
        request, _("Entered as number %(number)s. Write it on their badge and papers.") % {"number": number}
    )
    return redirect("workshop_paper", workshop_id=workshop.pk)


def card_print(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.CardPrintForm(request.POST)
    if not form.is_valid():
        return paper_page(request, workshop, cards=form, status=400)
    try:
        printed = actions.print_cards(workshop=workshop, number=form.cleaned_data["number"], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.message)
        return paper_page(request, workshop, cards=form, status=409)
    return redirect(reverse("workshop_paper", args=[workshop.pk]) + f"?since={printed[0].pk}")


def workshop_cards(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Cards that are not typed in yet, as PDF; `since`: only those printed last."""
    asked = forms.CardRangeForm(request.GET)
    if not asked.is_valid():
        raise Http404
    language = asked.cleaned_data["language"] or (get_language() or "en")[:2]
    document = queries.cards_document(workshop, language, since=asked.cleaned_data["since"])
    if not document["cards"]:
        raise Http404
    return download(pdf_bytes("cards", document), f"cards-{workshop.pk}.pdf", is_shown=True)


def card_enter(request: PersonRequest, workshop: Any) -> HttpResponse:
    """One card after the other; the number and the language stay for the next."""
    form = forms.CardEntryForm(request.POST)
    if not form.is_valid():
        return paper_page(request, workshop, entry=form, status=400)
    card, refusal = queries.card_called(workshop, form.cleaned_data["code"])
    people = {person.number: person for person in queries.people_on_paper(workshop)}
    person = people.get(form.cleaned_data["person"])
    if card is None or refusal:
        form.add_error("code", refusal)
    if person is None:
        form.add_error("person", _("Nobody on paper has this number."))
    if card is None or person is None or form.errors:
        return paper_page(request, workshop, entry=form, status=400)
    try:
        actions.enter_card(
            card=card,
            participant=person,
            text=form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            by=request.user,
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return paper_page(request, workshop, entry=form, status=409)
    messages.success(request, _("Card %(code)s is in.") % {"code": card})
    asked = f"?person={form.cleaned_data['person']}&language={form.cleaned_data['language']}#entry"
    return redirect(reverse("workshop_paper", args=[workshop.pk]) + asked)


def paper_page(
    request: PersonRequest,
    workshop: Any,
    *,
    seat: Any = None,
    cards: Any = None,
    entry: Any = None,
    status: int = 200,
) -> HttpResponse:
    language = (get_language() or "en")[:2]
    consent = queries.consent_asked_in(workshop.region_id)
    kept = {"person": request.GET.get("person"), "language": request.GET.get("language", language)}
    since = forms.CardRangeForm(request.GET)
    listed = queries.cards_of(workshop)
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("On paper"), region=workshop.region, workshop=workshop),
        "seat": seat or forms.PaperSeatForm(consent=consent, initial={"language": language}),
        "cards": cards or forms.CardPrintForm(),
        "entry": entry or forms.CardEntryForm(initial=kept),
        "people": queries.people_on_paper(workshop),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "entered": listed.filter(note__isnull=False).count(),
        "since": since.cleaned_data["since"] if since.is_valid() else None,
        "languages": forms.LANGUAGES,
        "may_run": True,
    }
    return render(request, "discovery/workshop_paper.html", context, status=status)
