"""Deny by default: 405 before anything, 404 for strangers, log-in for the unknown, 403 for readers without the right."""

from typing import Any

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, path

from accounts.models import User
from foundation import checks
from foundation.policy import everyone, may, route, signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOTES = {1: "seen by everybody", 2: "secret"}


def note_for(user: Any, *, note_id: int) -> str | None:
    return NOTES[1] if note_id == 1 else None


@rules.predicate
def is_ann(user: Any, subject: Any) -> bool:
    return bool(getattr(user, "name", "") == "Ann")


@pytest.fixture(autouse=True)
def permission() -> Any:
    rules.add_perm("tests.edit_note", is_ann)
    yield
    rules.remove_perm("tests.edit_note")


def page(request: HttpRequest, note: str) -> HttpResponse:
    return HttpResponse(note)


NOTE_ROUTE = route(
    "notes/<int:note_id>/",
    page,
    name="note",
    allow={"GET": everyone(on=note_for), "POST": may("tests.edit_note", on=note_for)},
)
DESK_ROUTE = route("desk/", lambda request: HttpResponse("desk"), name="desk", allow={"GET": signed_in()})


def visit(entry: URLPattern, method: str, user: Any, **arguments: Any) -> HttpResponse:
    request = RequestFactory().generic(method, "/somewhere/")
    request.user = user
    return entry.callback(request, **arguments)


@pytest.fixture
def ann() -> User:
    return UserFactory.create(name="Ann")


def test_the_view_gets_the_found_object(ann: User) -> None:
    assert visit(NOTE_ROUTE, "GET", ann, note_id=1).content == b"seen by everybody"
    assert visit(NOTE_ROUTE, "HEAD", ann, note_id=1).status_code == 200


def test_what_is_not_found_does_not_exist(ann: User) -> None:
    with pytest.raises(Http404):
        visit(NOTE_ROUTE, "GET", ann, note_id=2)


def test_a_reader_without_the_right(ann: User) -> None:
    assert visit(NOTE_ROUTE, "POST", ann, note_id=1).status_code == 200
    with pytest.raises(PermissionDenied):
        visit(NOTE_ROUTE, "POST", UserFactory.create(name="Bob"), note_id=1)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_method_that_is_not_named(ann: User, method: str) -> None:
    assert visit(NOTE_ROUTE, method, ann, note_id=1).status_code == 405


@pytest.mark.parametrize("note_id", [1, 2])
def test_the_unknown_are_asked_to_log_in_whether_it_exists_or_not(note_id: int) -> None:
    request = RequestFactory().post("/notes/")
    request.user = AnonymousUser()
    answer = NOTE_ROUTE.callback(request, note_id=note_id)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_signed_in_is_enough_where_it_says_so(ann: User) -> None:
    assert visit(DESK_ROUTE, "GET", ann).content == b"desk"
    assert visit(DESK_ROUTE, "GET", AnonymousUser()).status_code == 302


def test_a_token_is_not_a_session(ann: User) -> None:
    entry = route("x/", page, name="x", allow={"POST": may("tests.edit_note", session_only=True)})
    policy = entry.callback.policy
    policy.admit(ann, "POST", {}, by_token=False)
    with pytest.raises(PermissionDenied):
        policy.admit(ann, "POST", {}, by_token=True)


def test_every_route_of_the_product_has_a_policy() -> None:
    assert checks.every_route_has_a_policy() == []


def test_a_route_without_policy_fails_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = path("bare/", lambda request: HttpResponse())
    monkeypatch.setattr(checks, "all_routes", lambda: [("bare/", bare)])
    assert [error.id for error in checks.every_route_has_a_policy()] == ["foundation.E001"]
