"""A stored round as plain values for the naive score of tests/assessments/scoring, read row by row."""

from decimal import Decimal

from assessments.models import Ballot, Conflict, RosterEntry, Round, RoundActivity
from assessments.scoring import Method
from tests.assessments.scoring.naive import Case

MISSING = (254, 255)


def case_of(round: Round) -> Case:
    """Marks straight from their bytes: shares no code with the projection."""
    assert round.method is not None
    method = Method.from_document(round.method)
    groups = [group.code for group in method.groups]
    raters = list(RosterEntry.objects.filter(round=round).order_by("pk"))
    place = {rater.pk: index for index, rater in enumerate(raters)}
    entries = list(RoundActivity.objects.filter(round=round).order_by("position"))
    measured = [criterion.code for criterion in method.criteria if criterion.kind == "measured"]
    return Case(
        method=method,
        activities=tuple(str(entry.activity_id) for entry in entries),
        group_of_rater=tuple(groups.index(rater.group) for rater in raters),
        ballots={
            (str(ballot.activity_id), place[ballot.rater_id]): tuple(
                None if mark in MISSING else mark for mark in bytes(ballot.marks)
            )
            for ballot in Ballot.objects.filter(round=round)
        },
        measured={
            (str(entry.activity_id), code): Decimal(entry.measured[code]["u"])
            for entry in entries
            for code in measured
            if entry.measured[code]["u"] is not None
        },
        recusals=frozenset(
            (str(conflict.activity_id), place[conflict.rater_id])
            for conflict in Conflict.objects.filter(round=round)
        ),
    )
