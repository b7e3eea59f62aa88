"""A workshop as tables: what its desk shows, nothing more. Names of people and results of rounds are not in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from discovery.models import Workshop
from discovery.queries.activities import activities_of_workshop
from discovery.queries.notes import notes_of_workshop, themes_of_workshop
from discovery.queries.participants import participants_of_workshop
from discovery.queries.shortlists import shortlist_entries
from discovery.queries.speaking import floor_of
from discovery.queries.workshops import run_sheet_of

Table = tuple[Sequence[str], Iterable[Sequence[Any]]]
_COUNTS = ("science_count", "business_count", "government_count", "civil_society_count", "unconfirmed_count")


def state_of(workshop: Workshop) -> dict[str, Table]:
    """Name -> (header, rows); headers are for programs and stay English. The same number of queries at any length."""
    return {
        "workshop": (
            ("id", "title", "state", "held", "current_step", "step_ends_at", "step_paused_at"),
            [[workshop.pk, workshop.title, workshop.state, workshop.held_date, _name(workshop.current_step),
              workshop.step_ends_at, workshop.step_paused_at]],
        ),
        "run_sheet": (
            ("position", "kind", "title", "minutes", "note", "is_current"),
            [[step.position, step.kind, str(step), step.minutes, step.note, step.pk == workshop.current_step_id]
             for step in run_sheet_of(workshop)],
        ),
        "participants": (("number", "helix", "organization", "is_confirmed", "admission"), _people(workshop)),
        "ideas": (("id", "text", "language", "helix", "table", "theme", "is_hidden", "written_at"), _notes(workshop)),
        "themes": (
            ("id", "title", "ideas", "activity"),
            [[theme.pk, theme.title, theme.note_count, _name(theme.activity)]  # type: ignore[attr-defined]  # -- reason: annotated
             for theme in themes_of_workshop(workshop)],
        ),
        "activities": (
            ("id", "title", *_COUNTS),
            [[activity.pk, activity.title, *(getattr(activity, name) for name in _COUNTS)]
             for activity in activities_of_workshop(workshop)],
        ),
        "shortlist": (
            ("position", "activity", "way", "helix"),
            [[entry.position, entry.activity.title, entry.way, entry.helix] for entry in shortlist_entries(workshop)],
        ),
        "speaking": (("helix", "turns", "seconds"), _speaking(workshop)),
    }  # fmt: skip


def _people(workshop: Workshop) -> list[list[Any]]:
    return [
        [person.number, person.helix, _name(person.organization), person.is_confirmed, person.admission]  # type: ignore[attr-defined]  # -- reason: annotated
        for person in participants_of_workshop(workshop)
    ]


def _notes(workshop: Workshop) -> list[list[Any]]:
    return [
        [note.pk, note.text, note.language, note.participant.helix, _name(note.participant.table),
         note.theme.title if note.theme else "", note.is_hidden, note.created_at]
        for note in notes_of_workshop(workshop, with_hidden=True)
    ]  # fmt: skip


def _speaking(workshop: Workshop) -> list[list[Any]]:
    floor = floor_of(workshop)
    return [[helix, floor.heard[helix], floor.seconds[helix]] for helix in floor.heard]


def _name(thing: Any) -> str:
    return str(thing) if thing else ""
