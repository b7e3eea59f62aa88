"""One function per thing a person does in a workshop or with an activity: keyword-only, `by=`, one transaction."""

from discovery.actions.activities import edit_activity, propose_activity, set_standing, set_support
from discovery.actions.attempts import TooManyAttempts
from discovery.actions.balance import set_targets
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
    confirm_participants,
    correct_helix,
    find_workshop,
    join_as_guest,
    join_workshop,
    refuse_admission,
)
from discovery.actions.leading import extend_step, pause_step, resume_step, show_on_wall, start_step
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
    hide_notes_of,
    rename_theme,
    show_note,
    show_notes_of,
    withdraw_note,
    write_note,
)
from discovery.actions.paper import MOST_AT_ONCE, enter_card, print_cards, seat_on_paper
from discovery.actions.registers import load_register, undo_register
from discovery.actions.rehearsals import (
    begin_playing,
    end_rehearsal,
    fail_rehearsal,
    give_up_rehearsal,
    ping_stream,
    require_rehearsal,
    say_rehearsed,
    start_rehearsal,
    stop_rehearsal,
)
from discovery.actions.run_sheets import add_step, edit_step, move_step, remove_step
from discovery.actions.seats import add_person_to_phone, find_seat, move_seat, remember_phone
from discovery.actions.shortlists import choose_wild_card, confirm_shortlist, take_back_shortlist
from discovery.actions.speaking import end_turn, give_floor, raise_hand
from discovery.actions.tables import make_tables, name_spokesperson, seat_participant
from discovery.actions.templates import duplicate_workshop, remove_template, save_template
from discovery.actions.themes import merge_themes, unmerge_theme
from discovery.actions.tickets import Batch, issue_tickets, join_by_ticket, reissue_ticket, revoke_ticket
from discovery.actions.workshops import (
    create_workshop,
    edit_workshop,
    step_workshop,
)

__all__ = [
    "MOST_AT_ONCE",
    "Batch",
    "EditedMeanwhile",
    "Invited",
    "Invitee",
    "TooManyAttempts",
    "add_actor",
    "add_cluster_member",
    "add_person_to_phone",
    "add_step",
    "answer_invitation",
    "answer_merge",
    "assign_notes",
    "begin_playing",
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
    "end_rehearsal",
    "end_turn",
    "enter_card",
    "extend_step",
    "fail_rehearsal",
    "find_seat",
    "find_workshop",
    "give_floor",
    "give_up_rehearsal",
    "hide_note",
    "hide_notes_of",
    "invite_people",
    "issue_tickets",
    "join_as_guest",
    "join_by_invitation",
    "join_by_ticket",
    "join_workshop",
    "keep_minutes",
    "link_clusters",
    "load_register",
    "look_at_invitation",
    "make_tables",
    "merge_themes",
    "move_seat",
    "move_step",
    "name_spokesperson",
    "pause_step",
    "ping_stream",
    "print_cards",
    "propose_activity",
    "propose_merge",
    "publish_consent",
    "raise_hand",
    "refuse_admission",
    "reissue_ticket",
    "remember_phone",
    "remind_invited",
    "remove_actor",
    "remove_cluster_member",
    "remove_step",
    "remove_template",
    "rename_theme",
    "reopen_cluster",
    "require_rehearsal",
    "resume_step",
    "revoke_ticket",
    "save_template",
    "say_rehearsed",
    "seat_on_paper",
    "seat_participant",
    "set_standing",
    "set_support",
    "set_targets",
    "show_note",
    "show_notes_of",
    "show_on_wall",
    "start_rehearsal",
    "start_step",
    "step_workshop",
    "stop_rehearsal",
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
