"""The one door: permission, state, guards, reason, audit, news after the commit; nothing on refusal."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from discovery import signals
from discovery.models import Workshop
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState, take_step
from regions.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.discovery import WorkshopFactory
from tests.factories.regions import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return WorkshopFactory.create(state=Workshop.State.PREPARED)


@pytest.fixture
def facilitator(workshop: Workshop) -> User:
    return member(workshop.region, Role.FACILITATOR)


def stored(workshop: Workshop) -> str:
    return Workshop.objects.get(pk=workshop.pk).state


def test_a_step_changes_the_state_and_leaves_a_row(workshop: Workshop, facilitator: User) -> None:
    take_step(workshop, "open", by=facilitator)
    row = AuditRow.objects.get(object_type="discovery.workshop")
    assert stored(workshop) == "opened"
    assert (row.verb, row.actor_id, row.role) == ("discovery.open_workshop", facilitator.pk, "facilitator")
    assert row.before != row.after


def test_a_stranger_is_refused_and_nothing_is_written(workshop: Workshop) -> None:
    with pytest.raises(PermissionDenied):
        take_step(workshop, "open", by=UserFactory.create())
    assert stored(workshop) == "prepared"
    assert not AuditRow.objects.exists()


def test_a_superuser_has_no_way_around(workshop: Workshop) -> None:
    with pytest.raises(PermissionDenied):
        take_step(workshop, "open", by=UserFactory.create(is_superuser=True))


def test_the_wrong_state_is_refused(workshop: Workshop, facilitator: User) -> None:
    with pytest.raises(WrongState):
        take_step(workshop, "close", by=facilitator)


def test_an_old_object_in_memory_does_not_matter(workshop: Workshop, facilitator: User) -> None:
    """Two people had the same page open: the second is told."""
    old = Workshop.objects.get(pk=workshop.pk)
    take_step(workshop, "open", by=facilitator)
    with pytest.raises(WrongState):
        take_step(old, "open", by=facilitator)


def test_a_guard_stops_everything(workshop: Workshop, facilitator: User) -> None:
    def require_miracle(_: Workshop) -> None:
        raise Refused("no miracle")

    with pytest.raises(Refused, match="no miracle"):
        take_step(workshop, "open", by=facilitator, guards=[require_miracle])
    assert stored(workshop) == "prepared"


def test_a_fault_while_changing_leaves_the_state(workshop: Workshop, facilitator: User) -> None:
    def break_down(_: Workshop) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_step(workshop, "open", by=facilitator, change=break_down)
    assert stored(workshop) == "prepared"
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_step_that_needs_a_reason_gets_one(facilitator: User, workshop: Workshop, reason: str) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(state="closed")
    with pytest.raises(Refused):
        take_step(workshop, "reopen", by=facilitator, reason=reason)
    take_step(workshop, "reopen", by=facilitator, reason="Twelve people came late.")
    assert AuditRow.objects.get().words.text == "Twelve people came late."


def test_news_travels_after_the_commit_only(
    workshop: Workshop, facilitator: User, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[int] = []

    def hear(sender: Any, pk: int, **_: Any) -> None:
        heard.append(pk)

    signals.workshop_opened.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            take_step(workshop, "open", by=facilitator)
            assert heard == []
        assert heard == [workshop.pk]
    finally:
        signals.workshop_opened.disconnect(hear)


def test_buttons_come_from_the_table(workshop: Workshop, facilitator: User) -> None:
    cycle = Workshop.life_cycle
    assert [step.name for step in cycle.steps_open_to(facilitator, workshop)] == ["open", "cancel"]
    assert cycle.steps_open_to(UserFactory.create(), workshop) == []
