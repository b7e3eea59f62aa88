"""One Redis subscription a process, handed to the hub; comes back by itself when Redis does."""

import asyncio
import json
import logging
from typing import Any

from django.conf import settings

from foundation.live.hub import hub
from foundation.live.publish import REDIS_CHANNEL

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between attempts
QUIET = 2.0  # seconds without a word before Redis is asked whether it is still there
PATIENCE = 2.0  # seconds it has for the answer: a stopped Redis keeps its connections open and says nothing


async def relay_from_redis() -> None:
    from redis.asyncio import Redis  # noqa: PLC0415  -- reason: only processes with Redis pay for the import
    from redis.exceptions import RedisError  # noqa: PLC0415  -- reason: as above

    while True:
        try:
            async with Redis.from_url(settings.REDIS_URL) as redis, redis.pubsub() as subscription:
                async with asyncio.timeout(PATIENCE):
                    await subscription.subscribe(REDIS_CHANNEL)
                hub.hear_again()  # whatever was said while we were away is lost
                await _listen(subscription)
        except (RedisError, OSError) as error:  # a timeout is an OSError
            hub.go_deaf()
            log.warning("live relay lost Redis: %r", error)
        await asyncio.sleep(PAUSE)


async def _listen(subscription: Any) -> None:
    """Until Redis is gone, or does not answer within QUIET + PATIENCE: raises RedisError or TimeoutError."""
    is_asked = False
    while True:
        message = await subscription.get_message(timeout=PATIENCE if is_asked else QUIET)
        if message is None and is_asked:
            raise TimeoutError
        is_asked = message is None
        if is_asked:
            async with asyncio.timeout(PATIENCE):
                await subscription.ping()
        elif message["type"] == "message":
            said = json.loads(message["data"])
            hub.deliver(said["channel"], said["event"])
