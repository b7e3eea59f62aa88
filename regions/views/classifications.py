"""Branches of the economy and fields of research, to be read and searched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regions import queries
from regions.forms import ClassSearchForm


def classification_list(request: HttpRequest) -> HttpResponse:
    form = ClassSearchForm(request.GET or None)
    is_wrong = form.is_bound and not form.is_valid()
    words = form.cleaned_data["q"] if form.is_bound and not is_wrong else ""
    branches, fields = queries.branches_like(words), queries.fields_like(words)
    context = {
        "form": form,
        "words": words,
        "branches": branches,
        "fields": fields,
        "count": sum(1 + len(one.classes) for one in (*branches, *fields)),
        "country": queries.countries().first(),
    }
    return render(request, "regions/classification_list.html", context, status=400 if is_wrong else 200)
