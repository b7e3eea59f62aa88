"""Whose address a request has, behind proxies and without."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from foundation.middleware import VisitorAddress


def address_seen(proxies: int, forwarded: str | None) -> str:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    with override_settings(TRUSTED_PROXY_COUNT=proxies):
        VisitorAddress(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9"))
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "visitor"),
    [
        (0, "203.0.113.5", "10.0.0.9"),  # nobody to believe
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),  # the left one is the visitor's invention
        (2, "203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "10.0.0.1", "10.0.0.9"),  # fewer than promised
        (1, None, "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_the_visitors_address(proxies: int, forwarded: str | None, visitor: str) -> None:
    assert address_seen(proxies, forwarded) == visitor
