"""What the wall of a hall shows now, and what it takes for that."""

from collections.abc import Sequence
from dataclasses import dataclass

from discovery.models import Activity, StepKind, WallScreen, Workshop
from discovery.queries.activities import activities_of_workshop
from discovery.queries.shortlists import shortlist_entries
from discovery.registries import Part, wall_part_of

_OF_STEP = {
    StepKind.WELCOME: "join",
    StepKind.PROPOSE: "ideas",
    StepKind.GROUP: "ideas",
    StepKind.SHORTLIST: "activities",
    StepKind.DISCUSS: "activities",
    StepKind.DISCUSS_AGAIN: "activities",
    StepKind.SCORE: "activities",
    StepKind.SCORE_AGAIN: "activities",
    StepKind.CLOSE: "ideas",
}


@dataclass(frozen=True)
class Screen:
    """`name`: join, ideas, activities, speakers, tables; or "part", drawn by another app."""

    name: str
    part: Part | None = None

    @property
    def stamp(self) -> str:
        return f"{self.name}.{self.part.stamp if self.part else ''}"


def screen_of(workshop: Workshop) -> Screen:
    """What a facilitator put on the wall; else what another app shows in this step; else the step's own."""
    if workshop.is_over:
        return Screen("ideas")
    if workshop.wall_shows:
        return Screen(WallScreen(workshop.wall_shows).value)
    step = workshop.current_step
    part = wall_part_of(step) if workshop.state == Workshop.State.OPENED else None
    if part:
        return Screen("part", part)
    if workshop.state == Workshop.State.PREPARED:
        return Screen("join")
    return Screen(_OF_STEP[StepKind(step.kind)] if step else "ideas")


def wall_activities(workshop: Workshop) -> Sequence[Activity]:
    """The confirmed shortlist in its order, else all activities of the workshop; no numbers. Two queries at most."""
    chosen = [entry.activity for entry in shortlist_entries(workshop)]
    return chosen or list(activities_of_workshop(workshop).order_by("pk"))
