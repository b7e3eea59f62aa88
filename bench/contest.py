"""Ours beside others in one run: what is compared is the ratio, for seconds are those of the machine and the hour.

A goal is judged by the clock on the wall. The processor's own time stands beside it: on a busy machine, where the
clock runs on while others have their turn, it says more; but it counts what runs on two cores twice.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

Work = Callable[[], object]

HEAD = f"{'':<44} {'ours':>10}   {'beside':<34} {'ratio':>8}  {'processor':>10}   goal"


@dataclass
class Taken:
    """Seconds of the fastest run, and of the one that used the processor least."""

    wall: float = float("inf")
    processor: float = float("inf")

    def run(self, work: Work) -> None:
        start, busy = time.perf_counter(), time.process_time()
        work()
        self.wall = min(self.wall, time.perf_counter() - start)
        self.processor = min(self.processor, time.process_time() - busy)

    def times(self, count: float) -> "Taken":
        return Taken(self.wall * count, self.processor * count)


def best_of_each(works: Mapping[str, Work], repeats: int = 5) -> dict[str, Taken]:
    """Taken in turns: a busy moment meets them all."""
    best = {name: Taken() for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            best[name].run(work)
    return best


def heading(text: str) -> None:
    print(f"\n{text}\n{HEAD}", flush=True)


def times_as_fast(name: str, ours: Taken, peer: str, theirs: Taken, goal: float | None = None) -> None:
    """goal: how many times as long theirs must take."""
    ratio = theirs.wall / ours.wall
    verdict = "-" if goal is None else judged(f">= {goal:g} x", ratio >= goal)
    processor = f"{theirs.processor / ours.processor:.1f} x"
    line(name, f"{ours.wall:.4f} s", f"{peer} {theirs.wall:.4f} s", f"{ratio:.1f} x", processor, verdict)


def seconds_of(
    name: str, work: Work, limit: float | None = None, *, repeats: int = 5, unit: str = "s"
) -> None:
    taken = best_of_each({name: work}, repeats)[name]
    factor, form = (1000, ".1f") if unit == "ms" else (1, ".4f")
    verdict = "-" if limit is None else judged(f"<= {limit:g} {unit}", factor * taken.wall <= limit)
    processor = f"{factor * taken.processor:{form}} {unit}"
    line(name, f"{factor * taken.wall:{form}} {unit}", "-", "-", processor, verdict)


def megabytes(name: str, taken: float, limit: float | None = None) -> None:
    verdict = "-" if limit is None else judged(f"<= {limit:g} MB", taken <= limit)
    line(name, f"{taken:.0f} MB", "-", "-", "-", verdict)


def judged(goal: str, is_met: bool) -> str:
    return f"{goal}  {'met' if is_met else 'MISSED'}"


def line(name: str, ours: str, beside: str, ratio: str, processor: str, verdict: str) -> None:
    print(f"{name:<44} {ours:>10}   {beside:<34} {ratio:>8}  {processor:>10}   {verdict}", flush=True)


def is_here(module: str) -> bool:
    """Whether a peer is installed; says so where it is not."""
    if find_spec(module) is not None:
        return True
    line(f"  beside {module}", "-", f"{module}: not installed", "-", "-", "make bench-peers")
    return False
