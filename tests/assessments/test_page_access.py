"""Every page and every form: who may, who may not, and how many queries a list takes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from foundation import epoch
from tests.assessments.halls import WITH_SCIENCE, make_hall
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, UNFIT, WRONG, Scene, client_of

pytestmark = pytest.mark.django_db

PEOPLE = ("facilitator", "administrator", "rater", "participant", "stranger", "elsewhere")
# Answers to GET, in the order of PEOPLE.
WHO = {
    "framework_list": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "framework_detail": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "round_list": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "round_create": (OK, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_detail": (OK, OK, OK, MISSING, MISSING, MISSING),
    "round_turnout": (OK, OK, OK, MISSING, MISSING, MISSING),
    "round_open": (OK, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_close": (OK, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ballot_form": (MISSING, MISSING, OK, OK, MISSING, MISSING),
    "ranking_detail": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_activity": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_csv": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_xlsx": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
}
RESULTS = ("ranking_detail", "ranking_activity", "ranking_csv", "ranking_xlsx")
# Answers to POST without any field.
WRITES = {
    "framework_adopt": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_create": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_open": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "ballot_save": (MISSING, MISSING, UNFIT, MISSING, MISSING, MISSING),
    "ballot_conflict": (MISSING, MISSING, BAD, MISSING, MISSING, MISSING),
    "round_close": (MOVED, DENIED, DENIED, MISSING, MISSING, MISSING),
}


@pytest.mark.parametrize("name", WHO)
def test_who_may_open_a_page(scene: Scene, name: str) -> None:
    answers = [client_of(scene.people[who]).get(scene.address(name)).status_code for who in PEOPLE]
    assert tuple(answers) == WHO[name]


@pytest.mark.parametrize("name", RESULTS)
def test_who_sees_the_result_after_the_close(scene: Scene, name: str) -> None:
    address = scene.address(name, scene.closed)
    answers = [client_of(scene.people[who]).get(address).status_code for who in PEOPLE]
    assert tuple(answers) == (OK, OK, OK, MISSING, MISSING, MISSING)


@pytest.mark.parametrize("name", WRITES)
def test_who_may_write(scene: Scene, name: str) -> None:
    answers = [client_of(scene.people[who]).post(scene.address(name)).status_code for who in PEOPLE[1:]]
    first = client_of(scene.people["facilitator"]).post(scene.address(name)).status_code
    assert (first, *answers) == WRITES[name]


@pytest.mark.parametrize("name", sorted(WHO.keys() | WRITES.keys()))
def test_strangers_to_the_platform_log_in_first(scene: Scene, name: str) -> None:
    method = "get" if name in WHO else "post"
    answer = getattr(Client(), method)(scene.address(name))
    assert answer.status_code == MOVED
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(WHO.keys() | WRITES.keys()))
def test_a_method_that_is_not_named_is_not_answered(scene: Scene, name: str) -> None:
    client = client_of(scene.people["facilitator"])
    assert client.delete(scene.address(name)).status_code == WRONG
    if name not in WRITES:
        assert client.post(scene.address(name)).status_code == WRONG
    elif name not in WHO:
        assert client.get(scene.address(name)).status_code == WRONG


# Lists and boards: queries


@pytest.mark.parametrize(
    ("name", "number"),
    [("framework_list", 5), ("round_list", 6)],
)
def test_lists_take_the_same_number_of_queries_at_any_length(
    name: str, number: int, django_assert_num_queries: Any
) -> None:
    hall = make_hall({"science": 5})
    client = client_of(hall.facilitator)
    for more in (1, 24):
        for _ in range(more):
            hall.round()
            actions.adopt_framework(region=hall.region, key="four-principles-short", by=hall.facilitator)
        with django_assert_num_queries(number):
            assert client.get(reverse(name, args=[hall.region.code])).status_code == OK


def test_pages_of_a_round_take_the_same_number_of_queries_at_any_length(
    django_assert_num_queries: Any,
) -> None:
    epoch.current()
    for activities in (1, 30):
        hall = make_hall({"science": 5}, activities=activities)
        opened, closed = hall.open_round(WITH_SCIENCE), hall.ranked_round(WITH_SCIENCE)
        desk, phone = client_of(hall.facilitator), client_of(hall.rater())
        for client, name, round, number in (
            (desk, "round_detail", opened, 9),
            (phone, "ballot_form", opened, 7),
            (desk, "ranking_detail", closed, 9),
            (phone, "ranking_detail", closed, 11),
            (desk, "ranking_csv", closed, 6),
        ):
            with django_assert_num_queries(number):
                assert client.get(reverse(name, args=[round.pk])).status_code == OK
