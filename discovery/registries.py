"""Where upper apps add what happens in a step of a workshop (scoring, for one), and what they do with activities.

Filled in their ready().
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from accounts.models import User
from discovery.models import Participant, Step, StepRun, Workshop


@dataclass(frozen=True)
class Part:
    """A piece of a page that another app draws. `stamp` changes exactly when it would look different."""

    template: str
    context: Mapping[str, Any]
    stamp: str


class StepRoom(Protocol):
    """A room of its own for a kind of step. Rooms are subclasses: what they do not say, they do not do."""

    def enter(self, step: Step, by: User) -> None:
        """The run sheet comes to this step. Inside the transaction that moves it: what raises Refused keeps it away."""
        return

    def leave(self, step: Step, by: User) -> None:
        """The run sheet goes on, or the workshop ends here. Inside the same transaction, before the next is entered."""
        return

    def question(self, step: Step) -> str:
        """What should be decided before the run sheet leaves the step ("Scoring is still open ..."); "" for nothing."""
        return ""

    def settle(self, step: Step, by: User) -> None:
        """The facilitator said yes to the question: end what is open. Inside the transaction, before `leave`."""
        return

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        """(label, URL) of what this person does in the step, or None while there is nothing to do."""
        ...

    def phone(self, step: Step, participant: Participant) -> Part | None:
        """What the phone of this person shows beneath the name of the step; None: only the way to `link`."""
        return None

    def wall(self, step: Step) -> Part | None:
        """What the projector shows while the step runs; None: what the workshop itself has to show."""
        return None

    def is_in_use(self, step: Step) -> bool:
        """True while something stands on the step, so that it must stay on the run sheet."""
        ...


_rooms: dict[str, StepRoom] = {}


def register_step_kind(kind: str, room: StepRoom) -> None:
    _rooms[kind] = room


def link_of(step: Step | None, user: User) -> tuple[str, str] | None:
    """Where this step leads this person, shown on the phone and the desk."""
    room = _rooms.get(step.kind) if step else None
    return room.link(step, user) if room and step else None


def phone_part_of(step: Step | None, participant: Participant) -> Part | None:
    room = _rooms.get(step.kind) if step else None
    return room.phone(step, participant) if room and step else None


def wall_part_of(step: Step | None) -> Part | None:
    room = _rooms.get(step.kind) if step else None
    return room.wall(step) if room and step else None


def question_about(step: Step | None) -> str:
    """What is to be decided before the run sheet leaves this step."""
    room = _rooms.get(step.kind) if step else None
    return room.question(step) if room and step else ""


def settle(step: Step, by: User) -> None:
    if room := _rooms.get(step.kind):
        room.settle(step, by)


def pass_on(left: Step | None, entered: Step | None, by: User) -> None:
    """The run sheet moves: called by the action that moves it, inside its transaction."""
    if left == entered:
        return
    StepRun.objects.pass_on(left, entered)
    if left and (room := _rooms.get(left.kind)):
        room.leave(left, by)
    if entered and (room := _rooms.get(entered.kind)):
        room.enter(entered, by)


def is_in_use(step: Step) -> bool:
    room = _rooms.get(step.kind)
    return room.is_in_use(step) if room else False


class ActivityUse(Protocol):
    """What upper apps do with activities: as long as it lasts, or once it has begun, these cannot be merged at will."""

    def reasons_to_wait(self, activity_ids: Collection[int]) -> Mapping[int, str]:
        """Activity -> a sentence saying why it must stay as it is for now; those that need not are left out."""
        ...

    def has_begun_with(self, activity_id: int, since: dt.datetime) -> str:
        """A sentence saying what stands on this activity since then, which taking it apart would falsify; or ""."""
        ...


FindAuthors = Callable[[Collection[int]], Collection[int]]
_uses: list[ActivityUse] = []
_authors: list[FindAuthors] = []


def register_activity_use(use: ActivityUse) -> None:
    _uses.append(use)


def register_authors(find: FindAuthors) -> None:
    """`find(activity_ids)` names users who made something of these activities in another app."""
    _authors.append(find)


def reasons_to_wait(activity_ids: Collection[int]) -> dict[int, str]:
    return {pk: reason for use in _uses for pk, reason in use.reasons_to_wait(activity_ids).items()}


def has_begun_with(activity_id: int, since: dt.datetime) -> str:
    """What stands on it, told by the first app that knows of something."""
    return next((said for use in _uses if (said := use.has_begun_with(activity_id, since))), "")


def authors_elsewhere(activity_ids: Collection[int]) -> set[int]:
    return {person for find in _authors for person in find(activity_ids)}


@dataclass(frozen=True)
class Section:
    """A part of the minutes: plain texts in the language that is active. `rows` under `header`, if it is a table."""

    title: str
    paragraphs: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


FindBoard = Callable[[Workshop], tuple[str, str] | None]
_boards: list[FindBoard] = []


def register_board(find: FindBoard) -> None:
    """`find(workshop)` gives (label, URL) of what another app can put on the wall of the hall now, or None."""
    _boards.append(find)


def boards_for_the_wall(workshop: Workshop) -> list[tuple[str, str]]:
    return [board for find in _boards if (board := find(workshop))]


FindSections = Callable[[Workshop], Sequence[Section]]
IsScored = Callable[[Workshop], bool]
_sections: list[FindSections] = []
_scorings: list[IsScored] = []


def register_minutes_sections(find: FindSections) -> None:
    """`find(workshop)` gives what another app adds to the minutes, e.g. results of closed rounds."""
    _sections.append(find)


def register_scoring(is_scored: IsScored) -> None:
    """`is_scored(workshop)`: its activities are being scored, or were; holds what it read until the transaction ends."""
    _scorings.append(is_scored)


def sections_elsewhere(workshop: Workshop) -> list[Section]:
    return [section for find in _sections for section in find(workshop)]


def is_scored(workshop: Workshop) -> bool:
    return any(asked(workshop) for asked in _scorings)


@dataclass(frozen=True)
class Seal:
    """A roster that was sealed: its number is said aloud and stands on the wall, so that everybody can note it."""

    title: str
    number: str
    people: int


FindSeals = Callable[[Workshop], Sequence[Seal]]
_seals: list[FindSeals] = []


def register_seals(find: FindSeals) -> None:
    """`find(workshop)`: the sealed rosters of what is being scored now, in one query."""
    _seals.append(find)


def seals_of(workshop: Workshop) -> list[Seal]:
    return [seal for find in _seals for seal in find(workshop)]
