"""How the suite starts. Order matters: services, then the settings that name them, then Django."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests import grounds, network, services
from tests.databases import FreshDatabases
from tests.server import PlatformServer, running_platform

if settings.configured:
    pytest.exit(
        "Please unset DJANGO_SETTINGS_MODULE: the suite names its settings once its databases answer.", 4
    )

services.ensure_services()
os.environ["DJANGO_SETTINGS_MODULE"] = "s3platform.settings.test"
network.forbid_network()

# No timed tests, these included; on a build machine every run tries the same examples.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    django.setup()
    config.pluginmanager.register(grounds.Grounds(), "grounds")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Workers of a parallel run inherit the services, but name the settings themselves, after choosing a Redis."""
    if session.config.getoption("dist", "no") != "no":
        os.environ.pop("DJANGO_SETTINGS_MODULE")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests come last (Playwright leaves its event loop behind), or not at all without a browser."""
    for item in items:
        if grounds.needs_browser(item):
            item.add_marker("browser")
        item.user_properties += [(grounds.PROPERTY, name) for name in sorted(grounds.grounds_of(item))]
    items.sort(key=grounds.needs_browser)
    if not grounds.has_browser():
        without = [item for item in items if grounds.needs_browser(item)]
        items[:] = [item for item in items if not grounds.needs_browser(item)]
        config.hook.pytest_deselected(items=without)


@pytest.fixture(autouse=True)
def _english() -> None:
    """A request leaves its language behind in the thread: no test speaks that of the one before it."""
    translation.activate("en")


@pytest.fixture
def redis_address() -> Iterator[str]:
    """The address of a real, empty Redis database. Tests that use it carry the marker `redis`."""
    import redis

    address = os.environ["REDIS_URL"]
    with redis.Redis.from_url(address) as client:
        client.flushdb()
        yield address
        client.flushdb()


@pytest.fixture(scope="session")
def fresh_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FreshDatabases]:
    databases = FreshDatabases(tmp_path_factory.mktemp("databases"))
    yield databases
    databases.close()


@pytest.fixture(params=["postgresql", "embedded"])
def platform_server(
    request: pytest.FixtureRequest, fresh_databases: FreshDatabases, tmp_path: Path
) -> Iterator[PlatformServer]:
    """A server of its own on an empty, migrated database: once on PostgreSQL and Redis, once embedded."""
    with (
        fresh_databases.fresh(request.param) as database_url,
        running_platform(request.param, database_url, tmp_path) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def demo_server(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlatformServer]:
    """One server for the whole run with the demonstration's data, embedded. Look at it; do not count on being alone."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform("embedded", database_url, folder, prepare=(("seed_demo",),)) as server,
    ):
        yield server
