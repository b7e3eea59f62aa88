"""Signed permission to listen to some channels for a day."""

from collections.abc import Iterable

from django.core import signing

_SALT = "live"
MAX_AGE = 60 * 60 * 24  # seconds: the day of the workshop


def token_for(channels: Iterable[str]) -> str:
    """For a page that may show these channels; put into `data-live`."""
    return signing.dumps(sorted(channels), salt=_SALT)


def channels_of(token: str) -> list[str]:
    """Raises django.core.signing.BadSignature for a forged or old token."""
    channels: list[str] = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    return channels
