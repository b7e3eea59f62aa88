"""Refusals before any view: people get a page, programs the shape that all errors of the API have."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

API = "/api/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(
        request, 404, "not_found", _("Not found."), lambda: defaults.page_not_found(request, exception)
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The request cannot be read.")
    return _answer(request, 400, "parse_error", text, lambda: defaults.bad_request(request, exception))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("You may not do this.")
    return _answer(
        request, 403, "permission_denied", text, lambda: defaults.permission_denied(request, exception)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    text = _("Something went wrong here. It has been noted.")
    return _answer(request, 500, "error", text, lambda: defaults.server_error(request))


def _answer(request: HttpRequest, status: int, code: str, text: str, page: Callable[[], Any]) -> HttpResponse:
    if not request.path.startswith(API):
        found: HttpResponse = page()
        return found
    kind = "server_error" if status == 500 else "client_error"
    errors = [{"code": code, "detail": text, "attr": None}]
    return JsonResponse({"type": kind, "errors": errors}, status=status)
