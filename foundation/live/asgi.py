"""The ASGI front of a web process: /live/ streams, everything else to the pages, start and stop of its companions."""

import asyncio
import json
import random
from collections.abc import Iterable
from typing import Any, Protocol
from urllib.parse import parse_qs

from django.conf import settings
from django.core.signing import BadSignature

from foundation.live.hub import Listener, hub
from foundation.live.relay import relay_from_redis
from foundation.live.tokens import opened

MAX_STREAMS = 2500
PING_SECONDS = 20
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Companion(Protocol):
    """Something that lives as long as the process."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class LiveApplication:
    """`pages` is an ASGI application, or None for a process that serves streams only."""

    def __init__(self, pages: Any, companions: Iterable[Companion] = ()) -> None:
        self.pages = pages
        self.companions = tuple(companions)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/live/":
            await stream(scope, receive, send)
        elif scope["type"] == "http" and self.pages:
            await self.pages(scope, receive, send)
        elif scope["type"] == "http":
            await refuse(send, 404)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        relay: asyncio.Task[None] | None = None
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                hub.bind(asyncio.get_running_loop())
                if settings.REDIS_URL:
                    relay = asyncio.create_task(relay_from_redis())
                for companion in self.companions:
                    await asyncio.to_thread(
                        companion.start
                    )  # a worker closes database connections as it starts
                await send({"type": "lifespan.startup.complete"})
            else:
                for companion in self.companions:
                    companion.stop()
                if relay:
                    relay.cancel()
                hub.bind(None)
                await send({"type": "lifespan.shutdown.complete"})
                return


async def stream(scope: Any, receive: Any, send: Any) -> None:
    """One listener, until the client or the server leaves."""
    token = parse_qs(scope["query_string"].decode()).get("token", [""])[0]
    try:
        who, channels = opened(token)
    except BadSignature:
        return await refuse(send, 403)
    listener = Listener(channels, who)
    if hub.count >= MAX_STREAMS or not hub.has_room_for(listener):
        return await refuse(send, 503, retry_after=random.randint(5, 30))  # noqa: S311  -- reason: spreads load
    hub.join(listener)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        hello = json.dumps(hub.greeting(listener))
        await _send(send, f"retry: 3000\nevent: hello\ndata: {hello}\n\n".encode())
        await _first_done(_until_disconnected(receive), _pump(listener, send))
    finally:
        hub.leave(listener)


async def refuse(send: Any, status: int, retry_after: int = 0) -> None:
    headers = [(b"retry-after", str(retry_after).encode())] if retry_after else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _pump(listener: Listener, send: Any) -> None:
    while True:
        try:
            event = await asyncio.wait_for(listener.queue.get(), PING_SECONDS)
            await _send(send, f"event: changed\ndata: {json.dumps(event)}\n\n".encode())
        except TimeoutError:
            await _send(send, b": still here\n\n")


async def _send(send: Any, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_disconnected(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _first_done(*jobs: Any) -> None:
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
