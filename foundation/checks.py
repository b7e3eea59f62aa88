"""Start-up checks: every route has a policy, unsafe settings are refused (trust rules 4 and 15)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.urls import URLPattern, get_resolver

Patterns = Iterator[tuple[str, URLPattern]]


def all_routes(patterns: Any = None, prefix: str = "") -> Patterns:
    """Every route of the project with its full pattern."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        full = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield full, entry
        else:
            yield from all_routes(entry.url_patterns, full)


@register
def every_route_has_a_policy(**_: Any) -> list[Error]:
    return [
        Error(f"the route {pattern!r} names nobody who may reach it", id="foundation.E001")
        for pattern, entry in all_routes()
        if not hasattr(entry.callback, "policy")
    ]


@register
def settings_are_safe(**_: Any) -> list[Error]:
    return faults_of(settings)


def faults_of(settings: Any) -> list[Error]:
    """What is unsafe in these settings."""
    local = set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}
    errors = []
    if settings.DEBUG and not local:
        errors.append(Error("DEBUG is for the loopback address only", id="foundation.E002"))
    if not local and (len(settings.SECRET_KEY) < 32 or settings.SECRET_KEY.startswith("development-only")):
        errors.append(Error("SECRET_KEY is the default or too short", id="foundation.E003"))
    return errors + _database_errors(settings.DATABASES["default"])


def _database_errors(database: dict[str, Any]) -> list[Error]:
    options = database.get("OPTIONS", {})
    if database["ENGINE"].endswith("sqlite3"):
        pragmas = str(options.get("init_command", "")).lower()
        safe = "journal_mode=wal" in pragmas and "synchronous=full" in pragmas
        safe = safe and options.get("transaction_mode") == "IMMEDIATE"
        wanted = "SQLite needs WAL, synchronous=FULL and IMMEDIATE transactions"
    else:
        asked = str(options.get("options", "")).replace(" ", "").lower()
        safe = "synchronous_commit=off" not in asked and "isolation_level" not in options
        wanted = "PostgreSQL needs synchronous_commit and READ COMMITTED"
    return [] if safe else [Error(wanted, id="foundation.E004")]
