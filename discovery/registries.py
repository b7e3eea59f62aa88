"""Where upper apps add what happens in a step of a workshop (scoring, for one). Filled in their ready()."""

from typing import Protocol

from accounts.models import User
from discovery.models import Step


class StepRoom(Protocol):
    """A room of its own for a kind of step."""

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        """(label, URL) of what this person does in the step, or None while there is nothing to do."""
        ...


_rooms: dict[str, StepRoom] = {}


def register_step_kind(kind: str, room: StepRoom) -> None:
    _rooms[kind] = room


def link_of(step: Step | None, user: User) -> tuple[str, str] | None:
    """Where this step leads this person, shown on the phone and the desk."""
    room = _rooms.get(step.kind) if step else None
    return room.link(step, user) if room and step else None
