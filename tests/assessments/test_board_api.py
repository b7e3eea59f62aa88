"""The open board of an indicative round for programs."""

import pytest

from assessments import actions, projections, queries
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.test_api import DENIED, LOGIN, MISSING, OK, WRONG, Program
from tests.assessments.test_open_board import finish
from tests.factories.regions import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 12}, activities=2)


def test_it_says_what_the_wall_says(hall: Hall) -> None:
    round, facilitator = hall.open_round(WITH_SCIENCE, is_counting=False), Program(hall.facilitator)
    before = facilitator.call("get", "round_board", round.pk).json()
    assert before == {"people": 0, "taken_off": 0, "batch": 5, "activities": []}
    finish(hall, round, 0, 1, 2, 3, 4)
    told = facilitator.call("get", "round_board", round.pk).json()
    assert (told["people"], [row["rank"] for row in told["activities"]]) == (5, [1, 2])
    shown = [(row.activity.pk, str(row.score)) for row in queries.so_far(round).rows]
    assert [(row["activity"], row["score"]) for row in told["activities"]] == shown


def test_only_whoever_leads_and_only_while_it_is_open(hall: Hall) -> None:
    round, counting = hall.open_round(WITH_SCIENCE, is_counting=False), hall.open_round(WITH_SCIENCE)
    people = (hall.facilitator, member(hall.region, Role.OFFICIAL), hall.rater(), None)
    asked = [Program(user).call("get", "round_board", round.pk).status_code for user in people]
    assert asked == [OK, DENIED, DENIED, LOGIN]
    facilitator = Program(hall.facilitator)
    assert facilitator.call("get", "round_board", counting.pk).status_code == MISSING
    assert facilitator.call("post", "round_board", round.pk).status_code == WRONG
    actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(round.pk)
    assert facilitator.call("get", "round_board", round.pk).status_code == MISSING


@pytest.mark.parametrize(("asked", "is_counting"), [({}, True), ({"is_counting": False}, False)])
def test_a_program_says_what_the_round_is_for(hall: Hall, asked: dict[str, bool], is_counting: bool) -> None:
    made = Program(hall.facilitator).call(
        "post",
        "round_list",
        hall.region.code,
        data={
            "title": "Mood",
            "workshop": hall.workshop.pk,
            "framework": hall.framework.pk,
            "activities": [activity.pk for activity in hall.activities],
            **asked,
        },
    )
    assert (made.json()["is_counting"], made.json()["has_open_board"]) == (is_counting, not is_counting)
