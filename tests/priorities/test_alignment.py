"""Which objectives of the country the priorities serve: on the draft, in the publication, on the country's page."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from priorities.models import Publication
from priorities.queries.alignment import alignment_of
from regions.models import PolicyObjective, Region, RegionKind
from tests.factories.regions import RegionFactory
from tests.priorities.councils import Council, make_council

COUNTRY_QUERIES = 3


@pytest.fixture
def country(council: Council) -> Region:
    found = RegionFactory.create(kind=RegionKind.COUNTRY, name_ru="Страна")
    council.region.parent = found
    council.region.save()
    council.round.refresh_from_db()
    return found


def objective(
    region: Region, code: str, serves: PolicyObjective | None = None, **more: Any
) -> PolicyObjective:
    return PolicyObjective.objects.create(
        region=region, code=code, title_en=f"Objective {code}", title_ru=f"Цель {code}", serves=serves, **more
    )


def three_objectives(country: Region, council: Council) -> None:
    """The best activity serves A directly, the second B through the region's own, the third one that was retired; C is a gap."""
    a, b, _c = (objective(country, code, position=place) for place, code in enumerate("ABC"))
    retired = objective(country, "D", retired_at="2026-01-01T00:00Z")
    own = objective(council.region, "1", serves=b)
    first, second, third, *_rest = council.activities
    first.objectives.add(a, own)
    second.objectives.add(own)
    third.objectives.add(retired)


def test_directly_and_through_the_regions_own(council: Council, country: Region) -> None:
    three_objectives(country, council)
    ids = [each.pk for each in council.activities[:3]]
    found = alignment_of(council.region, ids)
    assert found
    assert [(each.code, [(one.position, one.how) for one in each.served]) for each in found.objectives] == [
        ("A", [(1, "directly")]),
        ("B", [(1, "through"), (2, "through")]),
        ("C", []),
    ]
    assert ([each.code for each in found.gaps], found.without) == (["C"], ids[2:])


def test_where_the_country_says_nothing_there_is_nothing_to_align(council: Council, country: Region) -> None:
    assert alignment_of(council.region, [council.activities[0].pk]) is None
    assert alignment_of(country, []) is None
    assert council.publish().content["decisions"]["alignment"] is None


def test_the_officials_see_it_and_the_publication_freezes_it(council: Council, country: Region) -> None:
    three_objectives(country, council)
    submitted, client = council.submitted(), Client()
    client.force_login(council.officials[0])
    for name in ("set_detail", "set_approve"):
        page = client.get(reverse(name, args=[submitted.pk])).content.decode()
        assert "Objective C" in page
    api = client.get(reverse("api_set_detail", args=[submitted.pk])).json()
    assert [len(each["served_by"]) for each in api["alignment"]["objectives"]] == [1, 2, 0]
    publication = council.publish(submitted)
    PolicyObjective.objects.filter(code="A").update(title_en="Renamed since")
    council.activities[0].objectives.clear()
    page = Client().get(f"/en/regions/{council.region.code}/priorities/1/").content.decode()
    assert "Objective A" in page
    assert "Renamed since" not in page
    with zipfile.ZipFile(io.BytesIO(bytes(publication.bundle))) as bundle:
        frozen = json.loads(bundle.read("decisions.json"))["alignment"]
    assert frozen["objectives"][1]["served_by"] == [
        {"activity": str(council.activities[place].pk), "how": "through"} for place in (0, 1)
    ]


def test_the_bundle_with_all_that_is_still_checked(council: Council, country: Region, tmp_path: Path) -> None:
    three_objectives(country, council)
    publication = council.publish()
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(bytes(publication.bundle))
    command = [sys.executable, "verify.py", str(bundle), "--fingerprint", publication.fingerprint]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_version_made_before_there_were_objectives_is_shown_as_ever(council: Council) -> None:
    publication = council.publish()
    content = dict(publication.content)
    content["decisions"] = {
        key: value
        for key, value in content["decisions"].items()
        if key not in ("alignment", "reviews", "returns", "remarks")
    }
    old = Publication(
        region=publication.region, number=publication.number, content=content,
        published_at=publication.published_at, priority_set=publication.priority_set,
    )  # fmt: skip
    from priorities.queries.alignment import alignment_in
    from priorities.queries.published import PublishedSet

    shown = PublishedSet(old)
    assert (alignment_in(shown), shown.review_dates, shown.return_count, shown.ministry_remarks) == (
        None,
        {},
        0,
        {},
    )


class TestCountryPage:
    def test_who_serves_what(self, council: Council, country: Region) -> None:
        three_objectives(country, council)
        council.publish()
        page = Client().get(f"/en/regions/{country.code}/alignment/").content.decode()
        assert council.activities[0].title in page
        assert council.region.name in page
        told = Client().get(reverse("api_country_alignment", args=[country.code])).json()
        assert [(each["code"], each["region_count"]) for each in told] == [("A", 1), ("B", 1), ("C", 0)]
        assert Client().get(f"/en/regions/{council.region.code}/alignment/").status_code == 404

    def test_an_empty_country_says_what_to_do(self, country: Region) -> None:
        page = Client().get(f"/en/regions/{country.code}/alignment/").content.decode()
        assert "No objectives yet" in page

    @pytest.mark.parametrize("regions", [1, 3])
    def test_queries(
        self, council: Council, country: Region, regions: int, django_assert_num_queries: Any
    ) -> None:
        three_objectives(country, council)
        council.publish()
        for _ in range(regions - 1):
            other = make_council(region=RegionFactory.create(parent=country))
            other.activities[0].objectives.add(PolicyObjective.objects.get(code="A"))
            other.publish()
        with django_assert_num_queries(COUNTRY_QUERIES):
            Client().get(f"/en/regions/{country.code}/alignment/")
