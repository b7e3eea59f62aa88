"""The platform as `make services` starts it, without supervisord: here the processes are killed and started on purpose."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from deploy.services import services_environment
from tests.databases import ROOT, Backend
from tests.services import _redis_program, free_port, wait_for_port

TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 90


class Platform:
    """Named processes: "web", "live", "worker", "beat", "redis". `app` is another application than the product's."""

    def __init__(
        self, backend: Backend, database_url: str, folder: Path, app: str, has_live: bool, web: int
    ) -> None:
        self.backend, self.folder, self.app, self.web = backend, folder, app, web
        self.port, self.redis_port = free_port(), free_port()
        self.live_port = free_port() if has_live else self.port
        self.log = folder / "platform.log"
        self.environment = services_environment(self._given(database_url), None)
        (folder / "figures").mkdir(parents=True, exist_ok=True)  # where several web processes count together
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.processor = Processor(urlsplit(database_url).path.strip("/") if backend == "postgresql" else "")

    def _given(self, database_url: str) -> dict[str, str]:
        """Nothing of the caller's own site comes along."""
        is_embedded = self.backend == "embedded"
        return dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "s3platform.settings.production",
            "DATABASE_URL": database_url,
            "REDIS_URL": "" if is_embedded else f"redis://127.0.0.1:{self.redis_port}/0",
            "PORT": str(self.port),
            "WEB_PROCESSES": str(self.web),
            "HOST": "127.0.0.1",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "RUN_FOLDER": str(self.folder),
            "MEDIA_ROOT": str(self.folder / "media"),
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }

    def commands(self) -> dict[str, list[str]]:
        """As deploy/supervisord.conf has them."""
        serve = [
            "--host",
            "127.0.0.1",
            "--no-access-log",
            "--timeout-graceful-shutdown",
            "3",
        ]
        celery = [sys.executable, "-m", "celery", "-A", "s3platform"]
        uvicorn = [sys.executable, "-m", "uvicorn"]
        known = {"web": [*uvicorn, self.app, "--port", f"{self.port}", "--workers", f"{self.web}", *serve]}
        if self.backend == "embedded":
            return known
        redis = [
            _redis_program(),
            "--bind",
            "127.0.0.1",
            "--port",
            f"{self.redis_port}",
            "--save",
            "",
            "--dir",
        ]
        quiet = ["--without-mingle", "--without-gossip", "--loglevel", "INFO"]
        known = {"redis": [*redis, str(self.folder)]} | known
        if self.live_port != self.port:
            known["live"] = [
                *uvicorn,
                "s3platform.asgi_live:application",
                "--port",
                f"{self.live_port}",
                *serve,
            ]
        return known | {
            "worker": [*celery, "worker", "--concurrency", "2", *quiet],
            "beat": [
                *celery,
                "beat",
                "--schedule",
                str(self.folder / "beat"),
                "--pidfile=",
                "--loglevel",
                "WARNING",
            ],
        }

    def start(self, name: str) -> None:
        """Each in a group of its own, so that its children go with it."""
        with self.log.open("ab") as output:
            self.running[name] = subprocess.Popen(
                self.commands()[name],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processor.follow(name, self.running[name].pid)
        if name == "redis":
            wait_for_port(self.redis_port, self.running[name])

    def start_all(self, without: tuple[str, ...]) -> None:
        for name in self.commands():
            if name not in without:
                self.start(name)
        self.wait_until_healthy()

    def wait_until_healthy(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.running["web"].poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"it does not start:\n{self.log.read_text(errors='replace')[-4000:]}")

    def send_signal(self, name: str, number: signal.Signals) -> None:
        os.killpg(self.running[name].pid, number)

    def kill(self, name: str) -> None:
        self.send_signal(name, signal.SIGKILL)
        self.running[name].wait()

    def freeze(self, name: str, seconds: float) -> None:
        """SIGSTOP: its connections stay open and nothing answers. "postgresql" means the backends of this database."""
        if name == "postgresql":
            pids = self.processor.backends()
            for each in (signal.SIGSTOP, signal.SIGCONT):
                for pid in pids:
                    _signal_backend(pid, each)
                time.sleep(seconds if each == signal.SIGSTOP else 0)
            return
        self.send_signal(name, signal.SIGSTOP)
        time.sleep(seconds)
        self.send_signal(name, signal.SIGCONT)

    def end_backends(self, number: signal.Signals) -> None:
        """PostgreSQL's processes of this database. SIGKILL makes the whole server begin anew, for everybody on it."""
        for pid in self.processor.backends():
            _signal_backend(pid, number)

    def stop_all(self) -> None:
        for process in reversed(self.running.values()):
            if process.poll() is None:
                process.terminate()
        for name, process in self.running.items():
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                self.kill(name)


def _signal_backend(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
    except PermissionError as refused:
        raise SystemExit(
            "the database runs as another user: leave out postgresql, or run as root"
        ) from refused


class Processor:
    """Seconds of processor time by name, children included, those of processes that were killed as well."""

    def __init__(self, database: str) -> None:
        self.database = database
        self._roots: dict[int, str] = {}
        self._seen: dict[int, tuple[str, float, float]] = {}  # pid -> name, at first, at last
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._run, daemon=True)
        self._watch.start()

    def follow(self, name: str, pid: int) -> None:
        self._roots[pid] = name

    def _run(self) -> None:
        while not self._is_over.wait(0.5):
            self.look()

    def look(self) -> None:
        """Groups are named by the pid of their leader."""
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and (taken := _taken(process)):
                group, seconds = taken
                name = self._roots.get(group) or ("postgresql" if self._is_ours(process) else "")
                if name:
                    first = self._seen.get(int(process.name), (name, seconds, seconds))[1]
                    self._seen[int(process.name)] = (name, first, seconds)

    def _is_ours(self, process: Path) -> bool:
        try:
            return (
                bool(self.database)
                and f" {self.database} ".encode() in process.joinpath("cmdline").read_bytes()
                and process.joinpath("cmdline").read_bytes().startswith(b"postgres:")
            )
        except OSError:
            return False

    def backends(self) -> list[int]:
        self.look()
        return [
            pid
            for pid, (name, *_) in self._seen.items()
            if name == "postgresql" and Path(f"/proc/{pid}").exists()
        ]

    def begin(self) -> None:
        """What was used until now (starting, preparing) does not count."""
        self._seen.clear()
        self.look()

    def seconds(self) -> dict[str, float]:
        self.look()
        total: dict[str, float] = {}
        for name, first, last in self._seen.values():
            total[name] = total.get(name, 0.0) + last - first
        return total

    def close(self) -> None:
        self._is_over.set()
        self._watch.join()


def _taken(process: Path) -> tuple[int, float] | None:
    """(process group, seconds of processor time)."""
    try:
        fields = process.joinpath("stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[2]), (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def running(
    backend: Backend,
    database_url: str,
    folder: Path,
    *,
    app: str,
    has_live: bool = False,
    web: int = 1,
    without: tuple[str, ...] = (),
) -> Iterator[Platform]:
    platform = Platform(backend, database_url, folder, app, has_live, web)
    with ExitStack() as stack:
        stack.callback(platform.processor.close)
        stack.callback(platform.stop_all)
        platform.start_all(without)
        yield platform


def run_inside(
    platform: Platform, module: str, *arguments: str, extra: Mapping[str, str] | None = None
) -> str:
    """What a process of the same site prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=platform.environment | dict(extra or {}),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{module} {arguments}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def fresh_folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="s3drill")
