"""A rater's own place, list and marks. Nobody else's marks can be asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import Ballot, Conflict, RosterEntry, Round, RoundActivity
from assessments.queries.methods import CANNOT_JUDGE_WORD, FrozenMethod, frozen_method
from assessments.queries.paper_marks import IS_ON_PAPER
from assessments.queries.voids import IS_VOIDED
from assessments.scoring import CANNOT_JUDGE, unpack_marks
from discovery.models import Activity, Participant
from discovery.queries import FICHE_LABELS, participant_in

# What helps to judge; the title and what is done stand above it. The whole is one tap further.
FICHE = (
    "market", "technology_source", "technology_kind", "change_pattern", "assets", "actors",
    "experiment_hypothesis", "experiment_milestone",
)  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A person in front of a round: on the sealed roster (`rater`), or only in the workshop (`participant`)."""

    round: Round
    rater: RosterEntry | None = None
    participant: Participant | None = None

    @property
    def reason_outside(self) -> str:
        """Why a participant is not on the roster: "not_open", "not_confirmed", "too_late", "organization_full"."""
        if self.round.opened_at is None:
            return "not_open"
        if self.participant is None or self.participant.confirmed_at is None:
            return "not_confirmed"
        return "too_late" if self.participant.confirmed_at > self.round.opened_at else "organization_full"


@dataclass(frozen=True)
class Sheet:
    """The place of one rater for one activity of the round."""

    rater: RosterEntry
    activity_id: int

    @property
    def round(self) -> Round:
        return self.rater.round


def seat_for(user: Any, *, round_id: int) -> Seat | None:
    """For raters, and for participants of the workshop: they are told why they do not score."""
    if not user.is_authenticated:
        return None
    places = RosterEntry.objects.select_related("round", "round__region", "round__workshop")
    rater = (
        places.annotate(is_voided=IS_VOIDED, is_on_paper=IS_ON_PAPER)
        .filter(user_id=user.pk, round_id=round_id)
        .first()
    )
    if rater:
        return Seat(rater.round, rater=rater)
    round = Round.objects.select_related("region", "workshop").filter(pk=round_id).first()
    participant = participant_in(round.workshop, user) if round and round.workshop else None
    return Seat(round, participant=participant) if round and participant else None


def rater_for(user: Any, *, round_id: int) -> RosterEntry | None:
    """The person's own place on the sealed roster."""
    places = RosterEntry.objects.select_related("round__region")
    return places.filter(user_id=user.pk, round_id=round_id).first()


def sheet_for(user: Any, *, round_id: int, activity_id: int) -> Sheet | None:
    """On the roster, and the activity on the round's list. One query, without the method where it is known already."""
    rater = RosterEntry.objects.place_of(user.pk, round_id) if user.is_authenticated else None
    if rater is None or activity_id not in frozen_method(rater.round).activity_ids:
        return None
    return Sheet(rater, activity_id)


@dataclass(frozen=True)
class BallotState:
    """One activity on a rater's list. marks: criterion code -> mark or "cannot_judge"; left out: not answered."""

    activity: Activity
    measured: dict[str, Any]
    marks: dict[str, int | str]
    comment: str
    sequence: int
    is_recused: bool
    questions: int

    @property
    def is_done(self) -> bool:
        return self.is_recused or len(self.marks) == self.questions

    @property
    def is_begun(self) -> bool:
        return self.is_recused or bool(self.marks)


def ballot_states(rater: RosterEntry) -> list[BallotState]:
    """The rater's whole list in frozen order. Three queries at any length."""
    method = frozen_method(rater.round)
    own = {ballot.activity_id: ballot for ballot in Ballot.objects.filter(rater=rater)}
    recused = set(Conflict.objects.filter(rater=rater).values_list("activity_id", flat=True))
    entries = RoundActivity.objects.filter(round=rater.round).select_related("activity").order_by("position")
    return [state_of(entry, method, own.get(entry.activity_id), recused) for entry in entries]


def state_of(
    entry: RoundActivity, method: FrozenMethod, ballot: Ballot | None, recused: set[int]
) -> BallotState:
    return BallotState(
        activity=entry.activity,
        measured=entry.measured,
        marks=marks_in_words(method, bytes(ballot.marks)) if ballot else {},
        comment=ballot.comment if ballot else "",
        sequence=ballot.sequence if ballot else 0,
        is_recused=entry.activity_id in recused,
        questions=len(method.judged),
    )


def marks_in_words(method: FrozenMethod, marks: bytes) -> dict[str, int | str]:
    return {
        code: CANNOT_JUDGE_WORD if mark == CANNOT_JUDGE else mark
        for code, mark in unpack_marks(method.judged, marks).items()
    }


def ballot_lines(round: Round) -> tuple[list[str], list[str]]:
    """All ballots ("activity/rater/marks in hexadecimal") and recusals ("activity/rater"), in a fixed order.

    What the digest at the close is made of. Two queries.
    """
    ballots = Ballot.objects.filter(round=round).order_by("activity_id", "rater_id")
    recusals = Conflict.objects.filter(round=round).order_by("activity_id", "rater_id")
    return (
        [
            f"{activity}/{rater}/{bytes(marks).hex()}"
            for activity, rater, marks in ballots.values_list("activity_id", "rater_id", "marks")
        ],
        [f"{activity}/{rater}" for activity, rater in recusals.values_list("activity_id", "rater_id")],
    )


def first_open(states: Sequence[BallotState]) -> BallotState | None:
    """Where a rater goes on: the first activity that is not finished."""
    return next((state for state in states if not state.is_done), None)


def fiche_in_words(activity: Activity) -> list[tuple[str, str]]:
    """Labels and values of what the fiche says, without what is missing. No query."""
    lines = []
    for name in FICHE:
        value = getattr(activity, name)
        in_words = getattr(activity, f"get_{name}_display", None)
        if value:
            lines.append((str(FICHE_LABELS[name]), str(in_words()) if in_words else value))
    return lines


def held_sequences(rater: RosterEntry) -> dict[int, int]:
    """Activity of the list -> the sequence number of the marks that are stored, 0 where there are none."""
    stored = dict(Ballot.objects.filter(rater=rater).values_list("activity_id", "sequence"))
    return {activity: stored.get(activity, 0) for activity in frozen_method(rater.round).activity_ids}


def held_sequence(sheet: Sheet) -> int:
    held = Ballot.objects.filter(rater=sheet.rater, activity_id=sheet.activity_id)
    return held.values_list("sequence", flat=True).first() or 0


def held_in_words(round_id: int, held: Mapping[int, int]) -> str:
    """As phones read it: the slots of their queue, each with the number the server holds; 0 where it holds nothing."""
    return " ".join(f"ballot-{round_id}-{activity}:{number}" for activity, number in sorted(held.items()))


def phones_channel(round_id: int) -> str:
    """News of the round for phones: its state, not every ballot of the hall (`round:` tells those to the desk)."""
    return f"ballots:{round_id}"
