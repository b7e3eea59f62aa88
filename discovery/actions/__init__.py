"""One function per thing a person does in a workshop or with an activity: keyword-only, `by=`, one transaction."""

from discovery.actions.activities import edit_activity, propose_activity, set_standing, set_support
from discovery.actions.joining import (
    TooManyAttempts,
    confirm_participants,
    correct_helix,
    find_workshop,
    join_as_guest,
    join_workshop,
)
from discovery.actions.notes import (
    assign_notes,
    create_theme,
    hide_note,
    rename_theme,
    show_note,
    write_note,
)
from discovery.actions.workshops import (
    create_workshop,
    edit_workshop,
    start_step,
    step_workshop,
)

__all__ = [
    "TooManyAttempts",
    "assign_notes",
    "confirm_participants",
    "correct_helix",
    "create_theme",
    "create_workshop",
    "edit_activity",
    "edit_workshop",
    "find_workshop",
    "hide_note",
    "join_as_guest",
    "join_workshop",
    "propose_activity",
    "rename_theme",
    "set_standing",
    "set_support",
    "show_note",
    "start_step",
    "step_workshop",
    "write_note",
]
