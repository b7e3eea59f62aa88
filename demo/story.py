"""What the demonstration tells: workshops read from data files, plain and typed."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
RATERS_PER_ORGANIZATION = 3
LARGEST_GROUP = 12


@dataclass(frozen=True)
class Speaker:
    """An organization by its role; no names of people anywhere."""

    name: str
    kind: str
    is_state_controlled: bool


@dataclass(frozen=True)
class Candidate:
    """An activity as the workshop left it; `leaning`: how each helix sees it, on the scale 0 to 10."""

    title: dict[str, str]
    summary: dict[str, str]
    theme: str
    notes: tuple[tuple[str, str], ...]
    leaning: dict[str, float]
    domains: tuple[str, ...]
    fiche: dict[str, Any]
    objectives: tuple[str, ...] = ()  # "KZ:4": the territory and the code of its objective


@dataclass(frozen=True)
class Story:
    """One workshop."""

    region: str
    title: str
    purpose: str
    date: dt.date
    place: str
    speakers: dict[str, tuple[Speaker, ...]]
    candidates: tuple[Candidate, ...]
    loose_notes: tuple[tuple[str, str], ...]

    def seats(self) -> list[tuple[str, Speaker]]:
        """Who sits in the hall: (helix, organization) for each person, at most three of one organization."""
        return [
            (helix, organizations[number % len(organizations)])
            for helix, organizations in self.speakers.items()
            for number in range(min(LARGEST_GROUP, RATERS_PER_ORGANIZATION * len(organizations)))
        ]


def read_story(name: str) -> Story:
    """The workshop told in demo/data/workshops/<name>.json."""
    told = json.loads((DATA / "workshops" / f"{name}.json").read_text())
    return Story(
        region=told["region"],
        title=told["title"],
        purpose=told["purpose"],
        date=dt.date.fromisoformat(told["date"]),
        place=told["place"],
        speakers={helix: tuple(Speaker(*row) for row in rows) for helix, rows in told["speakers"].items()},
        candidates=tuple(_candidate(row) for row in told["activities"]),
        loose_notes=tuple((helix, text) for helix, text in told["loose_notes"]),
    )


def _candidate(row: dict[str, Any]) -> Candidate:
    names = ("hypothesis", "milestone", "stop_rule", "budget", "owner")
    fiche = {f"experiment_{name}": text for name, text in zip(names, row["experiment"], strict=True)}
    plain = ("market", "technology_source", "technology_kind", "change_pattern", "assets", "actors")
    return Candidate(
        title=row["title"],
        summary=row["summary"],
        theme=row["theme"],
        notes=tuple((helix, text) for helix, text in row["notes"]),
        leaning=row["leaning"],
        domains=tuple(row["domains"]),
        objectives=tuple(row.get("objectives", ())),
        fiche=fiche | {name: row[name] for name in plain},
    )
