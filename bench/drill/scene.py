"""One drill from the empty database to its table: prepare, load, faults meanwhile, close, check."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.drill import figures
from bench.drill.load import Plan
from bench.drill.platform import Platform, fresh_folder, run_inside, running
from tests.databases import ROOT, Backend, FreshDatabases

PRODUCT, EARLY = "s3platform.asgi:application", "bench.drill.early:application"
DATABASES: ContextVar[FreshDatabases] = ContextVar("databases")  # migrated once for all drills of a run
Fault = tuple[float, Callable[[Platform], None], str]


@dataclass
class Scene:
    """What a drill asks for. `faults`: (seconds after the first mark, what is done, in words)."""

    title: str
    phones: int = 0
    activities: int = 8
    backend: Backend = "postgresql"
    app: str = PRODUCT
    has_live: bool = False
    web: int = 1  # processes that answer pages
    without: tuple[str, ...] = ()  # processes that are not started
    is_closed: bool = True  # at the end, to see the ranking
    posts_to: str = ""  # an address that stores nothing, instead of the ballot; then nothing is checked
    load: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    after: Callable[[Platform], None] | None = None  # before the close


@dataclass
class Played:
    """What was measured: of the generator, of the check, of the processes; and what stood in the log."""

    load: dict[str, Any]
    check: dict[str, Any]
    processor: dict[str, float]
    log: str


@contextmanager
def site(scene: Scene) -> Iterator[Platform]:
    with (
        fresh_folder() as name,
        DATABASES.get().fresh(scene.backend) as address,
        running(
            scene.backend,
            address,
            Path(name),
            app=scene.app,
            has_live=scene.has_live,
            web=scene.web,
            without=scene.without,
        ) as platform,
    ):
        yield platform


def play(scene: Scene) -> Played:
    figures.heading(scene.title)
    with site(scene) as platform:
        hall = prepared(platform, scene)
        platform.processor.begin()
        result = driven(platform, scene, hall)
        processor = platform.processor.seconds()
        if scene.after:
            scene.after(platform)
        check: dict[str, Any] = {}
        if scene.phones and not scene.posts_to:
            if scene.is_closed:
                close(hall)
            check = json.loads(
                run_inside(platform, "bench.drill.check", *map(str, (ledger_of(platform), hall_of(platform))))
            )
        return Played(result, check, processor, platform.log.read_text(errors="replace"))


def ledger_of(platform: Platform) -> Path:
    return platform.folder / "ledger.json"


def hall_of(platform: Platform) -> Path:
    return platform.folder / "hall.json"


def prepared(platform: Platform, scene: Scene) -> dict[str, Any]:
    path = hall_of(platform)
    run_inside(platform, "bench.drill.prepare", str(path), str(scene.phones), str(scene.activities))
    hall: dict[str, Any] = json.loads(path.read_text())
    hall |= {
        "host": "127.0.0.1",
        "port": platform.port,
        "live_port": platform.live_port,
        "origin": f"http://127.0.0.1:{platform.port}",
    }
    if scene.posts_to:
        hall["ballot"] = scene.posts_to
    if scene.phones and hall["roster"] != scene.phones:
        raise SystemExit(f"{hall['roster']} of {scene.phones} people stand on the roster")
    return hall


def driven(platform: Platform, scene: Scene, hall: dict[str, Any]) -> dict[str, Any]:
    folder = platform.folder
    plan = Plan(
        hall=hall,
        phones=scene.phones,
        ledger=str(ledger_of(platform)),
        result=str(folder / "result.json"),
        begun=str(folder / "begun"),
        **scene.load,
    )
    (folder / "plan.json").write_text(json.dumps(asdict(plan)))
    generator = subprocess.Popen(
        [sys.executable, "-m", "bench.drill.load", str(folder / "plan.json")], cwd=ROOT
    )
    try:
        while not (folder / "begun").exists() and generator.poll() is None:
            time.sleep(0.02)
        begun, faulted = time.monotonic(), []
        for after, fault, words in scene.faults:
            time.sleep(max(0.0, begun + after - time.monotonic()))
            figures.row(f"at {time.monotonic() - begun:.1f} s", words)
            faulted.append(time.perf_counter())
            fault(platform)
        if generator.wait():
            raise SystemExit("the generator broke")
    finally:
        generator.kill()
    result: dict[str, Any] = json.loads((folder / "result.json").read_text())
    return result | {"faulted": faulted}


def close(hall: dict[str, Any]) -> None:
    """The facilitator's button."""
    seat = hall["facilitator"]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={seat['session']}; csrftoken={seat['csrf']}",
        "Origin": hall["origin"],
    }
    connection = http.client.HTTPConnection(hall["host"], hall["port"], timeout=30)
    connection.request("POST", hall["close"], urlencode({"csrfmiddlewaretoken": seat["csrf"]}), headers)
    answer = connection.getresponse()
    if answer.status != 302:
        raise SystemExit(f"the round does not close: {answer.status} {answer.read()[:500]!r}")
    connection.close()
