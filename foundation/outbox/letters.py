"""What a mail looks like: plain text, and the same text as a simple page for readers who prefer it.

Words of people are untrusted here too: control and direction characters go, line breaks become spaces, so nobody can
write a second header, a line that looks like ours, or a link with our face: only addresses of this site become links.
"""

import hashlib
import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from foundation.models import OutboxMail

LONGEST_TEXT = 2000
LONGEST_SUBJECT = 150
LOCAL_SITE = "http://127.0.0.1:8000"  # where `make run` answers, for a site that has not named its address
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # parts of letters in some languages


def letter_of(mail: OutboxMail, connection: Any = None) -> EmailMultiAlternatives:
    """The finished mail, in the receiver's language."""
    with translation.override(mail.language):
        subject, body = rendered(mail.template, mail.context)
        page = get_template("emails/page.html").render(
            {"subject": subject, "blocks": blocks_of(body), "language": mail.language, "site": site()}
        )
    letter = EmailMultiAlternatives(
        subject, body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=_headers(mail), connection=connection
    )
    letter.attach_alternative(page, "text/html")
    for one in mail.attachments.all():
        letter.attach(one_line(one.name), bytes(one.content), one.media_type)
    return letter


def rendered(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject (one line) and body in the active language."""
    content = Context(_tidy(context) | {"site": site()}, autoescape=False)  # plain text has nothing to escape
    subject, body = (
        # the wrapped template: the backend's own render would escape
        get_template(f"emails/{template}_{part}.txt").template.render(content)  # type: ignore[attr-defined]  # -- reason: the backend hides the template it wraps
        for part in ("subject", "body")
    )
    return one_line(subject)[:LONGEST_SUBJECT], re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def site() -> str:
    """The address of this platform, without a slash at its end."""
    return (settings.PUBLIC_URL or LOCAL_SITE).rstrip("/")


def blocks_of(body: str) -> list[dict[str, Any]]:
    """Paragraphs of a plain text; a line that is an address of this site is a link; what follows `--` is the foot."""
    text, _dashes, foot = body.partition("\n--\n")
    return [
        {
            "lines": [{"text": line, "is_link": _is_ours(line)} for line in paragraph.split("\n")],
            "is_foot": is_foot,
        }
        for part, is_foot in ((text, False), (foot, True))
        for paragraph in part.strip().split("\n\n")
        if paragraph
    ]


def one_line(text: str) -> str:
    """Without what cannot be seen and without line breaks."""
    visible = (c if c in _JOINERS or unicodedata.category(c) not in _INVISIBLE else " " for c in text)
    return " ".join("".join(visible).split())[:LONGEST_TEXT]


def _is_ours(line: str) -> bool:
    return line.startswith(f"{site()}/") and " " not in line


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    return value


def _headers(mail: OutboxMail) -> dict[str, str]:
    """One Message-ID for every attempt: a mail server that got it twice can tell."""
    secret = hashlib.sha256(f"{settings.SECRET_KEY}:{mail.pk}".encode()).hexdigest()[:32]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<{secret}.{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:
        headers["List-Unsubscribe"] = f"<{site()}{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
