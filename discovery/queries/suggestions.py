"""Ideas that seem to say the same: suggested to the facilitator, who looks and decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from discovery.models import Note
from discovery.queries.notes import GroupedNotes
from discovery.scoring import alike

NEWEST = 600  # ideas looked at: comparing them takes a quarter of a second
MOST = 8  # suggestions at once


@dataclass(frozen=True)
class Suggestion:
    """Notes that read alike; `title` is what a theme of them could be called: the shortest of them."""

    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        return min((note.text for note in self.notes), key=len)[:160]


def note_suggestions(grouped: GroupedNotes) -> list[Suggestion]:
    """Of the visible ideas that stand in no theme yet; the largest groups first. No query."""
    loose: Sequence[Note] = [note for note in grouped.loose if not note.is_hidden][:NEWEST]
    groups = alike([note.text for note in loose])
    groups.sort(key=lambda places: (-len(places), places[0]))
    return [Suggestion(tuple(loose[place] for place in places)) for places in groups[:MOST]]
