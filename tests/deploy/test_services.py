"""`make services`: a site of separate processes behind nginx, two of them for pages; and one of them killed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from deploy.services import nginx_settings, services_environment
from tests.databases import ROOT, FreshDatabases, manage, on_database
from tests.journeys.program import Program
from tests.services import free_port

PASSWORD = "only-in-this-test"
TOKEN = "figures-please"


@dataclass
class Site:
    url: str
    web: str
    has_nginx: bool
    log: Path

    def processes(self, word: str) -> list[int]:
        """Children of this site's supervisor whose command line holds the word."""
        found = subprocess.run(["pgrep", "-f", word], capture_output=True, text=True).stdout.split()
        return [int(pid) for pid in found if self.log.parent.name in _environment_of(int(pid))]


def _environment_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/environ").read_text(errors="replace")
    except OSError:
        return ""


@contextmanager
def running_services(database_url: str, folder: Path) -> Iterator[Site]:
    port = free_port()
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    environment = dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "s3platform.settings.production",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "RUN_FOLDER": str(folder),
        "DEMO_PASSWORD": PASSWORD,
        "MEDIA_ROOT": str(folder / "media"),
        "METRICS_TOKEN": TOKEN,
        "WEB_PROCESSES": "2",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    log = folder / "services.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "deploy.services"]
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    web = f"http://127.0.0.1:{port + 1 if nginx else port}"
    try:
        site = Site(f"http://127.0.0.1:{port}", web, bool(nginx), log)
        eventually(
            lambda: answers(f"{site.url}/healthz") == 200 and answers(f"{web}/readyz") == 200, log, running
        )
        yield site
    finally:
        running.terminate()
        running.wait(30)


def answers(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def eventually(
    holds: Callable[[], bool], log: Path, running: "subprocess.Popen[bytes] | None" = None, seconds: int = 90
) -> None:
    end = time.monotonic() + seconds
    while not holds():
        stopped = running is not None and running.poll() is not None
        assert time.monotonic() < (0 if stopped else end), log.read_text(errors="replace")[-4000:]
        time.sleep(0.3)


@pytest.mark.journey
@pytest.mark.redis
def test_a_site_of_separate_processes(fresh_databases: FreshDatabases, tmp_path: Path) -> None:
    with fresh_databases.fresh("postgresql") as database_url:
        environment = on_database(database_url) | {"DEMO_PASSWORD": PASSWORD}
        manage(environment, "seed_demo")
        manage(environment, "demo_accounts")
        with running_services(database_url, tmp_path) as site:
            facilitator = Program(site.url)
            facilitator.log_in("facilitator@demo.example", PASSWORD)
            rounds = facilitator.all_of("regions/KZ-23/rounds/")
            open_round = next(each for each in rounds if each["state"] == "opened")
            _news_arrive_through_the_live_process(site, facilitator, open_round["id"])
            _the_worker_ranks(site, facilitator, open_round["id"])
            _a_killed_worker_comes_back(site)
            _figures_are_for_monitoring_only(site)
            _both_web_processes_count_together(site)


def _news_arrive_through_the_live_process(site: Site, facilitator: Program, round_id: int) -> None:
    """A stream opened at one process hears of the close that another process commits."""
    page = facilitator.download(f"/rounds/{round_id}/").decode()
    token = re.search(r'data-live="([^"]+)"', page)
    assert token
    stream = HTTPConnection(site.url.removeprefix("http://"), timeout=20)
    stream.request("GET", f"/live/?token={token[1]}")
    response = stream.getresponse()
    assert response.status == 200
    assert response.readline() == b"retry: 3000\n"
    facilitator.post(f"rounds/{round_id}/close/", expect=200)
    lines = iter(response.readline, b"")
    assert any(line == b"event: changed\n" for line in lines)
    stream.close()


def _the_worker_ranks(site: Site, facilitator: Program, round_id: int) -> None:
    eventually(lambda: facilitator.try_get(f"rounds/{round_id}/ranking/")[0] == 200, site.log)


def _a_killed_worker_comes_back(site: Site) -> None:
    before = set(site.processes("celery -A s3platform worker"))
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: bool(set(site.processes("celery -A s3platform worker")) - before), site.log)
    eventually(lambda: answers(f"{site.web}/readyz") == 200, site.log)


def _figures_are_for_monitoring_only(site: Site) -> None:
    assert answers(f"{site.web}/metrics") == 404
    assert answers(f"{site.web}/metrics", Authorization=f"Bearer {TOKEN}") == 200
    if site.has_nginx:
        assert answers(f"{site.url}/metrics", Authorization=f"Bearer {TOKEN}") == 404
        assert answers(f"{site.url}/readyz") == 404


def _both_web_processes_count_together(site: Site) -> None:
    """Whichever of the two is asked knows of every answer of both: a figure of one alone would fall now and then."""
    asked = [requests_counted(site) for _ in range(12)]
    assert asked == sorted(asked)
    assert asked[-1] - asked[0] >= len(asked) - 1


def requests_counted(site: Site) -> int:
    request = urllib.request.Request(f"{site.web}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=10) as response:
        text = response.read().decode()
    counted = re.search(r"^django_http_requests_before_middlewares_total (\S+)$", text, re.MULTILINE)
    assert counted, text
    return round(float(counted[1]))


def test_with_and_without_nginx(tmp_path: Path) -> None:
    given = {"PORT": "8000", "RUN_FOLDER": str(tmp_path), "DATABASE_URL": "x"}
    behind = services_environment(given, "/usr/sbin/nginx")
    assert (behind["WEB_PORT"], behind["LIVE_PORT"], behind["WITH_NGINX"]) == ("8001", "8002", "true")
    assert behind["TRUSTED_PROXY_COUNT"] == "1"
    assert behind["WEB_PROCESSES"] == "1"
    assert "THREAD_SWITCH_SECONDS" not in behind
    two = given | {"WEB_PROCESSES": "2"}
    assert services_environment(two, "/usr/sbin/nginx")["THREAD_SWITCH_SECONDS"] == "0.0005"
    chosen = services_environment(two | {"THREAD_SWITCH_SECONDS": "0.002"}, "/usr/sbin/nginx")
    assert chosen["THREAD_SWITCH_SECONDS"] == "0.002"
    alone = services_environment(given, None)
    assert (alone["WEB_PORT"], alone["WITH_NGINX"], alone["TRUSTED_PROXY_COUNT"]) == (
        "8000",
        "false",
        "0",
    )
    text = nginx_settings(behind, "127.0.0.1:8000")
    assert "server 127.0.0.1:8001;" in text
    assert "listen 127.0.0.1:8000;" in text
    assert "${" not in text
    assert "proxy_set_header Host $http_host;" in text
