"""Who may score: the sealed roster, and before it the people who would be on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import Helix
from assessments.models import LeftOut, RosterEntry, Round, Weighing, Wheel
from assessments.scoring import propose_merging
from discovery.models import Participant, Workshop
from discovery.queries import own_share, participants_for_roster, people_behind
from discovery.registries import Seal


@dataclass(frozen=True)
class Candidates:
    """Confirmed participants, earliest first: who enters the roster, and who stays out for their organization's limit."""

    entering: tuple[Participant, ...]
    left_out: tuple[Participant, ...]

    @property
    def by_helix(self) -> dict[str, int]:
        """Raters of every helix, zero included."""
        counts = Counter(participant.helix for participant in self.entering)
        return {helix.value: counts[helix.value] for helix in Helix}


def candidates_for(round: Round | Weighing | Wheel) -> Candidates:
    """Of each organization the earliest joined enter; people without an organization are not limited."""
    people = participants_for_roster(round.workshop) if round.workshop else ()
    return within_limit(people, round.raters_per_organization)


def within_limit(people: Iterable[Participant], limit: int) -> Candidates:
    taken: Counter[int] = Counter()
    entering, left_out = [], []
    for participant in people:
        organization = participant.organization_id
        if organization is not None and taken[organization] >= limit:
            left_out.append(participant)
            continue
        if organization is not None:
            taken[organization] += 1
        entering.append(participant)
    return Candidates(tuple(entering), tuple(left_out))


@dataclass(frozen=True)
class SmallGroup:
    """A helix with fewer than g raters, and with whom it would best be joined."""

    helix: str
    proposed_host: str


def small_groups(counts: Mapping[str, int], threshold: int) -> list[SmallGroup]:
    """Groups to be joined with another before scoring; none where the whole roster is too small."""
    if sum(counts.values()) < threshold:
        return []
    proposed = propose_merging(counts, threshold)
    return [SmallGroup(helix, host) for helix, host in proposed.items()]


@dataclass(frozen=True)
class RosterPreview:
    """Who would be asked. `counts`: by helix, None for a group smaller than the threshold."""

    candidates: Candidates
    threshold: int
    counts: Mapping[str, int | None]
    small: list[SmallGroup]

    @property
    def total(self) -> int:
        return len(self.candidates.entering)

    @property
    def is_enough(self) -> bool:
        return self.total >= self.threshold


def roster_preview(asked: Weighing | Wheel) -> RosterPreview:
    candidates, threshold = candidates_for(asked), asked.region.threshold
    counts = candidates.by_helix
    shown = {helix: number if number >= threshold else None for helix, number in counts.items()}
    return RosterPreview(candidates, threshold, shown, small_groups(counts, threshold))


def raters_of(round: Round) -> QuerySet[RosterEntry, Any]:
    """Ids of the people on the sealed roster, for a subquery."""
    return RosterEntry.objects.filter(round=round).order_by().values("user")


def seals_in(workshop: Workshop) -> list[Seal]:
    """The rosters of the rounds that are open in this hall, each with the short form of its digest."""
    open_rounds = Round.objects.filter(workshop=workshop, state=Round.State.OPENED).order_by("pk")
    rows = open_rounds.values_list("title", "method__roster_digest").annotate(people=Count("roster"))
    return [Seal(title, roster_number(digest), people) for title, digest, people in rows]


def roster_number(digest: str) -> str:
    """Three groups of four hexadecimal digits (48 bits): short enough to be said, long enough not to be met twice."""
    return "-".join(digest[start : start + 4].upper() for start in (0, 4, 8))


def left_out_of(round: Round) -> dict[str, list[int]]:
    """Organization -> numbers, in the hall, of those whom its limit kept off the roster. No query where nobody was."""
    found: dict[str, list[int]] = {}
    if round.left_out_count:
        rows = LeftOut.objects.filter(round=round).values_list("organization__name", "number")
        for name, number in rows:
            found.setdefault(name, []).append(number)
    return found


def ideas_scored(round: Round) -> dict[int, dict[str, int]]:
    """Each person behind what was scored -> their share of it; without the raters, who hear of the close anyway."""
    behind = people_behind(list(round.entries.values_list("activity_id", flat=True)))
    raters = set(RosterEntry.objects.filter(round=round).values_list("user_id", flat=True))
    return {user_id: share for user_id, share in own_share(behind).items() if user_id not in raters}
