"""Unsafe settings do not start."""

from types import SimpleNamespace
from typing import Any

import pytest

from foundation.checks import faults_of

POSTGRESQL: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
SAFE_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    },
}


def faults(**changed: Any) -> list[str | None]:
    safe = {"DEBUG": False, "SECRET_KEY": "s" * 50, "ALLOWED_HOSTS": ["localhost"]}
    databases = {"default": changed.pop("database", POSTGRESQL)}
    return [error.id for error in faults_of(SimpleNamespace(**safe | {"DATABASES": databases} | changed))]


def test_safe_settings_pass() -> None:
    assert faults() == faults(database=SAFE_SQLITE) == []


def test_debug_stays_on_the_loopback_address() -> None:
    assert "foundation.E002" in faults(DEBUG=True, ALLOWED_HOSTS=["example.org"])


@pytest.mark.parametrize("secret", ["short", "development-only-never-leaves-the-loopback-address"])
def test_a_weak_secret_is_refused_in_public(secret: str) -> None:
    assert faults(ALLOWED_HOSTS=["example.org"], SECRET_KEY=secret) == ["foundation.E003"]


@pytest.mark.parametrize(
    "database",
    [
        POSTGRESQL | {"OPTIONS": {"options": "-c synchronous_commit=off"}},
        POSTGRESQL | {"OPTIONS": {"isolation_level": 3}},
        {"ENGINE": "django.db.backends.sqlite3"},
        SAFE_SQLITE | {"OPTIONS": SAFE_SQLITE["OPTIONS"] | {"transaction_mode": "DEFERRED"}},
        SAFE_SQLITE | {"OPTIONS": SAFE_SQLITE["OPTIONS"] | {"init_command": "PRAGMA journal_mode=WAL"}},
    ],
)
def test_a_database_that_may_lose_answers_is_refused(database: dict[str, Any]) -> None:
    assert faults(database=database) == ["foundation.E004"]
