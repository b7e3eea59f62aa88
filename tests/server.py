"""A running platform for the journeys: started as `make demo` or a real site starts it, reached only by HTTP.

Two backends: "postgresql" (PostgreSQL, Redis, a Celery worker with the beat) and "embedded" (SQLite, everything in
one process, no Redis).
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from tests.databases import ROOT, Backend, manage
from tests.mailbox import Mailbox
from tests.services import free_port

START_SECONDS = 60
STOP_SECONDS = 8


@dataclass(frozen=True)
class PlatformServer:
    """Where it answers, the web process, and the environment in which manage.py speaks with the same database."""

    backend: Backend
    url: str
    env: dict[str, str]
    log: Path
    pid: int = 0

    @property
    def mailbox(self) -> Mailbox:
        """The letters it sent."""
        return Mailbox(Path(self.env["MAILBOX"]))

    def manage(self, *arguments: str) -> str:
        """What `manage.py <arguments>` prints. Raises AssertionError with its complaint if it fails."""
        return manage(self.env, *arguments)

    def shell(self, code: str) -> str:
        """What the given lines of Python print inside Django."""
        return self.manage("shell", "--command", code)


@contextmanager
def running_platform(
    backend: Backend,
    database_url: str,
    folder: Path,
    *,
    prepare: tuple[tuple[str, ...], ...] = (),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[PlatformServer]:
    """Serve this database. `prepare` are manage.py commands run before anybody can look; logs go to `folder`;
    `settings` is what a site would write into its .env besides.
    """
    port = free_port()
    server = PlatformServer(
        backend,
        f"http://127.0.0.1:{port}",
        _environment(backend, port, database_url, folder) | dict(settings),
        folder / "server.log",
    )
    for command in prepare:
        server.manage(*command)
    with ExitStack() as running:
        web = running.enter_context(_process(server, "uvicorn", *_web_arguments(port)))
        if backend == "postgresql":
            running.enter_context(_process(server, "celery", *_worker_arguments(folder)))
        _wait_until_healthy(server, web)
        assert "Traceback" not in server.log.read_text(), f"{server.log}: it starts, but not without errors"
        yield replace(server, pid=web.pid)


def _environment(backend: Backend, port: int, database_url: str, folder: Path) -> dict[str, str]:
    return dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "s3platform.settings.dev",
        "DATABASE_URL": database_url,
        "REDIS_URL": os.environ["REDIS_URL"] if backend == "postgresql" else "",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_BACKEND": "tests.mailbox.FolderBackend",
        "MAILBOX": str(folder / "letters"),
        "PYTHONUNBUFFERED": "1",
    }


def _web_arguments(port: int) -> list[str]:
    return [
        "s3platform.asgi:application",
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
        *("--timeout-graceful-shutdown", "3", "--no-access-log"),
    ]


def _worker_arguments(folder: Path) -> list[str]:
    return [
        *("-A", "s3platform", "worker", "--concurrency", "1", "--loglevel", "INFO"),
        *("--without-mingle", "--without-gossip", "--beat", "--schedule", str(folder / "beat")),
    ]


@contextmanager
def _process(server: PlatformServer, module: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process with a group of its own, so that its children go with it."""
    with server.log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=server.env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_healthy(server: PlatformServer, web: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and web.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server does not start:\n{server.log.read_text(errors='replace')[-4000:]}")
