"""The board beside people: marks of groups, what moved since the round before, where marks agree; and who may be told apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import actions, projections, queries
from assessments.models import RosterEntry, Round
from assessments.queries.minutes import round_sections
from discovery.models import Participant
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import OrganizationFactory

pytestmark = pytest.mark.django_db

EIGHT_EACH = {"science": 8, "business": 8, "government": 8, "civil_society": 8}


def score(
    hall: Hall, *, add: int = 0, merged: dict[str, str] | None = None, rows: int | None = None
) -> Round:
    """A round in which everybody gives marks that depend on person, activity and question; `add` moves the first."""
    round = hall.open_round(merged)
    codes = [criterion.code for criterion in queries.frozen_method(round).judged]
    for row, rater in enumerate(RosterEntry.objects.filter(round=round).select_related("user")):
        if rows is not None and row >= rows:
            break
        for place, activity in enumerate(hall.activities):
            more = add if place == 0 else 0
            marks = {
                code: min(10, 1 + (row * 3 + column - 2 * place) % 8 + more)
                for column, code in enumerate(codes)
            }
            actions.record_ballot(
                round=round, activity_id=activity.pk, marks=marks, by=rater.user, sequence=1
            )
    closed = actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    projections.rebuild_analysis(closed.pk)
    return closed


@pytest.fixture
def hall() -> Hall:
    return make_hall(EIGHT_EACH, activities=6)


def page(hall: Hall, name: str, round: Round) -> str:
    answer = client_of(hall.facilitator).get(reverse(name, args=[round.pk]))
    assert answer.status_code == OK
    return str(answer.content.decode())


def test_the_board_says_where_each_group_stands(hall: Hall) -> None:
    round = score(hall)
    told = queries.told_board_of(round)
    assert told
    cells = told.board.ranking.document["activities"]
    for one in told.rows:
        own = next(entry for entry in cells if entry["activity"] == str(one.row.activity.pk))
        for group, mark in one.marks.items():
            means = [float(cell["mean"]) for cell in own["cells"] if cell["group"] == group]
            assert mark == pytest.approx(10 * sum(means) / len(means), abs=0.56), "both questions weigh alike"
    first = told.rows[0]
    assert f"Science: {first.marks['science']}" in page(hall, "ranking_detail", round)


def test_a_second_round_says_what_those_present_both_times_moved(hall: Hall) -> None:
    before = score(hall)
    after = score(hall, add=2)
    change = queries.round_change_of(after)
    assert change
    assert change.before == before
    moved = {one.told.row.activity.pk: one.told.shift for one in change.movements}
    assert moved[hall.activities[0].pk].change == 20, "two marks of ten on every question"
    assert {moved[each.pk].change for each in hall.activities[1:]} == {0}
    first = next(one for one in change.movements if one.told.row.activity == hall.activities[0])
    assert first.earlier
    assert first.places_up == first.earlier.rank - first.told.row.official.rank
    for name in ("ranking_detail", "ranking_change"):
        assert "+20.0" in page(hall, name, after)
    assert reverse("ranking_change", args=[before.pk]) not in page(hall, "ranking_detail", before)
    assert "There is no round before this one" in page(hall, "ranking_change", before)


def test_a_newcomer_stays_unread(hall: Hall) -> None:
    """One person scored only the second time: the change would tell their marks, so there is none."""
    score(hall, rows=31)
    after = score(hall, add=2)
    change = queries.round_change_of(after)
    assert change
    assert not change.is_told
    assert {one.told.shift.status for one in change.movements if one.told.shift} == {"withheld"}
    told = page(hall, "ranking_change", after)
    assert "it could tell what single people gave" in told
    assert "+20.0" not in told


def test_rounds_of_other_groups_are_not_compared(hall: Hall) -> None:
    small = make_hall({"science": 8, "business": 8, "government": 8, "civil_society": 5}, activities=3)
    score(small)
    for participant in small.people["civil_society"][3:]:
        leave(participant)
    after = score(small, merged={"civil_society": "government"})
    change = queries.round_change_of(after)
    assert change
    assert change.status == "other_rules"
    assert "asked other questions, or of other groups" in page(small, "ranking_change", after)


def leave(participant: Participant) -> None:
    """Went home before the second round."""
    Participant.objects.filter(pk=participant.pk).update(confirmed_at=None)


def test_what_is_told_of_the_round_before_limits_what_is_told_now(hall: Hall) -> None:
    """State-controlled people told apart in the first round, and other people told apart by the second: from both
    followed the marks of who is in one part and not in the other."""
    hall = make_hall({"science": 16, "business": 16, "government": 16, "civil_society": 16}, activities=2)
    mark_state_controlled(hall, 8)
    before = score(hall)
    statuses = {tier["tier"]: tier["status"] for tier in before.analysis.document["tiers"]}
    assert statuses["state_controlled"] == "shown"
    for participant in (each for people in hall.people.values() for each in people[5:10]):
        leave(participant)
    after = score(hall, add=1)
    assert {entry["status"] for entry in after.analysis.document["shift"]["activities"]} == {"withheld"}
    # Twin: with nothing told of the first round before, the same change harms nobody.
    document = before.analysis.document
    for tier in document["tiers"]:
        tier["status"] = "withheld"
    before.analysis.document = document
    before.analysis.save()
    projections.rebuild_analysis(after.pk)
    after.analysis.refresh_from_db()
    assert {entry["status"] for entry in after.analysis.document["shift"]["activities"]} == {"shown"}


def mark_state_controlled(hall: Hall, number: int) -> None:

    for people in hall.people.values():
        for participant in people[:number]:
            participant.organization = OrganizationFactory.create(is_state_controlled=True)
            participant.save()


def test_the_map_of_agreement_has_a_table_of_all(hall: Hall) -> None:
    round = score(hall)
    told = page(hall, "ranking_agreement", round)
    for activity in hall.activities:
        assert activity.title in told
    agreement = queries.agreement_of(round)
    assert agreement
    assert sum(agreement.count.values()) == len(hall.activities)
    assert len(agreement.points) == len(agreement.shown)
    answer = client_of(hall.facilitator).get(reverse("ranking_agreement_csv", args=[round.pk]))
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1 + len(hall.activities)


def test_minutes_say_where_marks_lie_apart(hall: Hall) -> None:
    round = score(hall)
    (section,) = round_sections(hall.workshop)
    agreement = queries.agreement_of(round)
    assert agreement
    words = {one.row.activity.title: str(one.quadrant_in_words) for one in agreement.entries}
    assert {row[1]: row[3] for row in section.rows} == words
    round.analysis.delete()
    (section,) = round_sections(hall.workshop)
    assert {len(row) for row in section.rows} == {3}


def test_before_it_is_computed_the_pages_say_so(hall: Hall) -> None:
    round = score(hall)
    round.analysis.delete()
    for name in ("ranking_agreement", "ranking_change"):
        assert "It is being computed" in page(hall, name, round)
    missing = client_of(hall.facilitator).get(reverse("ranking_agreement_csv", args=[round.pk]))
    assert missing.status_code == MISSING


@pytest.mark.parametrize("name", ["ranking_detail", "ranking_agreement", "ranking_change"])
def test_queries_do_not_grow_with_the_list(name: str) -> None:
    counts = []
    for activities in (1, 30):
        hall = make_hall(activities=activities)
        score(hall)
        round = score(hall, add=1)
        client = client_of(hall.facilitator)
        address = reverse(name, args=[round.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]
