"""The generator: all phones and the projector of a drill, in one process of their own.

`python -m bench.drill.load PLAN` with a file of JSON: see `Plan`. Imports neither Django nor the product.
"""

import asyncio
import json
import random
import resource
import sys
import time
from collections.abc import Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import uvloop

from bench.drill.joining import Guest, Joined
from bench.drill.ledger import Ledger
from bench.drill.phone import Phone, Taken
from bench.drill.projector import Projector
from bench.drill.wire import Weather

SETTLE = 2.0  # seconds for the wall to show what came last
DRAIN = 60.0  # seconds that phones have to send what is left


@dataclass
class Plan:
    """`bursts`: each phone gives one mark within `within` seconds, so many times; else `rate` marks a second."""

    hall: dict[str, Any]
    phones: int
    streams: int = 0
    rate: float = 0.0
    seconds: float = 0.0
    bursts: int = 0
    within: float = 3.0
    joins: int = 0
    weather: tuple[float, float, float] = (0.0, 0.0, 0.0)
    has_projector: bool = True
    ledger: str = ""
    result: str = ""
    begun: str = (
        ""  # a file that appears when the first mark is given: the drill counts its faults from there
    )
    settle: float = SETTLE


class Load:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.taken, self.ledger, self.joined = plan, Taken(), Ledger(), Joined()
        seats = plan.hall.get("seats", [])[: plan.phones]
        weather = Weather(*plan.weather)
        self.phones = [Phone(seat, plan.hall, self.taken, self.ledger, weather) for seat in seats]
        self.projector = Projector(plan.hall) if plan.has_projector else None
        self.lags: list[float] = []
        self.burst_seconds: list[float] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.chance = random.Random(20261122)

    def go(self, job: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(job)
        task.add_done_callback(stop_with_it)
        self.tasks.append(task)

    async def run(self) -> None:
        await self._open()
        Path(self.plan.begun).touch()
        processor, begun = processor_seconds(), time.perf_counter()
        if self.plan.joins:
            await self._join()
        elif self.plan.bursts:
            for _each in range(self.plan.bursts):
                await self._burst()
        else:
            await self._steady()
            await self._wall_caught_up()
        self.used, self.elapsed = processor_seconds() - processor, time.perf_counter() - begun
        for task in self.tasks:
            task.remove_done_callback(stop_with_it)
            task.cancel()

    async def _open(self) -> None:
        """Everybody looks at the page already; streams are opened over some seconds."""
        if self.projector:
            await self.projector.open()
            self.go(self.projector.run())
        for phone in self.phones:
            self.go(phone.send_all())
        for number, phone in enumerate(self.phones[: self.plan.streams]):
            self.go(phone.listen())
            self.go(phone.poll())
            if number % 20 == 19:
                await asyncio.sleep(0.05)
        end = time.perf_counter() + 20
        while (
            self.taken.streams_open < min(self.plan.streams, len(self.phones)) and time.perf_counter() < end
        ):
            await asyncio.sleep(0.1)

    async def _steady(self) -> None:
        """Whoever is slow to be answered does not slow the hall: people tap when they tap."""
        begun, number = time.perf_counter(), 0
        turns = list(self.phones)
        self.chance.shuffle(turns)
        while (due := begun + number / self.plan.rate) < begun + self.plan.seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            turns[number % len(turns)].tap()
            number += 1
        await self._drained()

    async def _drained(self) -> None:
        end = time.perf_counter() + DRAIN
        while any(phone.waiting for phone in self.phones) and time.perf_counter() < end:
            await asyncio.sleep(0.02)

    async def _burst(self) -> None:
        before, begun = self.taken.acknowledged, time.perf_counter()
        for phone in self.phones:
            asyncio.get_running_loop().call_later(self.chance.random() * self.plan.within, phone.tap)
        end = begun + DRAIN
        while self.taken.acknowledged - before < len(self.phones) and time.perf_counter() < end:
            await asyncio.sleep(0.02)
        self.burst_seconds.append(self.taken.last_acknowledged - begun)
        await self._wall_caught_up()

    async def _wall_caught_up(self) -> None:
        if self.projector:
            await asyncio.sleep(self.plan.settle)
            self.lags.append(self.projector.lag(self.taken.last_acknowledged))

    async def _join(self) -> None:
        """So many people within so many seconds, each when they come, all from one address."""
        guests = [Guest(self.plan.hall, self.joined, number) for number in range(self.plan.joins)]
        pause = self.plan.seconds / len(guests)
        coming = []
        for guest in guests:
            coming.append(asyncio.create_task(guest.come()))
            await asyncio.sleep(pause * self.chance.uniform(0.5, 1.5))
        await asyncio.gather(*coming)

    def result(self) -> dict[str, Any]:
        left = sum(len(phone.waiting) for phone in self.phones)
        wall: dict[str, Any] = {"lags": self.lags}
        if self.projector:
            wall |= {"fetches": self.projector.fetches, "wall_version": self.projector.shown[-1][1]}
        generator = {"processor": self.used, "elapsed": self.elapsed}
        return (
            asdict(self.taken)
            | wall
            | generator
            | {
                "left": left,
                "burst_seconds": self.burst_seconds,
                "joined": asdict(self.joined),
            }
        )


def stop_with_it(task: "asyncio.Task[None]") -> None:
    """A phone that breaks is a fault of the generator: it must not look like a quiet hall."""
    if not task.cancelled() and task.exception():
        task.get_loop().call_exception_handler({"message": "a phone broke", "exception": task.exception()})
        task.get_loop().stop()


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(plan_path: str) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    plan = Plan(**json.loads(Path(plan_path).read_text()))
    load = Load(plan)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(load.run())
    load.ledger.write(Path(plan.ledger))
    Path(plan.result).write_text(json.dumps(load.result()))


if __name__ == "__main__":
    main(*sys.argv[1:])
