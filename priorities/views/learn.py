"""Learning: guides by role, the method with its formulas, the words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.learning import document, words
from priorities.queries.learning import guides


def learn_home(request: HttpRequest) -> HttpResponse:
    return render(request, "learn/learn_home.html", {"guides": guides()})


def learn_glossary(request: HttpRequest) -> HttpResponse:
    found = words()
    context = _shown(document("glossary")) | {"words": found}
    return render(request, "learn/learn_glossary.html", context)


def learn_method(request: HttpRequest) -> HttpResponse:
    return render(request, "learn/learn_document.html", _shown(document("method")))


def learn_guide(request: HttpRequest, guide: Any) -> HttpResponse:
    return render(request, "learn/learn_document.html", _shown(guide) | {"guides": guides()})


def _shown(shown: Any) -> dict[str, Any]:
    return {"document": shown, "trail": [(_("Learn"), reverse("learn_home")), (shown.title, "")]}
