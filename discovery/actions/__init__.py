"""One function per thing a person does in a workshop or with an activity: keyword-only, `by=`, one transaction."""

from discovery.actions.activities import edit_activity, propose_activity, set_standing, set_support
from discovery.actions.clusters import (
    add_cluster_member,
    close_cluster,
    create_cluster,
    edit_cluster,
    link_clusters,
    remove_cluster_member,
    reopen_cluster,
    unlink_clusters,
)
from discovery.actions.consents import publish_consent
from discovery.actions.fiche import EditedMeanwhile, add_actor, remove_actor, translate_activity
from discovery.actions.invitations import (
    Invited,
    Invitee,
    answer_invitation,
    invite_people,
    join_by_invitation,
    look_at_invitation,
    remind_invited,
    withdraw_invitation,
)
from discovery.actions.joining import (
    TooManyAttempts,
    confirm_participants,
    correct_helix,
    find_workshop,
    join_as_guest,
    join_workshop,
    refuse_admission,
)
from discovery.actions.merges import (
    answer_merge,
    complete_merge,
    propose_merge,
    undo_merge,
    withdraw_merge,
)
from discovery.actions.minutes import keep_minutes
from discovery.actions.notes import (
    assign_notes,
    create_theme,
    hide_note,
    rename_theme,
    show_note,
    withdraw_note,
    write_note,
)
from discovery.actions.registers import load_register, undo_register
from discovery.actions.run_sheets import add_step, edit_step, move_step, remove_step
from discovery.actions.shortlists import choose_wild_card, confirm_shortlist, take_back_shortlist
from discovery.actions.tables import make_tables, name_spokesperson, seat_participant
from discovery.actions.templates import duplicate_workshop, remove_template, save_template
from discovery.actions.themes import merge_themes, unmerge_theme
from discovery.actions.workshops import (
    create_workshop,
    edit_workshop,
    start_step,
    step_workshop,
)

__all__ = [
    "EditedMeanwhile",
    "Invited",
    "Invitee",
    "TooManyAttempts",
    "add_actor",
    "add_cluster_member",
    "add_step",
    "answer_invitation",
    "answer_merge",
    "assign_notes",
    "choose_wild_card",
    "close_cluster",
    "complete_merge",
    "confirm_participants",
    "confirm_shortlist",
    "correct_helix",
    "create_cluster",
    "create_theme",
    "create_workshop",
    "duplicate_workshop",
    "edit_activity",
    "edit_cluster",
    "edit_step",
    "edit_workshop",
    "find_workshop",
    "hide_note",
    "invite_people",
    "join_as_guest",
    "join_by_invitation",
    "join_workshop",
    "keep_minutes",
    "link_clusters",
    "load_register",
    "look_at_invitation",
    "make_tables",
    "merge_themes",
    "move_step",
    "name_spokesperson",
    "propose_activity",
    "propose_merge",
    "publish_consent",
    "refuse_admission",
    "remind_invited",
    "remove_actor",
    "remove_cluster_member",
    "remove_step",
    "remove_template",
    "rename_theme",
    "reopen_cluster",
    "save_template",
    "seat_participant",
    "set_standing",
    "set_support",
    "show_note",
    "start_step",
    "step_workshop",
    "take_back_shortlist",
    "translate_activity",
    "undo_merge",
    "undo_register",
    "unlink_clusters",
    "unmerge_theme",
    "withdraw_invitation",
    "withdraw_merge",
    "withdraw_note",
    "write_note",
]
