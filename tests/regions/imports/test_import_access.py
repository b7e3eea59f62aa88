"""Who reaches the pages of files of figures, and what the list costs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation import clock
from regions.models import Region, Role
from regions.queries import imports
from regions.queries.imports import progress_key
from tests.factories.accounts import UserFactory
from tests.factories.regions import (
    ImportDraftFactory,
    MembershipFactory,
    ObservationImportFactory,
    RegionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "/regions/{code}/imports/": ("GET",),
    "/regions/{code}/imports/new/": ("GET", "POST"),
    "/imports/drafts/{draft}/": ("GET", "POST"),
    "/imports/drafts/{draft}/load/": ("POST",),
    "/imports/drafts/{draft}/discard/": ("POST",),
    "/imports/{brought}/undo/": ("GET", "POST"),
}
ABOUT_A_REGION = {page for page in PAGES if page.startswith("/regions/")}
LET_IN = {200, 302, 400}
QUERIES = 7


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


@pytest.fixture
def things(region: Region) -> dict[str, Any]:
    return {
        "code": region.code,
        "draft": ImportDraftFactory.create(region=region).pk,
        "brought": ObservationImportFactory.create(region=region).pk,
    }


def client_of(region: Region | None, role: Role | None = None) -> Client:
    client, person = Client(), UserFactory.create()
    if region:
        MembershipFactory.create(user=person, region=region, role=role)
    client.force_login(person)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_an_analyst_of_the_region_is_let_in(page: str, region: Region, things: dict[str, Any]) -> None:
    for method in PAGES[page]:
        answer = client_of(region, Role.ANALYST).generic(method, page.format(**things))
        assert answer.status_code in LET_IN, method


@pytest.mark.parametrize("page", PAGES)
def test_readers_of_the_region_may_not(page: str, region: Region, things: dict[str, Any]) -> None:
    for method in PAGES[page]:
        answer = client_of(region, Role.REVIEWER).generic(method, page.format(**things))
        assert answer.status_code == 403, method


@pytest.mark.parametrize("page", PAGES)
def test_for_strangers_there_is_nothing(page: str, region: Region, things: dict[str, Any]) -> None:
    """Regions are public, so of their pages only the right is missing."""
    hidden = 403 if page in ABOUT_A_REGION else 404
    for client in (client_of(None), client_of(RegionFactory.create(), Role.ANALYST)):
        for method in PAGES[page]:
            assert client.generic(method, page.format(**things)).status_code == hidden, method


@pytest.mark.parametrize("page", PAGES)
def test_another_method_is_answered_to_nobody(page: str, region: Region, things: dict[str, Any]) -> None:
    client = client_of(region, Role.ANALYST)
    for method in {"GET", "POST", "PUT", "DELETE"} - set(PAGES[page]):
        assert client.generic(method, page.format(**things)).status_code == 405, method


def fill(region: Region, count: int) -> None:
    source = SourceFactory.create()
    for _number in range(count):
        ObservationImportFactory.create(region=region, imported_by=UserFactory.create())
        draft = ImportDraftFactory.create(region=region, source=source, queued_at=clock.now())
        cache.set(progress_key(draft.pk), 1)


class Asked:
    """The cache, which remembers how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __getattr__(self, name: str) -> Any:
        self.times += 1
        return getattr(cache, name)


def cost_of(client: Client, region: Region, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Queries of the database, and questions to the cache."""
    asked = Asked()
    monkeypatch.setattr(imports, "cache", asked)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/regions/{region.code}/imports/")
    assert page.status_code == 200
    return len(queries), asked.times


def test_the_list_costs_the_same_for_one_file_and_for_thirty(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(region, Role.ANALYST)
    client.get(f"/regions/{region.code}/imports/")  # what is asked once a process
    fill(region, 1)
    one = cost_of(client, region, monkeypatch)
    fill(region, 29)
    assert cost_of(client, region, monkeypatch) == one
    assert one == (QUERIES, 1)
