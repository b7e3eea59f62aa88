"""What the facilitator sees before a round is prepared and before it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models import Round
from assessments.queries.evidence import Evidence, evidence_for
from assessments.queries.frameworks import frameworks_in
from assessments.queries.rosters import Candidates, SmallGroup, candidates_for, small_groups
from assessments.queries.rounds import activities_to_score
from regions.models import Region


def suggested_round(region: Region, workshop_id: str) -> dict[str, Any]:
    """Starting values of the form: the workshop one comes from, its activities, the region's newest questions."""
    framework = frameworks_in(region).order_by("-pk").first()
    chosen: dict[str, Any] = {"framework": framework.pk if framework else None}
    if workshop_id.isdigit():
        activities = activities_to_score(region).filter(workshop_id=int(workshop_id))
        chosen |= {"workshop": int(workshop_id), "activities": [activity.pk for activity in activities]}
    return chosen


@dataclass(frozen=True)
class OpeningPreview:
    """Who would score and what would be measured, if the round were opened now.

    counts: raters by helix, None for a group smaller than the threshold. removed: (question, reason code).
    coarser: questions with figures of a wider field for some activity.
    """

    candidates: Candidates
    threshold: int
    counts: Mapping[str, int | None]
    small: list[SmallGroup]
    removed: list[tuple[str, str]]
    coarser: list[str]

    @property
    def total(self) -> int:
        return len(self.candidates.entering)

    @property
    def is_enough(self) -> bool:
        return self.total >= self.threshold

    @property
    def full_organizations(self) -> list[str]:
        """Organizations of which somebody stays out, each once."""
        names = [str(participant.organization) for participant in self.candidates.left_out]
        return list(dict.fromkeys(names))


def opening_preview(round: Round) -> OpeningPreview:
    """In a constant number of queries."""
    candidates = candidates_for(round)
    threshold = round.region.threshold
    counts = candidates.by_helix
    criteria = list(round.framework.criteria.all())
    evidence = evidence_for(round, criteria)
    questions = {criterion.code: criterion.question for criterion in criteria}
    return OpeningPreview(
        candidates=candidates,
        threshold=threshold,
        counts={helix: number if number >= threshold else None for helix, number in counts.items()},
        small=small_groups(counts, threshold),
        removed=[(questions[code], reason) for code, reason in evidence.removed.items()],
        coarser=[questions[code] for code in coarser_criteria(evidence)],
    )


def coarser_criteria(evidence: Evidence) -> list[str]:
    return [
        code for code, values in evidence.values.items() if any(value.is_coarser for value in values.values())
    ]
