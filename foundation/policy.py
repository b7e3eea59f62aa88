"""Who may reach a route: named where the route is written, checked before the view exists, denied by default.

    route("rounds/<int:round_id>/", views.round_detail, name="round_detail",
          allow={"GET": may("assessments.see_round", on=queries.round_for)})

`on` finds the object for a user from the route's own arguments, or returns None: then the answer is 404, so a stranger
does not learn that it exists. The view receives the found object and never the bare id. A method that is not named is 405,
a person who may see but not do is 403. Every POST is retry-safe when it carries a key (foundation.idempotency).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from foundation import idempotency
from foundation.zones import on_the_clocks_of

Finder = Callable[..., Any]
# Is what a route found there for everybody but this person? Asked of every object of every route.
Gate = Callable[[Any, Any], bool]
_gates: list[Gate] = []


def register_gate(is_closed_to: Gate) -> None:
    """`is_closed_to(user, found)`: True where the thing must not exist for this person. Filled in apps.ready()."""
    _gates.append(is_closed_to)


def is_closed_to(user: Any, found: Any) -> bool:
    return any(gate(user, found) for gate in _gates)


class NotSignedIn(Exception):
    """The route is for people the platform knows: log in (pages) or 401 (API)."""


@dataclass(frozen=True)
class Allow:
    """The rule for one method of one route. `session_only`: an API token is not enough (approvals)."""

    permission: str = ""
    on: Finder | None = None
    public: bool = False
    session_only: bool = False

    def is_open_to_visitors(self, found: Any) -> bool:
        """Where a permission decides, what a visitor cannot find may still be there for somebody who logs in."""
        return self.public and (found is not None or not self.permission)

    def describe(self) -> str:
        return self.permission or ("everyone" if self.public else "signed in")


@dataclass(frozen=True)
class Policy:
    """All methods of one route."""

    methods: Mapping[str, Allow]

    def admit(self, user: Any, method: str, arguments: dict[str, Any], *, by_token: bool = False) -> Any:
        """The object the route is about (None where it is about none).

        Raises Http404 for strangers, NotSignedIn, PermissionDenied for readers without the right.
        """
        allow = self.rule(method)
        found = allow.on(user, **arguments) if allow.on else None
        if found is not None and is_closed_to(user, found):
            found = None
        if (
            not allow.is_open_to_visitors(found) and not user.is_authenticated
        ):  # who is asking may cost queries
            raise NotSignedIn
        if allow.on and found is None:
            raise Http404
        if allow.session_only and by_token:
            raise PermissionDenied
        if allow.permission and not rules.has_perm(allow.permission, user, found):
            raise PermissionDenied
        return found

    def rule(self, method: str) -> Allow:
        """Raises KeyError for a method the route does not answer."""
        return self.methods["GET" if method == "HEAD" else method]

    def answers(self, method: str) -> bool:
        return ("GET" if method == "HEAD" else method) in self.methods


def everyone(*, on: Finder | None = None) -> Allow:
    """Anybody, logged in or not; `on` still decides whether the object exists for this person."""
    return Allow(on=on, public=True)


def signed_in(*, on: Finder | None = None) -> Allow:
    """Anybody the platform knows, guests of a workshop included."""
    return Allow(on=on)


def may(
    permission: str, *, on: Finder | None = None, session_only: bool = False, visitors_too: bool = False
) -> Allow:
    """People with this permission (rules) on the found object; `visitors_too`: it may be open to everybody."""
    return Allow(permission=permission, on=on, session_only=session_only, public=visitors_too)


def route(pattern: str, view: Any, *, allow: Mapping[str, Allow], name: str) -> URLPattern:
    """A Django path with its policy. `view` is a function of (request[, found]) or a foundation.api.ApiView class."""
    policy = Policy(allow)
    is_api = hasattr(view, "as_view")
    callback: Any = view.as_view(policy=policy) if is_api else _guard(view, policy)
    callback.policy = policy
    entry: URLPattern = path(pattern, callback, name=name)
    return entry


def _guard(view: Callable[..., HttpResponse], policy: Policy) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        method = request.method or "GET"
        if not policy.answers(method):
            return HttpResponseNotAllowed(sorted(policy.methods))
        try:
            found = policy.admit(request.user, method, arguments)
        except NotSignedIn:
            return redirect_to_login(request.get_full_path())
        frame: Any = request
        frame.about = found  # what the frame of the page may say of it
        call = (lambda: view(request, found)) if policy.rule(method).on else (lambda: view(request))
        try:
            with on_the_clocks_of(found):
                return idempotency.once(request, call)
        except idempotency.KeyReused as reused:
            return HttpResponse(reused.message, status=422)

    return guarded
