"""The editor and its neighbors, through the pages people use."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions, queries
from assessments.models import Framework
from foundation import canonical
from regions.models import Role
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, STATE, client_of
from tests.factories.accounts import UserFactory
from tests.factories.assessments import CriterionFactory, FrameworkFactory, RoundFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
EDITED_MEANWHILE = 412
READING = ("framework_detail", "framework_differences", "framework_preview", "framework_export")
EDITING = (
    "framework_edit", "framework_name", "criterion_create", "framework_publish", "framework_discard", "framework_copy",
)  # fmt: skip
ALL_PAGES = [*READING, *EDITING, "criterion_edit", "criterion_remove"]


@pytest.fixture
def facilitator() -> User:
    return member(RegionFactory.create(), Role.FACILITATOR)


@pytest.fixture
def draft(facilitator: User) -> Framework:
    region = facilitator.memberships.get().region
    used = actions.adopt_framework(region=region, key="four-principles-short", by=facilitator)
    return actions.start_version(framework=used, by=facilitator)


@pytest.fixture
def desk(facilitator: User) -> Client:
    return client_of(facilitator)


def address(name: str, framework: Framework, code: str = "newcomers") -> str:
    arguments: list[Any] = (
        [framework.pk, code] if name in ("criterion_edit", "criterion_remove") else [framework.pk]
    )
    return reverse(name, args=arguments)


def weights_of(framework: Framework, **changed: str) -> dict[str, str]:
    found = {f"weight-{each.code}": str(each.weight) for each in framework.criteria.all()}
    return found | {f"weight-{code}": weight for code, weight in changed.items()} | {"edit_version": "0"}


@pytest.mark.parametrize("name", ALL_PAGES)
def test_who_may_open_the_pages(draft: Framework, facilitator: User, name: str) -> None:
    people = {
        facilitator: OK,
        member(draft.region, Role.ANALYST): OK if name in READING else DENIED,
        member(RegionFactory.create(), Role.FACILITATOR): MISSING,
        UserFactory.create(): MISSING,
    }
    for user, expected in people.items():
        assert client_of(user).get(address(name, draft)).status_code == expected
    assert Client().get(address(name, draft)).status_code == MOVED


def test_weights_are_stored_with_a_comma_or_a_point_and_spread(desk: Client, draft: Framework) -> None:
    data = weights_of(draft, newcomers="12,5", breadth_of_support="5.5") | {"press": "spread:specialization"}
    assert desk.post(address("framework_edit", draft), data).status_code == MOVED
    stored = dict(draft.criteria.values_list("code", "weight"))
    assert (stored["newcomers"], stored["breadth_of_support"]) == (Decimal("12.5"), Decimal("5.5"))
    assert stored["known_here"] == stored["critical_mass"] == Decimal("7.5")


@pytest.mark.parametrize("weight", ["", "-1", "101", "much", "1.0000001", "NaN"])
def test_a_wrong_weight_is_named_and_nothing_is_stored(desk: Client, draft: Framework, weight: str) -> None:
    answer = desk.post(
        address("framework_edit", draft), weights_of(draft, newcomers=weight, productivity="3")
    )
    assert answer.status_code == BAD
    assert "Could a good project come here" in answer.content.decode()
    assert draft.criteria.get(code="newcomers").weight == Decimal("13.5")


def test_moving_keeps_what_was_typed_beside(desk: Client, draft: Framework) -> None:
    data = weights_of(draft, newcomers="9") | {"press": "down:newcomers"}
    answer = desk.post(address("framework_edit", draft), data)
    assert answer.url.endswith("#newcomers")
    order = list(draft.criteria.filter(principle="inclusivity").values_list("code", flat=True))
    assert order[:2] == ["breadth_of_support", "newcomers"]
    assert draft.criteria.get(code="newcomers").weight == 9


def test_the_second_of_two_people_sees_both_weights(desk: Client, draft: Framework) -> None:
    desk.post(address("framework_edit", draft), weights_of(draft, newcomers="11"))
    answer = desk.post(address("framework_edit", draft), weights_of(draft, newcomers="17"))
    page = answer.content.decode()
    assert answer.status_code == EDITED_MEANWHILE
    assert ">17<" in page.replace("</span>", "<").replace(" ", "") or "17</del>" in page
    assert "11</ins>" in page
    assert draft.criteria.get(code="newcomers").weight == 11


def test_a_question_is_edited_in_three_languages(desk: Client, draft: Framework) -> None:
    page = desk.get(address("criterion_edit", draft)).content.decode()
    assert "Может ли здесь появиться" in page
    data = {
        "kind": "judged", "principle": "discovery", "scale": "1-5", "is_reversed": "on", "edit_version": "0",
        "question_ru": "Сколько это  стоит?", "low_words_ru": "мало", "high_words_ru": "много",
    }  # fmt: skip
    assert desk.post(address("criterion_edit", draft), data).status_code == MOVED
    stored = draft.criteria.get(code="newcomers")
    assert (stored.question_ru, stored.question_en) == ("Сколько это стоит?", "")
    assert (stored.scale_min, stored.scale_max, stored.is_reversed, stored.principle) == (
        1,
        5,
        True,
        "discovery",
    )
    again = desk.get(address("criterion_edit", draft)).content.decode()
    assert "Not translated. People who read this language see: “Сколько это стоит?”" in again
    late = desk.post(address("criterion_edit", draft), data | {"question_ru": "Иначе?"})
    assert late.status_code == EDITED_MEANWHILE
    assert draft.criteria.get(code="newcomers").question_ru == "Сколько это стоит?"


def test_a_question_needs_words_and_a_figure_its_name(desk: Client, draft: Framework) -> None:
    data = {"kind": "measured", "principle": "discovery", "scale": "0-10", "edit_version": "0"}
    answer = desk.post(address("criterion_create", draft), data)
    assert answer.status_code == BAD
    assert answer.context["form"].errors.keys() == {"question_kk", "measure"}


def test_from_an_empty_set_to_one_in_use(desk: Client, facilitator: User) -> None:
    region = facilitator.memberships.get().region
    made = desk.post(reverse("framework_create", args=[region.code]), {"title": "Наши вопросы"})
    framework = Framework.objects.get()
    assert made.url == address("framework_edit", framework)
    assert "Add a question" in desk.get(made.url).content.decode()
    words = {
        "low_words_en": "no",
        "high_words_en": "yes",
        "scale": "0-10",
        "kind": "judged",
        "edit_version": "0",
    }
    desk.post(
        address("criterion_create", framework), words | {"principle": "discovery", "question_en": "Who?"}
    )
    refused = desk.post(address("framework_publish", framework))
    assert refused.status_code == BAD
    desk.post(address("framework_edit", framework), {"weight-who": "100", "edit_version": "0"})
    assert desk.post(address("framework_publish", framework)).status_code == MOVED
    framework.refresh_from_db()
    assert framework.state == Framework.State.PUBLISHED
    assert desk.post(address("framework_publish", framework)).status_code == STATE
    assert desk.post(address("framework_edit", framework), {"edit_version": "1"}).status_code == STATE
    assert desk.get(address("framework_edit", framework)).url == address("framework_detail", framework)


def test_pages_offer_what_can_be_done_in_each_state(desk: Client, draft: Framework) -> None:
    used = queries.version_before(draft)
    assert used is not None
    pages = {each: desk.get(address("framework_detail", each)).content.decode() for each in (draft, used)}
    assert address("framework_edit", draft) in pages[draft]
    assert address("version_create", used) in pages[used]
    assert address("framework_retire", used) in pages[used]
    assert address("framework_retire", draft) not in pages[draft]
    assert desk.post(address("version_create", used)).status_code == BAD
    assert desk.post(address("framework_retire", used), {"reason": ""}).status_code == BAD
    assert desk.post(address("framework_retire", used), {"reason": "Too long"}).status_code == MOVED
    assert desk.post(address("framework_discard", draft)).status_code == MOVED
    assert not Framework.objects.filter(pk=draft.pk).exists()


def test_the_preview_shows_the_ballot_and_stores_nothing(desk: Client, draft: Framework) -> None:
    page = desk.get(address("framework_preview", draft)).content.decode()
    assert page.count("data-mark-scale") == 5
    assert "data-ballot" not in page
    assert 'method="post"' not in page.split("<main")[1]


def test_the_export_is_what_the_digest_covers_and_can_be_read_again(desk: Client, draft: Framework) -> None:
    used = queries.version_before(draft)
    assert used is not None
    content = desk.get(address("framework_export", used)).content
    assert canonical.digest(json.loads(content)) == used.digest
    import_address = reverse("framework_import", args=[draft.region.code])
    busy = desk.post(import_address, {"text": content.decode()})
    assert busy.status_code == BAD, "there is a draft already"
    desk.post(address("framework_discard", draft))
    file = SimpleUploadedFile("questions.json", content, "application/json")
    assert desk.post(import_address, {"file": file}).status_code == MOVED
    assert queries.framework_digest(Framework.objects.get(version=2)) == used.digest


def test_a_wrong_file_is_told_place_by_place(desk: Client, draft: Framework) -> None:
    content = queries.framework_document(draft)
    content["criteria"][3]["weight"] = "much"
    answer = desk.post(reverse("framework_import", args=[draft.region.code]), {"text": json.dumps(content)})
    assert answer.status_code == BAD
    assert "<code>criteria[3].weight</code>" in answer.content.decode()
    assert desk.post(reverse("framework_import", args=[draft.region.code]), {}).status_code == BAD


def test_a_copy_goes_only_where_one_prepares_workshops(
    desk: Client, draft: Framework, facilitator: User
) -> None:
    elsewhere = RegionFactory.create()
    assert desk.post(address("framework_copy", draft), {"region": elsewhere.pk}).status_code == BAD
    assert desk.post(address("framework_copy", draft), {"region": draft.region_id}).status_code == MOVED
    assert Framework.objects.filter(region=elsewhere).count() == 0


@pytest.mark.parametrize(
    ("name", "expected"), [("framework_list", 5), ("framework_detail", 9), ("framework_edit", 5)]
)
@pytest.mark.parametrize("size", [1, 30])
def test_pages_take_the_same_queries_at_any_length(
    name: str, expected: int, size: int, facilitator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = facilitator.memberships.get().region
    framework = FrameworkFactory.create(
        region=region, state="drafted" if name == "framework_edit" else "published"
    )
    CriterionFactory.create_batch(size, framework=framework)
    for version in range(2, size + 1):
        RoundFactory.create(region=region, framework=framework)
        FrameworkFactory.create(
            region=region, key=framework.key if version % 2 else f"other-{version}", version=version
        )
    where = reverse(name, args=[region.code if name == "framework_list" else framework.pk])
    client = client_of(facilitator)
    client.get(where)
    with django_assert_num_queries(expected):
        assert client.get(where).status_code == OK
