"""Counting wrong codes, by address and altogether.

A hall of a thousand stands behind one address and mistypes; a guesser needs 2^40 tries. Right codes are not counted.
"""

from django.core.cache import cache
from django.utils.translation import gettext as _

from foundation.transitions import Refused

WINDOW = 60  # seconds
FROM_ONE_ADDRESS = 300
FROM_EVERYWHERE = 3000
WHEN_CROWDED = 20  # what one address may still miss once FROM_EVERYWHERE is passed


class TooManyAttempts(Refused):
    """Somebody is guessing codes; right ones are not looked at either, or the limit would mean nothing."""


def require_patience(address: str) -> None:
    """Raises TooManyAttempts."""
    missed = cache.get(_here(address), 0)
    if missed >= FROM_ONE_ADDRESS or (
        missed >= WHEN_CROWDED and cache.get(_EVERYWHERE, 0) >= FROM_EVERYWHERE
    ):
        raise TooManyAttempts(_("Too many wrong codes from here. Please wait a minute, then try once more."))


def count_miss(address: str) -> None:
    _count_up(_here(address))
    _count_up(_EVERYWHERE)


_EVERYWHERE = "join-misses"


def _here(address: str) -> str:
    return f"join-misses:{address}"


def _count_up(key: str) -> None:
    """Counts in windows that begin with their first miss."""
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # the window ended between the two
            cache.set(key, 1, WINDOW)
