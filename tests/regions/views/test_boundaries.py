"""Borders from a file to the map; and the page of classifications."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.models import AuditRow
from regions.models import BoundarySet, Region, Role
from tests.factories.regions import ObservationFactory, RegionFactory, member
from tests.regions.importers.test_boundaries import collection, feature

pytestmark = pytest.mark.django_db

PAGE, MAP = "/regions/XX/boundaries/", "/en/regions/XX/map/"


@pytest.fixture
def country() -> Region:
    made: Region = RegionFactory.create(code="XX", kind="country", name_en="Land")
    for number, name in enumerate(("First", "Second"), start=1):
        ObservationFactory.create(
            region=RegionFactory.create(parent=made, code=f"XX-{number}", name_en=name),
            indicator="grp",
            class_code="",
        )
    ObservationFactory.create(region=made, indicator="grp", class_code="")
    return made


def file(*features: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("borders.geojson", collection(*features))


def data(*features: Any, **more: Any) -> dict[str, Any]:
    return {"file": file(*features), "attribution": "Somebody, CC BY 4.0"} | more


def test_an_administrator_loads_borders_and_the_map_shows_them(client: Client, country: Region) -> None:
    client.force_login(member(country, Role.ADMINISTRATOR))
    address = f"{MAP}?measure=grp-share"
    assert "region-map" not in client.get(address).content.decode()
    assert client.post(PAGE, data(feature("First"), feature("Second"))).status_code == 302
    page = client.get(address).content.decode()
    assert page.count("map-area") == 2
    assert "Somebody, CC BY 4.0" in page
    assert AuditRow.objects.get().verb == "regions.load_boundaries"
    assert client.post(f"{PAGE}remove/").status_code == 302
    assert "region-map" not in client.get(address).content.decode()


def test_what_is_not_matched_is_listed_and_can_be_told(client: Client, country: Region) -> None:
    client.force_login(member(country, Role.MINISTRY))
    answer = client.post(PAGE, data(feature("First"), feature("Zweite")))
    assert answer.status_code == 400
    assert "Zweite" in answer.content.decode()
    assert "XX-2" in answer.content.decode()
    assert not BoundarySet.objects.exists()
    assert client.post(PAGE, data(feature("Zweite"), pairs="Zweite = XX-2")).status_code == 302
    assert set(BoundarySet.objects.get().shapes) == {"XX-2"}
    assert client.post(PAGE, data(feature("First"), feature("Zweite"), leave_out="on")).status_code == 302
    assert set(BoundarySet.objects.get().shapes) == {"XX-1"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"attribution": ""}, "required"),
        ({"pairs": "no sign"}, "Line 1 is not"),
        ({"pairs": "First = XX-9"}, "XX-9"),
        ({"file": SimpleUploadedFile("a.json", b"{")}, "not JSON"),
        ({"file": SimpleUploadedFile("a.json", b" " * (8 * 1024 * 1024 + 1))}, "larger than 8"),
    ],
)
def test_a_wrong_file_says_why_and_keeps_what_was(
    client: Client, country: Region, given: dict[str, Any], said: str
) -> None:
    client.force_login(member(country, Role.ADMINISTRATOR))
    answer = client.post(PAGE, data(feature("First")) | given)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not BoundarySet.objects.exists()


def test_others_may_not_and_a_region_has_none(client: Client, country: Region) -> None:
    client.force_login(member(country, Role.ANALYST))
    assert client.post(PAGE, data(feature("First"))).status_code == 403
    assert client.get("/regions/XX-1/boundaries/").status_code == 404


def test_the_command_lists_what_is_not_matched(country: Region, tmp_path: Path) -> None:
    path, matches = tmp_path / "a.geojson", tmp_path / "m.csv"
    path.write_bytes(collection(feature("First"), feature("Zweite")))
    with pytest.raises(CommandError, match="Zweite"):
        call_command("load_boundaries", "XX", path, attribution="A")
    matches.write_text("name,code\nZweite,XX-2\n")
    call_command("load_boundaries", "XX", path, attribution="A", matches=matches, verbosity=0)
    assert len(BoundarySet.objects.get().shapes) == 2
    assert json.dumps(BoundarySet.objects.get().shapes).count("50.0") > 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("ЭНЕРГЕТИКА", "05"), ("defence", "14"), ("АУЫЛ шаруашылығы", "08"), ("26", "26")],
)
def test_classes_are_found_in_any_language_and_case(client: Client, words: str, found: str) -> None:
    call_command("import_domains", verbosity=0)
    answer = client.get("/en/classifications/", {"q": words})
    shown = [one.code for group in (*answer.context["branches"], *answer.context["fields"]) for one in (group.top, *group.classes)]  # fmt: skip
    assert found in shown
    assert client.get("/en/classifications/", {"q": "qqqq"}).context["count"] == 0
    assert client.get("/en/classifications/", {"q": "a" * 101}).status_code == 400


def test_both_classifications_are_whole_and_named_in_three_languages(
    client: Client, django_assert_num_queries: Any
) -> None:
    call_command("import_domains", verbosity=0)
    with django_assert_num_queries(3):
        answer = client.get("/ru/classifications/")
    assert len(answer.context["fields"]) == 14
    assert sum(len(group.classes) for group in answer.context["branches"]) == 88
    api = client.get("/api/v1/scientific-domains/").json()
    assert (api["count"], api["results"][4]["name"]) == (14, "Energy")
