"""On what each test ran, counted at the end: a suite that quietly ran on less than promised must not look green."""

import os
import shutil
from collections import Counter
from typing import Any

import pytest

POSTGRESQL, REDIS, BROWSER, SQLITE = "PostgreSQL", "Redis", "browser", "SQLite"
ORDER = (POSTGRESQL, REDIS, BROWSER, SQLITE)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
BROWSER_FIXTURES = {"browser", "open_page", "page", "context", "new_context"}
PROPERTY = "ran on"


def grounds_of(item: pytest.Item) -> set[str]:
    """What this test stands on, by its markers, its fixtures and the backend of its server."""
    fixtures = set(getattr(item, "fixturenames", ()))
    backend = _backend(item)
    found = {
        POSTGRESQL: backend == "postgresql"
        or item.get_closest_marker("django_db")
        or fixtures & DATABASE_FIXTURES,
        REDIS: backend == "postgresql" or item.get_closest_marker("redis"),
        BROWSER: item.get_closest_marker("browser"),
        SQLITE: backend == "embedded" or "demo_server" in fixtures or item.get_closest_marker("sqlite"),
    }
    return {name for name in ORDER if found[name]}


def needs_browser(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("browser") or BROWSER_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def has_browser() -> bool:
    return shutil.which("chromium") is not None


def _backend(item: pytest.Item) -> str:
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return str(parameters.get("platform_server", ""))


class Grounds:
    """A plugin of the process that leads the run: counts what ran, and fails the run if REQUIRE names what did not."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.left_out = 0

    def missing(self) -> list[str]:
        required = [name.strip().lower() for name in os.environ.get("REQUIRE", "").split(",") if name.strip()]
        ran = {name.lower() for name in self.counts}
        return [name for name in required if name not in ran]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and not report.skipped:
            self.counts.update(str(value) for name, value in report.user_properties if name == PROPERTY)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        if not has_browser():  # else they were deselected by somebody's choice
            self.left_out += sum(needs_browser(item) for item in items)

    def pytest_testnodedown(self, node: Any) -> None:
        self.left_out = max(self.left_out, getattr(node, "workeroutput", {}).get("left_out", 0))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = self.left_out
        elif self.missing() and session.exitstatus in {
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        }:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("what ran on what")
        terminalreporter.line(", ".join(f"{name}: {self.counts[name]}" for name in ORDER))
        if self.left_out:
            terminalreporter.line(
                f"{self.left_out} tests need chromium, which is not installed: LEFT OUT", yellow=True
            )
        for name in self.missing():
            terminalreporter.line(f"REQUIRED BUT NOT RUN: {name}", red=True)
