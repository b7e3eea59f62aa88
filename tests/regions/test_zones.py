"""Times of a region's things stand on the region's own clocks, whoever reads them from wherever."""

import datetime as dt

import pytest
from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from foundation.policy import everyone, route
from foundation.zones import on_the_clocks_of
from regions.models import Region
from tests.factories.discovery import StepFactory, WorkshopFactory
from tests.factories.regions import RegionFactory

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_in_berlin")]


@pytest.fixture
def site_in_berlin() -> object:
    with override_settings(TIME_ZONE="Europe/Berlin"):
        yield


def shown(found: object, template: str = '{{ noon|date:"H:i" }}') -> str:
    """What a page about `found` makes of the template, through the door every route has."""

    def page(_request: HttpRequest, _found: object) -> HttpResponse:
        return HttpResponse(Template(template).render(Context({"noon": NOON})))

    entry = route("x", page, name="x", allow={"GET": everyone(on=lambda _user: found)})
    request = RequestFactory().get("/x")
    request.user = User()
    return str(entry.callback(request).content.decode())


def test_a_region_and_what_belongs_to_it_use_its_clocks() -> None:
    region = RegionFactory(time_zone="Asia/Almaty")
    workshop = WorkshopFactory(region=region)
    assert [shown(found) for found in (region, workshop, StepFactory(workshop=workshop))] == ["17:00"] * 3


def test_two_regions_on_one_site_have_two_times() -> None:
    zones = ("Asia/Almaty", "America/Lima")
    assert [shown(RegionFactory(time_zone=zone)) for zone in zones] == ["17:00", "07:00"]


def test_without_a_zone_of_its_own_a_thing_uses_the_sites() -> None:
    assert shown(RegionFactory(time_zone="UTC")) == "14:00"
    assert shown(object()) == "14:00"


def test_the_zone_ends_with_the_answer() -> None:
    shown(RegionFactory(time_zone="Asia/Almaty"))
    assert timezone.localtime(NOON).strftime("%H:%M") == "14:00"


def test_a_page_without_times_asks_the_database_nothing() -> None:
    workshop = WorkshopFactory(region__time_zone="Asia/Almaty")
    workshop = type(workshop).objects.get(pk=workshop.pk)
    asked = []
    for template in ("no time here", '{{ noon|date:"H:i" }}{{ noon|date:"H:i" }}'):
        with CaptureQueriesContext(connection) as captured, on_the_clocks_of(workshop):
            Template(template).render(Context({"noon": NOON}))
        asked.append(len(captured))
    assert asked == [0, 1]


def test_what_is_typed_is_read_on_the_same_clocks() -> None:
    region = RegionFactory(time_zone="Asia/Almaty")

    def page(_request: HttpRequest, _found: Region) -> HttpResponse:
        return HttpResponse(forms.DateTimeField().clean("2026-07-01 17:00").astimezone(dt.UTC).isoformat())

    entry = route("x", page, name="x", allow={"GET": everyone(on=lambda _user: region)})
    request = RequestFactory().get("/x")
    request.user = User()
    assert entry.callback(request).content.decode() == NOON.isoformat()
