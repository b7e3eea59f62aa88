"""How firm a result is: computed beside the ranking, shown and given out, and never behind it."""

from typing import Any

import pytest
from django.urls import reverse

from assessments import projections, queries, scoring
from assessments.actions import close_round, record_ballot
from assessments.models import Analysis, Ranking, Round
from assessments.projections.sums import inputs_of
from assessments.scoring import places_sought
from foundation import canonical
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall(activities=8, questions=3)


@pytest.fixture
def round(hall: Hall) -> Round:
    """Ranked and analysed."""
    ranked = hall.ranked_round()
    projections.rebuild_analysis(ranked.pk)
    return ranked


def page_of(hall: Hall, round: Round) -> str:
    answer = client_of(hall.facilitator).get(reverse("ranking_robustness", args=[round.pk]))
    assert answer.status_code == OK
    return str(answer.content.decode())


def test_rebuilt_it_has_the_same_bytes(round: Round) -> None:
    before = Analysis.objects.get(round=round)
    projections.rebuild_ranking(round.pk)
    after = projections.rebuild_analysis(round.pk)
    assert after
    assert after.digest == before.digest == canonical.digest(after.document)
    assert after.ranking_digest == round.ranking.digest


def test_percents_fit_the_ranking(round: Round) -> None:
    firmness = queries.firmness_of(round)
    assert firmness
    assert (firmness.places, firmness.draws, len(firmness.rows)) == (4, 10_000, 8)
    within = [row.within for row in firmness.rows]
    assert sum(within) == pytest.approx(400, abs=10), "each drawing fills four places, or five where two tie"
    for row in firmness.rows:
        assert sum(row.ranks) == pytest.approx(100, abs=len(row.ranks))
        assert sum(row.ranks[:4]) == pytest.approx(row.within, abs=4)
    assert firmness.rows[0].within >= firmness.rows[-1].within


def test_the_page_tells_each_activity_and_each_group(hall: Hall, round: Round) -> None:
    told = page_of(hall, round)
    for activity in hall.activities:
        assert activity.title in told
    for words in ("Among the first 4", "10,000 other weightings", "Civil society", "Would drop out"):
        assert words in told


def test_a_group_that_decides_alone_is_named(hall: Hall, round: Round) -> None:
    ranking = Ranking.objects.get(round=round)
    for entry in ranking.document["activities"]:
        for group in entry["without_group"]:
            alone = entry["rank"] == 1 and group["group"] == "science"
            group["rank"] = 8 if alone else entry["rank"]
    first = next(entry for entry in ranking.document["activities"] if entry["rank"] == 1)
    ranking.save()
    firmness = queries.firmness_of(round)
    assert firmness
    deciding = [absence for absence in firmness.absences if absence.decides]
    assert [absence.helix for absence in deciding] == ["science"]
    assert [str(row.activity.pk) for row in deciding[0].leaves] == [first["activity"]]
    assert deciding[0].moved
    assert deciding[0].moved[1] == 8
    told = page_of(hall, round)
    assert "Without “Science and education” the first 4 would be others" in told


def test_until_it_is_computed_the_page_says_so_and_the_sweep_finds_it(hall: Hall) -> None:
    ranked = hall.ranked_round()
    Analysis.objects.all().delete()
    address = reverse("api_ranking_robustness", args=[ranked.pk])
    assert "It is being computed" in page_of(hall, ranked)
    assert client_of(hall.facilitator).get(address).status_code == MISSING
    assert list(queries.overdue_analyses()) == [("assessments.rebuild_analysis", (ranked.pk,))]
    projections.rebuild_analysis(ranked.pk)
    assert list(queries.overdue_analyses()) == []
    assert client_of(hall.facilitator).get(address).json()["document"]["robustness"]["places"] == 4


def test_an_analysis_of_an_earlier_ranking_is_never_shown(hall: Hall, round: Round) -> None:
    Ranking.objects.filter(round=round).update(digest="0" * 64)
    assert "It is being computed" in page_of(hall, round)
    assert list(queries.overdue_analyses()) == [("assessments.rebuild_analysis", (round.pk,))]


def test_a_hall_without_any_place_has_nothing_to_test() -> None:
    hall = make_hall(activities=2)
    round = hall.open_round()
    closed = close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    projections.rebuild_analysis(closed.pk)
    assert Analysis.objects.get(round=closed).document["robustness"] is None
    assert "There is no order to test" in page_of(hall, closed)
    csv = reverse("ranking_robustness_csv", args=[closed.pk])
    assert client_of(hall.facilitator).get(csv).status_code == MISSING


def test_the_file_holds_one_row_an_activity(hall: Hall, round: Round) -> None:
    answer = client_of(hall.facilitator).get(reverse("ranking_robustness_csv", args=[round.pk]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 9
    assert "among the first 4, %" in lines[0]


def test_strangers_find_nothing(round: Round) -> None:
    stranger = client_of(UserFactory.create())
    for name in ("ranking_robustness", "ranking_robustness_csv", "api_ranking_robustness"):
        assert stranger.get(reverse(name, args=[round.pk])).status_code == MISSING


@pytest.mark.parametrize("activities", [2, 30])
def test_the_page_takes_the_same_queries(activities: int, django_assert_num_queries: Any) -> None:
    hall = make_hall(activities=activities, questions=1)
    ranked = hall.ranked_round()
    projections.rebuild_analysis(ranked.pk)
    client = client_of(hall.facilitator)
    address = reverse("ranking_robustness", args=[ranked.pk])
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)


@pytest.mark.parametrize(("rankable", "places"), [(1, 1), (2, 1), (3, 1), (9, 4), (12, 6), (200, 6)])
def test_as_many_places_as_a_set_usually_has(rankable: int, places: int) -> None:
    assert places_sought(rankable) == places


def test_who_came_who_disagrees_and_how_voices_weigh_are_told(hall: Hall, round: Round) -> None:
    firmness = queries.firmness_of(round)
    assert firmness
    attended = [row.attended for row in firmness.rows if row.attended is not None]
    assert len(attended) == 8
    assert sum(attended) == pytest.approx(400, abs=40)
    assert not firmness.rows[-1].blends, "nothing follows the last one"
    agreement = queries.agreement_of(round)
    assert agreement
    quadrants = [one.quadrant for one in agreement.entries]
    assert len(quadrants) == 8
    assert quadrants == sorted(quadrants, key=lambda word: word != "disputed"), "disputed ones lead"
    assert [row.official.rank for row in firmness.board.ranked if row in firmness.voices.agreed] == [
        1,
        2,
        3,
        4,
    ]
    told = page_of(hall, round)
    assert ("are the same whether the groups" in told) is firmness.voices.are_alike


def test_voices_that_decide_are_listed_side_by_side(hall: Hall, round: Round) -> None:
    analysis = Analysis.objects.get(round=round)
    voices = analysis.document["voices"]
    voices["kappa_0"], voices["independent"] = voices["kappa_0"][:3], False
    analysis.save()
    told = page_of(hall, round)
    assert "depends on how voices are weighted" in told
    assert "By the number of people" in told


def test_the_board_marks_what_is_disputed(hall: Hall, round: Round) -> None:
    address = reverse("ranking_detail", args=[round.pk])
    analysis = Analysis.objects.get(round=round)
    for entry in analysis.document["disputes"]:
        entry["quadrant"] = "high"
    analysis.save()
    assert "disputed" not in client_of(hall.facilitator).get(address).content.decode()
    analysis.document["disputes"][0]["quadrant"] = "disputed"
    analysis.save()
    assert client_of(hall.facilitator).get(address).content.decode().count("disputed") == 1


def test_what_stays_back_has_no_percents(hall: Hall) -> None:
    """Everybody gives one activity the highest mark: its sums stay back, and whatever is computed from its means."""
    ranked = hall.open_round()
    hall.everybody_scores(ranked)
    best = hall.activities[0]
    for rater in ranked.roster.select_related("user"):
        record_ballot(
            round=ranked, activity_id=best.pk, marks=dict.fromkeys(("q0", "q1", "q2"), 10), by=rater.user, sequence=2
        )  # fmt: skip
    closed = close_round(round=ranked, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    document = computed(closed)
    hidden = next(one for one in document["robustness"]["activities"] if one["activity"] == str(best.pk))
    assert hidden == {"activity": str(best.pk), "label": "withheld"}
    assert all(str(best.pk) not in (pair["one"], pair["other"]) for pair in document["robustness"]["pairs"])
    drawn = [one for one in document["robustness"]["activities"] if one["label"] != "withheld"]
    at_first = sum(one["ranks"][0] for one in drawn if one["ranks"])
    assert at_first == pytest.approx(100, abs=3), "nothing is left from which the hidden one follows"
    assert document["attendance"] is None, "a group that gave one mark only has nothing to change places with"
    told = page_of(hall, closed)
    assert "stays back" in told
    assert "How much depends on who came is not shown here" in told
    assert "the others are ordered without them" in told
    firmness = queries.firmness_of(closed)
    assert firmness
    assert not any(best.pk == row.activity.pk for one in firmness.absences for row in one.leaves), (
        "nothing is said of it without a group, so it does not drop out either"
    )


def test_keeping_back_only_its_percents_would_leave_them_to_be_found(hall: Hall) -> None:
    """The twin: with the hidden activity in the drawings, the others' percents tell how often it came first."""
    ranked = hall.ranked_round()
    method, roster, ballots, measured = inputs_of(ranked)
    counts = scoring.count_cells(method, roster, ballots)
    entries = scoring.robustness(
        ballots.activities,
        scoring.official_values(method, counts, ballots.activities, measured),
        [criterion.weight for criterion in method.criteria],
        method.coverage_minimum,
        places=4,
        seed=ranked.method_hash,
    ).activities
    hidden = max(entries, key=lambda entry: entry.within)
    others = sum(entry.within for entry in entries if entry is not hidden)
    assert 400 - others == pytest.approx(hidden.within, abs=4)


def computed(round: Round) -> dict[str, Any]:
    analysis = projections.rebuild_analysis(round.pk)
    assert analysis
    document: dict[str, Any] = analysis.document
    return document
