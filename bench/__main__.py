"""The figures that are promised, measured: `make bench`, or `python -m bench ballot pages`.

They print what was measured beside what was promised and judge nothing: a busy machine is slower, a test would lie.
"""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import FreshDatabases, manage, on_database
from tests.services import ensure_services

ON_POSTGRESQL = ("ballot", "pages", "ranking")
EMBEDDED = ("memory",)
ALONE = ("scoring", "robustness")


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - {*ON_POSTGRESQL, *EMBEDDED, *ALONE}
    if unknown:
        raise SystemExit(f"no such measurement: {', '.join(sorted(unknown))}")
    ensure_services()
    with TemporaryDirectory() as folder, closing(FreshDatabases(Path(folder))) as databases:
        with databases.fresh("postgresql") as address:
            manage(on_database(address), "seed_demo")
            broken = _measured(chosen(ON_POSTGRESQL, wanted), address)
        with databases.fresh("embedded") as address:
            broken += _measured(chosen(EMBEDDED, wanted), address)
    broken += _measured(chosen(ALONE, wanted), "")
    if broken:
        raise SystemExit(f"could not be measured: {', '.join(broken)}")


def chosen(names: tuple[str, ...], wanted: list[str]) -> list[str]:
    return [name for name in names if not wanted or name in wanted]


def _measured(names: list[str], address: str) -> list[str]:
    """Each in a process of its own: no measurement warms up another. Returns those that broke."""
    settings = {"DJANGO_SETTINGS_MODULE": "s3platform.settings.dev", "DATABASE_URL": address, "REDIS_URL": ""}
    environment = os.environ | settings
    return [
        name
        for name in names
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], env=environment).returncode
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
