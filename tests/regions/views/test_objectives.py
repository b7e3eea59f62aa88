"""Pages and API of objectives: read by everybody, changed by those who answer for the region."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from regions.models import PolicyObjective, Region, RegionKind, Role
from tests.factories.accounts import UserFactory
from tests.factories.regions import PolicyObjectiveFactory, RegionFactory, member

pytestmark = pytest.mark.django_db

PAGE, NEW = "/en/regions/XX-01/objectives/", "/regions/XX-01/objectives/new/"
API = "/api/v1/regions/XX-01/objectives/"


@pytest.fixture
def region() -> Region:
    return RegionFactory.create(code="XX-01", parent=RegionFactory.create(kind=RegionKind.COUNTRY))


def logged_in(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def test_everybody_reads_what_is_wanted_and_what_it_serves(client: Client, region: Region) -> None:
    theirs = PolicyObjectiveFactory.create(region=region.parent, title_en="Less oil")
    PolicyObjectiveFactory.create(region=region.parent, title_en="More science")
    PolicyObjectiveFactory.create(region=region, title_en="Rice boards", serves=theirs)
    page = client.get(PAGE).content.decode()
    assert all(words in page for words in ("Rice boards", "Less oil", "1 objective of the country has no"))
    assert NEW not in page
    country_page = client.get(f"/en/regions/{theirs.region.code}/objectives/").content.decode()
    assert "Rice boards" in country_page


def test_an_empty_page_says_who_fills_it(client: Client, region: Region) -> None:
    assert "An administrator or an official enters them" in client.get(PAGE).content.decode()
    page = logged_in(client, member(region, Role.OFFICIAL)).get(PAGE).content.decode()
    assert f'href="{NEW}"' in page


def test_the_languages_of_an_objective_stand_apart_the_readers_first(client: Client, region: Region) -> None:
    objective = PolicyObjectiveFactory.create(region=region, title_en="Rice boards", title_ru="", title_kk="")
    logged_in(client, member(region, Role.OFFICIAL))
    page = client.get(f"/objectives/{objective.pk}/edit/", headers={"accept-language": "en"}).content.decode()
    places = [page.index(f'id="in-{language}-fold"') for language in ("en", "ru", "kk")]
    assert places[0] == min(places)
    opened = [part.split(">", 1)[0] for part in page.split("<details") if 'id="in-' in part.split(">", 1)[0]]
    assert [part.endswith(" open") for part in opened] == [True, False, False]


def test_an_official_adds_changes_moves_retires_and_brings_back(client: Client, region: Region) -> None:
    logged_in(client, member(region, Role.OFFICIAL))
    for title in ("Rice", "Water"):
        assert client.post(NEW, {"title_ru": title}).status_code == 302
    rice, water = PolicyObjective.objects.order_by("pk")
    assert client.post(f"/objectives/{water.pk}/move/", {"direction": "up"}).status_code == 302
    assert list(PolicyObjective.objects.all()) == [water, rice]
    client.post(f"/objectives/{rice.pk}/edit/", {"title_ru": "Рис", "title_en": "Rice boards"})
    rice.refresh_from_db()
    assert (rice.title_ru, rice.title_en, rice.code) == ("Рис", "Rice boards", "1")
    assert client.post(f"/objectives/{rice.pk}/retire/", {"reason": ""}).status_code == 400
    client.post(f"/objectives/{rice.pk}/retire/", {"reason": "Reached"})
    rice.refresh_from_db()
    assert rice.retired_at
    client.post(f"/objectives/{rice.pk}/restore/")
    rice.refresh_from_db()
    assert rice.retired_at is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title_ru": " "}, "at least one language"),
        ({"title_ru": "A", "code": "taken"}, "is used by another"),
        ({"title_ru": "A", "code": "no spaces"}, "valid"),
        ({"title_ru": "A", "serves": "999999"}, "valid choice"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(
    client: Client, region: Region, data: dict[str, str], said: str
) -> None:
    PolicyObjectiveFactory.create(region=region, code="taken")
    answer = logged_in(client, member(region, Role.ADMINISTRATOR)).post(
        NEW, data, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert PolicyObjective.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.REVIEWER])
def test_others_read_only(client: Client, region: Region, role: Role) -> None:
    objective = PolicyObjectiveFactory.create(region=region)
    logged_in(client, member(region, role))
    assert client.post(NEW, {"title_en": "A"}).status_code == 403
    assert client.post(f"/objectives/{objective.pk}/move/").status_code == 403
    assert client.post(API, {"title_en": "A"}).status_code == 403


def test_a_ministry_keeps_the_countrys_objectives_and_no_regions(client: Client, region: Region) -> None:
    country = region.parent
    assert country
    logged_in(client, member(country, Role.MINISTRY))
    assert client.post(NEW, {"title_en": "A"}).status_code == 403
    assert client.post(f"/regions/{country.code}/objectives/new/", {"title_en": "A"}).status_code == 302
    assert "serves" not in client.get(f"/regions/{country.code}/objectives/new/").content.decode()


def test_unknown_is_404_and_a_wrong_method_405(client: Client, region: Region) -> None:
    logged_in(client, UserFactory.create())
    assert client.post("/objectives/999999/move/").status_code == 404
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_the_same_queries_for_any_number(
    client: Client, region: Region, count: int, django_assert_num_queries: Any
) -> None:
    ContentType.objects.clear_cache()
    for wanted in PolicyObjectiveFactory.create_batch(count, region=region.parent):
        PolicyObjectiveFactory.create(region=region, serves=wanted)
    with django_assert_num_queries(4):  # the region; its objectives; the country's; what serves them
        client.get(PAGE)
    with django_assert_num_queries(4):  # its objectives once more with what serves them
        client.get(f"/en/regions/{region.parent and region.parent.code}/objectives/")


def test_programs_do_the_same(client: Client, region: Region) -> None:
    theirs = PolicyObjectiveFactory.create(region=region.parent)
    logged_in(client, member(region, Role.ADMINISTRATOR))
    made = client.post(API, {"title_en": "A", "serves": theirs.pk}, content_type="application/json")
    assert made.status_code == 201, made.content
    address = f"/api/v1/objectives/{made.json()['id']}/"
    assert made.json()["serves"] == theirs.pk
    kept = client.put(address, {"title_ru": "Б"}, content_type="application/json").json()
    assert (kept["title_ru"], kept["title_en"], kept["serves"]) == ("Б", "A", theirs.pk)
    moved = client.post(f"{address}moves/", {"direction": "up"}, content_type="application/json")
    assert moved.status_code == 200
    retired = client.post(f"{address}retirement/", {"reason": "Done"}, content_type="application/json")
    assert retired.json()["retired_at"]
    assert client.get(API).json()["count"] == 0
    assert client.get(API, {"with_retired": "true"}).json()["count"] == 1
    assert client.delete(f"{address}retirement/").json()["retired_at"] is None
    assert client.get(API, {"other": 1}).status_code == 400
