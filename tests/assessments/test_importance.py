"""What decided a round, and what a region has of each figure: on the page and for programs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments import queries
from assessments.models import Framework, RoundActivity
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.scenes import DENIED, MISSING, OK, client_of
from tests.factories.assessments import CriterionFactory, FrameworkFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 5}, activities=4, questions=2, measures=("first_experiment",))


def test_shares_come_from_the_points_the_board_shows(hall: Hall) -> None:
    """The contributions of the opened page, rounded as they are there, give the same percents within a tenth."""
    hall.activities[0].experiment_hypothesis = hall.activities[0].experiment_budget = "x"
    hall.activities[0].save()
    round = hall.ranked_round(WITH_SCIENCE)
    found = queries.importance_in(round)
    assert found is not None
    assert found.is_known
    assert found.counted == found.ranked == 4
    rows = []
    for entry in RoundActivity.objects.filter(round=round).select_related("activity", "round"):
        sums = queries.sums_of(entry)
        assert sums is not None
        rows.append([Fraction(each.contribution or 0) for each in sums.criteria])
    scores = [sum(row) for row in rows]
    mean = sum(scores) / len(scores)
    variance = sum((score - mean) ** 2 for score in scores)
    for place, line in enumerate(found.criteria):
        share = sum(row[place] * (score - mean) for row, score in zip(rows, scores, strict=True)) / variance
        assert line.effective is not None
        assert abs(Fraction(line.effective) - 100 * share) < Fraction(1, 2)
    assert abs(sum(line.effective or 0 for line in found.criteria) - 100) <= Decimal("0.2")


def test_before_the_close_nobody_learns_what_decided(hall: Hall) -> None:
    opened = hall.open_round(WITH_SCIENCE)
    hall.everybody_scores(opened)
    where = reverse("api_ranking_importance", args=[opened.pk])
    assert client_of(hall.facilitator).get(where).status_code == DENIED
    assert queries.last_ranked_round(hall.framework) is None
    assert "How much each decided" not in page_of(hall)


def page_of(hall: Hall) -> str:
    answer = client_of(hall.facilitator).get(reverse("measure_list", args=[hall.framework.pk]))
    assert answer.status_code == OK
    return answer.content.decode()


def test_the_page_says_what_the_region_has(hall: Hall) -> None:
    page = page_of(hall)
    assert "A fifth each for: what we want to find out" in page
    assert "fifths/2026-11" in page
    hall.ranked_round(WITH_SCIENCE)
    assert "How much each decided" in page_of(hall)


def test_a_figure_without_statistics_is_said_not_to_be_available() -> None:
    hall = make_hall({"science": 5}, measures=("location_quotient",))
    (measure,) = queries.measures_of(hall.framework)
    assert (measure.is_available, measure.with_value, measure.activities) == (False, 0, 3)
    assert "Not available in this region" in page_of(hall)


def test_pages_without_figures_or_activities_say_what_comes_next() -> None:
    framework = FrameworkFactory.create()
    desk = client_of(member(framework.region, Role.ANALYST))
    where = reverse("measure_list", args=[framework.pk])
    assert "takes nothing from figures" in desk.get(where).content.decode()
    CriterionFactory.create(framework=framework, kind="measured", measure="first_experiment")
    assert "no activities to score yet" in desk.get(where).content.decode()
    assert client_of(member(RegionFactory.create(), Role.ANALYST)).get(where).status_code == MISSING


def test_programs_get_the_same(hall: Hall) -> None:
    round = hall.ranked_round(WITH_SCIENCE)
    client = client_of(hall.facilitator)
    measures = client.get(reverse("api_framework_measures", args=[hall.framework.pk])).json()
    assert [each["measure"] for each in measures] == ["first_experiment"]
    found = queries.importance_in(round)
    answer = client.get(reverse("api_ranking_importance", args=[round.pk])).json()
    assert found is not None
    assert [each["effective"] for each in answer["criteria"]] == [
        str(each.effective) for each in found.criteria
    ]


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_takes_the_same_queries_at_any_length(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    framework: Framework = FrameworkFactory.create()
    CriterionFactory.create(framework=framework, kind="measured", measure="first_experiment")
    ActivityFactory.create_batch(size, region=framework.region)
    client = client_of(member(framework.region, Role.ANALYST))
    with django_assert_num_queries(7):
        client.get(reverse("measure_list", args=[framework.pk]))
