"""What if the weights were others: computed from what anybody may see, marked as not official, stored nowhere."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from assessments import queries
from assessments.forms import WhatIfForm
from assessments.models import Ranking, Round
from assessments.scoring import weights_for, with_kappa
from assessments.scoring.method import JUDGED, Criterion, Group, Method, MethodError
from foundation.models import AuditRow
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import UserFactory

METHOD = Method(
    criteria=(
        Criterion("a", "inclusivity", JUDGED, Fraction(10)),
        Criterion("b", "inclusivity", JUDGED, Fraction(30)),
        Criterion("c", "discovery", JUDGED, Fraction(60)),
    ),
    groups=(Group("science", Fraction(1), ("science",)),),
)


def test_inside_a_principle_the_agreed_proportions_stay() -> None:
    def proportions(**shares: int) -> list[Fraction]:
        weights = weights_for(METHOD, shares)
        return [Fraction(weight, sum(weights)) for weight in weights]

    assert proportions(inclusivity=40, discovery=60) == [Fraction(1, 10), Fraction(3, 10), Fraction(6, 10)]
    assert proportions(inclusivity=50, discovery=50) == [Fraction(1, 8), Fraction(3, 8), Fraction(4, 8)]
    assert proportions(discovery=7) == [0, 0, 1]


@pytest.mark.parametrize("shares", [{}, {"inclusivity": 0, "discovery": 0}])
def test_without_any_weight_there_is_no_order(shares: dict[str, int]) -> None:
    with pytest.raises(MethodError):
        weights_for(METHOD, shares)


@pytest.mark.parametrize("kappa", [0, 9])
def test_kappa_stays_where_the_method_allows_it(kappa: int) -> None:
    assert with_kappa(METHOD, 8).kappa == 8
    with pytest.raises(MethodError):
        with_kappa(METHOD, kappa)


@pytest.fixture
def hall() -> Hall:
    return make_hall(activities=6, questions=5)


@pytest.fixture
def round(hall: Hall) -> Round:
    return hall.ranked_round()


def page_of(hall: Hall, round: Round, status: int = OK, **asked: Any) -> str:
    answer = client_of(hall.facilitator).get(reverse("ranking_what_if", args=[round.pk]), asked)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.django_db
def test_as_agreed_it_is_the_official_order(round: Round) -> None:
    agreed = queries.agreed_shares(round)
    assert agreed == dict.fromkeys(agreed, 20)
    found = queries.what_if(round, shares=agreed, kappa=2)
    assert found
    assert [one.place for one in found.supposed] == [one.row.official for one in found.supposed]
    assert all(one.change == 0 for one in found.supposed)
    assert [share for _name, share in found.shares] == [Decimal(20)] * 5


@pytest.mark.django_db
def test_all_weight_on_one_principle_is_the_score_of_that_principle(round: Round) -> None:
    found = queries.what_if(round, shares={"experimentation": 1}, kappa=2)
    assert found
    for one in found.supposed:
        assert one.place.score == dict(one.row.principles)["experimentation"]


@pytest.mark.django_db
def test_another_kappa_moves_scores(round: Round) -> None:
    agreed = queries.agreed_shares(round)
    two, eight = (queries.what_if(round, shares=agreed, kappa=kappa) for kappa in (2, 8))
    assert two
    assert eight
    assert eight.kappa == 8
    assert {one.row.activity.pk: one.place.score for one in two.supposed} != {
        one.row.activity.pk: one.place.score for one in eight.supposed
    }


@pytest.mark.django_db
def test_what_stays_back_is_not_asked(hall: Hall, round: Round) -> None:
    """All weight on one question would print its mean, whose sums may tell what single people gave."""
    ranking = Ranking.objects.get(round=round)
    secret = ranking.document["activities"][0]
    secret["sums_open"] = False
    ranking.save()
    found = queries.what_if(round, shares={"discovery": 1}, kappa=2)
    assert found
    assert [str(row.activity.pk) for row in found.kept_back] == [secret["activity"]]
    assert secret["activity"] not in {str(one.row.activity.pk) for one in found.supposed}
    agreed = queries.what_if(round, shares=queries.agreed_shares(round), kappa=2)
    assert agreed
    assert {one.change for one in agreed.supposed} == {0}, "nobody moves because somebody is not asked"
    assert "would tell what single people gave" in page_of(hall, round)


@pytest.mark.django_db
def test_the_page_says_it_is_not_official_and_stores_nothing(hall: Hall, round: Round) -> None:
    before = AuditRow.objects.count(), Ranking.objects.get(round=round).digest
    told = page_of(hall, round, inclusivity=100, specialization=0, kappa=5)
    assert "This is not the official result" in told
    assert 'value="100"' in told
    assert "a group of 5 counts half" in told
    assert (AuditRow.objects.count(), Ranking.objects.get(round=round).digest) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kappa": 9}, "less than or equal to 8"),
        ({"inclusivity": -1}, "greater than or equal to 0"),
        ({"inclusivity": "many"}, "whole number"),
        (
            dict.fromkeys(
                ("inclusivity", "specialization", "diversification", "experimentation", "discovery"), 0
            ),
            "At least one principle must weigh something",
        ),
    ],
)
def test_bad_addresses_are_told_what_is_wrong(
    hall: Hall, round: Round, asked: dict[str, Any], words: str
) -> None:
    assert words in page_of(hall, round, 400, **asked)


@pytest.mark.django_db
def test_before_the_result_and_for_strangers_there_is_nothing(hall: Hall) -> None:
    closed = hall.closed_round()
    address = reverse("ranking_what_if", args=[closed.pk])
    assert client_of(hall.facilitator).get(address).status_code == MISSING
    assert client_of(UserFactory.create()).get(address).status_code == MISSING


@pytest.mark.django_db
@pytest.mark.parametrize("activities", [1, 30])
def test_the_page_takes_the_same_queries(activities: int, django_assert_num_queries: Any) -> None:
    hall = make_hall(activities=activities, questions=1)
    round = hall.ranked_round()
    client = client_of(hall.facilitator)
    address = reverse("ranking_what_if", args=[round.pk])
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)


def test_a_slider_left_where_it_stood_counts_exactly_as_agreed() -> None:
    agreed = {"inclusivity": Fraction(45, 2), "discovery": Fraction(155, 2)}
    untouched = WhatIfForm({}, agreed=agreed, kappa=2)
    assert untouched.is_valid()
    assert untouched.as_input() == {"shares": agreed, "kappa": 2}
    sent = WhatIfForm({"inclusivity": "23", "discovery": "50", "kappa": "3"}, agreed=agreed, kappa=2)
    assert sent.is_valid()
    assert sent.as_input() == {"shares": {"inclusivity": Fraction(45, 2), "discovery": 50}, "kappa": 3}
