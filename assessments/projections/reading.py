"""Stored ballots on their way into arrays, some at a time: as Python objects two million would fill a server."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from django.db import connection, models
from django.db.models import Aggregate, F, Func, Max, Min
from django.db.models.functions import Length
from numpy.typing import NDArray

from assessments import scoring
from assessments.models import Ballot, Round

Bytes = bytes | memoryview
Row = tuple[int, int, Bytes]  # activity, rater, marks
Item = TypeVar("Item")
Indices = NDArray[np.int64]

BALLOTS_AT_A_TIME = 20_000
ACTIVITIES_AT_A_TIME = 20  # of all their ballots

# Ballots of an activity in one string of bytes, each the rater's id in eight bytes and the marks. One string, not one of
# ids beside one of marks: nothing then depends on both being put together in the same order.
JOINED = Aggregate(
    Func(F("rater_id"), function="int8send", output_field=models.BinaryField()),
    F("marks"),
    function="string_agg",
    template="%(function)s(%(expressions)s, ''::bytea)",
    arg_joiner=" || ",
    output_field=models.BinaryField(),
)


@dataclass(frozen=True, eq=False)
class Read:
    """Some of the ballots: ids, and marks one row a ballot."""

    activity: Indices
    rater: Indices
    marks: NDArray[np.uint8]


def stored_ballots(round: Round, n_judged: int) -> Iterator[Read]:
    return (joined_ballots if connection.vendor == "postgresql" else listed_ballots)(round, n_judged)


def listed_ballots(round: Round, n_judged: int) -> Iterator[Read]:
    """One row a ballot."""
    rows = Ballot.objects.filter(round=round).values_list("activity_id", "rater_id", "marks")
    return read_rows(rows.iterator(chunk_size=BALLOTS_AT_A_TIME), n_judged)


def read_rows(rows: Iterable[Row], n_judged: int) -> Iterator[Read]:
    for some in batches(iter(rows), BALLOTS_AT_A_TIME):
        activity, rater = (np.array([row[at] for row in some], dtype=np.int64) for at in (0, 1))
        yield Read(activity, rater, scoring.marks_matrix((row[2] for row in some), n_judged))


def joined_ballots(round: Round, n_judged: int) -> Iterator[Read]:
    """One row an activity: PostgreSQL strings its ballots together, which takes an eighth of the time of so many rows."""
    record = np.dtype([("rater", ">i8"), ("marks", np.uint8, (n_judged,))])
    rows = (
        Ballot.objects.filter(round=round)
        .values("activity_id")
        .annotate(ballots=JOINED, shortest=Min(Length("marks")), longest=Max(Length("marks")))
        .order_by()
    )
    columns = rows.values_list("activity_id", "ballots", "shortest", "longest")
    for some in batches(columns.iterator(chunk_size=ACTIVITIES_AT_A_TIME), ACTIVITIES_AT_A_TIME):
        if any(lengths != [n_judged, n_judged] for _activity, _joined, *lengths in some):
            raise scoring.MarkError("some ballot has another length than the frozen criteria")
        given = [np.frombuffer(joined, dtype=record) for _activity, joined, *_lengths in some]
        activity = np.repeat(np.array([row[0] for row in some], dtype=np.int64), [len(own) for own in given])
        ballots = np.concatenate(given)
        yield Read(activity, ballots["rater"].astype(np.int64), ballots["marks"])


def batches(rows: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while some := list(islice(rows, size)):
        yield some
