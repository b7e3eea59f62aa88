"""The same key with the same body: one write, the first answer. With another body: 422."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from accounts.models import Organization, User
from foundation import idempotency
from foundation.models import StoredAnswer
from tests.factories.accounts import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def post(person: User, body: dict[str, Any], **headers: str) -> HttpRequest:
    request = RequestFactory().post("/organizations/", body, headers=headers)
    request.user = person
    return request


def enter(request: HttpRequest, status: int = 201) -> HttpResponse:
    def view() -> HttpResponse:
        OrganizationFactory.create()
        return HttpResponse(f"number {Organization.objects.count()}", status=status)

    return idempotency.once(request, view)


@pytest.mark.parametrize("how", ["header", "field"])
def test_a_retry_gets_the_first_answer(person: User, how: str) -> None:
    def attempt() -> HttpResponse:
        if how == "header":
            return enter(post(person, {"name": "x"}, **{"Idempotency-Key": "k1"}))
        return enter(post(person, {"name": "x", "idempotency_key": "k1"}))

    first, second = attempt(), attempt()
    assert (second.status_code, second.content) == (201, first.content)
    assert Organization.objects.count() == 1


def test_another_body_with_the_same_key_is_refused(person: User) -> None:
    enter(post(person, {"name": "x", "idempotency_key": "k1"}))
    with pytest.raises(idempotency.KeyReused):
        enter(post(person, {"name": "y", "idempotency_key": "k1"}))
    assert Organization.objects.count() == 1


def test_another_file_of_the_same_name_and_size_is_another_body(person: User) -> None:
    def send(content: bytes) -> HttpResponse:
        scan = SimpleUploadedFile("scan.pdf", content)
        return enter(post(person, {"scan": scan, "idempotency_key": "k1"}))

    assert [send(content).status_code for content in (b"%PDF-1", b"%PDF-1")] == [201, 201]
    with pytest.raises(idempotency.KeyReused):
        send(b"%PDF-2")
    assert Organization.objects.count() == 1


def test_a_file_is_read_from_its_start_after_its_digest(person: User) -> None:
    request = post(person, {"scan": SimpleUploadedFile("scan.pdf", b"%PDF-1"), "idempotency_key": "k1"})
    answer = idempotency.once(request, lambda: HttpResponse(request.FILES["scan"].read()))
    assert answer.content == b"%PDF-1"


def test_a_key_belongs_to_one_person(person: User) -> None:
    enter(post(person, {"idempotency_key": "k1"}))
    enter(post(UserFactory.create(), {"idempotency_key": "k1"}))
    assert Organization.objects.count() == 2


def test_without_a_key_every_request_counts(person: User) -> None:
    enter(post(person, {}))
    enter(post(person, {}))
    assert Organization.objects.count() == 2


def test_a_refused_write_leaves_nothing_and_may_be_tried_again(person: User) -> None:
    assert enter(post(person, {"idempotency_key": "k1"}), status=400).status_code == 400
    assert not Organization.objects.exists()
    assert enter(post(person, {"idempotency_key": "k1"})).status_code == 201


def test_a_view_that_breaks_a_constraint_is_not_taken_for_a_retry(person: User) -> None:
    def view() -> HttpResponse:
        OrganizationFactory.create(name="twice")
        OrganizationFactory.create(name="twice")
        return HttpResponse()

    with pytest.raises(IntegrityError):
        idempotency.once(post(person, {"idempotency_key": "k1"}), view)
    assert not StoredAnswer.objects.exists()


def test_a_redirect_is_replayed(person: User) -> None:
    def view() -> HttpResponse:
        return HttpResponse(status=302, headers={"Location": "/there/"})

    for _ in range(2):
        answer = idempotency.once(post(person, {"idempotency_key": "k1"}), view)
        assert (answer.status_code, answer["Location"]) == (302, "/there/")


def test_an_answer_that_shows_a_secret_is_not_kept(person: User) -> None:
    def view() -> HttpResponse:
        response = HttpResponse("the secret")
        setattr(response, idempotency.SHOWN_ONCE, True)
        return response

    idempotency.once(post(person, {"idempotency_key": "k1"}), view)
    assert not StoredAnswer.objects.exists()


def test_a_stored_digest_does_not_betray_a_password(person: User) -> None:
    """Whoever reads the table cannot try passwords against it without the site's secret."""
    body = {"password": "guess me", "idempotency_key": "k1"}
    enter(post(person, body))
    with override_settings(SECRET_KEY="another secret"):
        assert idempotency.body_digest(post(person, body)) != StoredAnswer.objects.get().request_digest
    assert idempotency.body_digest(post(person, body)) == StoredAnswer.objects.get().request_digest


SLOT = "support-7"


def ordered_key(sequence: int, tail: str = "a" * 16, slot: str = SLOT) -> str:
    return f"{slot}.{sequence:016d}.{tail}"


def choose(person: User, value: str, key: str, chosen: list[str]) -> HttpResponse:
    def view() -> HttpResponse:
        chosen.append(value)
        return HttpResponse(status=204)

    return idempotency.once(post(person, {"wanted": value, "idempotency_key": key}), view)


def test_an_older_value_of_a_slot_that_comes_late_changes_nothing(person: User) -> None:
    chosen: list[str] = []
    assert choose(person, "0", ordered_key(20), chosen).status_code == 204
    assert choose(person, "1", ordered_key(19), chosen).status_code == 204
    assert choose(person, "1", ordered_key(19), chosen).status_code == 204
    assert chosen == ["0"]
    assert choose(person, "1", ordered_key(21), chosen).status_code == 204
    assert chosen == ["0", "1"]


def test_without_the_look_at_the_slot_the_older_value_wins(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above: the guard is what holds."""
    monkeypatch.setattr(idempotency, "_is_outdated", lambda person_id, key: False)
    chosen: list[str] = []
    choose(person, "0", ordered_key(20), chosen)
    choose(person, "1", ordered_key(19), chosen)
    assert chosen == ["0", "1"]


def test_slots_and_people_do_not_hold_each_other_back(person: User) -> None:
    chosen: list[str] = []
    choose(person, "a", ordered_key(20), chosen)
    choose(person, "b", ordered_key(5, slot="support-71"), chosen)
    choose(UserFactory.create(), "c", ordered_key(5), chosen)
    choose(person, "d", "k1", chosen)
    assert chosen == ["a", "b", "c", "d"]


def test_a_key_of_a_slot_with_another_body_is_refused(person: User) -> None:
    choose(person, "0", ordered_key(20), [])
    with pytest.raises(idempotency.KeyReused):
        choose(person, "1", ordered_key(20), [])
