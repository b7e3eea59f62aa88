"""Several workers are woken for one mail: it leaves once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models import QuerySet

from foundation import outbox, sending, wake
from foundation.models import OutboxMail

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS, MAILS = 6, 8
CONTEXT = {"count": 1, "first": "News", "topics": [], "inbox": "/account/inbox/"}


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wake, "_publish", lambda *_: None)


def send_together() -> int:
    """Every worker tries every mail; returns how many letters left."""
    ids = [
        outbox.post(to="a@example.org", template="accounts/news", language="ru", context=CONTEXT).pk
        for _ in range(MAILS)
    ]
    start = Barrier(WORKERS, timeout=60)

    def work(_number: int) -> None:
        try:
            for mail_id in ids:
                start.wait()
                outbox.send(mail_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    return len(mail.outbox)


def test_one_mail_is_claimed_by_one_worker() -> None:
    assert send_together() == MAILS
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_without_the_claim_people_get_it_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    def unclaimed(_model: type[OutboxMail], mail_id: int) -> OutboxMail | None:
        waiting: QuerySet[OutboxMail] = OutboxMail.objects.filter(pk=mail_id, state="queued")
        return waiting.first()

    without_claim: Callable[..., Any] = unclaimed
    monkeypatch.setattr(sending, "claim", without_claim)
    assert send_together() > MAILS
