"""What the facilitator sees before a round is prepared and before it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When

from assessments.models import Round
from assessments.queries.evidence import Evidence, evidence_for
from assessments.queries.frameworks import frameworks_in_use
from assessments.queries.rosters import Candidates, SmallGroup, candidates_for, small_groups
from assessments.queries.rounds import activities_to_score
from discovery.models import ActivityKind, Workshop
from discovery.queries import missing_people, shortlisted_ids, ways_in
from regions.models import Region


def suggested_round(region: Region, workshop_id: str, kind: str = ActivityKind.ACTIVITY) -> dict[str, Any]:
    """Starting values of the form: the workshop one comes from, its shortlist or else all its activities, and the
    questions the workshop was prepared with, or else the region's newest."""
    workshop = (
        Workshop.objects.filter(region=region, pk=workshop_id).first() if workshop_id.isdecimal() else None
    )
    asked = workshop.framework_key if workshop else ""
    suggested_first = Case(When(key=asked, then=0), default=1)
    framework = frameworks_in_use(region).order_by(suggested_first, "-pk").first()
    chosen: dict[str, Any] = {"framework": framework.pk if framework else None}
    if workshop:
        activities = activities_to_score(region, kind).filter(workshop=workshop)
        shortlisted = set(shortlisted_ids(workshop.pk))
        ids = [activity.pk for activity in activities if not shortlisted or activity.pk in shortlisted]
        chosen |= {"workshop": workshop.pk, "activities": ids}
    return chosen


@dataclass(frozen=True)
class OpeningPreview:
    """Who would score and what would be measured, if the round were opened now.

    counts: raters by helix, None for a group smaller than the threshold. removed: (question, reason code).
    coarser: questions with figures of a wider field for some activity. ways: how the confirmed came: "ticket",
    "invitation", "code". lacking: sentences about who should be here and is not.
    """

    candidates: Candidates
    threshold: int
    counts: Mapping[str, int | None]
    small: list[SmallGroup]
    removed: list[tuple[str, str]]
    coarser: list[str]
    ways: Mapping[str, int]
    lacking: list[str]

    @property
    def total(self) -> int:
        return len(self.candidates.entering)

    @property
    def is_enough(self) -> bool:
        return self.total >= self.threshold

    @property
    def full_organizations(self) -> list[str]:
        """Organizations of which somebody stays out, each once."""
        return list(self.left_out)

    @property
    def left_out(self) -> dict[str, list[int]]:
        """Organization -> numbers, in the hall, of its people who stay out."""
        found: dict[str, list[int]] = {}
        for participant in self.candidates.left_out:
            found.setdefault(str(participant.organization), []).append(participant.number)  # type: ignore[attr-defined]  # -- reason: annotated by participants_for_roster
        return found

    @property
    def left_out_ids(self) -> str:
        """For the page's form: whoever confirms has seen these."""
        return ",".join(str(participant.user_id) for participant in self.candidates.left_out)


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
        ways=ways_in(round.workshop) if round.workshop else {},
        lacking=missing_people(round.workshop) if round.workshop else [],
    )


def coarser_criteria(evidence: Evidence) -> list[str]:
    return [
        code for code, values in evidence.values.items() if any(value.is_coarser for value in values.values())
    ]
