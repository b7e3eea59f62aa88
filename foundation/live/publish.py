"""Telling open pages that a part of them changed: after the commit, best effort, never in the way of a request."""

import json
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db import transaction

from foundation import background
from foundation.live.hub import hub

REDIS_CHANNEL = "s3platform:live"


def push(channel: str, name: str) -> None:
    """After this transaction commits, tell the listeners of `channel` that the part `name` has changed."""
    transaction.on_commit(partial(_post, channel, name))


def _post(channel: str, name: str) -> None:
    if settings.REDIS_URL:
        background.post(("live", channel, name), partial(_publish, channel, name))
    else:
        hub.deliver(channel, {"name": name})


def _publish(channel: str, name: str) -> None:
    _redis().publish(REDIS_CHANNEL, json.dumps({"channel": channel, "event": {"name": name}}))


@cache
def _redis() -> Any:
    from redis import Redis  # noqa: PLC0415  -- reason: only processes with Redis pay for the import

    timeout = settings.REDIS_TIMEOUT
    return Redis.from_url(settings.REDIS_URL, socket_timeout=timeout, socket_connect_timeout=timeout)
