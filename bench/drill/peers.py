"""Servers that do what ours does to a stream: tell it what was published in Redis. Each in a process of its own.

The bare one (`python -m bench.drill.peers`) is the bound: plain sockets, no HTTP server, no caps, no queues, no tokens.
django-eventstream and channels are used as their documents say, with Redis between processes, under uvicorn.
"""

import asyncio
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import uvloop
from redis.asyncio import Redis

CHANNEL = "drill"
EVENTSTREAM_CHANNEL = "events_channel"  # django_eventstream.eventstream.send_event publishes there
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


async def bare(port: int) -> None:
    writers: set[asyncio.StreamWriter] = set()

    async def listener(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + b"event: hello\ndata: {}\n\n")
        writers.add(writer)
        await reader.read()
        writers.discard(writer)
        writer.close()

    async with Redis.from_url(os.environ["REDIS_URL"]) as redis, redis.pubsub() as subscription:
        await subscription.subscribe(CHANNEL)
        async with await asyncio.start_server(listener, "127.0.0.1", port, backlog=2048):
            async for message in subscription.listen():
                if message["type"] == "message":
                    body = b"event: changed\ndata: " + message["data"] + b"\n\n"
                    for writer in writers:
                        writer.write(body)


def eventstream() -> Any:
    """Django with nothing but its application and its address."""
    from django.conf import settings  # noqa: PLC0415  -- reason: only this process is a Django site of its own
    from django.core.asgi import get_asgi_application  # noqa: PLC0415  -- reason: as above

    port = int(os.environ["REDIS_URL"].rpartition(":")[2].partition("/")[0])
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="drill",
        ROOT_URLCONF="bench.drill.peers_urls",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_eventstream"],
        EVENTSTREAM_REDIS={"host": "127.0.0.1", "port": port, "db": 0},
        USE_TZ=True,
    )
    return get_asgi_application()


def channels() -> Any:
    from django.conf import settings  # noqa: PLC0415  -- reason: as above

    consumer: Any = import_module("channels.generic.http").AsyncHttpConsumer
    get_channel_layer: Any = import_module("channels.layers").get_channel_layer

    hosts = [os.environ["REDIS_URL"]]
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.configure(
        CHANNEL_LAYERS={"default": {"BACKEND": backend, "CONFIG": {"hosts": hosts}}}, USE_TZ=True
    )

    class Stream(consumer):
        async def http_request(self, message: Any) -> None:
            """Answered until the listener leaves: unlike its parent, it does not stop here."""
            await self.send_headers(headers=[(b"Content-Type", b"text/event-stream")])
            await self.send_body(b"event: hello\ndata: {}\n\n", more_body=True)
            await get_channel_layer().group_add(CHANNEL, self.channel_name)

        async def drill_changed(self, message: Any) -> None:
            await self.send_body(f"event: changed\ndata: {message['data']}\n\n".encode(), more_body=True)

    return Stream.as_asgi()


def is_installed(name: str) -> bool:
    needed = {
        "django-eventstream": ("django_eventstream", "django_grip"),
        "channels": ("channels", "channels_redis"),
    }
    return all(find_spec(module) for module in needed[name])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bare(int(sys.argv[1])))
