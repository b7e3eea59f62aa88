"""The API answers each person so many times a minute; one busy person does not shut out another."""

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from accounts.actions import issue_token
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/regions/"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def asked(times: int, **headers: str) -> list[int]:
    return [Client().get(ADDRESS, headers=headers).status_code for _ in range(times)]


@override_settings(API_RATES={"person": "3/min", "address": "5/min"})
def test_a_person_is_counted_apart_from_the_others() -> None:
    busy, calm = (
        {"Authorization": f"Bearer {issue_token(label='x', by=UserFactory.create())[1]}"} for _ in "ab"
    )
    assert asked(4, **busy) == [200, 200, 200, 429]
    assert asked(3, **calm) == [200, 200, 200]
    assert asked(5) == [200] * 5  # strangers of the same address have a measure of their own
    assert asked(1) == [429]


@override_settings(API_RATES={"person": "1/min", "address": "5/min"})
def test_all_keys_of_a_person_share_one_measure_and_the_refusal_says_when_to_come_back() -> None:
    person = UserFactory.create()
    first, second = ({"Authorization": f"Bearer {issue_token(label='x', by=person)[1]}"} for _ in "ab")
    assert asked(1, **first) == [200]
    refused = Client().get(ADDRESS, headers=second)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) in range(1, 61)
    assert refused.json()["errors"][0]["code"] == "throttled"
