"""Strategic positioning: source of the technology x type of the sector, with the region's activities in it."""

from typing import Any

import pytest
from django.urls import reverse

from assessments import queries
from assessments.scoring import Position, leading, position_of
from discovery.models import Activity, Standing
from regions.models import Region, Role
from tests.assessments.scenes import DENIED, MISSING, OK, client_of
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import DomainFactory, RegionFactory, member


@pytest.mark.parametrize(
    ("source", "technology", "sectors", "expected"),
    [
        ("own", "", {"raw_material"}, Position("local", is_new=False)),
        ("own", "breakthrough", {"infrastructure"}, Position("local", is_new=False)),
        ("own", "breakthrough", {"high_tech"}, Position("international", is_new=True)),
        ("own", "advanced", {"knowledge"}, Position("international", is_new=True, lacks_breakthrough=True)),
        ("borrowed", "breakthrough", {"knowledge"}, Position("niche", is_new=True)),
        ("borrowed", "", {"raw_material"}, Position("niche", is_new=False)),
        ("own", "breakthrough", {"high_tech", "raw_material"}, Position("international", is_new=True, spans=True)),
        ("", "breakthrough", {"high_tech"}, Position(None, is_new=True, reason="no_source")),
        ("own", "breakthrough", set(), Position(None, reason="no_sector")),
    ],
)  # fmt: skip
def test_every_cell_of_the_matrix(
    source: str, technology: str, sectors: set[str], expected: Position
) -> None:
    assert position_of(source, technology, sectors) == expected


def test_the_position_most_share_leads_and_equals_stand_together() -> None:
    assert leading(["local", "niche", "niche", None]) == ("niche",)
    assert leading(["niche", "local"]) == ("local", "niche")
    assert leading([None, None]) == leading([]) == ()


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


def activity_in(region: Region, code: str, **columns: Any) -> Activity:
    activity = ActivityFactory.create(region=region, **columns)
    activity.domains.set([DomainFactory.create(code=code, level=1)])
    return activity


def page_of(region: Region, role: Role = Role.ANALYST) -> str:
    answer = client_of(member(region, role)).get(reverse("region_positioning", args=[region.code]))
    assert answer.status_code == OK
    return str(answer.content.decode())


@pytest.mark.django_db
def test_activities_stand_where_their_fields_and_technology_put_them(region: Region) -> None:
    """Extraction is a traditional sector, computing a new one, in the default mapping."""
    local = activity_in(region, "B", title_en="Ore", technology_source="own", standing=Standing.PRIORITY)
    distant = activity_in(region, "J", title_en="Code", technology_source="own", technology_kind="advanced")
    niche = activity_in(region, "A", title_en="Rice", technology_source="borrowed")
    unknown = ActivityFactory.create(region=region, title_en="Nobody knows")
    found = queries.positioning_of(region)
    assert [one.activity for one in found.rows] == [local, distant, unknown, niche], "priorities first"
    assert [[one.activity for one in quarter.placed] for quarter in (*found.own, *found.borrowed)] == [
        [local], [distant], [niche], [],
    ]  # fmt: skip
    assert [one.activity for one in found.unplaced] == [unknown]
    told = page_of(region)
    assert "1 published priority: local technological competitiveness" in told
    assert "needs a breakthrough technology" in told
    assert "No field of the economy is named in the description." in told


@pytest.mark.django_db
def test_without_anything_published_it_says_so(region: Region) -> None:
    assert "No activity is on the list yet" in page_of(region)
    activity_in(region, "A", technology_source="borrowed")
    assert "Nothing is published yet: these are candidates" in page_of(region, Role.OFFICIAL)


@pytest.mark.django_db
def test_strangers_find_nothing(region: Region) -> None:
    for person in (UserFactory.create(), member(RegionFactory.create(), Role.OFFICIAL)):
        answer = client_of(person).get(reverse("region_positioning", args=[region.code]))
        assert answer.status_code in (MISSING, DENIED)


@pytest.mark.django_db
@pytest.mark.parametrize("activities", [1, 30])
def test_the_page_takes_the_same_queries(
    region: Region, activities: int, django_assert_num_queries: Any
) -> None:
    section = DomainFactory.create(code="A", level=1)
    for activity in ActivityFactory.create_batch(activities, region=region, technology_source="own"):
        activity.domains.set([section])
    client = client_of(member(region, Role.ANALYST))
    address = reverse("region_positioning", args=[region.code])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
