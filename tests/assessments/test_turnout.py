"""The only thing anybody learns of an open round, and who is told what before and around it."""

from typing import Any

import pytest

from assessments import actions, queries
from assessments.models import RosterEntry
from assessments.queries import GroupTurnout
from tests.assessments.halls import make_hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory

pytestmark = pytest.mark.django_db


def test_turnout_counts_people_and_ballots_by_group() -> None:
    hall = make_hall({"science": 5, "business": 6, "government": 5, "civil_society": 1})
    round = hall.open_round({"civil_society": "science"})
    for activity in hall.activities[:2]:
        for rater in (hall.rater("science"), hall.rater("civil_society")):
            actions.record_ballot(round=round, activity_id=activity.pk, marks={}, by=rater)
    assert queries.turnout_of(round) == [
        GroupTurnout("science", raters=6, started=2, ballots=4, expected=18),
        GroupTurnout("business", raters=6, started=0, ballots=0, expected=18),
        GroupTurnout("government", raters=5, started=0, ballots=0, expected=15),
    ]


def test_nothing_is_said_of_a_group_smaller_than_the_threshold() -> None:
    hall = make_hall()
    round = hall.open_round()
    RosterEntry.objects.filter(round=round, group="science").exclude(user=hall.rater()).delete()
    assert [group.group for group in queries.turnout_of(round)] == ["business", "government", "civil_society"]


def test_turnout_takes_two_queries_for_any_hall(django_assert_num_queries: Any) -> None:
    for people in (5, 15):
        hall = make_hall(dict.fromkeys(("science", "business", "government", "civil_society"), people))
        round = hall.open_round()
        with django_assert_num_queries(2):
            queries.turnout_of(round)


def test_people_off_the_roster_are_told_why() -> None:
    hall = make_hall({"science": 7, "business": 6, "government": 5, "civil_society": 5})
    organization = hall.people["science"][0].organization
    crowd = hall.people["science"][1:3]
    for participant in crowd:
        participant.organization = organization
        participant.save()
    waiting = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=None)
    drafted = hall.round(raters_per_organization=2)

    def reason(participant: Any) -> str:
        seat = queries.seat_for(participant.user, round_id=drafted.pk)
        assert seat is not None
        assert seat.rater is None
        return seat.reason_outside

    assert reason(crowd[1]) == "not_open"
    opened = actions.open_round(round=drafted, merged_groups={}, by=hall.facilitator)
    assert reason(crowd[1]) == "organization_full"
    assert reason(waiting) == "not_confirmed"
    assert opened.opened_at is not None
    late = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=opened.opened_at.replace(year=2100))
    assert reason(late) == "too_late"
    inside = queries.seat_for(crowd[0].user, round_id=drafted.pk)
    assert inside is not None
    assert inside.rater is not None
    assert queries.seat_for(UserFactory.create(), round_id=drafted.pk) is None


def test_the_preview_says_who_would_score_without_numbers_of_small_groups() -> None:
    hall = make_hall({"science": 6, "business": 5, "government": 5, "civil_society": 2})
    for participant in hall.people["science"][:2]:
        participant.organization = hall.people["science"][2].organization
        participant.save()
    preview = queries.opening_preview(hall.round(raters_per_organization=2))
    assert preview.counts == {"science": 5, "business": 5, "government": 5, "civil_society": None}
    assert [(group.helix, group.proposed_host) for group in preview.small] == [("civil_society", "science")]
    assert preview.full_organizations == [str(hall.people["science"][2].organization)]
    assert (preview.total, preview.is_enough) == (17, True)


def test_the_preview_of_a_hall_too_small_proposes_nothing() -> None:
    preview = queries.opening_preview(make_hall({"science": 4}).round())
    assert (preview.is_enough, preview.small) == (False, [])


def test_time_is_activities_times_questions_rounded_up() -> None:
    assert queries.minutes_needed(12, 7) == 28
    assert queries.minutes_needed(1, 5) == 2
    assert queries.minutes_needed(0, 5) == 0
