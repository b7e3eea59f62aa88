"""How a drill's figures are printed."""

import os
from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by `share` of all; nan where there are none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def spread(values: Sequence[float]) -> str:
    """In milliseconds."""
    if not values:
        return "none taken"
    shown = [f"{name} {percentile(values, share) * 1000:.0f}" for name, share in SHARES]
    return f"{'  '.join(shown)}  max {max(values) * 1000:.0f} ms  (n {len(values)})"


SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


def heading(text: str) -> None:
    load = "  ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\n== {text}\n   {os.cpu_count()} processors, load average at the start {load}", flush=True)


def row(name: str, value: str) -> None:
    print(f"   {name:<42} {value}", flush=True)


def at_most(name: str, value: float, limit: float, unit: str = "ms") -> bool:
    form = ".0f" if unit == "ms" else ".1f"
    missed = f" by {value - limit:{form}} {unit}"
    return judged(name, value <= limit, f"{value:{form}} {unit}", f"<= {limit:g} {unit}", missed)


def exactly(name: str, value: int, wanted: int) -> bool:
    return judged(name, value == wanted, f"{value}", f"{wanted}", f" by {abs(value - wanted)}")


def judged(name: str, is_met: bool, value: str, goal: str, by: str = "") -> bool:
    row(name, f"{value:<14} goal {goal:<12} {'met' if is_met else f'MISSED{by}'}")
    return is_met
