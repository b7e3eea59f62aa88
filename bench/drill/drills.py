"""The drills. Each takes its numbers by name: `python -m bench.drill L1 phones=100 rate=20 seconds=30`."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.drill.fanout import fanout
from bench.drill.figures import at_most, exactly, heading, judged, row, spread
from bench.drill.platform import Platform
from bench.drill.scene import EARLY, PRODUCT, Fault, Played, Scene, play
from bench.drill.tables import errors_of, ms, show_cost, show_ledger, show_load

NOTHING, EMPTY = "bench.drill.nothing:application", "/empty/"  # bench.empty.ADDRESS; that file needs Django
Numbers = dict[str, float]


def steady(scene: Scene) -> Played:
    played = play(scene)
    show_load(scene, played)
    show_cost(played)
    return played


def hall_scene(title: str, numbers: Numbers, **more: Any) -> Scene:
    phones, streams = int(numbers["phones"]), int(numbers["streams"])
    load = {"streams": streams, "rate": numbers["rate"], "seconds": numbers["seconds"]}
    asked = f"{title}: {phones} phones, {streams} streams, {numbers['rate']:g} marks/s for {numbers['seconds']:g} s"
    more |= {"has_live": bool(numbers.get("live")), "web": int(numbers.get("web", 1))}
    return Scene(asked, phones, load=load | more.pop("load", {}), **more)


def l1(numbers: Numbers) -> bool:
    played = steady(hall_scene("L1 a hall", numbers))
    results = [
        at_most("p95 from tap to acknowledgement", ms(played.load["waits"], 0.95), 300),
        at_most("p99 from tap to acknowledgement", ms(played.load["waits"], 0.99), 800),
        exactly("errors", errors_of(played) + played.load["lost"], 0),
        exactly("streams that broke", played.load["stream_breaks"], 0),
        show_ledger(played),
    ]
    return all(results)


def l2(numbers: Numbers) -> bool:
    phones, within = int(numbers["phones"]), numbers["within"]
    load = {"streams": int(numbers["streams"]), "bursts": 1, "within": within}
    scene = Scene(f"L2 {phones} phones give a mark within {within:g} s", phones, load=load)
    played = steady(scene)
    results = [
        at_most("all acknowledged after", played.load["burst_seconds"][0], 6, "s"),
        exactly("acknowledged", played.load["acknowledged"], phones),
        show_ledger(played),
    ]
    return all(results)


def l3(numbers: Numbers) -> bool:
    played = steady(hall_scene("L3 a very large hall", numbers))
    return all([
        at_most("p95 from tap to acknowledgement", ms(played.load["waits"], 0.95), 800),
        show_ledger(played),
    ])  # fmt: skip


def l4(numbers: Numbers) -> bool:
    joins, seconds = int(numbers["joins"]), numbers["seconds"]
    load = {"joins": joins, "seconds": seconds, "has_projector": False}
    played = play(Scene(f"L4 {joins} people join within {seconds:g} s from one address", load=load))
    joined = played.load["joined"]
    for name, taken in joined["pages"].items():
        row(name, spread(taken))
    row('from "join" to the room', spread(joined["whole"]))
    show_cost(played)
    for error in joined["errors"][:3]:
        row("error", error)
    slowest = max(ms(taken, 0.95) for taken in joined["pages"].values())
    return all([
        at_most("p95 of the slowest page", slowest, 1000),
        at_most("p95 from \"join\" to the room", ms(joined["whole"], 0.95), 1000),
        exactly("joined", len(joined["whole"]), joins),
    ])  # fmt: skip


def l5(numbers: Numbers) -> bool:
    played = steady(hall_scene("L5 embedded, one process on SQLite", numbers, backend="embedded"))
    return all([
        exactly("\"database is locked\" in the log", played.log.count("database is locked"), 0),
        exactly("errors", errors_of(played) + played.load["lost"], 0),
        show_ledger(played),
    ])  # fmt: skip


def l7(numbers: Numbers) -> bool:
    phones, bursts = int(numbers["phones"]), int(numbers["bursts"])
    load = {"streams": int(numbers["streams"]), "bursts": bursts, "within": numbers["within"], "settle": 3.0}
    scene = Scene(
        f"L7 the wall after {bursts} times {phones} marks within {numbers['within']:g} s", phones, load=load
    )
    played = steady(scene)
    return all([
        at_most("p95 from last acknowledgement to the wall", ms(played.load["lags"], 0.95), 2000),
        show_ledger(played),
    ])  # fmt: skip


def restart(name: str, pause: float) -> Callable[[Platform], None]:
    def do(platform: Platform) -> None:
        platform.kill(name)
        time.sleep(pause)
        platform.start(name)

    return do


def freeze(name: str, seconds: float) -> Callable[[Platform], None]:
    return lambda platform: platform.freeze(name, seconds)


def d1_faults(numbers: Numbers) -> tuple[Fault, ...]:
    """All within the middle of the round, one after the other."""
    at = numbers["seconds"] / 12
    last = min(4.0, at * 0.8)
    end = signal.SIGKILL if numbers["crash"] else signal.SIGTERM
    return (
        (2 * at, restart("web", 2), "kill -9 of web, started again 2 s later"),
        (3 * at, freeze("worker", last), "SIGSTOP of the worker"),
        (4 * at, freeze("redis", last), "SIGSTOP of Redis"),
        (5 * at, restart("redis", 1), "kill -9 of Redis, started again empty"),
        (6 * at, restart("worker", 1), "kill -9 of the worker"),
        (7 * at, freeze("web", last), "SIGSTOP of web"),
        (8 * at, freeze("postgresql", last), "SIGSTOP of PostgreSQL's backends"),
        (9 * at, lambda platform: platform.end_backends(end), f"{end.name} of PostgreSQL's backends"),
        (10 * at, restart("web", 2), "kill -9 of web again"),
    )


def d1(numbers: Numbers) -> bool:
    """`twin=1`: a platform that acknowledges before it commits, which the ledger must notice.

    `crash=1`: kill -9 of PostgreSQL's backends as well, which takes the whole server down for a moment.
    """
    is_twin = bool(numbers["twin"])
    faults = d1_faults(numbers)
    if is_twin:
        faults = ((numbers["seconds"] / 2, restart("web", 2), "kill -9 of web, started again 2 s later"),)
    name = "D1's twin, which acknowledges before it commits" if is_twin else "D1 processes die in the middle"
    played = steady(hall_scene(name, numbers, app=EARLY if is_twin else PRODUCT, faults=faults))
    row("streams that broke and came back", f"{played.load['stream_breaks']}")
    return show_ledger(played, is_twin=is_twin)


def d3(numbers: Numbers) -> bool:
    """Phones and wall have opened their streams; then Redis is dead until the round is over. `frozen=1`: SIGSTOP."""
    is_frozen = bool(numbers["frozen"])
    end, words = (signal.SIGSTOP, "SIGSTOP") if is_frozen else (signal.SIGKILL, "kill -9")
    scene = hall_scene(
        "D3 Redis is dead",
        numbers,
        faults=(
            (
                0.0,
                lambda platform: platform.send_signal("redis", end),
                f"{words} of Redis, for the whole round",
            ),
        ),
        after=thaw("redis") if is_frozen else lambda platform: platform.start("redis"),
        load={"settle": 11.0},
    )
    played = steady(scene)
    polls = [when - played.load["faulted"][0] for when in played.load["polls_when_deaf"]]
    row("its death to the first poll of a phone", spread(polls))
    return all([
        exactly("marks without acknowledgement", errors_of(played) + played.load["lost"], 0),
        judged("every stream polls", len(polls) >= min(numbers["streams"], numbers["phones"]), f"{len(polls)}", "all"),
        at_most("slowest first poll", max(polls, default=99), 10, "s"),
        at_most("last acknowledgement to the wall", max(played.load["lags"]), 10, "s"),
        show_ledger(played),
    ])  # fmt: skip


def thaw(name: str) -> Callable[[Platform], None]:
    return lambda platform: platform.send_signal(name, signal.SIGCONT)


def post(numbers: Numbers) -> bool:
    """In the real web process, nothing else going on; then `bench.ballot`, which counts statements."""
    load = {"has_projector": False}
    without = ("worker", "beat")
    mark = play(hall_scene("post: marks", numbers, load=load, without=without))
    empty = hall_scene(
        "post: a signed-in view that does nothing",
        numbers,
        load=load,
        without=without,
        app=NOTHING,
        posts_to=EMPTY,
    )
    nothing = play(empty)
    costs = [each.processor["web"] * 1000 / each.load["acknowledged"] for each in (mark, nothing)]
    row("processor time of the web process, nothing", f"{costs[1]:.1f} ms a post")
    row("one mark beside it", f"{costs[0] / costs[1]:.1f} x")
    is_met = at_most("processor time of the web process, a mark", costs[0], 8)
    heading("post: the same without HTTP, one after the other")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "bench", "ballot"]).returncode == 0 and is_met


def d4(numbers: Numbers) -> bool:
    """A lost request is never written to the line; of a lost answer the phone sees a broken line."""
    weather = (numbers["requests"] / 100, numbers["answers"] / 100, numbers["delay"] / 1000)
    played = steady(hall_scene("D4 a lossy line", numbers, load={"weather": weather}))
    return show_ledger(played)


DRILLS: dict[str, tuple[Callable[[Numbers], bool], Numbers, str]] = {
    "L1": (l1, {"phones": 500, "streams": 500, "rate": 85, "seconds": 60, "live": 0, "web": 1}, "a hall of 500 (--long: 10 minutes)"),
    "L2": (l2, {"phones": 500, "streams": 500, "within": 3}, "500 submit within 3 s"),
    "L3": (l3, {"phones": 1000, "streams": 1000, "rate": 150, "seconds": 60, "live": 1, "web": 2}, "a hall of 1,000"),
    "L4": (l4, {"joins": 500, "seconds": 60}, "500 joins in 60 s from one address"),
    "L5": (l5, {"phones": 150, "streams": 150, "rate": 25, "seconds": 60}, "the embedded default"),
    "L7": (l7, {"phones": 500, "streams": 500, "bursts": 6, "within": 3}, "last acknowledgement to the wall"),
    "D1": (d1, {"phones": 200, "streams": 200, "rate": 40, "seconds": 60, "twin": 0, "crash": 0}, "kill -9 and SIGSTOP (twin=1: must be caught)"),
    "D3": (d3, {"phones": 200, "streams": 200, "rate": 40, "seconds": 40, "frozen": 0}, "Redis dead for a whole round"),
    "D4": (d4, {"phones": 200, "streams": 200, "rate": 20, "seconds": 60, "requests": 3, "answers": 5, "delay": 110}, "a lossy line"),
    "fanout": (fanout, {"listeners": 1000, "messages": 20}, "300 bytes to 1,000 listeners, beside others"),
    "post": (post, {"phones": 20, "streams": 0, "rate": 20, "seconds": 20}, "processor time and statements of one mark"),
}  # fmt: skip
