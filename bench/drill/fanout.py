"""One message of 300 bytes to 1,000 listeners: ours, a bare server as the bound, and others, in turns in one run.

From the call that publishes in Redis to the last byte in each listener's socket, all measured in one process.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import uvloop
from redis.asyncio import Redis

from bench.drill.figures import at_most, heading, row, spread
from bench.drill.load import processor_seconds
from bench.drill.peers import CHANNEL, EVENTSTREAM_CHANNEL, is_installed
from bench.drill.platform import Processor, fresh_folder
from deploy.services import services_environment
from tests.databases import ROOT
from tests.services import _redis_program, free_port, wait_for_port

SIZE = 300  # bytes of the event on the wire, about
OURS = "s3platform.asgi_live:application"  # as `make services` serves streams
APPLICATIONS = {
    "django-eventstream": "bench.drill.peers:eventstream",
    "channels": "bench.drill.peers:channels",
}
TOKEN = "import django; django.setup(); from foundation.live import token_for; print(token_for(['drill']))"


@dataclass
class Contender:
    name: str
    port: int
    path: str
    publish: Callable[[str], Awaitable[Any]]
    process: "subprocess.Popen[bytes]"
    delays: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)  # of each message: until the last listener had it
    published: float = 0.0
    heard: int = 0
    is_open: int = 0


class Listener(asyncio.Protocol):
    """`mark`: bytes that end every message, however the server wraps it."""

    def __init__(self, contender: Contender) -> None:
        self.contender, self.is_open = contender, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        head = f"GET {self.contender.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.contender.port}\r\nAccept: text/event-stream\r\n\r\n"
        transport.write(head.encode())  # type: ignore[attr-defined]  # -- reason: a stream's transport writes

    def data_received(self, data: bytes) -> None:
        if b"~end" in data:
            now = time.perf_counter()
            self.contender.delays.append(now - self.contender.published)
            self.contender.heard += 1
        elif not self.is_open and (b"event: hello" in data or b"stream-open" in data):
            self.is_open = True
            self.contender.is_open += 1


class Fanout:
    def __init__(self, folder: Path, listeners: int, messages: int) -> None:
        self.folder, self.listeners, self.messages = folder, listeners, messages
        self.redis_port = free_port()
        given = dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "s3platform.settings.production",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "HOST": "127.0.0.1",
            "RUN_FOLDER": str(folder),
        }
        self.environment = services_environment(given, None)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.processor = Processor("")

    def start(self, name: str, command: list[str], port: int, **settings: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / f"{name}.log").open("wb")
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(process)
        self.processor.follow(name, process.pid)
        wait_for_port(port, process, 60)
        return process

    def contenders(self, redis: "Redis") -> list[Contender]:
        found = [self._ours(redis), self._bare(redis)]
        for name in APPLICATIONS:
            if is_installed(name):
                found.append(self._peer(name, redis))
            else:
                row(f"beside {name}", "not installed: make bench-peers")
        return found

    def _uvicorn(self, application: str, port: int) -> list[str]:
        more = ["--factory"] if application in APPLICATIONS.values() else []
        address = ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--lifespan"]
        return [sys.executable, "-m", "uvicorn", application, *more, *address, "off" if more else "on"]

    def _ours(self, redis: "Redis") -> Contender:
        port = free_port()
        process = self.start("ours", self._uvicorn(OURS, port), port)
        token = subprocess.run(
            [sys.executable, "-c", TOKEN],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[-1]

        async def publish(text: str) -> None:
            await redis.publish("s3platform:live", json.dumps({"channel": CHANNEL, "event": {"name": text}}))

        return Contender("ours", port, f"/live/?token={token}", publish, process)

    def _bare(self, redis: "Redis") -> Contender:
        port = free_port()
        process = self.start("bare sockets", [sys.executable, "-m", "bench.drill.peers", str(port)], port)
        return Contender("bare sockets", port, "/", lambda text: redis.publish(CHANNEL, text), process)

    def _peer(self, name: str, redis: "Redis") -> Contender:
        port = free_port()
        process = self.start(name, self._uvicorn(APPLICATIONS[name], port), port, DJANGO_SETTINGS_MODULE="")
        if name == "channels":
            layer = import_module("channels_redis.pubsub").RedisPubSubChannelLayer(
                hosts=[self.environment["REDIS_URL"]]
            )
            send = {"type": "drill.changed"}
            return Contender(
                name, port, "/", lambda text: layer.group_send(CHANNEL, send | {"data": text}), process
            )

        async def publish(text: str) -> None:
            said = {"channel": CHANNEL, "event_type": "message", "data": text, "pub_id": None}
            await redis.publish(EVENTSTREAM_CHANNEL, json.dumps(said))

        return Contender(name, port, "/events/", publish, process)

    async def run(self) -> list[Contender]:
        redis_folder = ["--save", "", "--dir", str(self.folder)]
        redis_command = [
            _redis_program(),
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.redis_port),
            *redis_folder,
        ]
        self.start("redis", redis_command, self.redis_port)
        async with Redis.from_url(self.environment["REDIS_URL"]) as redis:
            contenders = self.contenders(redis)
            for contender in contenders:
                await self._open(contender)
            await asyncio.sleep(2)
            self.processor.begin()
            self.used = processor_seconds()
            for number in range(self.messages):
                for contender in contenders:
                    await self._send(contender, number)
            self.used = processor_seconds() - self.used
            self.seconds = self.processor.seconds()
        return contenders

    async def _open(self, contender: Contender) -> None:
        loop = asyncio.get_running_loop()
        for number in range(self.listeners):
            await loop.create_connection(lambda: Listener(contender), "127.0.0.1", contender.port)
            if number % 50 == 49:
                await asyncio.sleep(0.05)
        end = time.perf_counter() + 20
        while contender.is_open < self.listeners and time.perf_counter() < end:
            await asyncio.sleep(0.05)

    async def _send(self, contender: Contender, number: int) -> None:
        """The next one has its turn when everybody heard this one, or after two seconds."""
        text = f"{number:08d}".ljust(SIZE - 50, ".") + "~end"
        contender.heard, contender.published = 0, time.perf_counter()
        await contender.publish(text)
        while contender.heard < self.listeners and time.perf_counter() < contender.published + 2:
            await asyncio.sleep(0.005)
        contender.last.append(
            max(contender.delays[-contender.heard :], default=2.0) if contender.heard else 2.0
        )
        await asyncio.sleep(0.05)

    def stop(self) -> None:
        self.processor.close()
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def fanout(numbers: dict[str, float]) -> bool:
    listeners, messages = int(numbers["listeners"]), int(numbers["messages"])
    heading(f"fan-out of about {SIZE} bytes to {listeners} listeners, {messages} messages each in turns")
    with fresh_folder() as folder:
        run = Fanout(Path(folder), listeners, messages)
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                contenders = runner.run(run.run())
        finally:
            run.stop()
    is_met = True
    for each in contenders:
        row(f"{each.name}: to each listener", spread(each.delays))
        row(f"{each.name}: to the last listener", spread(each.last))
        milliseconds = run.seconds.get(each.name, 0.0) * 1000 / messages
        row(f"{each.name}: processor time a message", f"{milliseconds:.0f} ms")
        missing = listeners * messages - len(each.delays)
        row(
            f"{each.name}: not delivered", f"{missing} of {listeners * messages}, {each.is_open} streams open"
        )
        if each.name == "ours":
            p95 = sorted(each.delays)[int(len(each.delays) * 0.95)] * 1000
            is_met = at_most("ours: p95 to each listener", p95, 100) and missing == 0
    row("of the generator", f"{run.used:.1f} s for {messages * len(contenders)} messages")
    return is_met
