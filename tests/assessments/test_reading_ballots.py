"""Ballots come from the database in two ways: one row an activity on PostgreSQL, one row a ballot elsewhere."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from django.db import connection

from assessments import queries, scoring
from assessments.models import Ballot, Round
from assessments.projections import reading, sums
from assessments.projections.reading import Read, joined_ballots, listed_ballots
from tests.assessments.halls import make_hall

pytestmark = pytest.mark.django_db
Way = Callable[[Round, int], Iterator[Read]]


@pytest.fixture
def closed() -> Round:
    return make_hall(activities=5, questions=3).closed_round()


def ways() -> list[Way]:
    return [listed_ballots, joined_ballots] if connection.vendor == "postgresql" else [listed_ballots]


def rows(round: Round, way: Way) -> list[tuple[int, int, bytes]]:
    judged = len(queries.frozen_method(round).judged)
    return sorted(
        row
        for some in way(round, judged)
        for row in zip(
            some.activity.tolist(), some.rater.tolist(), [own.tobytes() for own in some.marks], strict=True
        )
    )


def test_both_ways_read_what_is_stored(closed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ACTIVITIES_AT_A_TIME", 2)
    monkeypatch.setattr(reading, "BALLOTS_AT_A_TIME", 7)
    stored = Ballot.objects.filter(round=closed).values_list("activity_id", "rater_id", "marks")
    expected = sorted((activity, rater, bytes(marks)) for activity, rater, marks in stored)
    assert len(expected) > 14
    for way in ways():
        assert rows(closed, way) == expected


def test_a_ballot_of_another_length_is_refused_even_where_the_sum_of_lengths_fits(closed: Round) -> None:
    """One byte too many here and one too few there would shift the marks of everybody between them."""
    one, other = Ballot.objects.filter(round=closed).order_by("activity_id", "pk")[:2]
    Ballot.objects.filter(pk=one.pk).update(marks=bytes(one.marks) + b"\x05")
    Ballot.objects.filter(pk=other.pk).update(marks=bytes(other.marks)[:-1])
    for way in ways():
        with pytest.raises(scoring.MarkError):
            rows(closed, way)


def test_a_round_without_ballots_is_empty() -> None:
    round = make_hall(activities=2).open_round()
    assert [rows(round, way) for way in ways()] == [[] for _ in ways()]
    assert sums.inputs_of(round)[2].marks.shape[0] == 0
    assert np.array_equal(sums.inputs_of(round)[2].activity, np.empty(0, dtype=np.int64))
