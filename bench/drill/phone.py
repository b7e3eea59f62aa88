"""A phone in a round, as static/js/{queue,ballot,live}.js make it behave."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.drill.ledger import Ledger
from bench.drill.wire import CALM, Line, Lost, Weather, events

SETTLED = {400, 404, 405, 409, 410, 412, 413, 422}
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
CALM_POLL, HASTY_POLL, LIVE_DELAY = 30.0, 6.0, 3.0  # seconds, static/js/live.js
AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"


@dataclass
class Taken:
    """Of all phones together; times in seconds."""

    taps: int = 0
    replaced: int = 0  # an unsent value gave way to a newer one of the same activity
    requests: int = 0
    acknowledged: int = 0
    lost: int = 0  # attempts without an answer
    refused: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)  # of single requests that were answered with success
    waits: list[float] = field(default_factory=list)  # from the tap to its acknowledgement
    last_acknowledged: float = 0.0
    polls: list[float] = field(default_factory=list)
    failed_polls: int = 0
    streams_open: int = 0
    most_streams: int = 0
    stream_breaks: int = 0
    events: int = 0
    polls_when_deaf: list[float] = field(
        default_factory=list
    )  # the first of each phone, by the machine's clock

    def count(self, status: int) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1


@dataclass
class Entry:
    """What the phone keeps until it is acknowledged: one a place, the newest."""

    path: str
    place: str
    values: dict[str, str]
    sequence: int
    key: str
    tapped: float
    is_noted: bool = False
    fails: int = 0

    @property
    def body(self) -> bytes:
        return urlencode(self.values | {"sequence": self.sequence, "idempotency_key": self.key}).encode()


class Phone:
    """One person. `seat` is a row of what `prepare` wrote: user, cookies; `hall` the rest of it."""

    def __init__(
        self,
        seat: dict[str, Any],
        hall: dict[str, Any],
        taken: Taken,
        ledger: Ledger,
        weather: Weather = CALM,
    ) -> None:
        self.hall, self.seat, self.taken, self.ledger = hall, seat, taken, ledger
        self.chance = random.Random(seat["user"])
        self.ballots = Line(hall["host"], hall["port"], weather, self.chance)
        self.pages = Line(hall["host"], hall["port"], weather, self.chance)
        self.waiting: dict[str, Entry] = {}
        self.sequence = 0
        self.marks = self._marks()
        self.forms: dict[int, dict[str, str]] = {}
        self.is_deaf = self.is_open = False
        self.etag = self.epoch = ""
        self._has_news, self._polls_anew = asyncio.Event(), asyncio.Event()
        self._deaf_at = 0.0
        self._soon: asyncio.Task[None] | None = None

    def cookies(self) -> dict[str, str]:
        return {
            "Cookie": f"sessionid={self.seat['session']}; csrftoken={self.seat['csrf']}",
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Language": "ru",
            "Accept-Encoding": "gzip, deflate",
        }

    # -- marks ---------------------------------------------------------------------------------------------------

    def _marks(self) -> Iterator[tuple[int, str, str]]:
        """Activity by activity, question by question; from the start again with other marks."""
        while True:
            for activity in self.hall["activities"]:
                for name in self.hall["fields"]:
                    is_unsure = self.chance.random() < 0.05
                    yield activity, name, "cannot_judge" if is_unsure else str(self.chance.randint(0, 10))

    def tap(self) -> None:
        """One mark: the whole form of its activity goes into the queue (ballot.js `keep`)."""
        activity, name, mark = next(self.marks)
        form = self.forms.setdefault(activity, {})
        form[name] = mark
        path = self.hall["ballot"].format(activity)
        self.sequence = max(self.sequence + 1, int(time.time() * 1000))
        entry = Entry(
            path=path,
            place=f"{self.seat['user']}/{activity}",
            values=form | {"comment": ""},
            sequence=self.sequence,
            key=f"{self.chance.getrandbits(128):032x}",
            tapped=time.perf_counter(),
        )
        self.taken.taps += 1
        self.taken.replaced += path in self.waiting
        self.waiting[path] = entry
        self._has_news.set()

    async def send_all(self) -> None:
        """The queue of the phone: one at a time, the oldest first, with longer and longer pauses where nothing comes back."""
        pause = FIRST_PAUSE
        while True:
            if not self.waiting:
                self._has_news.clear()
                await self._has_news.wait()
            entry = min(self.waiting.values(), key=lambda each: (each.fails, each.sequence))
            if await self._send(entry):
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause * (0.5 + self.chance.random()))
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _send(self, entry: Entry) -> bool:
        """Whether the server has decided."""
        if not entry.is_noted:
            self.ledger.note_sent(entry.place, entry.sequence, entry.values)
            entry.is_noted = True
        headers = self.cookies() | {
            "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
            "Origin": self.hall["origin"],
            "Referer": f"{self.hall['origin']}{self.hall['form']}",
            "X-CSRFToken": self.seat["csrf"],
            "X-Autosave": "1",
        }
        begun = time.perf_counter()
        self.taken.requests += 1
        try:
            answer = await self.ballots.ask("POST", entry.path, headers, entry.body)
        except Lost:
            self.taken.lost += 1
            return False
        self.taken.count(answer.status)
        now = time.perf_counter()
        if 200 <= answer.status < 300:
            self._acknowledged(entry, begun, now)
        elif answer.status in SETTLED:
            self.taken.refused += 1
            self._leave_queue(entry)
        else:
            entry.fails += 1
            return False
        return True

    def _acknowledged(self, entry: Entry, begun: float, now: float) -> None:
        self.taken.acknowledged += 1
        self.taken.answers.append(now - begun)
        self.taken.waits.append(now - entry.tapped)
        self.taken.last_acknowledged = now
        self.ledger.note_acknowledged(entry.place, entry.sequence, entry.values)
        self._leave_queue(entry)

    def _leave_queue(self, entry: Entry) -> None:
        if self.waiting.get(entry.path) is entry:
            del self.waiting[entry.path]

    # -- live ----------------------------------------------------------------------------------------------------

    async def listen(self) -> None:
        """The stream of the page; while it is away or deaf, polling is quick."""
        failures = 0
        address = (self.hall["host"], self.hall["live_port"], self.hall["stream"], self.cookies())
        while True:
            try:
                async for name, data in events(*address):
                    self._hear(name, json.loads(data), failures)
                    failures = 0
            except (Lost, OSError, EOFError):
                pass
            self._broke()
            failures += 1
            pause = min(2.0 * 2**failures, CALM_POLL)
            await asyncio.sleep(pause / 2 + self.chance.random() * pause / 2)

    def _broke(self) -> None:
        if self.is_open:
            self.taken.streams_open -= 1
            self.taken.stream_breaks += 1
        self.is_open = False
        self._set_deaf(True)

    def _hear(self, name: str, said: dict[str, Any], failures: int) -> None:
        if name == "hello":
            self.is_open = True
            self.taken.streams_open += 1
            self.taken.most_streams = max(self.taken.most_streams, self.taken.streams_open)
            self._set_deaf(said.get("deaf", False))
            if failures and said["epoch"] != self.epoch:
                self._fetch_soon()
            self.epoch = said["epoch"]
            return
        self.taken.events += 1
        if said["name"] in ("deaf", "resync"):
            self._set_deaf(said["name"] == "deaf")
        if said["name"] in ("state", "resync"):
            self._fetch_soon()

    def _fetch_soon(self) -> None:
        """After a random moment, as a hall does not come all at once."""
        if self._soon is None or self._soon.done():
            self._soon = asyncio.create_task(self._fetch_pulse(self.chance.random() * LIVE_DELAY))

    def _set_deaf(self, now: bool) -> None:
        if self.is_deaf != now:
            self.is_deaf = now
            self._deaf_at = time.perf_counter() if now else 0.0
            self._polls_anew.set()
            if now and self.is_open:
                self._fetch_soon()

    async def poll(self) -> None:
        """`pollLater` of live.js: a change between calm and hasty begins the wait anew."""
        while True:
            hasty = HASTY_POLL * (0.8 + self.chance.random() * 0.3)
            wait = hasty if self.is_deaf else CALM_POLL * (0.5 + self.chance.random())
            self._polls_anew.clear()
            try:
                async with asyncio.timeout(wait):
                    await self._polls_anew.wait()
                continue
            except TimeoutError:
                pass
            self._fetch_soon()

    async def _fetch_pulse(self, delay: float) -> None:
        await asyncio.sleep(delay)
        headers = self.cookies() | {"HX-Request": "true", "X-Live-Part": "ballot-pulse"}
        if self.etag:
            headers["If-None-Match"] = self.etag
        begun = time.perf_counter()
        try:
            answer = await self.pages.ask("GET", self.hall["pulse"], headers)
        except Lost:
            self.taken.failed_polls += 1
            return
        self.taken.polls.append(time.perf_counter() - begun)
        self.etag = answer.headers.get("etag", self.etag)
        if answer.status not in (200, 304):
            self.taken.failed_polls += 1
        elif self._deaf_at:
            self.taken.polls_when_deaf.append(time.perf_counter())
            self._deaf_at = 0.0
