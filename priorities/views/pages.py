"""Pages of lists."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """The page asked for; nonsense gives the first, too much the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
