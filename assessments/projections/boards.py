"""The open board of an indicative round: moved by whole batches (scoring/batches.py), never by one person's mark."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assessments import queries, scoring
from assessments.models import Ballot, Conflict, OpenBoard, Round
from assessments.projections.reading import Indices, Row, read_rows
from assessments.projections.sums import (
    Pair,
    ballots_from,
    measured_of,
    sealed_roster,
    standing_ballots,
    struck_on,
)
from foundation import live


@dataclass(frozen=True, eq=False)
class Sealed:
    """What a picture is painted by. Read once: who is struck while it is painted leaves with the next one, as all do."""

    round: Round
    method: queries.FrozenMethod
    roster: scoring.Roster
    rater_ids: Indices

    @property
    def struck(self) -> set[int]:
        return struck_on(self.roster, self.rater_ids)


def move_board(round_id: int) -> bool:
    """Take those in who finished since the last picture, by groups that are ripe, and out whose batch somebody was
    struck from. Safe to run twice or beside itself."""
    rounds = Round.objects.filter(pk=round_id, has_open_board=True).exclude(state=Round.State.DRAFTED)
    if not rounds.exists():
        return False
    OpenBoard.objects.get_or_create(round_id=round_id)
    with transaction.atomic():
        board = held(round_id)
        round = rounds.get()  # under the lock: what was acknowledged up to its version is found below
        has_moved = repainted(round, board)
        if has_moved and round.state == Round.State.OPENED:
            live.push(f"round:{round.pk}", "board")
            live.push(f"wall:{round.workshop_id}", "wall")
    return has_moved


def held(round_id: int) -> OpenBoard:
    """Who comes second looks when the first has painted: else two pictures might differ by one person."""
    return OpenBoard.objects.select_for_update().get(round=round_id)


def kept(board: OpenBoard, columns: Mapping[str, Any]) -> bool:
    """Only where the last picture is still the one that was seen: holds where SELECT ... FOR UPDATE does nothing (SQLite)."""
    return OpenBoard.objects.filter(pk=board.pk, pictures=board.pictures).update(**columns) == 1


def repainted(round: Round, board: OpenBoard) -> bool:
    """Whether there is a new picture."""
    method = queries.frozen_method(round)
    sealed = Sealed(round, method, *sealed_roster(round, method))
    entering, rows, recusals = ripe(sealed, {rater for batch in board.batches for rater in batch})
    after = OpenBoard(
        batches=board.batches + entering,
        ballots=board.ballots + [[a, rater, bytes(marks).hex()] for a, rater, marks in rows],
        recusals=board.recusals + [list(pair) for pair in recusals],
    )
    counts = people_of(after.batches, sealed.struck)
    is_new = bool(entering) or counts["taken_off"] != board.shown.get("taken_off", 0)
    columns: dict[str, Any] = {"input_version": round.input_version}
    if is_new:
        columns |= {name: getattr(after, name) for name in ("batches", "ballots", "recusals")}
        columns |= {"pictures": board.pictures + 1, "shown": counts | shown_of(sealed, after)}
    return kept(board, columns) and is_new


def people_of(batches: Sequence[Sequence[int]], struck: Collection[int]) -> dict[str, int]:
    """`taken_off` counts whoever was struck, too: so it is never smaller than a batch."""
    people = sum(map(len, scoring.standing(batches, struck)))
    return {"people": people, "taken_off": sum(map(len, batches)) - people}


def ripe(sealed: Sealed, known: Collection[int]) -> tuple[list[list[int]], list[Row], list[Pair]]:
    """Batches that enter now, one a group, with their ballots and recusals."""
    rows, recusals = finished(sealed.round, sealed.method, known)
    rater_ids, n_judged = sealed.rater_ids, len(sealed.method.judged)
    waiting = ballots_from(sealed.method, rater_ids, read_rows(rows, n_judged), recusals)
    marked, struck = {row[1] for row in rows}, sealed.struck
    entering: dict[int, list[int]] = {
        group: []
        for group, is_ripe in enumerate(scoring.ripe_groups(sealed.method.rules, sealed.roster, waiting))
        if is_ripe
    }
    for place, pk in enumerate(rater_ids.tolist()):
        group = int(sealed.roster.group[place])
        if group in entering and pk in marked and pk not in struck:
            entering[group].append(pk)
    new = {pk for batch in entering.values() for pk in batch}
    return (
        list(entering.values()),
        [row for row in rows if row[1] in new],
        [pair for pair in recusals if pair[1] in new],
    )


def finished(
    round: Round, method: queries.FrozenMethod, known: Collection[int]
) -> tuple[list[Row], list[Pair]]:
    """Ballots and recusals of those who are through their list and in no picture yet."""
    rows = Ballot.objects.filter(round=round).exclude(rater__in=known)
    stored: list[Row] = list(rows.values_list("activity_id", "rater_id", "marks"))
    recusals = list(
        Conflict.objects.filter(round=round).exclude(rater__in=known).values_list("activity_id", "rater_id")
    )
    done: Mapping[int, set[int]] = defaultdict(set)
    for activity, rater, marks in stored:
        if scoring.NOT_ANSWERED not in bytes(marks):
            done[rater].add(activity)
    for activity, rater in recusals:
        done[rater].add(activity)
    through = {rater for rater, activities in done.items() if len(activities) == len(method.activity_ids)}
    return [row for row in stored if row[1] in through], [pair for pair in recusals if pair[1] in through]


def shown_of(sealed: Sealed, board: OpenBoard) -> dict[str, Any]:
    """Places and scores only: no cells, no groups, no other rules."""
    method = sealed.method
    so_far = ballots_from(
        method, sealed.rater_ids, *standing_ballots(board, sealed.struck, len(method.judged))
    )
    result = scoring.rank_round(method.rules, sealed.roster, so_far, measured_of(sealed.round, method.rules))
    activities = [
        {"activity": int(one.activity), **one.official.as_document()}
        for one in result.activities
        if one.rankable
    ]
    return {"activities": sorted(activities, key=lambda one: one["rank"])}
