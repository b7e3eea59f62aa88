"""Who may score: the sealed roster, and before it the people who would be on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import Helix
from assessments.models import LeftOut, RosterEntry, Round, Weighing
from assessments.scoring import propose_merging
from discovery.models import Participant
from discovery.queries import own_share, participants_for_roster, people_behind


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


def candidates_for(round: Round | Weighing) -> Candidates:
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


def raters_of(round: Round) -> QuerySet[RosterEntry, Any]:
    """Ids of the people on the sealed roster, for a subquery."""
    return RosterEntry.objects.filter(round=round).order_by().values("user")


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
