"""The ranking of a closed round, rebuilt from ballots and frozen evidence: from scratch, the same bytes each time."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from django.db import connection, models, transaction
from django.db.models import Aggregate, F, Func, Max, Min
from django.db.models.functions import Length
from numpy.typing import NDArray

from assessments import queries, scoring, signals
from assessments.models import Ballot, Conflict, Ranking, RosterEntry, Round, RoundActivity
from foundation import canonical, clock, live, wake

Row = TypeVar("Row")
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


def rebuild_ranking(round_id: int) -> Ranking | None:
    """Compute and store the ranking; None while the round is not closed. Safe to run twice or beside itself."""
    round = Round.objects.filter(pk=round_id, state=Round.State.CLOSED).first()
    if round is None:
        return None
    document = computed_result(round).as_document()
    digest = canonical.digest(document)
    known = Ranking.objects.filter(
        round=round, digest=digest, schema=document["schema"], input_version=round.input_version
    )
    return known.defer("document").first() or stored(round, document, digest)


@transaction.atomic
def stored(round: Round, document: dict[str, Any], digest: str) -> Ranking:
    columns = {
        "document": document,
        "schema": document["schema"],
        "digest": digest,
        "input_version": round.input_version,
        "code_version": code_version(),
        "computed_at": clock.now(),
    }
    # An earlier document is replaced without being read.
    ranking, _is_new = Ranking.objects.defer("document").update_or_create(round=round, defaults=columns)
    live.push(f"round:{round.pk}", "ranking")
    live.push(f"wall:{round.workshop_id}", "wall")
    wake.wake("assessments.rebuild_analysis", round.pk)
    transaction.on_commit(partial(signals.ranking_rebuilt.send, Ranking, pk=ranking.pk))
    return ranking


def computed_result(round: Round) -> scoring.RoundResult:
    """Five queries at any size: entries, roster with its voids, ballots, recusals (and the round itself before)."""
    return scoring.rank_round(*inputs_of(round))


def inputs_of(
    round: Round,
) -> tuple[scoring.Method, scoring.Roster, scoring.Ballots, Mapping[tuple[str, str], Decimal]]:
    """What the mathematics of a round takes: its method, roster, ballots and measured values."""
    method = queries.frozen_method(round)
    codes = {group.code: index for index, group in enumerate(method.rules.groups)}
    sealed = RosterEntry.objects.filter(round=round).order_by("pk")
    raters = list(sealed.values_list("pk", "group", queries.IS_VOIDED))
    roster = scoring.Roster(
        np.array([codes[group] for _pk, group, _is_voided in raters], dtype=np.int64),
        frozenset(place for place, (_pk, _group, is_voided) in enumerate(raters) if is_voided),
    )
    ballots = ballots_of(round, method, np.array([pk for pk, *_rest in raters], dtype=np.int64))
    return method.rules, roster, ballots, measured_of(round, method.rules)


def ballots_of(round: Round, method: queries.FrozenMethod, rater_ids: Indices) -> scoring.Ballots:
    """All stored ballots as arrays, straight from their bytes; `rater_ids` in ascending order."""
    activities = np.array(method.activity_ids, dtype=np.int64)
    read = joined_ballots if connection.vendor == "postgresql" else listed_ballots
    activity, rater, marks = bytearray(), bytearray(), bytearray()
    for some in read(round, len(method.judged)):
        activity += positions(activities, some.activity).tobytes()
        rater += positions(rater_ids, some.rater).tobytes()
        marks += some.marks.tobytes()
    recusals = np.array(
        list(Conflict.objects.filter(round=round).values_list("activity_id", "rater_id")), dtype=np.int64
    ).reshape(-1, 2)
    activity_indices = np.frombuffer(activity, dtype=np.int64)
    return scoring.Ballots(
        activities=tuple(method.document["activities"]),
        activity=activity_indices,
        rater=np.frombuffer(rater, dtype=np.int64),
        marks=np.frombuffer(marks, dtype=np.uint8).reshape(len(activity_indices), len(method.judged)),
        recusals=np.column_stack(
            [positions(activities, recusals[:, 0]), positions(rater_ids, recusals[:, 1])]
        ),
    )


@dataclass(frozen=True, eq=False)
class Read:
    """Some of the ballots: ids, and marks one row a ballot."""

    activity: Indices
    rater: Indices
    marks: NDArray[np.uint8]


def listed_ballots(round: Round, n_judged: int) -> Iterator[Read]:
    """One row a ballot."""
    rows = Ballot.objects.filter(round=round).values_list("activity_id", "rater_id", "marks")
    for some in batches(rows.iterator(chunk_size=BALLOTS_AT_A_TIME), BALLOTS_AT_A_TIME):
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


def batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Some at a time: as Python objects, the two million of a large round would fill a server."""
    while some := list(islice(rows, size)):
        yield some


def positions(known: Indices, wanted: Indices) -> Indices:
    """Index in `known` (any order, each once) of every wanted id. KeyError for one that is not there."""
    order = np.argsort(known)
    found = np.searchsorted(known, wanted, sorter=order)
    found = order[np.minimum(found, len(known) - 1)] if len(known) else found
    if len(wanted) and not (len(known) and np.array_equal(known[found], wanted)):
        raise KeyError("a ballot of somebody or something that is not in this round")
    return found.astype(np.int64)


def measured_of(round: Round, method: scoring.Method) -> Mapping[tuple[str, str], Decimal]:
    """The frozen values that count: (activity, criterion) -> u. Values kept as context have no u."""
    entries = RoundActivity.objects.filter(round=round).values_list("activity_id", "measured")
    return {
        (str(activity_id), criterion.code): Decimal(values[criterion.code]["u"])
        for activity_id, values in entries
        for criterion in method.measured
        if values.get(criterion.code, {}).get("u") is not None
    }


@cache
def code_version() -> str:
    """Names the formulas that were used: a digest of the scoring package's own files."""
    files = sorted(Path(scoring.__file__).parent.glob("*.py"))
    content = hashlib.sha256()
    for file in files:
        content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:40]
