"""One Redis subscription a process, handed to the hub; comes back by itself when Redis does."""

import asyncio
import json
import logging

from django.conf import settings

from foundation.live.hub import RESYNC, hub
from foundation.live.publish import REDIS_CHANNEL

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between attempts


async def relay_from_redis() -> None:
    from redis.asyncio import Redis  # noqa: PLC0415  -- reason: only processes with Redis pay for the import
    from redis.exceptions import RedisError  # noqa: PLC0415  -- reason: as above

    while True:
        try:
            async with Redis.from_url(settings.REDIS_URL) as redis, redis.pubsub() as subscription:
                await subscription.subscribe(REDIS_CHANNEL)
                hub.deliver_to_all(RESYNC)  # whatever was said while we were away is lost
                async for message in subscription.listen():
                    if message["type"] == "message":
                        said = json.loads(message["data"])
                        hub.deliver(said["channel"], said["event"])
        except (RedisError, OSError) as error:
            log.warning("live relay lost Redis: %s", error)
        await asyncio.sleep(PAUSE)
