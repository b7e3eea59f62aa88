"""A rater's place for one activity, read in one statement that is written out: it says what the records say."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.models import RosterEntry, Round
from assessments.queries import sheet_for
from tests.assessments.halls import Hall, make_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def test_what_comes_with_a_place_is_what_the_records_say(hall: Hall, django_assert_num_queries: Any) -> None:
    round = hall.open_round()
    with django_assert_num_queries(1):
        place = RosterEntry.objects.place_of(hall.rater().pk, round.pk)
    assert place is not None
    stored = RosterEntry.objects.select_related("round__region").get(user=hall.rater(), round=round)
    for read, record in (
        (place, stored),
        (place.round, stored.round),
        (place.round.region, stored.round.region),
    ):
        names = {field.attname for field in record._meta.concrete_fields} - read.get_deferred_fields()
        assert {name: getattr(read, name) for name in names} == {
            name: getattr(record, name) for name in names
        }
        assert not read._state.adding
    assert place.round.method == stored.round.method, "the rest is fetched where it is asked for"
    assert place.round.region.name == hall.region.name


def test_a_ballot_needs_nothing_beside_it(hall: Hall, django_assert_num_queries: Any) -> None:
    """The gate of practice copies, the hall of the wall and the clocks of the region ask no further query."""
    round, rater = hall.open_round(), hall.rater()
    sheet_for(rater, round_id=round.pk, activity_id=hall.activities[0].pk)
    with django_assert_num_queries(1):
        sheet = sheet_for(rater, round_id=round.pk, activity_id=hall.activities[0].pk)
        assert sheet is not None
        assert (sheet.round.workshop_id, sheet.round.state) == (hall.workshop.pk, "opened")
        region = sheet.round.region
        assert (bool(region.is_practice), region.practised_by_id, region.time_zone) == (False, None, "UTC")


def test_there_is_no_place_for_others_in_other_rounds_and_for_other_activities(hall: Hall) -> None:
    round, other = hall.open_round(), make_hall()
    elsewhere = other.open_round()
    activity = hall.activities[0].pk
    asked: list[tuple[Any, Round, int]] = [
        (other.rater(), round, activity),
        (hall.rater(), elsewhere, other.activities[0].pk),
        (hall.rater(), round, other.activities[0].pk),
        (hall.facilitator, round, activity),
        (AnonymousUser(), round, activity),
    ]
    for user, where, what in asked:
        assert sheet_for(user, round_id=where.pk, activity_id=what) is None
    assert sheet_for(hall.rater(), round_id=round.pk, activity_id=activity) is not None


def test_an_input_counts_only_while_the_round_is_open(hall: Hall) -> None:
    drafted, opened, closed = hall.round(), hall.open_round(), hall.closed_round()
    before = closed.input_version
    assert [Round.objects.count_input(each.pk) for each in (drafted, opened, closed)] == [False, True, False]
    versions = dict(Round.objects.values_list("pk", "input_version"))
    assert (versions[drafted.pk], versions[opened.pk], versions[closed.pk]) == (0, 1, before)
