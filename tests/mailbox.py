"""Letters of a running platform, as they arrive: each a file in a folder that the test reads."""

import email
import os
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage as Letter

PATIENCE = 30.0  # seconds; the worker may have other things to do first


class FolderBackend(BaseEmailBackend):
    """Writes every letter into the folder `MAILBOX`; the server is told of it by its environment."""

    def send_messages(self, email_messages: Sequence[Letter]) -> int:
        for letter in email_messages:
            content = letter.message().as_bytes()
            for receiver in letter.recipients():
                _put(Path(os.environ["MAILBOX"]), receiver, content)
        return len(email_messages)


def _put(folder: Path, receiver: str, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a letter."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{uuid.uuid4().hex}.half"
    half.write_bytes(content)
    half.rename(folder / f"{time.time_ns()}-{receiver}.eml")


@dataclass(frozen=True)
class Mailbox:
    """What arrived for everybody."""

    folder: Path

    def letters_to(self, address: str) -> list[EmailMessage]:
        """The oldest first."""
        return [_read(file) for file in sorted(self.folder.glob(f"*-{address}.eml"))]

    def await_letter(self, address: str, *, with_link: str) -> EmailMessage:
        """The newest letter to this address with such a link in it. Raises AssertionError if none comes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for letter in reversed(self.letters_to(address)):
                if links_in(letter, with_link):
                    return letter
            time.sleep(0.2)
        arrived = [letter["subject"] for letter in self.letters_to(address)]
        raise AssertionError(f"no letter with {with_link!r} for {address}; there are: {arrived}")


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None, "a letter without plain text"
    return str(body.get_content())


def links_in(letter: EmailMessage, part: str) -> list[str]:
    return [link for link in re.findall(r"https?://\S+", text_of(letter)) if part in link]


def attached(letter: EmailMessage) -> Iterator[tuple[str, str, Any]]:
    """Name, media type and content of each file."""
    for file in letter.iter_attachments():
        yield file.get_filename() or "", file.get_content_type(), file.get_content()


def _read(file: Path) -> EmailMessage:
    letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter
