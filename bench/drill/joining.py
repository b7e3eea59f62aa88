"""A guest at the door: the code typed, the form filled in, the room shown; every page as a browser asks for it."""

import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.drill.phone import AGENT
from bench.drill.wire import Answer, Line, Lost

HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)"')
HELICES = ("science", "business", "government", "civil_society")


@dataclass
class Joined:
    """Seconds of the four requests, and of the last two together: from "join" to the room."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Guest:
    def __init__(self, hall: dict[str, Any], joined: Joined, number: int) -> None:
        self.hall, self.joined, self.number = hall, joined, number
        self.line = Line(hall["host"], hall["port"])
        self.cookies: dict[str, str] = {}

    async def come(self) -> None:
        try:
            await self._come()
        except (Lost, AssertionError, KeyError) as failed:
            self.joined.errors.append(f"{type(failed).__name__} {failed}")
        self.line.close()

    async def _come(self) -> None:
        page = await self._ask("code page", "GET", self.hall["join"], 200)
        found = await self._ask(
            "code sent", "POST", self.hall["join"], 302, _hidden(page) | {"code": self.hall["code"]}
        )
        form = await self._ask("form", "GET", found.headers["location"], 200)
        begun = time.perf_counter()
        given = _hidden(form) | {
            "helix": HELICES[self.number % 4],
            "organization": f"Firm {self.number % 60}",
            "organization_kind": "",
            "is_first_time": "yes",
        }
        joined = await self._ask("joined", "POST", found.headers["location"], 302, given)
        await self._ask("room", "GET", joined.headers["location"], 200)
        self.joined.whole.append(time.perf_counter() - begun)

    async def _ask(
        self, name: str, method: str, path: str, status: int, fields: dict[str, str] | None = None
    ) -> Answer:
        headers = {
            "User-Agent": AGENT,
            "Accept": "text/html",
            "Accept-Language": "ru",
            "Accept-Encoding": "gzip, deflate",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
        }
        if method == "POST":
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.hall["origin"],
                "Referer": f"{self.hall['origin']}{path}",
            }
        begun = time.perf_counter()
        answer = await self.line.ask(method, path, headers, urlencode(fields or {}).encode())
        self.joined.pages.setdefault(name, []).append(time.perf_counter() - begun)
        self.cookies |= answer.cookies
        assert answer.status == status, f"{name}: {answer.status}"
        return answer


def _hidden(page: Answer) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in HIDDEN.findall(page.page)}
