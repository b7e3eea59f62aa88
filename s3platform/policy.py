"""Routes of third parties: who may reach what we did not write."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver

from foundation.policy import Allow, NotSignedIn, Policy

Entry = URLPattern | URLResolver


def everywhere(entries: Any, allow: Allow) -> list[Entry]:
    """Give every route below these entries the same rule. Their own views check further (log-in, staff)."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            everywhere(entry.url_patterns, allow)
        else:
            entry.callback.policy = Policy({"GET": allow, "POST": allow})
    return list(entries)


def named_only(entries: Iterable[Entry], allowed: Mapping[str, Allow]) -> list[Entry]:
    """The same routes, those with a rule and no other, each behind its rule."""
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry, URLResolver):
            kept.append(URLResolver(entry.pattern, named_only(entry.url_patterns, allowed)))
        elif entry.name and entry.name in allowed:
            allow = allowed[entry.name]
            callback = _guarded(entry.callback, Policy({"GET": allow, "POST": allow}))
            kept.append(URLPattern(entry.pattern, callback, entry.default_args, entry.name))
    return kept


def _guarded(view: Callable[..., HttpResponse], policy: Policy) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        method = request.method or "GET"
        if not policy.answers(method):
            return HttpResponseNotAllowed(sorted(policy.methods))
        try:
            policy.admit(request.user, method, {})
        except NotSignedIn:
            return redirect_to_login(request.get_full_path())
        return _honest(request, view(request, **arguments))

    guarded.policy = policy  # type: ignore[attr-defined]  # -- reason: as every callback here
    return guarded


def _honest(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A form that was sent with mistakes answers 400 as our own do; theirs would say 200."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
        response.status_code = 400
    return response
