"""The dossier of a set: a page, and the same as documents in three languages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from discovery.views.requests import PersonRequest
from foundation import clock
from foundation.documents import pdf_sections, word
from foundation.downloads import download
from foundation.foreign_text import OWN_NAMES
from priorities.queries.dossier import LANGUAGES, dossier_in
from priorities.views.wording import set_trail_for


def set_dossier(request: PersonRequest, priority_set: Any) -> HttpResponse:
    document = dossier_in(priority_set, language_of(request))
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "document": document,
        "sections": [on_page(section) for section in document["sections"]],
        "languages": OWN_NAMES.items(),
        "trail": set_trail_for(request.user, priority_set, _("Dossier")),
    }
    return render(request, "priorities/set_dossier.html", context)


def set_dossier_word(request: PersonRequest, priority_set: Any) -> HttpResponse:
    language = language_asked(request)
    document = dossier_in(priority_set, language)
    content = word.word_bytes(**document, language=language, written_at=clock.now())
    return download(content, f"dossier-{priority_set.pk}-{language}.docx")


def set_dossier_pdf(request: PersonRequest, priority_set: Any) -> HttpResponse:
    language = language_asked(request)
    document = dossier_in(priority_set, language)
    content = pdf_sections.pdf_of_sections(
        **document, language=language, eyebrow=str(priority_set.region.name)
    )
    return download(content, f"dossier-{priority_set.pk}-{language}.pdf")


def on_page(section: dict[str, Any]) -> dict[str, Any]:
    """Each cell with the heading of its column, which a phone shows beside it; without headings: names and facts."""
    header, rows = section["header"], section["rows"]
    named = [list(zip(header, row, strict=True)) for row in rows] if header else []
    return section | {"rows": named, "facts": [] if header else rows}


def language_of(request: PersonRequest) -> str:
    short = (get_language() or "")[:2]
    return short if short in LANGUAGES else "en"


def language_asked(request: PersonRequest) -> str:
    """Raises Http404 for a language we have no words in."""
    language = request.GET.get("language", language_of(request))
    if language not in LANGUAGES:
        raise Http404
    return language
