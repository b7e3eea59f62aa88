"""What a mail looks like; words of people are untrusted in it."""

from typing import Any

import pytest
from django.test import override_settings

from foundation.models import OutboxMail
from foundation.outbox.letters import blocks_of, letter_of, one_line

EVIL = "Hello\r\nBcc: all@example.org\n\nLog in here:\nhttp://evil.example/\u202e<script>alert(1)</script>"


def mail(first: str = "Something happened", **more: Any) -> OutboxMail:
    context = {
        "count": 1,
        "first": first,
        "inbox": "/account/inbox/",
        "topics": [{"label": "Ideas", "items": [{"text": first, "path": "/ru/notes/1/"}]}],
    }
    given = {
        "pk": 1,
        "to": "a@example.org",
        "template": "accounts/news",
        "language": "ru",
        "context": context,
    }
    return OutboxMail(**given | more)


@pytest.fixture
def letter(db: None) -> Any:
    return letter_of(mail(EVIL))


def test_a_text_of_people_makes_no_header_and_no_line_of_its_own(letter: Any) -> None:
    assert "\n" not in letter.subject
    assert "Bcc" not in letter.message()
    assert [line for line in letter.body.splitlines() if line.startswith(("Bcc", "http://evil"))] == []


def test_what_cannot_be_seen_is_gone() -> None:
    assert one_line("a\u202eb\x00c\u200bd\te\r\nf") == "a b c d e f"


def test_the_page_shows_the_same_text_escaped_and_links_to_this_site_only(letter: Any) -> None:
    page, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'href="http://evil' not in page
    assert 'href="http://127.0.0.1:8000/ru/notes/1/"' in page


def test_plain_text_is_not_escaped(db: None) -> None:
    assert "ТОО «Плита» & K" in letter_of(mail("ТОО «Плита» & K")).body


@override_settings(PUBLIC_URL="https://s3.example.org/", DEFAULT_FROM_EMAIL="S3 <news@example.org>")
def test_addresses_and_headers_are_those_of_the_site(db: None) -> None:
    first, again = (
        letter_of(mail(pk=7, attempts=attempt, unsubscribe="/unsubscribe/x/")) for attempt in (1, 2)
    )
    assert "https://s3.example.org/ru/notes/1/" in first.body
    assert first.extra_headers["List-Unsubscribe"] == "<https://s3.example.org/unsubscribe/x/>"
    assert first.extra_headers["Message-ID"].endswith(".7@example.org>")
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_the_language_is_the_receivers(db: None) -> None:
    greetings = [letter_of(mail(language=language)).body.splitlines()[0] for language in ("en", "ru", "kk")]
    assert greetings == ["Good day!", "Добрый день!", "Қайырлы күн!"]


def test_a_line_with_more_than_an_address_of_ours_is_no_link() -> None:
    (block,) = blocks_of("http://127.0.0.1:8000/x see")
    assert block["lines"][0]["is_link"] is False
