"""An indicative round while it is open: the hall sees how it stands, by whole batches; of a counting one nobody does."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from assessments import actions, projections, queries
from assessments.models import OpenBoard, Ranking, Round
from discovery.actions import start_step
from discovery.models import StepKind
from foundation.transitions import Refused
from priorities.actions import draft_set
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.scenes import client_of
from tests.factories.discovery import StepFactory
from tests.factories.regions import member

pytestmark = pytest.mark.django_db

MARKS = (3, 5, 7, 4, 6, 8, 2, 5, 9, 4, 6, 3)


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 12}, activities=2)


@pytest.fixture
def opened(hall: Hall) -> Round:
    return hall.open_round(WITH_SCIENCE, is_counting=False)


def finish(hall: Hall, round: Round, *seats: int, shift: int = 0) -> None:
    """These people mark the whole list; the second activity lies two below the first."""
    for seat in seats:
        for place, activity in enumerate(hall.activities):
            mark = (MARKS[seat] + shift - 2 * place) % 11
            give(hall, round, seat, activity.pk, mark)
    projections.move_board(round.pk)


def give(hall: Hall, round: Round, seat: int, activity_id: int, mark: int, sequence: int = 1) -> None:
    marks = {"q0": mark, "q1": mark}
    by = hall.rater("science", seat)
    actions.record_ballot(round=round, activity_id=activity_id, marks=marks, by=by, sequence=sequence)


def shown(round: Round) -> tuple[int, list[str]]:
    so_far = queries.so_far(round)
    return so_far.people, [str(row.score) for row in so_far.rows]


def part(user: User, round: Round) -> int:
    return client_of(user).get(reverse("round_board", args=[round.pk])).status_code


def test_it_moves_when_five_have_finished_and_not_before(hall: Hall, opened: Round) -> None:
    finish(hall, opened, 0, 1, 2, 3)
    assert shown(opened) == (0, [])
    finish(hall, opened, 4)
    first = shown(opened)
    assert first[0] == 5
    assert len(first[1]) == 2
    finish(hall, opened, 5, 6, 7, 8)
    assert shown(opened) == first
    finish(hall, opened, 9)
    assert shown(opened)[0] == 10
    assert shown(opened)[1] != first[1]


def test_the_twin_that_moves_with_every_person_gives_each_mark_away(
    hall: Hall, opened: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pictures, each score times its people, the one from the other: the mark of whoever came between them."""
    five = (0, 1, 2, 3, 4)
    finish(hall, opened, *five)
    before = shown(opened)
    finish(hall, opened, 5)
    assert shown(opened) == before  # with the guard there is no second picture to subtract from
    monkeypatch.setattr("assessments.scoring.ripe_groups", lambda method, *rest: [True] * len(method.groups))
    projections.move_board(opened.pk)
    after = shown(opened)
    marks = [
        round_half(after[0] * later - before[0] * earlier)
        for later, earlier in zip(marks_of(after), marks_of(before), strict=True)
    ]
    assert marks == [MARKS[5], MARKS[5] - 2]


def marks_of(picture: tuple[int, list[str]]) -> list[float]:
    """Marks for the first and the second activity; the first is always ahead here. 100 is a mark of ten."""
    return [float(score) / 10 for score in picture[1]]


def round_half(number: float) -> int:
    return int(number + 0.5)


def test_one_persons_ballots_are_one_person(hall: Hall, opened: Round) -> None:
    """Ballots are not counted: four people with a list each, and a fifth who has begun, are no batch."""
    finish(hall, opened, 0, 1, 2, 3)
    give(hall, opened, 4, hall.activities[0].pk, 6)
    projections.move_board(opened.pk)
    assert shown(opened) == (0, [])


def test_a_mark_changed_after_its_batch_moves_nothing(hall: Hall, opened: Round) -> None:
    """Else the difference of two pictures would be one person's."""
    finish(hall, opened, 0, 1, 2, 3, 4)
    first = shown(opened)
    give(hall, opened, 0, hall.activities[0].pk, 10, sequence=2)
    projections.move_board(opened.pk)
    assert shown(opened) == first
    finish(hall, opened, 5, 6, 7, 8)
    assert shown(opened) == first


def test_the_result_is_the_last_picture_so_that_no_late_mark_stands_alone(hall: Hall, opened: Round) -> None:
    """Six finish: with the sixth in the result, its difference from the board would be the sixth's marks."""
    finish(hall, opened, 0, 1, 2, 3, 4, 5)
    people, scores = shown(opened)
    assert people == 6  # all came between two pictures
    finish(hall, opened, 6)
    actions.close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(opened.pk)
    board = queries.board_of(Round.objects.get(pk=opened.pk))
    assert board is not None
    assert [str(row.official.score) for row in board.ranked] == scores
    again = Ranking.objects.get(round=opened).digest
    projections.rebuild_ranking(opened.pk)
    assert Ranking.objects.get(round=opened).digest == again


def test_who_finished_last_enters_at_the_close_where_they_are_five(hall: Hall, opened: Round) -> None:
    finish(hall, opened, 0, 1, 2, 3, 4)
    for seat in (5, 6, 7, 8, 9):
        for place, activity in enumerate(hall.activities):
            give(hall, opened, seat, activity.pk, MARKS[seat] - place)
    actions.close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(opened.pk)
    assert [len(batch) for batch in OpenBoard.objects.get(round=opened).batches] == [5, 5]


def test_only_whoever_leads_may_ask_for_it_and_only_while_it_is_open(hall: Hall, opened: Round) -> None:
    finish(hall, opened, 0, 1, 2, 3, 4)
    administrator = member(hall.region, Role.ADMINISTRATOR)
    stranger = member(make_hall({}).region, Role.FACILITATOR)
    asked = (hall.facilitator, administrator, hall.rater(), stranger)
    assert [part(user, opened) for user in asked] == [200, 403, 403, 404]
    text = client_of(hall.facilitator).get(reverse("round_detail", args=[opened.pk])).content.decode()
    assert "Indicative, so far, 5 people" in text
    assert (
        "Indicative, so far"
        not in client_of(hall.rater()).get(reverse("round_detail", args=[opened.pk])).content.decode()
    )
    assert client_of(hall.facilitator).get(reverse("ranking_detail", args=[opened.pk])).status_code == 403
    assert not Ranking.objects.exists()
    actions.close_round(round=opened, by=hall.facilitator)
    assert [part(user, opened) for user in asked] == [404] * 4


def test_of_a_counting_round_there_is_nothing_to_see(hall: Hall) -> None:
    round = hall.open_round(WITH_SCIENCE)
    finish(hall, round, 0, 1, 2, 3, 4, 5)
    assert part(hall.facilitator, round) == 404
    assert not OpenBoard.objects.exists()
    with pytest.raises(ValueError, match="before its close"):
        queries.so_far(round)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(has_open_board=True)


def test_the_wall_shows_it_in_its_step_and_the_phone_says_so(hall: Hall) -> None:
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step, is_counting=False)
    actions.open_round(round=round, merged_groups=WITH_SCIENCE, by=hall.facilitator)
    hall.workshop.refresh_from_db()
    start_step(workshop=hall.workshop, step=step, run=hall.workshop.step_run, by=hall.facilitator)
    round.refresh_from_db()
    wall, address = client_of(hall.facilitator), reverse("wall_main", args=[hall.workshop.pk])
    before = wall.get(address)
    assert "as soon as 5 people of a group have marked" in before.content.decode()
    finish(hall, round, 0, 1, 2, 3, 4)
    after = wall.get(address)
    assert after["ETag"] != before["ETag"]
    assert "Indicative, so far, 5 people" in after.content.decode()
    assert hall.activities[0].title in after.content.decode()
    phone = client_of(hall.rater("science", 7)).get(reverse("room_work", args=[hall.workshop.pk]))
    assert "together with those of at least 5 people of your group" in phone.content.decode()


@pytest.mark.parametrize(("counting", "has_board"), [("yes", False), ("no", True), ("", False)])
def test_the_form_says_what_the_round_is_for(hall: Hall, counting: str, has_board: bool) -> None:
    desk = client_of(hall.facilitator)
    posted = {
        "title": "Mood", "workshop": hall.workshop.pk, "framework": hall.framework.pk, "kappa": 2,
        "activities": [each.pk for each in hall.activities], "raters_per_organization": 3, "counting": counting,
    }  # fmt: skip
    desk.post(reverse("round_create", args=[hall.region.code]), posted)
    round = Round.objects.get()
    assert (round.has_open_board, round.is_counting) == (has_board, not has_board)


def test_no_set_can_rest_on_it(hall: Hall, opened: Round) -> None:
    finish(hall, opened, 0, 1, 2, 3, 4)
    actions.close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(opened.pk)
    round = Round.objects.get(pk=opened.pk)
    with pytest.raises(Refused):
        draft_set(round=round, title="Set", cycle=2026, target_count=5, by=hall.facilitator)


@pytest.mark.parametrize("activities", [2, 30])
def test_the_board_costs_the_same_whatever_the_list(activities: int) -> None:
    hall = make_hall({"science": 5}, activities=activities)
    round = hall.open_round(WITH_SCIENCE, is_counting=False)
    finish(hall, round, 0, 1, 2, 3, 4)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(queries.so_far(round).rows) == activities
    assert len(asked) == 2
