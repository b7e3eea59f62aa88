"""What programs read and decide of figures: the same as the pages."""

import pytest
from django.test import Client

from regions.models import Role
from tests.factories.regions import member
from tests.regions.loaded import GVA, load, region

pytestmark = pytest.mark.django_db


def test_a_measure_of_all_regions(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    address = "/api/v1/regions/KZ/measures/"
    found = client.get(address, {"measure": "raw-material"}).json()
    assert [(one["region"], round(one["value"], 1), one["step"]) for one in found["regions"]] == [
        ("KZ-47", 43.8, 5)
    ]
    assert client.get(address, {"measure": "beauty"}).status_code == 400
    assert client.get("/api/v1/regions/KZ-47/measures/", {"measure": "growth"}).status_code == 404


def test_growth_adds_up_and_unknown_years_are_named(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    address = "/api/v1/regions/KZ-47/growth/"
    points = client.get(address, {"first": 2014, "last": 2024}).json()["in_points"]
    for national, mix, regional, change in zip(*points.values(), strict=True):
        assert national + mix + regional == pytest.approx(change, abs=1e-12)
    assert "2014" in str(client.get(address, {"first": 1999, "last": 2024}).json())


def test_types_of_sectors_are_read_by_all_and_decided_by_administrators(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    address = "/api/v1/regions/KZ-47/sector-types/"
    assert client.get(address).json()["types"]["62"] == "knowledge"
    decision = {"types": {"C": "high_tech"}, "reason": "New plants"}
    client.force_login(member(region("MNG"), Role.ANALYST))
    assert client.put(address, decision, content_type="application/json").status_code == 403
    client.force_login(member(region("MNG"), Role.ADMINISTRATOR))
    assert client.put(address, decision, content_type="application/json").json()["types"]["C"] == "high_tech"
