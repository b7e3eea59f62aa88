"""The figures that are promised, measured: `make bench`, or `python -m bench ballot pages`.

They print what was measured beside what was promised, and fail nothing: a busy machine is slower, a test would lie.
Each row gives ours, the other, how many times as long the other took, and whether the goal was met in this run.
Peers that are not installed are named and left out; `make bench-peers` installs them.
"""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import FreshDatabases, manage, on_database
from tests.services import ensure_services

ALONE = ("cells", "scoring", "robustness", "relatedness", "opinions", "growth")
ON_POSTGRESQL = ("ballot", "pages", "ranking")
EMBEDDED = ("memory",)
WHEN_ASKED = ("large",)

# Large blocks are kept by the allocator, for all contenders alike; else fresh pages, not the work, are measured.
KEEP_MEMORY = {"MALLOC_TRIM_THRESHOLD_": f"{1 << 30}", "MALLOC_MMAP_THRESHOLD_": f"{1 << 25}"}

# As the platform runs (s3platform/settings/base.py), and again for all contenders alike.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - {*ALONE, *ON_POSTGRESQL, *EMBEDDED, *WHEN_ASKED}
    if unknown:
        raise SystemExit(f"no such measurement: {', '.join(sorted(unknown))}")
    broken = _measured(chosen(ALONE, wanted), "", KEEP_MEMORY)
    on_postgresql = [*chosen(ON_POSTGRESQL, wanted), *(name for name in WHEN_ASKED if name in wanted)]
    embedded = chosen(EMBEDDED, wanted)
    if on_postgresql or embedded:
        ensure_services()
    with TemporaryDirectory() as folder, closing(FreshDatabases(Path(folder))) as databases:
        if on_postgresql:
            with databases.fresh("postgresql") as address:
                manage(on_database(address), "seed_demo")
                broken += _measured(on_postgresql, address, KEEP_MEMORY)
        if embedded:
            with databases.fresh("embedded") as address:
                broken += _measured(embedded, address, {})
    if broken:
        raise SystemExit(f"could not be measured: {', '.join(broken)}")


def chosen(names: tuple[str, ...], wanted: list[str]) -> list[str]:
    return [name for name in names if not wanted or name in wanted]


def _measured(names: list[str], address: str, allocator: dict[str, str]) -> list[str]:
    """Each in a process of its own: no measurement warms up another. Returns those that broke."""
    settings = {"DJANGO_SETTINGS_MODULE": "s3platform.settings.dev", "DATABASE_URL": address, "REDIS_URL": ""}
    environment = os.environ | settings | allocator | ONE_THREAD
    return [
        name
        for name in names
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], env=environment).returncode
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
