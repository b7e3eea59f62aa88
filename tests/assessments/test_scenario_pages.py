"""Scenarios on pages, in files and for programs: who may, what they say, how many queries they take."""

import csv
import io
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from assessments import actions, queries
from assessments.models import Round, Scenario
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, WRONG, client_of
from tests.factories.accounts import UserFactory
from tests.factories.assessments import ScenarioFactory
from tests.factories.regions import RegionFactory, member


@pytest.fixture
def hall() -> Hall:
    return make_hall(activities=6, questions=5)


@pytest.fixture
def round(hall: Hall) -> Round:
    return hall.ranked_round()


def keep(round: Round, by: User, name: str = "The new first", **more: Any) -> Scenario:
    given: dict[str, Any] = {
        "assumption": "Diversification counts for all.",
        "shares": {"diversification": 1},
        "kappa": 2,
    }
    return actions.keep_scenario(round=round, name=name, by=by, **(given | more))


@pytest.mark.django_db
def test_from_the_sliders_to_the_table_and_away(hall: Hall, round: Round) -> None:
    client = client_of(member(hall.region, Role.ANALYST))
    asked = {
        "inclusivity": 0,
        "specialization": 0,
        "diversification": 60,
        "experimentation": 20,
        "discovery": 20,
    }
    page = client.get(reverse("ranking_what_if", args=[round.pk]), asked | {"kappa": 5}).content.decode()
    create = reverse("scenario_create", args=[round.pk])
    assert f"{create}?inclusivity=0&amp;specialization=0&amp;diversification=60" in page
    form = client.get(create, asked | {"kappa": 5}).content.decode()
    assert 'name="diversification" value="60"' in form
    assert "This is not the official result" in form
    texts = {"name": "Salt before oil", "assumption": "Prices of oil fall by half."}
    sent = client.post(create, asked | texts | {"kappa": 5})
    assert (sent.status_code, sent.headers["Location"]) == (MOVED, reverse("scenario_list", args=[round.pk]))
    told = client.get(sent.headers["Location"]).content.decode()
    for words in ("Salt before oil", "Prices of oil fall by half.", "Scenarios are not the official result"):
        assert words in told
    scenario = Scenario.objects.get()
    assert scenario.shares == {"inclusivity": "0", "specialization": "0", "diversification": "60",
                               "experimentation": "20", "discovery": "20"}  # fmt: skip
    remove = reverse("scenario_remove", args=[scenario.pk])
    assert "What will be lost" in client.get(remove).content.decode()
    assert client.post(remove).status_code == MOVED
    assert not Scenario.objects.exists()
    assert "No scenario is kept yet" in client.get(sent.headers["Location"]).content.decode()


@pytest.mark.django_db
def test_untouched_sliders_are_kept_as_agreed_exactly(hall: Hall, round: Round) -> None:
    texts = {"name": "As agreed", "assumption": "Nothing changes."}
    client_of(hall.facilitator).post(reverse("scenario_create", args=[round.pk]), texts)
    [scenario] = Scenario.objects.all()
    assert {code: Fraction(share) for code, share in scenario.shares.items()} == queries.agreed_shares(round)


@pytest.mark.django_db
def test_the_page_says_it_in_words(hall: Hall, round: Round) -> None:
    for name in ("One", "Two"):
        keep(round, hall.facilitator, name, shares=queries.agreed_shares(round))
    told = client_of(hall.rater()).get(reverse("scenario_list", args=[round.pk])).content.decode()
    assert "3 of the first 3 stay there in all 2 scenarios" in told
    assert "Remove" not in told, "a rater sees, and keeps nothing"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"name": "", "assumption": "x"},
        {"name": "x" * 61, "assumption": "x"},
        {"name": "x", "assumption": "x", "kappa": 9},
        {"name": "x", "assumption": "x", "discovery": "much"},
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(hall: Hall, round: Round, sent: dict[str, Any]) -> None:
    answer = client_of(hall.facilitator).post(reverse("scenario_create", args=[round.pk]), sent)
    assert answer.status_code == BAD
    assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_a_full_round_says_so_before_anything_is_typed(hall: Hall, round: Round) -> None:
    for number in range(1, 13):
        ScenarioFactory.create(round=round, number=number)
    told = client_of(hall.facilitator).get(reverse("scenario_create", args=[round.pk])).content.decode()
    assert "This round is full" in told
    assert 'name="assumption"' not in told


@pytest.mark.django_db
def test_a_name_in_another_language_is_marked(hall: Hall, round: Round) -> None:
    with translation.override("kk"):
        keep(round, hall.facilitator, "Алдымен жаңасы")
    told = client_of(hall.facilitator).get(reverse("scenario_list", args=[round.pk])).content.decode()
    assert "<span lang=kk>Алдымен жаңасы</span>" in told


@pytest.mark.django_db
def test_the_file_says_of_every_column_that_it_is_not_official(hall: Hall, round: Round) -> None:
    keep(round, hall.facilitator, "=cmd()")
    answer = client_of(hall.facilitator).get(reverse("scenario_list_csv", args=[round.pk]))
    header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[:4] == ["rank", "activity number", "activity", "among the first 3 in every scenario"]
    assert all(name.startswith("not official, =cmd(): ") for name in header[4:])
    found = queries.compared_scenarios(round)
    assert found
    assert [row[0] for row in rows] == [str(row.official) for row in found.rows]
    assert [row[4] for row in rows] == [str(row.places[0].place.rank) for row in found.rows]


@pytest.mark.django_db
def test_who_may_keep_and_remove(hall: Hall, round: Round) -> None:
    scenario = keep(round, hall.facilitator)
    people = {
        "official": (member(hall.region, Role.OFFICIAL), OK),
        "analyst": (member(hall.region, Role.ANALYST), OK),
        "reviewer": (member(hall.region, Role.REVIEWER), DENIED),
        "administrator": (member(hall.region, Role.ADMINISTRATOR), DENIED),
        "rater": (hall.rater(), DENIED),
        "elsewhere": (member(RegionFactory.create(), Role.FACILITATOR), MISSING),
        "stranger": (UserFactory.create(), MISSING),
    }
    for who, (person, status) in people.items():
        client = client_of(person)
        for name, pk in (("scenario_create", round.pk), ("scenario_remove", scenario.pk)):
            assert client.get(reverse(name, args=[pk])).status_code == status, (who, name)
        seen = client.get(reverse("scenario_list", args=[round.pk])).status_code
        assert seen == (MISSING if status == MISSING else OK), who
    assert client_of(hall.facilitator).post(reverse("scenario_list", args=[round.pk])).status_code == WRONG


@pytest.mark.django_db
def test_scenarios_stay_in_the_region_where_the_result_is_public(hall: Hall, round: Round) -> None:
    keep(round, hall.facilitator, "Only for us")
    Round.objects.filter(pk=round.pk).update(made_public_at=round.closed_at)
    for person, status in ((None, MOVED), (UserFactory.create(), MISSING)):
        client = client_of(person)
        for name in ("scenario_list", "scenario_list_csv", "scenario_create"):
            assert client.get(reverse(name, args=[round.pk])).status_code == status, name
        page = client.get(reverse("ranking_what_if", args=[round.pk]))
        assert page.status_code == OK
        assert reverse("scenario_list", args=[round.pk]) not in page.content.decode()
        assert "Keep as a scenario" not in page.content.decode()
    assert Client().get(reverse("api_scenario_list", args=[round.pk])).status_code == 401


@pytest.mark.django_db
def test_while_scoring_is_open_nobody_gets_in(hall: Hall) -> None:
    opened = hall.open_round()
    client = client_of(hall.facilitator)
    for name in ("scenario_list", "scenario_list_csv", "scenario_create", "api_scenario_list"):
        assert client.get(reverse(name, args=[opened.pk])).status_code == DENIED


@pytest.mark.django_db
def test_until_the_result_is_computed_there_is_nothing(hall: Hall) -> None:
    closed = hall.closed_round()
    client = client_of(hall.facilitator)
    for name in ("scenario_list", "scenario_list_csv", "scenario_create", "api_scenario_list"):
        assert client.get(reverse(name, args=[closed.pk])).status_code == MISSING


@pytest.mark.django_db
@pytest.mark.parametrize(("activities", "scenarios"), [(1, 1), (30, 12)])
def test_the_page_takes_the_same_queries(
    activities: int, scenarios: int, django_assert_num_queries: Any
) -> None:
    hall = make_hall(activities=activities, questions=1)
    round = hall.ranked_round()
    for number in range(1, scenarios + 1):
        ScenarioFactory.create(round=round, number=number)
    client = client_of(hall.facilitator)
    for name, number in (("scenario_list", 8), ("scenario_list_csv", 7), ("api_scenario_list", 7)):
        address = reverse(name, args=[round.pk])
        client.get(address)
        with django_assert_num_queries(number):
            client.get(address)


# Programs


@pytest.mark.django_db
def test_programs_keep_read_and_remove(hall: Hall, round: Round) -> None:
    client = client_of(hall.facilitator)
    address = reverse("api_scenario_list", args=[round.pk])
    data = {
        "name": "New",
        "assumption": "The new counts more.",
        "shares": {"diversification": 60},
        "kappa": 3,
    }
    kept = client.post(address, data, "application/json")
    assert kept.status_code == 201, kept.content
    assert kept.json()["shares"]["diversification"] == "60"
    assert kept.json()["shares"]["discovery"] == "20", "left out: as agreed"
    assert kept.json()["is_official"] is False
    told = client.get(address).json()
    found = queries.compared_scenarios(round)
    assert found
    assert told["places"] == 3
    assert [each["name"] for each in told["scenarios"]] == ["New"]
    assert [
        (each["activity"], each["official_rank"], each["stays_first"], each["scenarios"][0]["rank"])
        for each in told["activities"]
    ] == [(row.row.activity.pk, row.official, row.stays, row.places[0].place.rank) for row in found.rows]
    for wrong in ({"shares": {"luck": 1}}, {"kappa": 9}, {"name": ""}, {"shares": {"discovery": 101}}):
        assert client.post(address, data | {"name": "Other"} | wrong, "application/json").status_code == BAD
    gone = client.delete(reverse("api_scenario_detail", args=[kept.json()["id"]]))
    assert gone.status_code == 204
    assert not Scenario.objects.exists()
