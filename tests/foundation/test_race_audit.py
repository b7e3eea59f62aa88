"""Many people act in one region at once: their rows form one chain, and nobody's action fails for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from accounts.models import User
from foundation import audit
from foundation.models import AuditHead, AuditRow
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CHAIN, PEOPLE, ACTIONS = "region:1", 8, 12


def act_together(person: User) -> list[str]:
    """Everybody records ACTIONS rows beside the others; returns what went wrong."""
    start = Barrier(PEOPLE, timeout=60)

    def act(number: int) -> str:
        start.wait()
        try:
            for _ in range(ACTIONS):
                with transaction.atomic():
                    audit.record(CHAIN, f"tests.step_{number}", person, by=person)
        except IntegrityError as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [fault for fault in pool.map(act, range(PEOPLE)) if fault]


def test_rows_written_at_once_form_one_chain() -> None:
    assert act_together(UserFactory.create()) == []
    assert list(audit.faults(CHAIN)) == []
    assert AuditRow.objects.filter(chain=CHAIN).count() == PEOPLE * ACTIONS


def test_without_the_lock_on_the_end_actions_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(rows: QuerySet[AuditHead], *_: object, **__: object) -> QuerySet[AuditHead]:
        return rows

    without_lock: Callable[..., QuerySet[AuditHead]] = unlocked
    monkeypatch.setattr(QuerySet, "select_for_update", without_lock)
    assert act_together(UserFactory.create()) != []
