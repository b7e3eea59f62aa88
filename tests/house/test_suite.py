"""The suite's own promises: it stays on this machine, and it says on what it ran."""

import socket
import urllib.request
from types import SimpleNamespace
from typing import Any

import pytest

from tests.grounds import PROPERTY, Grounds
from tests.network import NetworkUsed


@pytest.mark.parametrize(
    "address", ["http://93.184.216.34/", "http://example.org/", "http://[2606:2800:220::1]/"]
)
def test_no_test_reaches_another_machine(address: str) -> None:
    with pytest.raises(NetworkUsed):
        urllib.request.urlopen(address, timeout=1)


def test_datagrams_stay_too() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(NetworkUsed):
        sender.sendto(b"?", ("93.184.216.34", 53))


def _ran(*names: str, when: str = "call", skipped: bool = False) -> Any:
    return SimpleNamespace(when=when, skipped=skipped, user_properties=[(PROPERTY, name) for name in names])


@pytest.mark.parametrize(
    ("report", "missing"),
    [
        (_ran("PostgreSQL", "Redis", "browser"), []),
        (_ran("PostgreSQL", "Redis"), ["browser"]),
        (_ran("PostgreSQL", "Redis", "browser", skipped=True), ["postgresql", "redis", "browser"]),
        (_ran("PostgreSQL", "Redis", "browser", when="setup"), ["postgresql", "redis", "browser"]),
    ],
)
def test_what_is_required_and_did_not_run_is_named(
    monkeypatch: pytest.MonkeyPatch, report: Any, missing: list[str]
) -> None:
    monkeypatch.setenv("REQUIRE", "postgresql, redis,browser")
    grounds = Grounds()
    grounds.pytest_runtest_logreport(report)
    assert grounds.missing() == missing


@pytest.mark.parametrize(("required", "status"), [("browser", 1), ("", 0)])
def test_a_run_without_what_is_required_fails(
    monkeypatch: pytest.MonkeyPatch, required: str, status: int
) -> None:
    monkeypatch.setenv("REQUIRE", required)
    session: Any = SimpleNamespace(config=SimpleNamespace(), exitstatus=pytest.ExitCode.OK)
    Grounds().pytest_sessionfinish(session)
    assert session.exitstatus == status
