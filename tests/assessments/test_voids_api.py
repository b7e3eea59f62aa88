"""Marks that do not count, through the API: the same two people, the same refusals."""

import pytest

from accounts.models import User
from assessments.actions import close_round
from assessments.models import Void
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import client_of
from tests.factories.regions import member

pytestmark = pytest.mark.django_db
JSON = "application/json"
ASKED = {"ground": "twice", "reason": "Came in with two phones."}


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def official(hall: Hall) -> User:
    return member(hall.region, Role.OFFICIAL)


def test_one_asks_and_another_decides(hall: Hall, official: User) -> None:
    round = hall.open_round()
    facilitator = client_of(hall.facilitator)
    raters = facilitator.get(f"/api/v1/rounds/{round.pk}/raters/").json()
    assert len(raters) == round.roster.count()
    assert {"id", "number", "group", "organization"} == set(raters[0])
    asked = facilitator.post(f"/api/v1/rounds/{round.pk}/voids/", {"rater": raters[0]["id"]} | ASKED, JSON)
    assert (asked.status_code, asked.json()["state"], asked.json()["rater"]) == (201, "asked", raters[0])
    decide = f"/api/v1/voids/{asked.json()['id']}/decide/"
    assert facilitator.post(decide, {"decision": "confirm"}, JSON).status_code == 403
    decided = client_of(official).post(decide, {"decision": "confirm"}, JSON)
    assert (decided.status_code, decided.json()["state"]) == (200, "confirmed")
    assert client_of(official).get(f"/api/v1/rounds/{round.pk}/voids/").json() == [decided.json()]
    assert len(facilitator.get(f"/api/v1/rounds/{round.pk}/raters/").json()) == len(raters) - 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rater": 10**9}, "rater"),
        ({"ground": "their marks were odd"}, "ground"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(hall: Hall, wrong: dict[str, str], field: str) -> None:
    round = hall.open_round()
    given = {"rater": round.roster.earliest("pk").pk} | ASKED | wrong
    answer = client_of(hall.facilitator).post(f"/api/v1/rounds/{round.pk}/voids/", given, JSON)
    assert answer.status_code == 400
    assert field in answer.content.decode()
    assert not Void.objects.exists()


def test_not_before_the_opening(hall: Hall) -> None:
    round = hall.open_round()
    rater = round.roster.earliest("pk").pk
    close_round(round=round, by=hall.facilitator)
    answer = client_of(hall.facilitator).post(
        f"/api/v1/rounds/{round.pk}/voids/", {"rater": rater} | ASKED, JSON
    )
    assert answer.status_code == 409
    assert not Void.objects.exists()
