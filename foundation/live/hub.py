"""The hub of one process: channels, their listeners, and a bounded queue for each.

A reader that does not keep up loses its queue and gets one `resync` instead: the page then fetches everything anew.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

QUEUE = 32  # events a slow reader may lag behind
RESYNC = {"name": "resync"}


class Listener:
    """One open stream."""

    def __init__(self, channels: Iterable[str]) -> None:
        self.channels = tuple(channels)
        self.queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=QUEUE)

    def offer(self, event: dict[str, Any]) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            event = RESYNC
        self.queue.put_nowait(event)


class Hub:
    """All streams of this process. `deliver` may be called from any thread; the rest belongs to the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.count = 0

    def bind(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def join(self, listener: Listener) -> None:
        self.count += 1
        for channel in listener.channels:
            self._listeners[channel].add(listener)

    def leave(self, listener: Listener) -> None:
        self.count -= 1
        for channel in listener.channels:
            self._listeners[channel].discard(listener)
            if not self._listeners[channel]:
                del self._listeners[channel]

    def deliver(self, channel: str, event: dict[str, Any]) -> None:
        """Nothing happens where no stream is served (commands, workers, tests)."""
        loop = self._loop
        if loop and loop.is_running():
            loop.call_soon_threadsafe(self._offer, channel, event)

    def deliver_to_all(self, event: dict[str, Any]) -> None:
        for listener in {listener for group in self._listeners.values() for listener in group}:
            listener.offer(event)

    def _offer(self, channel: str, event: dict[str, Any]) -> None:
        for listener in tuple(self._listeners.get(channel, ())):
            listener.offer(event)


hub = Hub()
