"""Everything the pages do with frameworks, for programs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import queries
from assessments.models import Framework
from foundation import canonical
from regions.models import Role
from tests.factories.assessments import CriterionFactory, FrameworkFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
OK, CREATED, EMPTY, BAD, DENIED, MISSING, STATE, MEANWHILE = 200, 201, 204, 400, 403, 404, 409, 412


@pytest.fixture
def facilitator() -> User:
    return member(RegionFactory.create(), Role.FACILITATOR)


@pytest.fixture
def code(facilitator: User) -> str:
    return facilitator.memberships.get().region.code


def ask(user: User, method: str, name: str, *args: Any, data: Any = None) -> Any:
    client = Client()
    client.force_login(user)
    where = reverse(f"api_{name}", args=args)
    if method == "get":
        return client.get(where)
    return getattr(client, method)(where, data if data is not None else {}, content_type="application/json")


def question(**more: Any) -> dict[str, Any]:
    return {
        "code": "who", "principle": "discovery", "kind": "judged", "question": {"en": "Who?", "ru": "Кто?"},
        "low_words": {"en": "nobody"}, "high_words": {"en": "many"},
    } | more  # fmt: skip


def test_a_framework_from_nothing_to_use_and_out_again(facilitator: User, code: str) -> None:
    draft = ask(facilitator, "post", "framework_drafts", code, data={"title": "Ours"}).json()
    pk = draft["id"]
    assert (draft["state"], len(draft["faults"])) == ("drafted", 1)
    made = ask(facilitator, "post", "framework_criteria", pk, data={"document": question()})
    assert (made.status_code, made.json()["weight"]) == (CREATED, "0.000000")
    named = {"title": {"en": "Ours", "ru": "Наш"}, "is_short": True, "edit_version": 0}
    assert ask(facilitator, "put", "framework_detail", pk, data=named).status_code == OK
    weights = {"weights": {"who": "100"}, "edit_version": 1}
    assert ask(facilitator, "put", "framework_weights", pk, data=weights).json()["faults"] == []
    late = ask(facilitator, "put", "framework_weights", pk, data=weights)
    assert (late.status_code, late.json()["edit_version"]) == (MEANWHILE, 2)
    published = ask(facilitator, "post", "framework_publish", pk).json()
    assert published["state"] == "published"
    document = ask(facilitator, "get", "framework_document", pk).json()
    assert canonical.digest(document) == published["digest"]
    assert document["criteria"][0]["question"] == {"en": "Who?", "ru": "Кто?"}
    assert ask(facilitator, "put", "framework_weights", pk, data=weights).status_code == STATE


def test_versions_differences_import_copy_retire(facilitator: User, code: str) -> None:
    used = ask(facilitator, "post", "framework_list", code, data={"key": "four-principles"}).json()["id"]
    draft = ask(facilitator, "post", "framework_versions", used).json()
    assert ask(facilitator, "post", "framework_versions", used).status_code == BAD
    changed = ask(
        facilitator, "put", "framework_criterion", draft["id"], "learning",
        data={"document": question(code="learning", principle="experimentation"), "edit_version": 0},
    )  # fmt: skip
    assert changed.status_code == OK
    assert changed.json()["weight"] == "6.750000", "weights stand elsewhere"
    lines = ask(facilitator, "get", "framework_differences", draft["id"]).json()
    assert {"changed"} == {line["kind"] for line in lines}
    assert ask(facilitator, "delete", "framework_criterion", draft["id"], "learning").status_code == EMPTY
    assert [
        each["version"] for each in ask(facilitator, "get", "framework_versions", used).json()["results"]
    ] == [2, 1]
    assert ask(facilitator, "delete", "framework_detail", draft["id"]).status_code == EMPTY
    document = ask(facilitator, "get", "framework_document", used).json()
    assert ask(facilitator, "post", "framework_import", code, data=document).status_code == CREATED
    document["criteria"][0]["weight"] = 5
    wrong = ask(facilitator, "post", "framework_import", code, data=document)
    assert wrong.status_code == BAD
    assert wrong.json()["errors"][0]["attr"] == "criteria[0].weight"
    assert ask(facilitator, "post", "framework_copies", used, data={"region": code}).status_code == CREATED
    elsewhere = RegionFactory.create()
    assert (
        ask(facilitator, "post", "framework_copies", used, data={"region": elsewhere.code}).status_code
        == MISSING
    )
    assert ask(facilitator, "post", "framework_retire", used, data={"reason": ""}).status_code == BAD
    assert (
        ask(facilitator, "post", "framework_retire", used, data={"reason": "Old"}).json()["state"]
        == "retired"
    )


def test_readers_read_and_strangers_find_nothing(facilitator: User, code: str) -> None:
    pk = ask(facilitator, "post", "framework_list", code, data={"key": "four-principles"}).json()["id"]
    analyst = member(Framework.objects.get(pk=pk).region, Role.ANALYST)
    stranger = member(RegionFactory.create(), Role.FACILITATOR)
    for name in ("framework_detail", "framework_document", "framework_versions", "framework_differences"):
        assert ask(analyst, "get", name, pk).status_code == OK
        assert ask(stranger, "get", name, pk).status_code == MISSING
    for method, name in (
        ("post", "framework_versions"),
        ("put", "framework_weights"),
        ("delete", "framework_detail"),
    ):
        assert ask(analyst, method, name, pk).status_code == DENIED
        assert ask(stranger, method, name, pk).status_code == MISSING
    assert queries.framework_families(Framework.objects.get(pk=pk).region)[0].draft is None


@pytest.mark.parametrize(("name", "expected"), [("framework_list", 6), ("framework_versions", 6)])
@pytest.mark.parametrize("size", [1, 30])
def test_lists_take_the_same_queries_at_any_length(
    name: str, expected: int, size: int, facilitator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = facilitator.memberships.get().region
    frameworks = [
        FrameworkFactory.create(region=region, key="ours", version=number) for number in range(1, size + 1)
    ]
    CriterionFactory.create_batch(3, framework=frameworks[0])
    client = Client()
    client.force_login(facilitator)
    where = reverse(f"api_{name}", args=[region.code if name == "framework_list" else frameworks[0].pk])
    with django_assert_num_queries(expected):
        assert client.get(where).json()["count"] == size
