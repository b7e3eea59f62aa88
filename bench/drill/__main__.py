"""`python -m bench.drill NAME [name=number ...] [--long]`; without a name, the list."""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.drill.drills import DRILLS
from bench.drill.scene import DATABASES
from tests.databases import FreshDatabases
from tests.services import ensure_services

LONG = {"seconds": 600.0}


def main(arguments: list[str]) -> int:
    names = [each for each in arguments if "=" not in each and each != "--long"]
    given = dict(each.split("=", 1) for each in arguments if "=" in each)
    if not names:
        for name, (_drill, numbers, words) in DRILLS.items():
            print(f"  {name:<8} {words}: {' '.join(f'{key}={value:g}' for key, value in numbers.items())}")
        return 0
    if unknown := set(names) - set(DRILLS):
        raise SystemExit(f"no such drill: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, stop)
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    ensure_services()
    with TemporaryDirectory() as folder, closing(FreshDatabases(Path(folder))) as databases:
        DATABASES.set(databases)
        met = [run(name, given, is_long="--long" in arguments) for name in names]
    return 0 if all(met) else 1


def stop(*_signal: object) -> None:
    """By the way out of all blocks: processes and databases go with it."""
    sys.exit(143)


def run(name: str, given: dict[str, str], *, is_long: bool) -> bool:
    drill, numbers, _words = DRILLS[name]
    if unknown := set(given) - set(numbers):
        raise SystemExit(f"{name} knows no {', '.join(sorted(unknown))}: {', '.join(numbers)}")
    chosen = numbers | (LONG if is_long and "seconds" in numbers else {})
    return drill(chosen | {key: float(value) for key, value in given.items()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
