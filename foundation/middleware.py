"""What every request passes: whose address it has, whether its answer may be stored."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class VisitorAddress:
    """Behind TRUSTED_PROXY_COUNT proxies REMOTE_ADDR is the nearest proxy's: put the visitor's in its place.

    Each proxy adds the address it saw at the right end of X-Forwarded-For; what stands further left is the visitor's own
    invention.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = [address.strip() for address in request.headers.get("X-Forwarded-For", "").split(",")]
        count = settings.TRUSTED_PROXY_COUNT
        if 0 < count <= len(seen) and seen[-count]:
            request.META["REMOTE_ADDR"] = seen[-count]
        return self.get_response(request)


class NoStoreForPeople:
    """Answers for people the platform knows are never stored by a browser or a proxy.

    They say whose they are, those for nobody too: what a phone keeps of one person goes when it is another's
    (static/js/worker.js).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:  # first: whoever says so needs no session
            response["X-Person"] = str(request.user.pk or "nobody")
            if request.user.is_authenticated:
                response["Cache-Control"] = "no-store"
        return response
