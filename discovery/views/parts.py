"""Parts of pages that fetch themselves again when they are told that they changed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import condition

Page = Callable[[Any, Any], HttpResponse]


def live_part(
    template: str,
    *,
    context: Callable[[Any, Any], dict[str, Any]],
    stamp: Callable[[Any, Any], str],
) -> Page:
    """A view that renders one part, or answers 304 while its stamp is the one the page has."""

    def etag(request: Any, found: Any) -> str:
        return f'"{get_language()}.{stamp(request, found)}"'

    @condition(etag_func=etag)
    def part(request: Any, found: Any) -> HttpResponse:
        return render(request, template, context(request, found))

    return part


def table_asked(request: Any) -> int | None:
    """`?table=` narrows ideas to those written at one table of the hall."""
    asked = request.GET.get("table", "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 else None
