"""What was typed in from sheets of paper: rows, how many count, what a second typing says differently."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from assessments.models import Ballot, Conflict, PaperSheet, RosterEntry, Round
from assessments.queries.paper import questions_of
from assessments.queries.rounds import entries_of
from assessments.scoring import CANNOT_JUDGE, NOT_ANSWERED
from discovery.models import Activity

IS_ON_PAPER = Exists(PaperSheet.objects.filter(rater=OuterRef("pk"), entered_at__isnull=False))


@dataclass(frozen=True)
class FilledRow:
    """What stands on a sheet for one activity: criterion code -> mark or "cannot_judge"; or the box of interest."""

    marks: Mapping[str, int | str] = field(default_factory=dict)
    is_recused: bool = False


@dataclass(frozen=True)
class FilledSheet:
    """A sheet as read from a file: whose it is, and its rows by activity."""

    sheet: PaperSheet
    rater: RosterEntry
    rows: Mapping[int, FilledRow]


@dataclass(frozen=True)
class Media:
    """How many have begun on a phone and how many on paper; both None where one of them is smaller than the threshold."""

    phone: int | None
    paper: int | None

    @property
    def is_withheld(self) -> bool:
        return self.paper is None


def media_of(round: Round) -> Media | None:
    """None where nobody scored on paper. Both numbers stay back together: one could be subtracted from the whole."""
    begun = Q(Exists(Ballot.objects.filter(rater=OuterRef("pk")))) | Q(
        Exists(Conflict.objects.filter(rater=OuterRef("pk")))
    )
    counts = RosterEntry.objects.filter(round=round).aggregate(
        paper=Count("pk", filter=Q(IS_ON_PAPER)), phone=Count("pk", filter=begun & ~Q(IS_ON_PAPER))
    )
    if not counts["paper"]:
        return None
    is_small = any(0 < number < round.threshold for number in counts.values())
    return Media(None, None) if is_small else Media(**counts)


@dataclass(frozen=True)
class TypedTwice:
    """One place where the second typing says something else. Values in words of the grid."""

    activity: Activity
    question: str
    first: str
    second: str


def differences_of(
    sheet: PaperSheet, packed: Mapping[int, bytes], recused: Collection[int]
) -> list[TypedTwice]:
    """What stands on the sheet as typed first, and now. Three queries."""
    questions = questions_of(sheet.round)
    blank = bytes([NOT_ANSWERED] * len(questions))
    first = {ballot.activity_id: bytes(ballot.marks) for ballot in Ballot.objects.filter(rater=sheet.rater)}
    conflicts = set(Conflict.objects.filter(rater=sheet.rater).values_list("activity_id", flat=True))
    found = []
    for entry in entries_of(sheet.round):
        activity = entry.activity
        pairs = zip(first.get(activity.pk, blank), packed.get(activity.pk, blank), strict=True)
        for number, (before, now) in enumerate(pairs, start=1):
            if before != now:
                found.append(TypedTwice(activity, str(number), _sign(before), _sign(now)))
        if (activity.pk in conflicts) != (activity.pk in recused):
            signs = {True: "×", False: "–"}
            pair = signs[activity.pk in conflicts], signs[activity.pk in recused]
            found.append(TypedTwice(activity, _("interest"), *pair))
    return found


def _sign(mark: int) -> str:
    return {CANNOT_JUDGE: "?", NOT_ANSWERED: "–"}.get(mark, str(mark))


def paper_lines(round: Round) -> list[str]:
    """Sheets that count as "code/rater", in a fixed order, for the digest at the close."""
    rows = PaperSheet.objects.filter(round=round, entered_at__isnull=False).order_by("number")
    return [f"{code}/{rater}" for code, rater in rows.values_list("code", "rater_id")]
