"""Signed permission to listen to some channels for a day."""

from collections.abc import Iterable

from django.core import signing

_SALT = "live"
MAX_AGE = 60 * 60 * 24  # seconds: the day of the workshop


def token_for(channels: Iterable[str], *, who: object = "") -> str:
    """For a page that may show these channels; put into `data-live`. `who`: the key of the person it is given to."""
    return signing.dumps([str(who), *sorted(channels)], salt=_SALT)


def channels_of(token: str) -> list[str]:
    """Raises django.core.signing.BadSignature for a forged or old token."""
    return opened(token)[1]


def opened(token: str) -> tuple[str, list[str]]:
    """(who, channels). Raises django.core.signing.BadSignature."""
    who, *channels = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    return who, channels
