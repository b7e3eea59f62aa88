"""Regions for programs: public, filtered by an allow-list, missing figures null."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import ApiTokenFactory
from tests.factories.regions import ObservationFactory, RegionFactory
from tests.regions import naive
from tests.regions.loaded import GVA, enter_domains, enter_register, load

pytestmark = pytest.mark.django_db

API = "/api/v1"
REGION = f"{API}/regions/KZ-47/"


def answer(client: Client, address: str, status: int = 200) -> Any:
    found = client.get(address)
    assert found.status_code == status, found.content
    return found.json()


def test_regions_are_listed_with_their_rules(client: Client) -> None:
    enter_register()
    found = answer(client, f"{API}/regions/")
    mangystau = next(one for one in found["results"] if one["code"] == "KZ-47")
    assert found["count"] == 22
    assert (mangystau["country"], mangystau["kind"], mangystau["threshold"]) == ("KZ", "region", 5)
    assert (mangystau["mining_threshold"], mangystau["mining_window"]) == ("30.0", 10)


def test_regions_can_be_chosen_by_kind_and_country(client: Client) -> None:
    enter_register()
    assert answer(client, f"{API}/regions/?kind=city")["count"] == 3
    assert answer(client, f"{API}/regions/?country=KZ")["count"] == 21
    assert answer(client, f"{API}/regions/?country=UZ")["count"] == 0


@pytest.mark.parametrize(
    "address", ["regions/?name=x", "regions/?kind=king", "domains/?level=1", "regions/KZ-47/observations/?value=1",
                "regions/KZ-47/observations/?indicator=x", "regions/KZ-47/observations/?year=abc"],
)  # fmt: skip
def test_an_unknown_filter_is_an_error_and_not_ignored(client: Client, address: str) -> None:
    enter_register()
    assert answer(client, f"{API}/{address}", status=400)["type"] == "validation_error"


def test_one_region(client: Client) -> None:
    enter_register()
    found = client.get(REGION, headers={"Accept-Language": "ru"}).json()
    assert found["name"] == "Мангистауская область"


def test_domains_with_their_section(client: Client) -> None:
    enter_domains()
    found = answer(client, f"{API}/domains/?page_size=200")
    chemicals = next(one for one in found["results"] if one["code"] == "20")
    assert (found["count"], chemicals["section"], chemicals["level"]) == (109, "C", 2)


def test_observations_exactly_and_filtered(client: Client) -> None:
    load("MNG", "national")
    found = answer(client, f"{REGION}observations/?indicator=gva&class_code=N&year=2016")
    (row,) = found["results"]
    assert (row["value"], row["unit"], row["file"]) == ("162658.300000", "million KZT", GVA)
    assert row["remarks"] == ["odd_at_source"]
    assert "Bureau" in row["publisher"]


def test_evidence_is_the_naive_computations(client: Client) -> None:
    load("MNG", "national")
    document = answer(client, f"{REGION}evidence/")
    evidence = document["evidence"]
    transport = next(one for one in evidence["quotients"] if one["code"] == "H")
    assert transport["net"]["quotient"]["mean"] == pytest.approx(
        float(naive.quotient("H", "MNG", without="B"))
    )
    assert transport["net"]["net_of"] == ["B"]
    assert evidence["status"]["is_raw_material"] is True
    assert evidence["extraction"]["years"] == list(range(2010, 2026))
    assert document["units"]["gva"] == "million KZT"
    assert {one["file"] for one in document["sources"]} >= {GVA}
    assert all("not verified" in one["caveat"] for one in document["sources"])
    assert set(document["formulas"]) >= {"location-quotient/2026-11", "raw-material-status/2026-11"}


def test_a_missing_figure_is_null(client: Client) -> None:
    load("ULT", "national", files=[GVA])
    status = answer(client, f"{API}/regions/KZ-62/raw-material-status/")
    assert status["ratios"][:6] == [None] * 6
    assert (status["is_provisional"], status["years_used"]) == (True, [2021, 2022, 2023, 2024])
    place = RegionFactory.create(code="XX-01", parent=RegionFactory.create(kind="country"))
    ObservationFactory.create(region=place, indicator="grp", class_code="")
    unknown = answer(client, f"{API}/regions/XX-01/raw-material-status/")
    assert (unknown["mean"], unknown["is_raw_material"]) == (None, None)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("address", "queries"), [("regions/", 2), ("regions/XX-00/observations/", 3)])
def test_lists_take_the_same_queries_at_any_length(
    client: Client, address: str, queries: int, count: int, django_assert_num_queries: Any
) -> None:
    country = RegionFactory.create(code="XX-00", kind="country")
    for number in range(count):
        ObservationFactory.create(region=country, year=1990 + number)
        RegionFactory.create(parent=country)
    with django_assert_num_queries(queries):
        answer(client, f"{API}/{address}")


@pytest.mark.parametrize(
    "address", ["regions/XX/", "regions/XX/observations/", "regions/XX/evidence/", "regions/XX/raw-material-status/",
                "regions/KZ-47/evidence/", "regions/KZ-47/raw-material-status/"],
)  # fmt: skip
def test_what_does_not_exist_is_404(client: Client, address: str) -> None:
    enter_register()
    assert client.get(f"{API}/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", ["regions/", "domains/", "regions/KZ-47/", "regions/KZ-47/observations/", "regions/KZ-47/evidence/",
                "regions/KZ-47/raw-material-status/"],
)  # fmt: skip
def test_nothing_is_written_here(client: Client, address: str) -> None:
    load("MNG", "national", files=[GVA])
    assert client.get(f"{API}/{address}").status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{API}/{address}").status_code in (403, 405)


def test_an_unknown_key_is_refused_even_where_everybody_may_read(client: Client) -> None:
    ApiTokenFactory.create()
    found = client.get(f"{API}/regions/", headers={"Authorization": "Bearer nonsense"})
    assert found.status_code == 401
