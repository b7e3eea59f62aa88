"""What must answer before a process takes visitors, and what must move for background work to arrive."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable

from foundation import clock
from foundation.models import Heartbeat

SWEEP = "sweep"
LATE = dt.timedelta(seconds=60)  # the sweep comes every ten seconds


class Migrations(HealthCheck):  # type: ignore[misc]  # -- reason: the library carries no types
    """The database has the tables this code expects."""

    def run(self) -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise ServiceUnavailable(f"{len(waiting)} migrations are not applied")


class BackgroundWork(HealthCheck):  # type: ignore[misc]  # -- reason: the library carries no types
    """A worker and the beat are alive: the sweep came lately."""

    def run(self) -> None:
        age = sweep_age()
        if age is None or age > LATE:
            raise ServiceUnavailable("no sweep for over a minute: are the worker and the beat running?")


def note_sweep() -> None:
    """Called by each sweep."""
    Heartbeat.objects.update_or_create(name=SWEEP, defaults={"at": clock.now()})


def sweep_age() -> dt.timedelta | None:
    """Time since the last sweep; None if there never was one."""
    at = Heartbeat.objects.filter(name=SWEEP).values_list("at", flat=True).first()
    return clock.now() - at if at else None


def checks() -> Sequence[str]:
    """In the order in which a person would look."""
    always = ["Database", "Storage"]
    shared = ["Cache"] if settings.REDIS_URL else []
    own = [f"{check.__module__}.{check.__name__}" for check in (Migrations, BackgroundWork)]
    return [f"health_check.checks.{name}" for name in always + shared] + own
