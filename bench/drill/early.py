"""The twin of the platform that a drill must catch: it says "stored" to a ballot before it stores it."""

import asyncio
from typing import Any

from s3platform.asgi import application as platform

DELAY = 0.5  # seconds until it does what it said it had done
_running: set[asyncio.Task[None]] = set()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http" or scope["method"] != "POST" or "/ballot/" not in scope["path"]:
        await platform(scope, receive, send)
        return
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})
    task = asyncio.create_task(_store(scope, messages))
    _running.add(task)
    task.add_done_callback(_running.discard)


async def _store(scope: Any, messages: list[Any]) -> None:
    async def receive() -> Any:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        return None

    await asyncio.sleep(DELAY)
    await platform(scope, receive, send)
