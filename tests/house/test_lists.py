"""Lists take the same number of queries with one row and with thirty, whoever filled them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from discovery.models import Workshop
from regions.models import Region, Role
from tests.factories.accounts import ApiTokenFactory, MessageFactory, UserFactory
from tests.factories.discovery import (
    MergeFactory,
    RegisterImportFactory,
    TableFactory,
    WorkshopFactory,
    WorkshopTemplateFactory,
)
from tests.factories.regions import MembershipFactory, ObservationImportFactory, RegionFactory

pytestmark = pytest.mark.django_db

Fill = Callable[[User, Region, Workshop, int], Any]

LISTS: dict[str, tuple[Callable[[Region, Workshop], str], Fill]] = {
    "inbox": (
        lambda region, workshop: reverse("inbox"),
        lambda person, region, workshop, rows: MessageFactory.create_batch(rows, user=person),
    ),
    "token_list": (
        lambda region, workshop: reverse("token_list"),
        lambda person, region, workshop, rows: ApiTokenFactory.create_batch(rows, user=person),
    ),
    "import_list": (
        lambda region, workshop: reverse("import_list", args=[region.code]),
        lambda person, region, workshop, rows: ObservationImportFactory.create_batch(rows, region=region),
    ),
    "organization_import": (
        lambda region, workshop: reverse("organization_import", args=[region.code]),
        lambda person, region, workshop, rows: RegisterImportFactory.create_batch(rows, region=region),
    ),
    "template_list": (
        lambda region, workshop: reverse("template_list", args=[region.code]),
        lambda person, region, workshop, rows: WorkshopTemplateFactory.create_batch(rows, region=region),
    ),
    "merge_list": (
        lambda region, workshop: reverse("merge_list", args=[region.code]),
        lambda person, region, workshop, rows: MergeFactory.create_batch(rows, region=region),
    ),
    "table_list": (
        lambda region, workshop: reverse("table_list", args=[workshop.pk]),
        lambda person, region, workshop, rows: TableFactory.create_batch(rows, workshop=workshop),
    ),
}


def queries_of(name: str, rows: int) -> int:
    region = RegionFactory.create()
    workshop = WorkshopFactory.create(region=region)
    person = UserFactory.create()
    for role in (Role.FACILITATOR, Role.ANALYST, Role.ADMINISTRATOR):
        MembershipFactory.create(region=region, user=person, role=role)
    address, fill = LISTS[name]
    fill(person, region, workshop, rows)
    client = Client()
    client.force_login(person)
    assert client.get(address(region, workshop)).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address(region, workshop))
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_thirty_rows_cost_what_one_costs(name: str) -> None:
    assert queries_of(name, 30) == queries_of(name, 1)
