"""Scenarios: other assumptions kept under a name, compared with the official result, never taken for it."""

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from assessments import actions, queries
from assessments.models import Ranking, Round, Scenario
from assessments.scoring import Assumption, Tally, balance, ranks, reordered, weights_for, with_kappa
from assessments.scoring.exact import Ratio
from assessments.scoring.method import JUDGED, MEASURED, Criterion, Group, Method, MethodError
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import client_of
from tests.factories.assessments import ScenarioFactory

METHOD = Method(
    criteria=(
        Criterion("a", "inclusivity", JUDGED, Fraction(10)),
        Criterion("b", "inclusivity", MEASURED, Fraction(30)),
        Criterion("c", "discovery", JUDGED, Fraction(60)),
    ),
    groups=(Group("science", Fraction(1, 2), ("science",)), Group("business", Fraction(1, 2), ("business",))),
)
TALLIES = (
    Tally("1", [[5, 9], [5, 9]], [[20, 81], [45, 18]], [333_333]),
    Tally("2", [[5, 9], [4, 9]], [[45, 10], [36, 44]], [666_667]),
    Tally("3", [[5, 9], [2, 3]], [[45, 10], [20, 30]], [None]),
)
ASKED = (
    Assumption({"inclusivity": 40, "discovery": 60}, 2),
    Assumption({"inclusivity": Fraction(100, 3), "discovery": 1}, 8),
    Assumption({"discovery": 1}, 2),
)


# Mathematics


def long_way(rules: Method, tally: Tally) -> list[Ratio | None]:
    """u of a, b and c."""
    columns = zip(rules.judged, tally.counts, tally.totals, strict=True)
    first, last = (
        balance.value(each, balance.balanced(n, rules.omegas, rules.kappa, 5), n, totals)
        for each, n, totals in columns
    )
    [u] = tally.measured
    return [first, None if u is None else (u, 10**6), last]


def test_an_order_is_what_the_long_way_gives() -> None:
    """Values, weighted mean and rank one by one, as the official score takes them."""
    for assumption, found in zip(ASKED, reordered(METHOD, TALLIES, ASKED), strict=True):
        rules = with_kappa(METHOD, assumption.kappa)
        weights = weights_for(METHOD, assumption.shares)
        scores = [balance.score(long_way(rules, tally), weights, rules.coverage_minimum) for tally in TALLIES]
        assert [one.score for one in found] == scores
        assert [one.rank for one in found] == ranks(scores)


def test_what_is_missing_has_no_place() -> None:
    """The third has no judgement of the only principle that weighs: two and three marks are too few."""
    [standings] = reordered(METHOD, TALLIES, [Assumption({"discovery": 1}, 2)])
    assert (standings[2].score, standings[2].rank) == (None, None)


@pytest.mark.parametrize("wrong", [Assumption({}, 2), Assumption({"discovery": 1}, 9)])
def test_impossible_assumptions_are_errors(wrong: Assumption) -> None:
    with pytest.raises(MethodError):
        reordered(METHOD, TALLIES, [wrong])


# Keeping and removing


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
def test_only_assumptions_are_kept(hall: Hall, round: Round) -> None:
    before = Ranking.objects.get(round=round).digest, Round.objects.get(pk=round.pk).input_version
    with translation.override("kk"):
        scenario = keep(
            round, hall.facilitator, shares={"diversification": Fraction(100, 3), "discovery": 20}
        )
    assert (scenario.number, scenario.language, scenario.kappa) == (1, "kk", 2)
    assert scenario.shares == {"diversification": "100/3", "discovery": "20"}
    row = AuditRow.objects.latest("pk")
    assert (row.verb, row.actor_id) == ("assessments.keep_scenario", hall.facilitator.pk)
    assert row.after
    assert (Ranking.objects.get(round=round).digest, Round.objects.get(pk=round.pk).input_version) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "  "}, "give it a name"),
        ({"assumption": ""}, "give it a name"),
        ({"shares": {"luck": 1}}, "no such principle: luck"),
        ({"shares": {"discovery": 0}}, "must weigh something"),
        ({"shares": {"discovery": -1, "inclusivity": 5}}, "must weigh something"),
        ({"kappa": 9}, "1 to 8 people"),
    ],
)
def test_what_is_no_assumption_is_refused(
    hall: Hall, round: Round, given: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        keep(round, hall.facilitator, **given)
    assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_a_name_stands_once_in_a_round(hall: Hall, round: Round) -> None:
    keep(round, hall.facilitator)
    with pytest.raises(Refused, match="of that name"):
        keep(round, hall.facilitator)


@pytest.mark.django_db
def test_before_the_close_there_is_no_scenario(hall: Hall) -> None:
    with pytest.raises(WrongState):
        keep(hall.open_round(), hall.facilitator)


@pytest.mark.django_db
def test_a_round_keeps_twelve_and_a_removed_one_makes_room(hall: Hall, round: Round) -> None:
    kept = [keep(round, hall.facilitator, name=f"Scenario {number}") for number in range(12)]
    with pytest.raises(Refused, match="at most 12"):
        keep(round, hall.facilitator, name="One too many")
    actions.remove_scenario(scenario=kept[4], by=hall.facilitator)
    assert AuditRow.objects.latest("pk").verb == "assessments.remove_scenario"
    assert keep(round, hall.facilitator, name="In its place").number == 5


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 13])
def test_the_database_itself_holds_the_limit(number: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioFactory.create(number=number)


@pytest.mark.django_db
def test_the_database_gives_a_number_once(round: Round) -> None:
    ScenarioFactory.create(round=round, number=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioFactory.create(round=round, number=3)


# Comparing


@pytest.mark.django_db
def test_each_scenario_is_what_the_what_if_page_says(hall: Hall, round: Round) -> None:
    shares = {"experimentation": 3, "discovery": 1}
    keep(round, hall.facilitator, "As agreed", shares=queries.agreed_shares(round))
    keep(round, hall.facilitator, shares=shares, kappa=5)
    found = queries.compared_scenarios(round)
    asked = queries.what_if(round, shares=shares, kappa=5)
    assert found
    assert asked
    by_activity = {one.row.activity.pk: one for one in asked.supposed}
    for row in found.rows:
        as_agreed, other = row.places
        assert (as_agreed.place, as_agreed.change) == (row.row.official, 0)
        assert (other.place, other.change) == (
            by_activity[row.row.activity.pk].place,
            by_activity[row.row.activity.pk].change,
        )
    assert [row.official for row in found.rows] == sorted(row.row.official.rank or 99 for row in found.rows)


@pytest.mark.django_db
def test_who_stays_leaves_and_enters_is_counted(hall: Hall, round: Round) -> None:
    for principle in ("inclusivity", "experimentation", "discovery"):
        keep(round, hall.facilitator, principle, shares={principle: 1})
    found = queries.compared_scenarios(round)
    assert found
    assert found.places == 3
    assert found.first == sum((row.official or 99) <= 3 for row in found.rows)
    everywhere = {
        row.row.activity.pk
        for row in found.rows
        if (row.official or 99) <= 3 and all((one.place.rank or 99) <= 3 for one in row.places)
    }
    assert {row.row.activity.pk for row in found.staying} == everywhere
    assert len(found.staying) + len(found.leaving) == found.first
    assert all((row.official or 99) > 3 for row in found.entering)
    assert found.leaving, "the marks of this hall differ by question"


@pytest.mark.django_db
def test_what_stays_back_is_in_no_scenario(hall: Hall, round: Round) -> None:
    """All weight on one principle would print a mean whose sums may tell what single people gave."""
    ranking = Ranking.objects.get(round=round)
    secret = ranking.document["activities"][0]
    secret["sums_open"] = False
    ranking.save()
    keep(round, hall.facilitator)
    found = queries.compared_scenarios(round)
    assert found
    assert [row.activity.pk for row in found.kept_back] == [int(secret["activity"])]
    assert int(secret["activity"]) not in {row.row.activity.pk for row in found.rows}
    assert sorted(row.official or 99 for row in found.rows) == list(range(1, 6)), "places among those asked"
    for address in ("scenario_list_csv", "api_scenario_list"):
        told = client_of(hall.facilitator).get(reverse(address, args=[round.pk])).content.decode()
        numbers = {int(row[1]) for row in csv.reader(io.StringIO(told)) if row[1:] and row[1].isdigit()}
        assert int(secret["activity"]) not in numbers
