"""Compares the database with the ledger of a drill: `python -m bench.drill.check LEDGER HALL`; prints JSON.

Run after the round was closed. `lost`: acknowledged, and an older value or none is stored. `wrong`: stored is what was
never sent, or other marks under the acknowledged number. `doubled`: a key worked more than once, or a place has two rows.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

django.setup()

from assessments import queries  # noqa: E402  -- reason: after Django is set up
from assessments.actions.ballots import packed_marks  # noqa: E402  -- reason: as above
from assessments.forms import given_ballot  # noqa: E402  -- reason: as above
from assessments.models import Ballot, Ranking, Round  # noqa: E402  -- reason: as above
from assessments.projections.rankings import computed_document  # noqa: E402  -- reason: as above
from bench.drill.ledger import Ledger  # noqa: E402  -- reason: as above
from foundation import canonical  # noqa: E402  -- reason: as above

Stored = dict[str, tuple[int, bytes]]
RANKED_WITHIN = 15.0


def stored_in(round: Round) -> tuple[Stored, int]:
    """Place -> (sequence, marks); and how many places have more than one row."""
    rows = list(
        Ballot.objects.filter(round=round).values_list("rater__user", "activity", "sequence", "marks")
    )
    counted = Counter((user, activity) for user, activity, _sequence, _marks in rows)
    found = {f"{user}/{activity}": (number, bytes(marks)) for user, activity, number, marks in rows}
    return found, sum(number - 1 for number in counted.values())


def packed(round: Round, place: str, values: dict[str, str]) -> bytes:
    """The bytes that these fields of the form must have become."""
    given = given_ballot(values | {"sequence": "1"}, queries.frozen_method(round))
    assert given, values
    return packed_marks(round, int(place.partition("/")[2]), given.marks)


def compare(round: Round, ledger: Ledger, first_version: int) -> dict[str, int]:
    stored, twice = stored_in(round)
    found = {"lost": 0, "wrong": 0}
    for place, (sequence, values) in ledger.acknowledged.items():
        fault = fault_of(round, place, int(str(sequence)), values, stored, ledger)
        if fault:
            found[fault] += 1
    found["wrong"] += sum(place not in ledger.sent for place in stored)
    worked = round.input_version - first_version
    return found | {
        "doubled": twice + max(0, worked - ledger.sent_keys),
        "worked": worked,
        "version": round.input_version,
        "places": len(stored),
        "missing_keys": max(0, ledger.acknowledged_keys - worked),
    }


def fault_of(
    round: Round, place: str, sequence: int, values: Any, stored: Stored, ledger: Ledger
) -> str | None:
    """What is stored may be newer than what was acknowledged where the answer to the newer was lost."""
    if place not in stored or stored[place][0] < sequence:
        return "lost"
    number, marks = stored[place]
    known = {int(str(each)): given for each, given in ledger.sent[place]} | {sequence: values}
    if number not in known:
        return "wrong"
    return None if packed(round, place, known[number]) == marks else "wrong"  # type: ignore[arg-type]  # -- reason: read from JSON


def ranked(round: Round) -> dict[str, Any]:
    """Waits for the worker's ranking, then computes the same from scratch."""
    begun = time.monotonic()
    while time.monotonic() - begun < RANKED_WITHIN:
        ranking = Ranking.objects.filter(round=round, input_version=round.input_version).first()
        if ranking:
            waited = (ranking.computed_at - round.closed_at).total_seconds() if round.closed_at else None
            anew = canonical.digest(computed_document(round))
            same = anew == ranking.digest == canonical.digest(ranking.document)
            return {"ranking_seconds": waited, "ranking_equals_rebuild": same}
        time.sleep(0.1)
    return {"ranking_seconds": None, "ranking_equals_rebuild": False}


def main(ledger_path: str, hall_path: str) -> None:
    hall = json.loads(Path(hall_path).read_text())
    round = Round.objects.get(pk=hall["round"])
    waited = ranked(round) if round.state == "closed" else {}
    print(json.dumps(compare(round, Ledger.read(Path(ledger_path)), hall["version"]) | waited))


if __name__ == "__main__":
    main(*sys.argv[1:])
