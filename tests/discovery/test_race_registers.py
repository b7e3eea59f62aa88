"""Two people with the same list at once. Counts on PostgreSQL with real connections only."""

import threading
from contextlib import suppress
from typing import Any

import pytest

from accounts.actions import registers as entering
from accounts.models import Organization
from discovery.actions import load_register, registers, undo_register
from discovery.forms.lists import ListedOrganization
from discovery.models import ImportedOrganization, RegisterImport
from regions.models import Region, Role
from tests.factories.regions import RegionFactory, member
from tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PATIENCE = 0.6  # seconds: how long one waits for the other in the middle of a change
LISTED = [ListedOrganization(name, "firm", is_state_controlled=False) for name in ("Mill", "Mine")]


def load(region: Region) -> RegisterImport:
    return load_register(
        region=region,
        kind="organizations",
        listed=LISTED,
        file_name="a.csv",
        file_digest="0" * 64,
        by=member(region, Role.FACILITATOR),
    )


def load_in_two_regions(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whoever is not held back by the lock is there as well when the first one looks at what is known."""
    country = RegionFactory.create(kind="country")
    first, second = RegionFactory.create_batch(2, parent=country)
    plain, both = entering.folded, threading.Barrier(2)
    met = threading.local()

    def slow(name: str) -> str:
        if not hasattr(met, "once"):
            met.once = True
            with suppress(threading.BrokenBarrierError):
                both.wait(PATIENCE)
        return plain(name)

    monkeypatch.setattr(entering, "folded", slow)
    return at_once(lambda: load(first), lambda: load(second))


def test_the_second_of_two_lists_finds_what_the_first_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = load_in_two_regions(monkeypatch)
    assert sorted((one.new_count, one.known_count) for one in outcomes) == [(0, 2), (2, 0)]
    assert (Organization.objects.count(), ImportedOrganization.objects.count()) == (2, 2)


def test_without_the_lock_of_the_country_one_of_them_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "lock_registers", lambda _region: None)
    both_looked = threading.Barrier(2)
    create = Organization.objects.bulk_create

    def together(rows: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both_looked.wait(PATIENCE * 5)
        return create(rows)

    monkeypatch.setattr(Organization.objects, "bulk_create", together)
    outcomes = load_in_two_regions(monkeypatch)
    assert any(isinstance(one, Exception) for one in outcomes)


def test_a_file_is_taken_back_once() -> None:
    region = RegionFactory.create()
    brought, person = load(region), member(region, Role.FACILITATOR)
    outcomes = at_once(*[lambda: undo_register(brought=brought, by=person)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["RegisterImport", "WrongState"]
    assert not Organization.objects.exists()
