"""A practice copy exists for its owner only: every route, every list, every file, asked as everybody else."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from foundation import policy
from regions import permissions
from regions.models import Membership, Region, Role
from tests.factories.accounts import UserFactory
from tests.factories.regions import MembershipFactory
from tests.house import world as worlds
from tests.house.crawl import ARGUMENT, Crawl, addresses, ask, client_of, routes, sent

pytestmark = pytest.mark.django_db
NAME = "canary-practice-region"
ELSEWHERE = {"guide", "kind", "language", "chart", "number", "class_code", "token_id", "session_id"} | {
    *("message_id", "unsubscribe_token"),
}
"""Arguments that lead to no region."""
OTHERS = ("nobody", "stranger", "other region", "superuser")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """The world of the permission table with its region made somebody's practice copy."""
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        region = Region.objects.get(code=world.things["code"][""])
        world.people["owner"] = owner = UserFactory.create()
        Membership.objects.filter(region__in=(region, region.parent)).delete()
        for role in (Role.FACILITATOR, Role.OFFICIAL, Role.ADMINISTRATOR):
            MembershipFactory.create(user=owner, region=region, role=role)
        Region.objects.filter(pk__in=[pk for pk in (region.pk, region.parent_id) if pk]).update(
            is_practice=True, practised_by=owner, name_en=NAME, name_ru=NAME, name_kk=NAME
        )
        yield world
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def test_it_is_nowhere_for_anybody_else(world: worlds.World) -> None:
    assert open_to(world, OTHERS) == []


def test_no_list_names_it(world: worlds.World) -> None:
    lists = [
        address
        for pattern, entry in routes()
        if not set(ARGUMENT.findall(pattern)) - ELSEWHERE and "GET" in entry.callback.policy.methods
        for _about, address in addresses(pattern, world.things)
    ]
    assert len(lists) > 20
    seen = []
    for who in OTHERS:
        client = client_of(world.people[who])
        for address in lists:
            response = sent(client, "GET", address)
            content = b"".join(response) if response.streaming else response.content
            if NAME.encode() in content:
                seen.append((who, address))
    assert seen == []


def test_its_owner_gets_in(world: worlds.World) -> None:
    """Else the tests above would prove nothing."""
    code = world.things["code"][""]
    client = client_of(world.people["owner"])
    for address in (f"/en/regions/{code}/", f"/regions/{code}/desk/", f"/regions/{code}/sets/"):
        response = sent(client, "GET", address)
        assert (response.status_code, b"practice-banner" in response.content) == (200, True)


def test_without_the_gates_everybody_would(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin of the first test."""
    monkeypatch.setattr(policy, "_gates", [])
    monkeypatch.setattr(permissions, "is_open_to", lambda user, region: True)
    for module in ("regions.queries.regions", "discovery.actions.joining"):
        monkeypatch.setattr(f"{module}.is_open_to", lambda user, region: True)
    assert len(open_to(world, ("nobody",))) > 30


def open_to(world: worlds.World, people: tuple[str, ...]) -> list[tuple[str, str]]:
    """Addresses about the practice copy that let one of these people in, or let them know of it (403)."""
    found = []
    clients = {who: client_of(world.people[who]) for who in people}
    for pattern, entry in routes():
        if not set(ARGUMENT.findall(pattern)) - ELSEWHERE:
            continue
        for method in entry.callback.policy.methods:
            for _about, address in addresses(pattern, world.things):
                answers = {who: ask(Crawl(), who, client, method, address) for who, client in clients.items()}
                found += [
                    (who, f"{method} {address} {a}") for who, a in answers.items() if a not in ("-", "log in")
                ]
    return found
