"""Rounds over technologies: never mixed with activities, and the most promising of each growing branch."""

from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from assessments import actions, queries
from assessments.actions import rounds, sealing
from assessments.models import Round
from discovery.actions import edit_activity
from discovery.models import Activity, ActivityKind, TechnologyKind, TechnologySource
from foundation.transitions import Refused
from regions.models import RegionKind
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.scenes import BAD, MISSING, MOVED, OK, client_of
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import (
    DomainFactory,
    ObservationFactory,
    ObservationImportFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def as_technologies(hall: Hall) -> None:
    for activity in hall.activities:
        activity.kind, activity.is_activity = ActivityKind.TECHNOLOGY, None
        activity.technology_source = TechnologySource.OWN
        activity.technology_kind = TechnologyKind.BREAKTHROUGH
        activity.readiness = 4
        activity.save()


@pytest.fixture
def hall() -> Hall:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    hall = make_hall({"science": 5}, region=RegionFactory.create(parent=country))
    as_technologies(hall)
    return hall


# One kind only


def mixed(hall: Hall) -> list[int]:
    activity = ActivityFactory.create(region=hall.region, is_activity=True)
    return [*(each.pk for each in hall.activities), activity.pk]


def create(hall: Hall, activity_ids: list[int]) -> Round:
    return actions.create_round(
        region=hall.region,
        framework=hall.framework,
        title="Round",
        activity_ids=activity_ids,
        workshop=hall.workshop,
        by=hall.facilitator,
    )


def test_a_round_is_never_mixed(hall: Hall) -> None:
    with pytest.raises(Refused, match="activities or technologies, not both"):
        create(hall, mixed(hall))
    assert not Round.objects.exists()


def test_what_became_another_kind_meanwhile_keeps_the_round_shut(hall: Hall) -> None:
    round = hall.round()
    edit_activity(
        activity=hall.activities[0], kind=ActivityKind.ACTIVITY, is_activity=True, by=hall.facilitator
    )
    with pytest.raises(Refused, match="activities or technologies, not both"):
        actions.open_round(round=round, merged_groups=WITH_SCIENCE, by=hall.facilitator)


def test_without_the_guard_it_would_be(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same list, and nothing else refuses it."""
    for module in (rounds, sealing):
        monkeypatch.setattr(module, "require_scorable", lambda activities: None)
    round = create(hall, mixed(hall))
    assert set(round.entries.values_list("activity__kind", flat=True)) == {"activity", "technology"}


def test_the_form_offers_one_kind_at_a_time(hall: Hall) -> None:
    activity = ActivityFactory.create(region=hall.region, is_activity=True, title="Glass")
    client = client_of(hall.facilitator)
    address = reverse("round_create", args=[hall.region.code])
    activities, technologies = (
        client.get(address, {"kind": kind}).content.decode() for kind in ("activity", "technology")
    )
    assert f'value="{activity.pk}"' in activities
    assert all(f'value="{each.pk}"' not in activities for each in hall.activities)
    assert all(f'value="{each.pk}"' in technologies for each in hall.activities)
    assert "Glass" not in technologies
    sent = {
        "title": "Technologies",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "kappa": 2,
        "raters_per_organization": 3,
    }
    chosen = {"activities": [each.pk for each in hall.activities]}
    assert client.post(address, sent | chosen).status_code == BAD, "not among the activities"
    assert client.post(f"{address}?kind=technology", sent | chosen).status_code == MOVED


def test_without_technologies_nobody_is_asked(django_assert_num_queries: Any) -> None:
    hall = make_hall()
    told = client_of(hall.facilitator).get(reverse("round_create", args=[hall.region.code]))
    assert "kind=technology" not in told.content.decode()


# What they are


def test_the_board_says_what_each_technology_is(hall: Hall) -> None:
    round = hall.ranked_round(WITH_SCIENCE)
    told = client_of(hall.facilitator).get(reverse("ranking_detail", args=[round.pk])).content.decode()
    assert "Our own · Breakthrough · readiness 4 of 9" in told
    assert reverse("ranking_sectors", args=[round.pk]) in told


def test_the_fiche_takes_a_technology_with_its_readiness(hall: Hall) -> None:
    activity = hall.activities[0]
    client = client_of(hall.facilitator)
    address = reverse("activity_edit", args=[activity.pk])
    assert '<option value="4" selected>4 – works in the laboratory' in client.get(address).content.decode()
    sent = {"title": "Salt", "is_activity": "yes", "kind": "technology", "readiness": 9}
    assert client.post(address, sent).status_code == MOVED
    activity.refresh_from_db()
    assert (activity.kind, activity.readiness) == ("technology", 9)
    assert client.post(address, sent | {"readiness": 10}).status_code == BAD
    assert client.post(address, sent | {"readiness": ""}).status_code == MOVED
    activity.refresh_from_db()
    assert activity.readiness is None, "not said is missing, never 0"


# By branch


def figures(hall: Hall, years: tuple[int, ...] = (2017, 2020, 2024)) -> None:
    """A grows from 10 to 20 thousandths of the country, C falls from 40 to 30; B has no technology.

    What was before the last five years does not enter.
    """
    brought_by = ObservationImportFactory.create()
    for place, first, last in (
        (hall.region, {"A": 10, "B": 10, "C": 40}, {"A": 20, "B": 10, "C": 30}),
        (hall.region.parent, {"A": 300, "B": 300, "C": 400}, {"A": 300, "B": 300, "C": 400}),
    ):
        for year in years:
            values = last if year == years[-1] else first
            for section, value in values.items():
                ObservationFactory.create(
                    region=place, class_code=section, value=value, year=year, brought_by=brought_by
                )
            for indicator, whole in (("grp", sum(values.values())), ("net_taxes", 0)):
                ObservationFactory.create(
                    region=place,
                    indicator=indicator,
                    class_code="",
                    value=whole,
                    year=year,
                    brought_by=brought_by,
                )


def with_domains(hall: Hall) -> None:
    first, second, _third = hall.activities
    sections = {code: DomainFactory.create(code=code, level=1) for code in "ABC"}
    first.domains.set([sections["C"]])
    second.domains.set([sections["C"], DomainFactory.create(code="01", level=2, parent=sections["A"])])


def branches(round: Round) -> Any:
    found = queries.technology_branches(round)
    assert found
    return found


def test_growing_branches_come_first_each_with_its_best(hall: Hall) -> None:
    figures(hall)
    with_domains(hall)
    found = branches(hall.ranked_round(WITH_SCIENCE))
    assert (found.growth.first_year, found.growth.last_year) == (2020, 2024)
    assert [(each.code, each.is_growing) for each in found.branches] == [("A", True), ("C", False)]
    growing, falling = found.branches
    assert growing.growth == pytest.approx(100 * (Fraction(20, 1000) / Fraction(10, 1000) - 1))
    assert falling.growth == pytest.approx(-25)
    assert growing.best.activity == hall.activities[1]
    ranks = {row.activity.pk: row.official.rank for row in found.board.rows}
    both = sorted(hall.activities[:2], key=lambda each: ranks[each.pk])
    assert [row.activity for row in falling.rows] == both
    assert [row.activity for row in found.homeless] == [hall.activities[2]]


def test_without_figures_it_says_so_and_keeps_the_order(hall: Hall) -> None:
    with_domains(hall)
    round = hall.ranked_round(WITH_SCIENCE)
    found = branches(round)
    assert found.growth is None
    assert {each.growth for each in found.branches} == {None}
    told = client_of(hall.facilitator).get(reverse("ranking_sectors", args=[round.pk])).content.decode()
    assert "Nobody can say yet which branches grow" in told
    assert "growth not known" in told


def test_a_round_over_activities_says_that_it_is_one() -> None:
    hall = make_hall({"science": 5})
    round = hall.ranked_round(WITH_SCIENCE)
    address = reverse("ranking_sectors", args=[round.pk])
    told = client_of(hall.facilitator).get(address)
    assert "This round ranks activities" in told.content.decode()
    board = client_of(hall.facilitator).get(reverse("ranking_detail", args=[round.pk])).content.decode()
    assert address not in board
    assert client_of(UserFactory.create()).get(address).status_code == MISSING


def test_before_the_result_there_is_no_page(hall: Hall) -> None:
    address = reverse("ranking_sectors", args=[hall.closed_round(WITH_SCIENCE).pk])
    assert client_of(hall.facilitator).get(address).status_code == MISSING


@pytest.mark.parametrize("activities", [1, 30])
def test_the_page_takes_the_same_queries(activities: int, django_assert_num_queries: Any) -> None:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    hall = make_hall(
        {"science": 5}, activities=activities, questions=1, region=RegionFactory.create(parent=country)
    )
    as_technologies(hall)
    figures(hall)
    section = DomainFactory.create(code="A", level=1)
    for activity in Activity.objects.all():
        activity.domains.set([section])
    round = hall.ranked_round(WITH_SCIENCE)
    client = client_of(hall.facilitator)
    address = reverse("ranking_sectors", args=[round.pk])
    assert client.get(address).status_code == OK
    with django_assert_num_queries(16):
        client.get(address)
