"""How much memory some work takes beside what it is given, in a process of its own: another's work leaves its blocks."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def megabytes_more(work: Callable[[], object]) -> float:
    """How far the resident memory rises above what is held when the work begins (Linux)."""
    # Blocks that are free, but not given back, would take the work in unseen.
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
    before = _status("VmRSS")
    work()
    return _status("VmHWM") - before


def peak_megabytes() -> float:
    """The most this process has held (Linux). What `getrusage` tells begins with what its parent held."""
    return _status("VmHWM")


def in_a_process(module: str, contender: str) -> float:
    """What `python -m <module> <contender>` prints. With the ordinary allocator, as one that keeps blocks hides some."""
    ordinary = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    done = subprocess.run(
        [sys.executable, "-m", module, contender], env=ordinary, capture_output=True, text=True, check=True
    )
    return float(done.stdout.splitlines()[-1])


def _status(name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024 / 1e6
