"""The wall: its page, its stream, and the part of the turnout fetched as static/js/live.js does."""

import asyncio
import json
import re
import time
from typing import Any

from bench.drill.wire import Line, Lost, events

SOURCE = re.compile(rb'id="turnout"[^>]*data-live-src="([^"]+)" data-live-version="(\d+)"')
TOKEN = re.compile(rb'data-live="([^"]+)" data-live-delay="0"')
POLL = {True: 6.0, False: 30.0}  # deaf or not
REST = 0.3  # seconds between two fetches, static/js/live.js


class Projector:
    """`shown`: (when, version) of each turnout that came onto the wall."""

    def __init__(self, hall: dict[str, Any]) -> None:
        self.hall = hall
        self.headers = {
            "Cookie": f"sessionid={hall['facilitator']['session']}; csrftoken={hall['facilitator']['csrf']}",
            "Accept-Language": "ru",
            "Accept-Encoding": "gzip, deflate",
        }
        self.line = Line(hall["host"], hall["port"])
        self.shown: list[tuple[float, int]] = []
        self.fetches: list[float] = []
        self.is_deaf = False
        self._wanted = asyncio.Event()
        self._source, self._token = "", ""

    async def open(self) -> None:
        page = await self.line.ask("GET", self.hall["projector"], self.headers)
        source, token = SOURCE.search(page.page), TOKEN.search(page.page)
        if page.status != 200 or source is None or token is None:
            raise SystemExit(
                f"the projector shows no turnout: {page.status} {page.headers} {page.page[:400]!r}"
            )
        self._source, self._token = source[1].decode(), token[1].decode()
        self.shown.append((time.perf_counter(), int(source[2])))

    async def run(self) -> None:
        await asyncio.gather(self._listen(), self._fetch())

    async def _listen(self) -> None:
        while True:
            try:
                path = f"/live/?token={self._token}"
                async for name, data in events(self.hall["host"], self.hall["live_port"], path):
                    said = json.loads(data)
                    self.is_deaf = said.get("deaf", False) if name == "hello" else said["name"] == "deaf"
                    if name == "hello" or said["name"] in ("turnout", "resync", "deaf"):
                        self._wanted.set()
            except (Lost, OSError, EOFError):
                pass
            self.is_deaf = True
            self._wanted.set()
            await asyncio.sleep(2)

    async def _fetch(self) -> None:
        """At once when it is named, and from time to time. What is named meanwhile is fetched after."""
        while True:
            try:
                async with asyncio.timeout(POLL[self.is_deaf]):
                    await self._wanted.wait()
            except TimeoutError:
                pass
            self._wanted.clear()
            begun = time.perf_counter()
            try:
                answer = await self.line.ask("GET", self._source, self.headers | {"HX-Request": "true"})
            except Lost:
                continue
            if answer.status == 200 and (found := SOURCE.search(answer.page)):
                self.shown.append((time.perf_counter(), int(found[2])))
                self.fetches.append(time.perf_counter() - begun)
            await asyncio.sleep(max(0.0, begun + REST - time.perf_counter()))

    def lag(self, acknowledged: float) -> float:
        """Seconds from this moment until the wall had the version at which it stands now."""
        newest = self.shown[-1][1]
        first = next(when for when, version in self.shown if version == newest)
        return max(0.0, first - acknowledged)
