"""What the mathematics of a round takes, read from its records."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from assessments import queries, scoring
from assessments.models import Conflict, OpenBoard, RosterEntry, Round, RoundActivity
from assessments.projections.reading import Indices, Read, read_rows, stored_ballots

Pair = tuple[int, int]  # activity, rater


def inputs_of(
    round: Round,
) -> tuple[scoring.Method, scoring.Roster, scoring.Ballots, Mapping[tuple[str, str], Decimal]]:
    """What the mathematics of a round takes: its method, roster, ballots and measured values.

    Of a round with an open board the ballots that its last picture was made of.
    """
    method = queries.frozen_method(round)
    roster, rater_ids = sealed_roster(round, method)
    if round.has_open_board:
        board = OpenBoard.objects.get(round=round)
        struck = struck_on(roster, rater_ids)
        ballots = ballots_from(method, rater_ids, *standing_ballots(board, struck, len(method.judged)))
        roster = replace(roster, batch=batches_of(board, struck, rater_ids))
    else:
        ballots = ballots_of(round, method, rater_ids)
    return method.rules, roster, ballots, measured_of(round, method.rules)


def sealed_roster(round: Round, method: queries.FrozenMethod) -> tuple[scoring.Roster, Indices]:
    """The roster, and the ids of its raters in ascending order."""
    codes = {group.code: index for index, group in enumerate(method.rules.groups)}
    sealed = RosterEntry.objects.filter(round=round).order_by("pk")
    raters = list(sealed.values_list("pk", "group", queries.IS_VOIDED))
    roster = scoring.Roster(
        np.array([codes[group] for _pk, group, _is_voided in raters], dtype=np.int64),
        frozenset(place for place, (_pk, _group, is_voided) in enumerate(raters) if is_voided),
    )
    return roster, np.array([pk for pk, *_rest in raters], dtype=np.int64)


def struck_on(roster: scoring.Roster, rater_ids: Indices) -> set[int]:
    return {int(rater_ids[place]) for place in roster.voided}


def ballots_of(round: Round, method: queries.FrozenMethod, rater_ids: Indices) -> scoring.Ballots:
    """All stored ballots."""
    recusals = Conflict.objects.filter(round=round).values_list("activity_id", "rater_id")
    return ballots_from(method, rater_ids, stored_ballots(round, len(method.judged)), list(recusals))


def standing_ballots(
    board: OpenBoard, struck: Collection[int], n_judged: int
) -> tuple[Iterator[Read], list[Pair]]:
    """Ballots and recusals of the batches that count (scoring/batches.py)."""
    people = {rater for batch in scoring.standing(board.batches, struck) for rater in batch}
    rows = ((a, rater, bytes.fromhex(marks)) for a, rater, marks in board.ballots if rater in people)
    return read_rows(rows, n_judged), [(a, rater) for a, rater in board.recusals if rater in people]


def batches_of(board: OpenBoard, struck: Collection[int], rater_ids: Indices) -> Indices:
    """Index of the batch that brought each rater; -1 where none that stands did."""
    batch = np.full(len(rater_ids), -1, dtype=np.int64)
    for at, people in enumerate(scoring.standing(board.batches, struck)):
        batch[positions(rater_ids, np.array(people, dtype=np.int64))] = at
    return batch


def ballots_from(
    method: queries.FrozenMethod,
    rater_ids: Indices,
    read: Iterable[Read],
    recused: Sequence[Pair],
) -> scoring.Ballots:
    """Ballots as arrays, straight from their bytes; `rater_ids` in ascending order."""
    activities = np.array(method.activity_ids, dtype=np.int64)
    activity, rater, marks = bytearray(), bytearray(), bytearray()
    for some in read:
        activity += positions(activities, some.activity).tobytes()
        rater += positions(rater_ids, some.rater).tobytes()
        marks += some.marks.tobytes()
    recusals = np.array(recused, dtype=np.int64).reshape(-1, 2)
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
