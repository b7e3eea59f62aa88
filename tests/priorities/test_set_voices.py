"""Whose voice is in a set: what each group finds of its own there, and what equal money would buy."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from discovery.models import Activity, Workshop
from priorities.models import PrioritySet
from priorities.queries.sets import board_of
from priorities.queries.voices import voices_in
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory, SupportFactory, WorkshopFactory
from tests.priorities.councils import Council, make_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return make_council()


@pytest.fixture
def workshop(council: Council) -> Workshop:
    return WorkshopFactory.create(region=council.region)


def supporters(workshop: Workshop, helix: str, number: int, activities: Sequence[Activity]) -> None:
    """Confirmed people who all support the same."""
    for participant in ParticipantFactory.create_batch(number, workshop=workshop, helix=helix):
        for activity in activities:
            SupportFactory.create(participant=participant, activity=activity)


def page_of(council: Council, priority_set: PrioritySet) -> str:
    client = Client()
    client.force_login(council.officials[0])
    answer = client.get(reverse("set_voices", args=[priority_set.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_group_that_finds_nothing_of_its_own_is_named(council: Council, workshop: Workshop) -> None:
    best, last = council.activities[:5], council.activities[-1]
    supporters(workshop, "science", 6, best)
    supporters(workshop, "civil_society", 5, [last])
    supporters(workshop, "business", 4, [best[0]])
    draft = council.draft()
    voices = voices_in(board_of(draft))
    told = {part.group: (part.supporters, part.reached, part.has_nothing) for part in voices.parts}
    assert told == {
        "science": (6, 6, False),
        "business": (None, None, None),
        "government": (None, None, None),
        "civil_society": (5, 0, True),
    }
    page = page_of(council, draft)
    assert "Nothing of theirs" in page
    assert page.count("fewer than 5: not shown") == 2


def test_equal_money_buys_what_a_whole_group_wants(council: Council, workshop: Workshop) -> None:
    """Many people of one group cannot outbid another group: each has the same money."""
    best, last = council.activities[:5], council.activities[-1]
    supporters(workshop, "science", 30, best)
    supporters(workshop, "civil_society", 5, [last])
    voices = voices_in(board_of(council.draft()))
    assert not voices.agree
    bought = {one.activity for one in voices.bought if one.is_bought}
    assert last in bought
    assert len(bought) == 5
    assert {one.activity for one in voices.bought if one.is_chosen} == set(best)


def test_where_the_groups_would_choose_the_same_the_page_says_so(
    council: Council, workshop: Workshop
) -> None:
    for helix in ("science", "business"):
        supporters(workshop, helix, 5, council.activities[:5])
    draft = council.draft()
    assert voices_in(board_of(draft)).agree
    assert "would choose the same set" in page_of(council, draft)


def test_without_supports_there_is_nothing_to_say(council: Council) -> None:
    assert "Too few supports" in page_of(council, council.draft())


def test_whoever_does_not_see_the_set_does_not_see_its_voices(council: Council) -> None:
    client = Client()
    client.force_login(UserFactory.create())
    assert client.get(reverse("set_voices", args=[council.draft().pk])).status_code == 404


@pytest.mark.parametrize("people", [1, 30])
def test_it_takes_the_same_queries(
    council: Council, workshop: Workshop, people: int, django_assert_num_queries: Any
) -> None:
    supporters(workshop, "science", people, council.activities[:3])
    draft = council.draft()
    client = Client()
    client.force_login(council.officials[0])
    address = reverse("set_voices", args=[draft.pk])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
