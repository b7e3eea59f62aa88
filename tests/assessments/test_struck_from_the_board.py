"""Marks struck after the hall saw them on the open board: whoever kept all pictures learns nobody's marks (K2)."""

from collections.abc import Collection
from typing import Any

import pytest
from django.urls import reverse

from assessments import actions, projections, queries, scoring
from assessments.models import OpenBoard, RosterEntry, Round
from assessments.projections import boards
from assessments.projections.sums import inputs_of
from assessments.queries.minutes import round_sections
from discovery.actions import start_step
from discovery.models import StepKind
from foundation import wake
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.kept_pictures import Keeper
from tests.assessments.scenes import client_of
from tests.factories.discovery import StepFactory
from tests.factories.regions import member

pytestmark = pytest.mark.django_db

MARKS = (3, 5, 7, 4, 6, 8, 2, 5, 9, 4, 6, 3, 7, 1, 5, 6)


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": len(MARKS)}, activities=2)


@pytest.fixture
def opened(hall: Hall) -> Round:
    return hall.open_round(WITH_SCIENCE, is_counting=False)


def finish(hall: Hall, round: Round, *seats: int) -> None:
    for seat in seats:
        for place, activity in enumerate(hall.activities):
            mark = (MARKS[seat] - 2 * place) % 11
            marks = {"q0": mark, "q1": mark}
            by = hall.rater("science", seat)
            actions.record_ballot(round=round, activity_id=activity.pk, marks=marks, by=by, sequence=1)
    projections.move_board(round.pk)


def strike(hall: Hall, round: Round, seat: int) -> None:
    rater = RosterEntry.objects.get(round=round, user=hall.rater("science", seat))
    void = actions.ask_void(
        round=round, rater=rater, ground="twice", reason="Two phones.", by=hall.facilitator
    )
    actions.decide_void(void=void, is_confirmed=True, by=member(hall.region, Role.OFFICIAL))
    projections.move_board(round.pk)


def seats_of(hall: Hall, round: Round, raters: Collection[int]) -> list[int]:
    """The raters' seats, which tell their marks."""
    users = [one.user_id for one in hall.people["science"]]
    chosen = RosterEntry.objects.filter(round=round, pk__in=raters).values_list("user_id", flat=True)
    return sorted(users.index(user) for user in chosen)


def look(hall: Hall, round: Round, keeper: Keeper) -> None:
    """The sum of the first activity, from the score as the wall shows it; 100 is a mark of ten."""
    so_far, board = queries.so_far(round), OpenBoard.objects.get(round=round)
    struck = set(RosterEntry.objects.filter(queries.IS_VOIDED, round=round).values_list("pk", flat=True))
    inside = [one for batch in scoring.standing(board.batches, struck) for one in batch]
    assert so_far.people == len(inside)
    scores = {row.activity.pk: float(row.score) for row in so_far.rows}
    total = scores.get(hall.activities[0].pk, 0) * len(inside) / 10
    keeper.keep(seats_of(hall, round, inside), int(total + 0.5))


def kept_over_an_evening(hall: Hall, round: Round) -> Keeper:
    keeper = Keeper()
    for seats in ((0, 1, 2, 3, 4), (5, 6, 7), (8, 9), (10, 11, 12, 13), (14, 15)):
        finish(hall, round, *seats)
        look(hall, round, keeper)
        if seats[0] in (8, 10):
            strike(hall, round, {8: 2, 10: 12}[seats[0]])
            look(hall, round, keeper)
    return keeper


def test_the_batch_leaves_with_whoever_is_struck(hall: Hall, opened: Round) -> None:
    keeper = kept_over_an_evening(hall, opened)
    assert keeper.fewest_values() >= 3
    assert [len(people) for people, _total in keeper.kept] == [5, 5, 10, 5, 5, 5, 10]
    so_far = queries.so_far(opened)
    assert (so_far.people, so_far.taken_off) == (10, 5)
    board = OpenBoard.objects.get(round=opened)
    assert [seats_of(hall, opened, batch) for batch in board.batches] == [
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8, 9],
        [10, 11, 13, 14, 15],  # who was struck while waiting never entered; the others waited for one more
    ]


def test_the_twin_that_takes_only_the_struck_one_off_gives_the_mark_away(
    hall: Hall, opened: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def others_stay(batches: list[list[int]], struck: Collection[int]) -> list[list[int]]:
        return [[one for one in batch if one not in struck] for batch in batches]

    monkeypatch.setattr(scoring, "standing", others_stay)
    keeper = kept_over_an_evening(hall, opened)
    assert keeper.values_left(2) == [MARKS[2]]


def test_the_result_is_the_last_picture_and_says_who_is_missing(hall: Hall, opened: Round) -> None:
    finish(hall, opened, *range(5))
    finish(hall, opened, *range(5, 10))
    strike(hall, opened, 7)
    shown = [(row.activity.pk, row.score) for row in queries.so_far(opened).rows]
    actions.close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(opened.pk)
    projections.rebuild_analysis(opened.pk)
    board = queries.board_of(Round.objects.get(pk=opened.pk))
    assert board is not None
    assert [(row.activity.pk, row.official.score) for row in board.ranked] == shown
    assert {cell["n"] for one in board.ranking.document["activities"] for cell in one["cells"]} == {5}
    batch = inputs_of(Round.objects.get(pk=opened.pk))[1].batch
    assert batch is not None  # what may be told beside the result depends on who came together
    assert batch.tolist() == [0] * 5 + [-1] * 11
    page = client_of(hall.facilitator).get(reverse("ranking_detail", args=[opened.pk])).content.decode()
    assert "5 people who came in together were taken off" in page
    [section] = round_sections(hall.workshop)
    assert "5 people who came in together were taken off" in " ".join(section.paragraphs)


def test_where_a_batch_left_and_nobody_stayed_the_board_says_so(hall: Hall, opened: Round) -> None:
    finish(hall, opened, *range(5))
    strike(hall, opened, 3)
    text = client_of(hall.facilitator).get(reverse("round_board", args=[opened.pk])).content.decode()
    assert "Indicative, so far" not in text
    assert "5 people who came in together were taken off" in text
    actions.close_round(round=opened, by=hall.facilitator)
    ranking = projections.rebuild_ranking(opened.pk)
    assert ranking is not None
    assert [one["rank"] for one in ranking.document["activities"]] == [None, None]


def test_a_strike_moves_the_wall_by_itself(
    hall: Hall, opened: Round, django_capture_on_commit_callbacks: Any
) -> None:
    """No ballot comes after it: what was decided wakes the board."""
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    Round.objects.filter(pk=opened.pk).update(step=step)
    hall.workshop.refresh_from_db()
    start_step(workshop=hall.workshop, step=step, run=hall.workshop.step_run, by=hall.facilitator)
    finish(hall, opened, *range(5))
    wall, address = client_of(hall.facilitator), reverse("wall_main", args=[hall.workshop.pk])
    before = wall.get(address)
    rater = RosterEntry.objects.get(round=opened, user=hall.rater())
    void = actions.ask_void(round=opened, rater=rater, ground="twice", reason="x", by=hall.facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide_void(void=void, is_confirmed=True, by=member(hall.region, Role.OFFICIAL))
    after = wall.get(address)
    assert after["ETag"] != before["ETag"]
    assert "5 people who came in together were taken off" in after.content.decode()


def test_who_is_struck_while_a_picture_is_painted_is_in_it_with_the_batch(
    hall: Hall, opened: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Struck between two looks at the list, they would be missing in a picture of four."""
    plain = boards.finished

    def and_struck(*args: Any) -> Any:
        found = plain(*args)
        monkeypatch.setattr(boards, "finished", plain)
        rater = RosterEntry.objects.get(round=opened, user=hall.rater("science", 4))
        void = actions.ask_void(round=opened, rater=rater, ground="twice", reason="x", by=hall.facilitator)
        actions.decide_void(void=void, is_confirmed=True, by=member(hall.region, Role.OFFICIAL))
        return found

    finish(hall, opened, 0, 1, 2, 3)
    for activity in hall.activities:
        actions.record_ballot(
            round=opened, activity_id=activity.pk, marks={"q0": 6, "q1": 6}, by=hall.rater("science", 4)
        )
    monkeypatch.setattr(boards, "finished", and_struck)
    projections.move_board(opened.pk)
    first = queries.so_far(opened)
    assert (first.people, first.taken_off) == (5, 0)
    # of five: 3 + 5 + 7 + 4 + 6 and 1 + 3 + 5 + 2 + 6
    assert [str(row.score) for row in first.rows] == ["50.0", "34.0"]
    projections.move_board(opened.pk)
    assert (queries.so_far(opened).people, queries.so_far(opened).taken_off) == (0, 5)


def test_it_is_said_before_anybody_begins_and_before_anybody_decides(hall: Hall) -> None:
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step, is_counting=False)
    actions.open_round(round=round, merged_groups=WITH_SCIENCE, by=hall.facilitator)
    hall.workshop.refresh_from_db()
    start_step(workshop=hall.workshop, step=step, run=hall.workshop.step_run, by=hall.facilitator)
    phone = client_of(hall.rater()).get(reverse("room_work", args=[hall.workshop.pk])).content.decode()
    assert "If somebody of these is struck from the round, all of them leave it." in phone
    rater = RosterEntry.objects.filter(round=round).earliest("pk")
    void = actions.ask_void(round=round, rater=rater, ground="twice", reason="x", by=hall.facilitator)
    official = client_of(member(hall.region, Role.OFFICIAL))
    page = official.get(reverse("void_decide", args=[void.pk])).content.decode()
    assert "Everybody who came onto the board together with this person leaves it" in page


# The sweep


def test_the_sweep_finds_a_board_whose_wake_up_was_lost(hall: Hall, opened: Round) -> None:
    overdue = [("assessments.move_board", (opened.pk,))]
    assert list(queries.overdue_boards()) == overdue  # nobody has looked yet
    projections.move_board(opened.pk)
    assert list(queries.overdue_boards()) == []
    for seat in range(5):
        for activity in hall.activities:
            marks = {"q0": MARKS[seat], "q1": MARKS[seat]}
            by = hall.rater("science", seat)
            actions.record_ballot(round=opened, activity_id=activity.pk, marks=marks, by=by)
    assert list(queries.overdue_boards()) == overdue
    assert wake.sweep() >= 1
    assert queries.so_far(opened).people == 5
    assert list(queries.overdue_boards()) == []
    rater = RosterEntry.objects.get(round=opened, user=hall.rater())
    void = actions.ask_void(round=opened, rater=rater, ground="twice", reason="x", by=hall.facilitator)
    actions.decide_void(void=void, is_confirmed=True, by=member(hall.region, Role.OFFICIAL))
    wake.sweep()
    assert (queries.so_far(opened).people, queries.so_far(opened).taken_off) == (0, 5)
    actions.close_round(round=opened, by=hall.facilitator)
    assert list(queries.overdue_boards()) == []  # from now on the ranking's own sweep


def test_the_sweep_leaves_counting_rounds_and_those_in_preparation_alone(hall: Hall) -> None:
    hall.round(is_counting=False)
    hall.open_round(WITH_SCIENCE)
    assert list(queries.overdue_boards()) == []
