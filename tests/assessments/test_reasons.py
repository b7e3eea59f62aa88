"""Why is it here? Sentences that agree with the figures, and what people wrote, without who wrote it."""

import pytest
from django.urls import reverse

from assessments import actions, projections, queries
from assessments.models import RosterEntry, Round, RoundActivity
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import OK, client_of
from tests.factories.assessments import VoidFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall(activities=4, questions=3)


def commented(hall: Hall) -> Round:
    """Three raters write: one has an interest afterwards, one is struck."""
    round = hall.open_round()
    hall.everybody_scores(round)
    activity = hall.activities[0]
    for number, words in enumerate(
        ("Zinc of our own", "Nobody may read this", "All roads are there", "Struck words")
    ):
        rater = RosterEntry.objects.filter(round=round)[number]
        actions.record_ballot(
            round=round, activity_id=activity.pk, marks={"q0": 5 + number % 2}, comment=words, by=rater.user, sequence=2
        )  # fmt: skip
    actions.declare_conflict(
        round=round, activity_id=activity.pk, by=RosterEntry.objects.filter(round=round)[1].user
    )
    VoidFactory.create(round=round, rater=RosterEntry.objects.filter(round=round)[3], state="confirmed")
    closed = actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    projections.rebuild_analysis(closed.pk)
    return closed


def test_comments_stand_in_the_order_of_their_words(hall: Hall) -> None:
    round = commented(hall)
    entry = RoundActivity.objects.get(round=round, activity=hall.activities[0])
    assert queries.comments_on(entry) == ["All roads are there", "Zinc of our own"]
    page = client_of(hall.facilitator).get(
        reverse("ranking_activity", args=[round.pk, hall.activities[0].pk])
    )
    told = page.content.decode()
    assert "Zinc of our own" in told
    assert "Nobody may read this" not in told
    assert "Struck words" not in told


def test_the_sentences_say_what_the_figures_say(hall: Hall) -> None:
    round = hall.ranked_round()
    projections.rebuild_analysis(round.pk)
    board = queries.board_of(round)
    assert board
    for row in board.ranked:
        story = queries.story_of(board, row)
        first = f"It stands at place {row.official.rank} of 4 with {row.official.score} points of 100."
        assert story.sentences[0] == first
        moved = [other for other in row.without if other.rank_change]
        assert any("No single group decides its place" in each for each in story.sentences) is not bool(moved)
        for other in moved[:1]:
            assert any("Without the group" in each for each in story.sentences), other
        page = client_of(hall.facilitator).get(reverse("ranking_activity", args=[round.pk, row.activity.pk]))
        assert page.status_code == OK
        assert first in page.content.decode()


def test_before_the_analysis_there_are_fewer_sentences_and_no_error(hall: Hall) -> None:
    round = hall.ranked_round()
    board = queries.board_of(round)
    assert board
    story = queries.story_of(board, board.ranked[0])
    assert story.marks == {}
    assert not any("other weights" in sentence for sentence in story.sentences)


def test_what_has_no_place_says_what_is_missing() -> None:
    hall = make_hall(activities=2)
    closed = actions.close_round(round=hall.open_round(), by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    board = queries.board_of(closed)
    assert board
    (sentence,) = queries.story_of(board, board.unranked[0]).sentences
    assert sentence == "It has no place: there is a value for only 0.0 % of the weight, and 80 % are needed."


def test_of_an_activity_whose_sums_stay_back_nothing_is_said_without_a_group(hall: Hall) -> None:
    """Its place without each group would tell the sums; so it is not said either that no group decides it."""
    round = hall.open_round()
    hall.everybody_scores(round)
    best = hall.activities[0]
    highest = dict.fromkeys(("q0", "q1", "q2"), 10)
    for rater in round.roster.select_related("user"):
        actions.record_ballot(round=round, activity_id=best.pk, marks=highest, by=rater.user, sequence=2)
    closed = actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    projections.rebuild_analysis(closed.pk)
    board = queries.board_of(closed)
    assert board
    row = next(row for row in board.ranked if row.activity.pk == best.pk)
    said = " ".join(queries.story_of(board, row).sentences)
    assert "It stands at place 1 of 4 with 100.0 points of 100." in said
    assert "No single group" not in said
    assert "Without the group" not in said
