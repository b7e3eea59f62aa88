"""The board and "show me the sums": every shown number equals the naive score in fractions."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from assessments import actions, projections, queries
from assessments.models import RosterEntry, Round, RoundActivity
from assessments.queries import ActivitySums
from tests.assessments.halls import WITH_SCIENCE, make_hall
from tests.assessments.naive_rounds import case_of
from tests.assessments.scoring import naive
from tests.assessments.test_projections import random_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Round:
    round = random_round()
    projections.rebuild_ranking(round.pk)
    return round


def sums_of(round: Round, code: str) -> ActivitySums:
    entry = RoundActivity.objects.select_related("activity", "round").get(round=round, activity_id=code)
    sums = queries.sums_of(entry)
    assert sums is not None
    return sums


def rounded(value: Fraction, places: int) -> Decimal:
    return Decimal(round(value * 10**places)).scaleb(-places)


def test_the_board_shows_the_naive_scores(closed: Round) -> None:
    board = queries.board_of(closed)
    assert board is not None
    case = case_of(closed)
    scores, kappa_0 = naive.scores(case), naive.scores(case, kappa=0)
    for row in board.rows:
        code = str(row.activity.pk)
        assert row.official.score == (scores[code] and Decimal(str(scores[code])))
        assert row.kappa_0.score == (kappa_0[code] and Decimal(str(kappa_0[code])))
        for principle, score in row.principles:
            own = [each for each in case.method.criteria if each.principle == principle]
            expected = naive.score(case, code, own) if scores[code] else None
            assert score == (expected and Decimal(expected))
    assert [row.official.rank for row in board.ranked] == sorted(
        rank for rank in naive.ranks(scores).values() if rank
    )
    assert len(board.unranked) == 1
    assert len(board.unranked[0].missing) == 5


def test_leaving_a_group_out_shows_what_would_change(closed: Round) -> None:
    board = queries.board_of(closed)
    assert board is not None
    case = case_of(closed)
    groups = [group.code for group in case.method.groups]
    for row in board.ranked:
        for other in row.without:
            score = naive.score(
                case, str(row.activity.pk), case.method.criteria, absent=groups.index(other.group)
            )
            assert other.place.score == (score and Decimal(score))
            if score:
                assert other.score_change == Decimal(score) - row.official.score  # type: ignore[operator]  # -- reason: ranked rows have a score


def test_values_weights_and_contributions_are_the_naive_ones(closed: Round) -> None:
    case = case_of(closed)
    total = sum(criterion.weight for criterion in case.method.criteria)
    for code in case.activities[:-1]:
        sums = sums_of(closed, code)
        values = {
            each.code: naive.mu(case, code, each, naive.balanced_mean, case.method.kappa, None)
            for each in case.method.criteria
        }
        present = sum(each.weight for each in case.method.criteria if values[each.code] is not None)
        for criterion, frozen in zip(sums.criteria, case.method.criteria, strict=True):
            value = values[frozen.code]
            assert criterion.weight == rounded(100 * frozen.weight / total, 2)
            assert criterion.value == (None if value is None else rounded(value, 4))
            contribution = None if value is None else rounded(100 * frozen.weight * value / present, 2)
            assert criterion.contribution == contribution
        assert sums.present_weight == rounded(100 * present / total, 1)


def test_cells_show_n_and_raw_mean_from_the_threshold_on(closed: Round) -> None:
    case = case_of(closed)
    code = case.activities[0]
    groups = [group.code for group in case.method.groups]
    seen = set()
    for column, criterion in enumerate(sums_of(closed, code).criteria[:5]):
        for cell in criterion.cells:
            marks = case.marks(code, groups.index(cell.group), column)
            seen.add(cell.status)
            if len(marks) < case.method.threshold:
                assert (cell.status, cell.n, cell.mean, cell.weight) == ("too_few", None, None, None)
            else:
                assert cell.n == len(marks)
                assert cell.mean == rounded(Fraction(sum(marks), len(marks)), 2)
    assert seen == {"open", "too_few"}


def test_where_sums_would_give_marks_away_value_and_contribution_stay_back() -> None:
    hall = make_hall(activities=1, questions=1)
    round = hall.open_round()
    for rater in RosterEntry.objects.filter(round=round).select_related("user"):
        mark = 10 if rater.helix == "science" else 3 + rater.pk % 5
        actions.record_ballot(
            round=round, activity_id=hall.activities[0].pk, marks={"q0": mark}, by=rater.user
        )
    closed = actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    (criterion,) = sums_of(closed, str(hall.activities[0].pk)).criteria
    assert criterion.is_withheld
    assert (criterion.value, criterion.contribution) == (None, None)
    assert {cell.mean for cell in criterion.cells} == {None}
    assert [cell.n for cell in criterion.cells] == [5, 6, 5, 5]


def test_a_measured_value_comes_with_inputs_source_and_anchors(closed: Round) -> None:
    measured = sums_of(closed, case_of(closed).activities[0]).criteria[-1].measured
    assert measured is not None
    assert measured.shown == Decimal("0.200000")
    assert measured.inputs == (("described", "what we want to find out"),)
    assert (measured.source, measured.anchors) == ("Description of the activity", "fifths/2026-11")


def test_a_measure_left_out_is_shown_as_context_and_does_not_count() -> None:
    hall = make_hall(measures=["breadth_of_support"])
    round = hall.ranked_round()
    sums = sums_of(round, str(hall.activities[0].pk))
    assert [criterion.code for criterion in sums.criteria] == ["q0", "q1"]
    assert [value.reason for _question, value in sums.context] == [
        "Fewer than five people have given their support."
    ]


def test_board_and_sums_take_the_same_number_of_queries_for_any_list(django_assert_num_queries: Any) -> None:
    for activities in (1, 30):
        hall = make_hall({"science": 5}, activities=activities)
        round = hall.ranked_round(WITH_SCIENCE)
        with django_assert_num_queries(2):
            assert queries.board_of(round)
        entry = RoundActivity.objects.select_related("activity", "round").filter(round=round)[0]
        with django_assert_num_queries(1):
            assert queries.sums_of(entry)
