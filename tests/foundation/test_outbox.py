"""Mails leave after the commit and only then, once, and again when it went wrong."""

import datetime as dt
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import clock, outbox, sending, wake
from foundation.models import OutboxAttachment, OutboxMail

pytestmark = pytest.mark.django_db(transaction=True)
NEWS = {"count": 1, "first": "Something happened", "topics": [], "inbox": "/account/inbox/"}


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wake-ups are lost."""
    monkeypatch.setattr(wake, "_publish", lambda *_: None)


def post(**more: Any) -> OutboxMail:
    given = {"to": "aigul@example.org", "template": "accounts/news", "language": "ru", "context": NEWS}
    return outbox.post(**given | more)


def fresh(letter: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.get(pk=letter.pk)


def test_nothing_leaves_before_the_commit() -> None:
    with transaction.atomic():
        post()
        assert mail.outbox == []
    assert [letter.to for letter in mail.outbox] == [["aigul@example.org"]]


def test_nothing_leaves_after_a_rollback() -> None:
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not OutboxMail.objects.exists()


def test_an_address_that_is_none_is_refused() -> None:
    for address in ("", "nobody", "a@example.org\nBcc: all@example.org"):
        with pytest.raises(ValidationError):
            post(to=address)


def test_a_task_that_runs_twice_sends_once() -> None:
    letter = post()
    assert outbox.send(letter.pk) is False
    assert len(mail.outbox) == 1


def test_of_a_sent_mail_neither_texts_nor_files_are_kept() -> None:
    letter = post(attachments=[outbox.Attachment("when.ics", "text/calendar", "BEGIN:VCALENDAR")])
    assert mail.outbox[0].attachments == [("when.ics", "BEGIN:VCALENDAR", "text/calendar")]
    sent = fresh(letter)
    assert (sent.state, sent.context, sent.error, OutboxAttachment.objects.count()) == ("sent", {}, "", 0)
    assert sent.sent_at


@pytest.mark.usefixtures("no_worker")
def test_the_sweep_finds_what_was_missed() -> None:
    letter = post()
    assert list(outbox.unsent()) == [("foundation.send_mail", (letter.pk,))]
    assert outbox.send(letter.pk) is True
    assert list(outbox.unsent()) == []


@pytest.mark.usefixtures("no_worker")
def test_what_a_crashed_worker_left_is_sent_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = post()
    with monkeypatch.context() as crash:
        crash.setattr("foundation.outbox.sending.letter_of", _killed)
        with pytest.raises(KeyboardInterrupt):
            outbox.send(letter.pk)
    assert fresh(letter).state == "claimed"
    assert outbox.send(letter.pk) is False
    assert list(outbox.unsent()) == []
    with clock.shifted(sending.CLAIM_LASTS + dt.timedelta(seconds=1)):
        assert list(outbox.unsent()) == [("foundation.send_mail", (letter.pk,))]
        assert outbox.send(letter.pk) is True
    assert len(mail.outbox) == 1


def _killed(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def server_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError("nobody answers")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_without_a_mail_server_mails_wait_longer_and_longer(
    server_down: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = post()
    waiting = fresh(letter)
    assert (waiting.state, waiting.attempts) == ("queued", 1)
    assert "nobody answers" in waiting.error
    assert list(outbox.unsent()) == []
    with clock.shifted(dt.timedelta(minutes=1, seconds=5)):
        assert outbox.send(letter.pk) is False
        assert fresh(letter).next_try_at > clock.now() + dt.timedelta(minutes=1, seconds=50)
    monkeypatch.undo()
    with clock.shifted(dt.timedelta(minutes=4)):
        assert outbox.send(letter.pk) is True
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("server_down")
def test_at_last_it_is_given_up_and_the_error_kept() -> None:
    letter = post()
    for _ in range(sending.ATTEMPTS):
        OutboxMail.objects.filter(pk=letter.pk).update(next_try_at=clock.now())
        outbox.send(letter.pk)
    given_up = fresh(letter)
    assert (given_up.state, given_up.attempts) == ("failed", sending.ATTEMPTS)
    assert "nobody answers" in given_up.error
    with clock.shifted(dt.timedelta(days=2)):
        assert list(outbox.unsent()) == []


def test_an_address_the_server_does_not_know_is_given_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"aigul@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert fresh(post()).state == "failed"


def test_old_mails_go_and_waiting_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = post()
    monkeypatch.setattr(wake, "_publish", lambda *_: None)
    waiting = post()
    with clock.shifted(dt.timedelta(days=29)):
        outbox.forget_old()
        assert OutboxMail.objects.filter(pk=sent.pk).exists()
    with clock.shifted(dt.timedelta(days=31)):
        outbox.forget_old()
    assert list(OutboxMail.objects.all()) == [waiting]


@pytest.mark.usefixtures("no_worker")
def test_with_the_person_go_the_mails() -> None:
    post(), post(to="AIGUL@example.org"), post(to="other@example.org")
    assert outbox.forget_address("aigul@example.org") == 2
    assert [letter.to for letter in OutboxMail.objects.all()] == ["other@example.org"]
