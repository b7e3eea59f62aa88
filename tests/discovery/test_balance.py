"""The balance of the hall: who is here against who should be, warned of before a vote, kept for the record."""

from typing import Any

import pytest

from discovery.actions import set_targets
from discovery.models import BalanceTarget, Dimension
from discovery.queries import balance_of, balance_sections, part_names, warnings_of
from foundation.models import AuditRow
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import OrganizationFactory
from tests.factories.discovery import BalanceTargetFactory, DistrictFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    """One scientist is here already."""
    return hall()


def come(scene: Hall, number: int, helix: str, **columns: Any) -> None:
    ParticipantFactory.create_batch(number, workshop=scene.workshop, helix=helix, **columns)


def test_everybody_who_joined_is_counted_each_way(scene: Hall) -> None:
    district = DistrictFactory.create(region=scene.region)
    farm = OrganizationFactory.create(kind="farm")
    come(scene, 3, "business", organization=farm, district=district, is_first_time=True)
    come(scene, 2, "science", organization=None, is_first_time=False)
    come(scene, 1, "government", admission="refused")
    balance = balance_of(scene.workshop)
    assert balance.total == 6
    assert balance.helices == {"science": 3, "business": 3, "government": 0, "civil_society": 0}
    here = {(dimension, part.key): part.here for dimension, rows in balance.parts.items() for part in rows}
    assert here[Dimension.KIND, "farm"] == 3
    assert here[Dimension.DISTRICT, str(district.pk)] == 3
    assert (here[Dimension.FIRST_TIME, "yes"], here[Dimension.FIRST_TIME, "no"]) == (3, 2)
    assert balance.unsaid[Dimension.KIND] == 2  # no organization
    assert balance.unsaid[Dimension.FIRST_TIME] == 1  # not said is not no
    assert balance.unsaid[Dimension.DISTRICT] == 3


def test_before_a_vote_only_the_confirmed_count(scene: Hall) -> None:
    come(scene, 4, "business", confirmed_at=None)
    assert balance_of(scene.workshop).total == 5
    assert balance_of(scene.workshop, confirmed_only=True).total == 1


def test_what_lacks_is_said_and_groups_that_would_count_together_are_named(scene: Hall) -> None:
    come(scene, 6, "business")
    come(scene, 4, "government")
    set_targets(workshop=scene.workshop, targets={("helix", "science"): 5}, by=scene.facilitator)
    balance = balance_of(scene.workshop)
    assert balance.together == [["Science and education", "Government"]]
    said = warnings_of(balance)
    assert said == [
        "These groups are small and will count as one: Science and education, Government.",
        "Science and education: 1 of at least 5.",
    ]
    come(scene, 4, "science")
    come(scene, 1, "government")
    assert warnings_of(balance_of(scene.workshop)) == []
    assert balance_of(scene.workshop).is_balanced


def test_too_few_altogether_is_the_first_thing_said(scene: Hall) -> None:
    assert warnings_of(balance_of(scene.workshop)) == ["Only 1 person is here; a vote takes at least 5."]


def test_targets_are_set_anew_and_a_line_says_so(scene: Hall) -> None:
    set_targets(workshop=scene.workshop, targets={("helix", "science"): 5, ("kind", "farm"): 2}, by=scene.facilitator)  # fmt: skip
    set_targets(workshop=scene.workshop, targets={("helix", "business"): 7}, by=scene.facilitator)
    assert [(row.dimension, row.key, row.number) for row in BalanceTarget.objects.all()] == [
        ("helix", "business", 7)
    ]
    assert AuditRow.objects.filter(verb="discovery.set_targets").count() == 2


def test_the_record_names_no_number_about_a_few(scene: Hall) -> None:
    large, small = DistrictFactory.create_batch(2, region=scene.region)
    come(scene, 6, "business", district=large, is_first_time=True)
    come(scene, 2, "science", district=small, is_first_time=False)
    set_targets(workshop=scene.workshop, targets={("helix", "business"): 5, ("helix", "science"): 5}, by=scene.facilitator)  # fmt: skip
    people, wanted = balance_sections(scene.workshop)
    rows = {row[1]: row[2] for row in people.rows}
    assert f"{large.name}, {small.name}" in rows or f"{small.name}, {large.name}" in rows
    assert "2" not in rows.values()
    assert [row[2] for row in wanted.rows] == ["not reached", "reached"]


def test_desk_page_wall_and_record_show_it(scene: Hall) -> None:
    come(scene, 6, "business")
    set_targets(workshop=scene.workshop, targets={("helix", "science"): 5}, by=scene.facilitator)
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/"
    sentence = "Science and education: 1 of at least 5."
    for path in ("", "balance/", "balance/now/"):
        assert sentence in desk.get(here + path).content.decode()
    for path in ("wall/", "wall/balance/"):
        assert "Still expected:" in desk.get(here + path).content.decode()


def test_targets_are_set_on_the_page_by_facilitators_only(scene: Hall) -> None:
    district, here = DistrictFactory.create(region=scene.region), f"/workshops/{scene.workshop.pk}/balance/"
    data = {"helix-science": "8", f"district-{district.pk}": "3", "first_time-yes": "4", "kind-farm": ""}
    assert client_of(scene.analyst).post(here + "targets/", data).status_code == 403
    desk = client_of(scene.facilitator)
    assert desk.post(here + "targets/", data).status_code == 302
    kept = {(row.dimension, row.key): row.number for row in BalanceTarget.objects.all()}
    assert kept == {("helix", "science"): 8, ("district", str(district.pk)): 3, ("first_time", "yes"): 4}
    assert desk.get(here).context["form"]["helix-science"].value() == 8
    assert desk.post(here + "targets/", {"helix-science": "-1"}).status_code == 400


def test_a_page_that_did_not_change_is_not_sent_again(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/balance/now/"
    stamp = desk.get(here).headers["ETag"]
    assert desk.get(here, headers={"If-None-Match": stamp}).status_code == 304
    come(scene, 1, "science")
    assert desk.get(here, headers={"If-None-Match": stamp}).status_code == 200


def test_it_takes_the_same_queries_for_one_and_for_thirty(
    scene: Hall, django_assert_num_queries: Any
) -> None:
    for more in (1, 30):
        for district in DistrictFactory.create_batch(more, region=scene.region):
            come(scene, 1, "science", district=district)
            BalanceTargetFactory.create(workshop=scene.workshop, key=str(district.pk))
        with django_assert_num_queries(3):
            warnings_of(balance_of(scene.workshop))


def test_names_are_in_the_order_of_the_pages(scene: Hall) -> None:
    names = part_names(scene.workshop)
    assert list(names[Dimension.HELIX]) == ["science", "business", "government", "civil_society"]
