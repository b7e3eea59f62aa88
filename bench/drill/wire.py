"""HTTP as a browser speaks it, over asyncio's plain sockets: the generator must cost little beside what it drives."""

import asyncio
import gzip
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

PATIENCE = 10.0  # static/js/queue.js: seconds until a request counts as lost


class Lost(Exception):
    """No answer came: the phone does not know whether the server did what it was asked."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> bytes:
        """As it is shown; unpacked only where somebody reads it."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


@dataclass(frozen=True)
class Weather:
    """What the line does to a request. Shares of 1; `delay` in seconds, there and back together."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    delay: float = 0.0


CALM = Weather()


class Line:
    """One connection that is kept open, as a browser keeps it; one request at a time."""

    def __init__(
        self, host: str, port: int, weather: Weather = CALM, chance: random.Random | None = None
    ) -> None:
        self.host, self.port, self.weather = host, port, weather
        self.chance = chance or random.Random()
        self._turn = asyncio.Lock()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b"", patience: float = PATIENCE
    ) -> Answer:
        """Raises Lost."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        async with self._turn:
            try:
                async with asyncio.timeout(patience):
                    return await self._through_the_weather(request)
            except (OSError, EOFError, asyncio.IncompleteReadError) as failed:  # a timeout is an OSError
                self.close()
                raise Lost(type(failed).__name__) from failed
            except asyncio.CancelledError:
                self.close()
                raise

    async def _through_the_weather(self, request: bytes) -> Answer:
        """A lost request is never written; of a lost answer the phone sees only that the line broke."""
        await asyncio.sleep(self.weather.delay / 2)
        if self.chance.random() < self.weather.lose_request:
            raise ConnectionError("the request was lost on the way")
        answer = await self._once_more_if_stale(request)
        if self.chance.random() < self.weather.lose_answer:
            raise ConnectionError("the answer was lost on the way")
        await asyncio.sleep(self.weather.delay / 2)
        return answer

    async def _once_more_if_stale(self, request: bytes) -> Answer:
        """A connection that the server closed while it lay idle is opened anew, as browsers do."""
        kept = self._streams
        if kept and not kept[0].at_eof():
            try:
                return await self._exchange(kept, request)
            except asyncio.IncompleteReadError as ended:
                if ended.partial:
                    raise
            except ConnectionError:
                pass
        self.close()
        self._streams = await asyncio.open_connection(self.host, self.port)
        return await self._exchange(self._streams, request)

    async def _exchange(
        self, streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes
    ) -> Answer:
        reader, writer = streams
        writer.write(request)
        await writer.drain()
        status, headers, cookies = await read_head(reader)
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join([piece async for piece in chunks(reader)])
        elif status not in (204, 304):
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, body, cookies)

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], dict[str, str]]:
    """(status, headers, cookies that it sets)."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = [line.partition(":") for line in lines if line]
    cookies = [value.strip().partition(";")[0] for name, _, value in pairs if name.lower() == "set-cookie"]
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return int(first.split()[1]), headers, dict(cookie.split("=", 1) for cookie in cookies)


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")


async def events(
    host: str, port: int, path: str, headers: dict[str, str] | None = None
) -> AsyncIterator[tuple[str, str]]:
    """(name, data) of a stream of server-sent events, until it ends; raises Lost where it is not answered."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Accept: text/event-stream"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n")
        status, answered, _cookies = await read_head(reader)
        if status != 200:
            raise Lost(f"stream answered {status}")
        pieces = chunks(reader) if answered.get("transfer-encoding") == "chunked" else plain(reader)
        rest = b""
        async for piece in pieces:
            *blocks, rest = (rest + piece).replace(b"\r\n", b"\n").split(b"\n\n")
            for block in blocks:
                fields = dict(line.partition(": ")[::2] for line in block.decode().split("\n"))
                if "data" in fields:
                    yield fields.get("event", "message"), fields["data"]
    finally:
        writer.close()


async def plain(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while piece := await reader.read(65536):
        yield piece
