"""The hub of one process: channels, their listeners, and a bounded queue for each.

A reader that does not keep up loses its queue and gets one `resync` instead: the page then fetches everything anew.
Every event of a channel carries a number that only grows. The numbers are this process's own and belong to its `epoch`:
a page that comes back names the last it saw, and whatever cannot be told apart from a gap is one.
"""

import asyncio
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

QUEUE = 32  # events a slow reader may lag behind
OF_ONE_PERSON = 8  # streams: tabs of one person in one hall
OF_ONE_CHANNEL = 2000  # streams of one workshop or round
RESYNC = {"name": "resync"}
DEAF = {"name": "deaf"}
"""News from other processes does not arrive for now: pages ask by themselves, quickly."""


class Listener:
    """One open stream. `who`: the person it was given to; "" where a page is the same for everybody."""

    def __init__(self, channels: Iterable[str], who: str = "") -> None:
        self.channels = tuple(channels)
        self.who = who
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
        self._people: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._number = 0
        self._last: dict[str, int] = {}  # channel -> number of its last event
        self.count = 0
        self.is_deaf = False
        self.epoch = secrets.token_hex(4)

    def bind(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def has_room_for(self, listener: Listener) -> bool:
        """Neither the person nor any of the channels has all the streams they may have."""
        if listener.who and self._people[listener.who] >= OF_ONE_PERSON:
            return False
        return all(len(self._listeners.get(name, ())) < OF_ONE_CHANNEL for name in listener.channels)

    def join(self, listener: Listener) -> None:
        self.count += 1
        self._people[listener.who] += 1
        for channel in listener.channels:
            self._listeners[channel].add(listener)

    def leave(self, listener: Listener) -> None:
        self.count -= 1
        self._people[listener.who] -= 1
        if not self._people[listener.who]:
            del self._people[listener.who]
        for channel in listener.channels:
            self._listeners[channel].discard(listener)
            if not self._listeners[channel]:
                del self._listeners[channel]

    def deliver(self, channel: str, event: dict[str, Any]) -> None:
        """Nothing happens where no stream is served (commands, workers, tests)."""
        loop = self._loop
        if loop and loop.is_running():
            loop.call_soon_threadsafe(self._offer, channel, event)

    def hear_again(self) -> None:
        """News arrives (again). What was said meanwhile is lost: a new epoch, and everybody fetches anew."""
        self.is_deaf = False
        self.epoch = secrets.token_hex(4)
        self._last.clear()
        self.deliver_to_all(RESYNC)

    def go_deaf(self) -> None:
        if not self.is_deaf:
            self.is_deaf = True
            self.deliver_to_all(DEAF)

    def deliver_to_all(self, event: dict[str, Any]) -> None:
        for listener in {listener for group in self._listeners.values() for listener in group}:
            listener.offer(event)

    def greeting(self, listener: Listener) -> dict[str, Any]:
        """What a page must know to tell whether it missed something: the last number of its channels."""
        last = max((self._last.get(name, 0) for name in listener.channels), default=0)
        return {"epoch": self.epoch, "number": last} | ({"deaf": True} if self.is_deaf else {})

    def _offer(self, channel: str, event: dict[str, Any]) -> None:
        self._number += 1
        self._last[channel] = self._number
        numbered = event | {"number": self._number}
        for listener in tuple(self._listeners.get(channel, ())):
            listener.offer(numbered)


hub = Hub()
