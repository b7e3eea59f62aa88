"""What other methods say of a result, how alike people judge by question, and what an organization's absence could do."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from assessments import projections, queries
from assessments.actions import close_round, record_ballot
from assessments.models import Analysis, RosterEntry, Round
from assessments.queries.cross_checks import row_by_row
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ("ranking_cross_checks", "ranking_agreement", "ranking_robustness")
FILES = ("ranking_cross_checks_csv", "ranking_questions_csv")
SIX_EACH = dict.fromkeys(("science", "business", "government", "civil_society"), 6)


@pytest.fixture
def hall() -> Hall:
    return make_hall(SIX_EACH, activities=5, questions=2)


@pytest.fixture
def round(hall: Hall) -> Round:
    return analysed(hall)


def analysed(hall: Hall) -> Round:
    ranked = hall.ranked_round()
    projections.rebuild_analysis(ranked.pk)
    return ranked


def page(hall: Hall, name: str, round: Round) -> str:
    answer = client_of(hall.facilitator).get(reverse(name, args=[round.pk]))
    assert answer.status_code == OK
    return str(answer.content.decode())


def lines(hall: Hall, name: str, round: Round) -> list[str]:
    answer = client_of(hall.facilitator).get(reverse(name, args=[round.pk]))
    assert answer.status_code == OK
    return str(answer.content.decode("utf-8-sig")).splitlines()


def test_other_orders_stand_beside_the_official_one(hall: Hall, round: Round) -> None:
    checks = queries.cross_checks_of(round)
    assert checks
    assert [order.method for order in checks.orders] == ["topsis", "promethee_2"]
    assert [row.place for row in checks.rows] == sorted(row.place for row in checks.rows)
    assert checks.compared == 5
    told = page(hall, "ranking_cross_checks", round)
    for row in checks.rows:
        assert row.row.activity.title in told
    for words in ("TOPSIS", "PROMETHEE II", "10 pairs of activities", "never a part of it"):
        assert words in told
    assert reverse("ranking_cross_checks", args=[round.pk]) in page(hall, "ranking_detail", round)
    assert len(lines(hall, "ranking_cross_checks_csv", round)) == 1 + 5


def test_lines_lead_from_each_order_to_the_next(hall: Hall, round: Round) -> None:
    checks = queries.cross_checks_of(round)
    assert checks
    rows = list(range(checks.compared))
    before = rows
    for at, ladder in enumerate(checks.ladders):
        assert [rung.above for rung in ladder.rungs] == before
        before = [rung.below for rung in ladder.rungs]
        assert sorted(before) == rows
        assert list(ladder.places) == sorted(row.figures[at][2] for row in checks.rows)
        for rung in ladder.rungs:
            assert ladder.places[rung.below] == rung.row.figures[at][2] == rung.row.place - rung.places_up
    told = page(hall, "ranking_cross_checks", round)
    assert told.count('<path class="slope') == 2 * checks.compared


@pytest.mark.parametrize(("places", "expected"), [([], []), ([1, 2], [0, 1]), ([3, 1, 1], [2, 0, 1])])
def test_equals_stand_in_the_order_given(places: list[int], expected: list[int]) -> None:
    assert row_by_row(places) == expected


def test_an_activity_whose_sums_stay_back_is_not_compared(hall: Hall) -> None:
    """Its values would follow from the figures of the others."""
    opened = hall.open_round()
    hall.everybody_scores(opened)
    best = hall.activities[0]
    for rater in opened.roster.select_related("user"):
        marks = {"q0": 10, "q1": 10}
        record_ballot(round=opened, activity_id=best.pk, marks=marks, by=rater.user, sequence=2)
    closed = close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    projections.rebuild_analysis(closed.pk)
    checks = queries.cross_checks_of(closed)
    assert checks
    assert [row.activity.pk for row in checks.left_out] == [best.pk]
    assert str(best.pk) not in str(Analysis.objects.get(round=closed).document["cross_checks"])
    assert "Not compared" in page(hall, "ranking_cross_checks", closed)
    assert "–</td>" in page(hall, "ranking_agreement", closed), "nor is the order told that people share"


def test_two_activities_are_no_order_to_compare() -> None:
    hall = make_hall(activities=2)
    round = analysed(hall)
    assert queries.cross_checks_of(round) is None
    assert "There is nothing to compare" in page(hall, "ranking_cross_checks", round)
    missing = client_of(hall.facilitator).get(reverse("ranking_cross_checks_csv", args=[round.pk]))
    assert missing.status_code == MISSING


def test_every_question_says_how_alike_people_judge(hall: Hall, round: Round) -> None:
    agreement = queries.agreement_of(round)
    assert agreement
    assert len(agreement.questions) == 2
    for one in agreement.questions:
        assert one.order
        assert one.order[0] < one.order[1] <= 1
        assert one.raters == 24
    told = page(hall, "ranking_agreement", round)
    assert "How alike people judge, question by question" in told
    assert told.count('<td class="number" data-label="Order is alike">') == 2
    assert len(lines(hall, "ranking_questions_csv", round)) == 1 + 2


def test_words_for_how_alike(hall: Hall, round: Round) -> None:
    analysis = Analysis.objects.get(round=round)
    first, second = analysis.document["agreement"]
    first["alpha"], second["alpha"] = "0.60", "-0.12"
    analysis.save()
    told = page(hall, "ranking_agreement", round)
    assert "largely alike" in told
    assert "hardly alike" in told
    assert "-0.12" in told or "−0.12" in told


def settle_in_organizations(hall: Hall, size: int) -> None:
    """The first `size` people of each group are of one organization."""
    for people in hall.people.values():
        organization = OrganizationFactory.create()
        for participant in people[:size]:
            participant.organization = organization
            participant.save()


def test_the_page_says_what_one_organization_could_change(hall: Hall) -> None:
    settle_in_organizations(hall, 1)
    round = analysed(hall)
    told = Analysis.objects.get(round=round).document["organizations"]
    assert told["status"] == "shown"
    assert told["named"] == []
    assert told["places"] <= 4
    shown = page(hall, "ranking_robustness", round)
    assert "If one organization had stayed away" in shown
    assert "the absence of one organization could make" in shown or "no place would change" in shown
    names = RosterEntry.objects.filter(round=round).values_list("organization__name", flat=True)
    assert not [name for name in names if name and name in shown], "unnamed"


def test_it_does_not_depend_on_what_that_organization_gave(hall: Hall) -> None:
    """People of one group change places with all their marks: sums are the same, and so is what is told."""
    settle_in_organizations(hall, 1)
    round = analysed(hall)
    before = Analysis.objects.get(round=round).document["organizations"]
    one, other = RosterEntry.objects.filter(round=round, group="science").order_by("pk")[:2]
    RosterEntry.objects.filter(pk=one.pk).update(organization=None)
    RosterEntry.objects.filter(pk=other.pk).update(organization=one.organization)
    rebuilt = projections.rebuild_analysis(round.pk)
    assert rebuilt
    assert rebuilt.document["organizations"] == before


def test_nobody_of_an_organization(hall: Hall, round: Round) -> None:
    RosterEntry.objects.filter(round=round).update(organization=None)
    projections.rebuild_analysis(round.pk)
    assert "Nobody in this round scored for an organization" in page(hall, "ranking_robustness", round)


def test_a_large_organization_is_told_by_name_where_its_cut_is_safe() -> None:
    """Eleven of each group, the first six of one organization: both parts of every cell are of five or more."""
    hall = make_hall(dict.fromkeys(SIX_EACH, 11), activities=4, questions=1)
    round = analysed(hall)
    university = OrganizationFactory.create(name="University of the Steppe")
    for group in SIX_EACH:
        rows = RosterEntry.objects.filter(round=round, group=group).order_by("pk")
        RosterEntry.objects.filter(pk__in=rows.values("pk")[:6]).update(organization=university)
    projections.rebuild_analysis(round.pk)
    document = Analysis.objects.get(round=round).document
    assert [entry["tier"] for entry in document["organizations"]["named"]] == [str(university.pk)]
    assert all(entry["order"] is None for entry in document["agreement"]), (
        "people of both parts cannot change places"
    )
    assert "University of the Steppe" in page(hall, "ranking_robustness", round)
    # One person more would be told apart from a part of four: it is withheld, and its name with it.
    rows = RosterEntry.objects.filter(round=round, group="science").order_by("pk")
    RosterEntry.objects.filter(pk__in=rows.values("pk")[:7]).update(organization=university)
    projections.rebuild_analysis(round.pk)
    assert Analysis.objects.get(round=round).document["organizations"]["named"] == []
    assert "University of the Steppe" not in page(hall, "ranking_robustness", round)


def test_the_workbook_has_the_same(hall: Hall, round: Round) -> None:
    sheets = client_of(hall.facilitator).get(reverse("ranking_xlsx", args=[round.pk]))
    assert sheets.status_code == OK
    assert {"Agreement by question", "Other methods"} <= set(workbook_sheets(sheets.content))


def workbook_sheets(content: bytes) -> list[str]:
    return list(load_workbook(BytesIO(content)).sheetnames)


def test_until_it_is_computed_the_page_says_so(hall: Hall) -> None:
    ranked = hall.ranked_round()
    Analysis.objects.all().delete()
    assert "It is being computed" in page(hall, "ranking_cross_checks", ranked)
    for name in FILES:
        assert client_of(hall.facilitator).get(reverse(name, args=[ranked.pk])).status_code == MISSING


def test_an_earlier_document_is_computed_anew(round: Round) -> None:
    Analysis.objects.filter(round=round).update(schema="analysis/2")
    assert list(queries.overdue_analyses()) == [("assessments.rebuild_analysis", (round.pk,))]


def test_strangers_find_nothing(round: Round) -> None:
    stranger = client_of(UserFactory.create())
    for name in (*PAGES, *FILES):
        assert stranger.get(reverse(name, args=[round.pk])).status_code == MISSING


def test_an_open_round_shows_none_of_it(hall: Hall) -> None:
    opened = hall.open_round()
    hall.everybody_scores(opened)
    for name in (*PAGES, *FILES):
        assert client_of(hall.facilitator).get(reverse(name, args=[opened.pk])).status_code != OK


@pytest.mark.parametrize("activities", [3, 30])
def test_the_page_takes_the_same_queries(activities: int, django_assert_num_queries: Any) -> None:
    round = analysed(hall := make_hall(activities=activities, questions=1))
    client = client_of(hall.facilitator)
    address = reverse("ranking_cross_checks", args=[round.pk])
    client.get(address)
    with django_assert_num_queries(9):
        assert client.get(address).status_code == OK
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("ranking_questions_csv", args=[round.pk]))
    assert len(captured) == 7
