"""Answers for people the platform knows are never stored by a browser or a proxy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStoreForPeople:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
