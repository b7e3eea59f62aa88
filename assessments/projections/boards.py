"""The open board of an indicative round: moved by whole batches (scoring/batches.py), never by one person's mark."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from assessments import queries, scoring
from assessments.models import Ballot, Conflict, OpenBoard, Round
from assessments.projections.reading import Row, read_rows
from assessments.projections.sums import ballots_from, measured_of, sealed_roster
from foundation import live

Waiting = tuple[list[Row], list[tuple[int, int]]]


def move_board(round_id: int) -> bool:
    """Take those in who finished since the last picture, by groups that are ripe. Safe to run twice or beside itself."""
    rounds = Round.objects.filter(pk=round_id, has_open_board=True)
    round = rounds.exclude(state=Round.State.DRAFTED).first()
    if round is None:
        return False
    OpenBoard.objects.get_or_create(round=round)
    with transaction.atomic():
        board = OpenBoard.objects.select_for_update().get(round=round)
        has_moved = taken_in(round, board)
        if has_moved and round.state == Round.State.OPENED:
            live.push(f"round:{round.pk}", "board")
            live.push(f"wall:{round.workshop_id}", "wall")
    return has_moved


def taken_in(round: Round, board: OpenBoard) -> bool:
    method = queries.frozen_method(round)
    roster, rater_ids = sealed_roster(round, method)
    rows, recusals = finished(round, method, set(board.people))
    waiting = ballots_from(method, rater_ids, read_rows(rows, len(method.judged)), recusals)
    ripe = scoring.ripe_groups(method.rules, roster, waiting)
    struck = {int(rater_ids[place]) for place in roster.voided}
    new = {
        pk
        for place, pk in enumerate(rater_ids.tolist())
        if ripe[roster.group[place]] and pk not in struck and any(row[1] == pk for row in rows)
    }
    if not new:
        return False
    ballots = board.ballots + [[a, rater, bytes(marks).hex()] for a, rater, marks in rows if rater in new]
    recused = board.recusals + [[a, rater] for a, rater in recusals if rater in new]
    people = board.people + sorted(new)
    shown = shown_of(round, method, ballots, recused, len(people))
    # Without a lock (SQLite) two may come here at once: only the one that saw the last picture paints the next.
    same = OpenBoard.objects.filter(pk=board.pk, pictures=board.pictures)
    columns = {"people": people, "ballots": ballots, "recusals": recused, "shown": shown}
    return same.update(pictures=board.pictures + 1, **columns) == 1


def finished(round: Round, method: queries.FrozenMethod, known: Collection[int]) -> Waiting:
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


def shown_of(
    round: Round, method: queries.FrozenMethod, ballots: list[Any], recusals: list[Any], people: int
) -> dict[str, Any]:
    """Places and scores only: no cells, no groups, no other rules."""
    roster, rater_ids = sealed_roster(round, method)
    rows = [(a, rater, bytes.fromhex(marks)) for a, rater, marks in ballots]
    so_far = ballots_from(method, rater_ids, read_rows(rows, len(method.judged)), recusals)
    result = scoring.rank_round(method.rules, roster, so_far, measured_of(round, method.rules))
    activities = [
        {"activity": int(one.activity), **one.official.as_document()}
        for one in result.activities
        if one.rankable
    ]
    return {"people": people, "activities": sorted(activities, key=lambda one: one["rank"])}
