"""Why is it here? The place of an activity in sentences, each of them made of figures that are shown anyway."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Ballot, Conflict, RosterEntry, RoundActivity
from assessments.queries.comparisons import Shift, marks_by_activity, shifts_by_activity
from assessments.queries.firmness import analysis_of
from assessments.queries.rankings import Board, BoardRow
from assessments.queries.voids import IS_VOIDED
from assessments.sentences import DISPUTES
from foundation.components.numbers import figure


@dataclass(frozen=True)
class Story:
    """marks: helix -> 0 to 100, empty while it is not computed. `sentences`: why it stands where it stands."""

    sentences: tuple[str, ...]
    marks: Mapping[str, int | None]
    quadrant: str
    quadrant_in_words: str
    shift: Shift | None


def story_of(board: Board, row: BoardRow) -> Story:
    """One query for the analysis."""
    analysis = analysis_of(board.round)
    document: Mapping[str, Any] = analysis.document if analysis else {}
    code = str(row.activity.pk)
    marks = marks_by_activity(board, document).get(code, {})
    quadrant = entry_of(code, document.get("disputes")).get("quadrant", "")
    shift = shifts_by_activity(document.get("shift")).get(code)
    return Story(
        tuple(sentences(board, row, document, marks, quadrant)),
        marks,
        quadrant,
        str(DISPUTES.get(quadrant, "")),
        shift,
    )


def sentences(
    board: Board, row: BoardRow, document: Mapping[str, Any], marks: Mapping[str, int | None], quadrant: str
) -> Iterator[str]:
    if row.official.rank is None:
        yield _("It has no place: there is a value for only %(coverage)s %% of the weight, and 80 %% are needed.") % {
            "coverage": figure(row.coverage, 1)
        }  # fmt: skip
        return
    yield _("It stands at place %(rank)d of %(count)d with %(score)s points of 100.") % {
        "rank": row.official.rank, "count": len(board.ranked), "score": figure(row.official.score, 1)}  # fmt: skip
    yield from of_principles(row)
    yield from of_groups(marks)
    if quadrant == "disputed":
        yield _("The marks lie far apart: it is worth talking about before anything is decided.")
    elif quadrant in ("high", "low"):
        yield _("The marks lie close together.")
    yield from of_weights(row, document)
    yield from of_absences(row)


def of_principles(row: BoardRow) -> Iterator[str]:
    known = [(score, name) for name, score in row.profile if score is not None]
    if len(known) > 1 and max(known)[0] != min(known)[0]:
        (high, strong), (low, weak) = max(known), min(known)
        yield _("It is strongest in “%(strong)s” (%(high)s) and weakest in “%(weak)s” (%(low)s).") % {
            "strong": strong, "high": figure(high, 1), "weak": weak, "low": figure(low, 1)}  # fmt: skip


def of_groups(marks: Mapping[str, int | None]) -> Iterator[str]:
    known = [(mark, helix) for helix, mark in marks.items() if mark is not None]
    if len(known) > 1 and max(known)[0] != min(known)[0]:
        (high, friend), (low, doubter) = max(known), min(known)
        yield _("The group “%(friend)s” gives it the highest marks (%(high)d), “%(doubter)s” the lowest (%(low)d).") % {
            "friend": Helix(friend).label, "high": high, "doubter": Helix(doubter).label, "low": low}  # fmt: skip


def of_weights(row: BoardRow, document: Mapping[str, Any]) -> Iterator[str]:
    robustness = document.get("robustness") or {}
    within = entry_of(str(row.activity.pk), robustness.get("activities")).get("within")
    if within is not None:
        yield _("With other weights it is among the first %(places)d in %(within)d of 100 drawings.") % {
            "places": robustness["places"], "within": within}  # fmt: skip


def of_absences(row: BoardRow) -> Iterator[str]:
    if all(other.place.rank is None for other in row.without):
        return  # its sums stay back, and so does its place without a group
    moves = [(abs(other.rank_change), other) for other in row.without if other.rank_change]
    if not moves and row.without:
        yield _("No single group decides its place: without any one of them it would stand where it stands.")
    elif moves:
        _size, most = max(moves, key=lambda move: move[0])
        yield _("Without the group “%(group)s” it would be at place %(rank)d.") % {
            "group": most.name, "rank": most.place.rank}  # fmt: skip


def entry_of(code: str, entries: Any) -> Mapping[str, Any]:
    """That of one activity; empty where there is none."""
    return next((entry for entry in entries or () if entry["activity"] == code), {})


def comments_on(entry: RoundActivity) -> list[str]:
    """What raters wrote beside marks that count. Ordered by their words, so that nothing tells who wrote which."""
    barred = Conflict.objects.filter(round=entry.round_id, activity=entry.activity_id).values("rater")
    counted = RosterEntry.objects.filter(~IS_VOIDED, round=entry.round_id).order_by().exclude(pk__in=barred)
    written = Ballot.objects.filter(
        ~Q(comment=""), round=entry.round_id, activity=entry.activity_id, rater__in=counted.values("pk")
    )
    return sorted(written.values_list("comment", flat=True))
