"""Who may score: the sealed roster, and before it the people who would be on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Helix
from assessments.models import Round
from assessments.scoring import propose_merging
from discovery.models import Participant
from discovery.queries import participants_for_roster


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


def candidates_for(round: Round) -> Candidates:
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
