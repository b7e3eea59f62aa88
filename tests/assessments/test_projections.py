"""The stored ranking: rebuilt to the same bytes, equal to a naive score in fractions, found again by the sweep."""

import random
from typing import Any

import pytest

from assessments import actions, projections, queries, signals, tasks
from assessments.models import Analysis, Ballot, Ranking, RosterEntry, Round
from foundation import canonical, wake
from tests.assessments.halls import Hall, make_hall
from tests.assessments.naive_rounds import case_of
from tests.assessments.scoring import naive

pytestmark = pytest.mark.django_db


def random_round(seed: int = 7) -> Round:
    """A merged group, gaps, recusals, measured values; an activity nobody marked, a question nobody could judge."""
    hall = make_hall(
        {"science": 6, "business": 9, "government": 5, "civil_society": 2},
        activities=6,
        questions=5,
        measures=["first_experiment"],
    )
    chance = random.Random(seed)
    for activity in hall.activities[:3]:
        activity.experiment_hypothesis = "Something to find out"
        activity.save()
    round = hall.open_round({"civil_society": "government"})
    for rater in RosterEntry.objects.filter(round=round).select_related("user"):
        fill_ballots(hall, round, rater, chance)
    return actions.close_round(round=round, by=hall.facilitator)


def fill_ballots(hall: Hall, round: Round, rater: RosterEntry, chance: random.Random) -> None:
    for activity in hall.activities[:-1]:
        if chance.random() < 0.05:
            actions.declare_conflict(round=round, activity_id=activity.pk, by=rater.user)
        answers: list[int | str | None] = [*range(11), "cannot_judge", None]
        marks = {f"q{index}": chance.choice(answers) for index in range(5)}
        if activity == hall.activities[1]:
            marks["q4"] = "cannot_judge"
        given = {code: mark for code, mark in marks.items() if mark is not None}
        actions.record_ballot(round=round, activity_id=activity.pk, marks=given, by=rater.user, sequence=1)


@pytest.fixture
def closed() -> Round:
    return random_round()


def test_the_stored_result_equals_the_naive_score(closed: Round) -> None:
    ranking = projections.rebuild_ranking(closed.pk)
    assert ranking is not None
    case = case_of(closed)
    scores, per_head = naive.scores(case), naive.scores(case, rule=naive.pooled_mean)
    results = {result["activity"]: result for result in ranking.document["activities"]}
    assert {code: result["score"] for code, result in results.items()} == scores
    assert {code: result["rank"] for code, result in results.items()} == naive.ranks(scores)
    assert {code: result["one_person_one_vote"]["score"] for code, result in results.items()} == per_head
    assert {code: result["coverage"] for code, result in results.items()} == {
        code: naive.coverage(case, code, case.method.criteria) for code in case.activities
    }
    assert len({score for score in scores.values() if score}) > 3, "the case decides something"
    assert None in scores.values(), "one activity has too little information"


def test_rebuilding_gives_the_same_bytes_and_tells_nobody(
    closed: Round, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[int] = []

    def hear(sender: Any, **news: Any) -> None:
        told.append(news["pk"])

    signals.ranking_rebuilt.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        first = projections.rebuild_ranking(closed.pk)
    assert first is not None
    stored = canonical.dumps(Ranking.objects.get().document)
    with django_capture_on_commit_callbacks(execute=True):
        projections.rebuild_ranking(closed.pk)
    assert canonical.dumps(Ranking.objects.get().document) == stored
    assert told == [first.pk]
    Ranking.objects.all().delete()
    again = projections.rebuild_ranking(closed.pk)
    assert again is not None
    assert (canonical.dumps(again.document), again.digest) == (stored, first.digest)


def test_the_digest_is_that_of_the_document_and_the_version_that_of_the_inputs(closed: Round) -> None:
    ranking = projections.rebuild_ranking(closed.pk)
    assert ranking is not None
    assert ranking.digest == canonical.digest(Ranking.objects.get().document)
    assert ranking.input_version == closed.input_version
    assert len(ranking.code_version) == 40


def test_the_order_in_which_ballots_lie_does_not_matter(closed: Round) -> None:
    first = projections.rebuild_ranking(closed.pk)
    assert first is not None
    rows = list(Ballot.objects.filter(round=closed))
    Ballot.objects.filter(round=closed).delete()
    random.Random(1).shuffle(rows)
    for row in rows:
        row.pk = None
    Ballot.objects.bulk_create(rows)
    again = projections.rebuild_ranking(closed.pk)
    assert again is not None
    assert again.digest == first.digest


def test_an_open_round_has_no_ranking() -> None:
    hall = make_hall()
    round = hall.open_round()
    hall.everybody_scores(round)
    tasks.rebuild_ranking(round.pk)
    assert not Ranking.objects.exists()


def test_the_worker_is_woken_after_the_close(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_hall().closed_round()
    assert Ranking.objects.count() == 1


def test_a_round_without_a_single_mark_ranks_nobody() -> None:
    hall = make_hall()
    closed = actions.close_round(round=hall.open_round(), by=hall.facilitator)
    ranking = projections.rebuild_ranking(closed.pk)
    assert ranking is not None
    assert [result["rank"] for result in ranking.document["activities"]] == [None] * 3


# The sweep


@pytest.fixture
def swept(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    woken: list[tuple[str, tuple[Any, ...]]] = []
    monkeypatch.setattr(wake, "_publish", lambda task, ids: woken.append((task, ids)))
    return woken


def test_the_sweep_finds_missing_and_late_rankings_only(
    closed: Round, swept: list[tuple[str, tuple[Any, ...]]]
) -> None:
    make_hall().open_round()
    expected = ("assessments.rebuild_ranking", (closed.pk,))
    wake.sweep()
    assert expected in swept
    projections.rebuild_ranking(closed.pk)
    assert list(queries.overdue_rankings()) == []
    Ranking.objects.update(input_version=closed.input_version - 1)
    assert list(queries.overdue_rankings()) == [expected]


def test_rebuilding_takes_the_same_number_of_queries_at_any_size(django_assert_num_queries: Any) -> None:
    for activities in (1, 12):
        hall = make_hall(activities=activities)
        closed = hall.closed_round()
        # round, roster, ballots, recusals, entries; known already?; clock, look, insert, three savepoints
        with django_assert_num_queries(5 + 1 + 3 + 6):
            projections.rebuild_ranking(closed.pk)


def test_what_an_earlier_kind_of_document_told_is_computed_anew() -> None:
    """It may have told what is kept back now."""
    round = make_hall(activities=2).ranked_round()
    projections.rebuild_analysis(round.pk)
    Ranking.objects.filter(round=round).update(schema="ranking/1")
    assert list(queries.overdue_rankings()) == [("assessments.rebuild_ranking", (round.pk,))]
    projections.rebuild_ranking(round.pk)
    assert list(queries.overdue_rankings()) == []
    Analysis.objects.filter(round=round).update(schema="analysis/1")
    assert queries.analysis_of(round) is None
    assert list(queries.overdue_analyses()) == [("assessments.rebuild_analysis", (round.pk,))]
    projections.rebuild_analysis(round.pk)
    assert list(queries.overdue_analyses()) == []
