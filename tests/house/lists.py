"""What test_lists knows of routes that show no list, or show it to one kind of person only: reviewed by hand."""

# The longest list is theirs.
SEEN_BY = {
    **dict.fromkeys(("inbox", "api_inbox", "session_list", "api_session_list", "token_list"), "official"),
    **dict.fromkeys(("api_token_list", "own_data", "own_data_file", "api_own_data"), "official"),
    **dict.fromkeys(("account_home", "token_revoke"), "official"),
    **dict.fromkeys(("proposal_list", "api_proposal_list"), "proposer"),
    "account_claim": "participant",
}
QUERIES = {
    **dict.fromkeys(("set_drop", "set_move", "set_review"), "?activity={activity}"),
    "api_country_measures": "?measure=raw-material",
}

_ABOUT: dict[str, tuple[str, ...]] = {
    "asks for one thing's texts or for a yes": (
        *("account_claim", "account_close", "token_revoke", "inbox_settings", "unsubscribe"),
        *("import_draft", "import_undo", "invitation_create", "invitation_revoke", "invitation_accept"),
        *("membership_end", "membership_revoke", "boundaries_edit", "boundaries_remove", "objective_retire"),
        *("region_rules", "step_edit", "workshop_duplicate", "template_create", "workshop_cancel"),
        *("register_undo", "shortlist_undo", "workshop_edit", "workshop_close", "workshop_reopen"),
        *("participant_correct", "participant_refuse", "activity_translate", "merge_complete"),
        *("merge_withdraw", "merge_undo", "cluster_close", "workshop_join", "workshop_return"),
        *("ticket_revoke", "ticket_reissue", "framework_create", "framework_import", "framework_name"),
        *("framework_retire", "framework_discard", "criterion_create", "criterion_edit", "criterion_remove"),
        *("weighing_close", "split_form", "round_close", "void_decide", "proposal_withdraw"),
        *("proposal_decide", "call_close", "call_reopen", "webhook_remove", "set_remark", "remark_answer"),
        *("set_withdraw", "set_legal_act", "correction_start", "set_drop", "set_move"),
        *("rule_drop", "set_review", "scenario_create", "scenario_remove", "wheel_close", "wheel_step_edit"),
        *("sheet_take_back", "ballot_reclaim", "paper_import"),
    ),
    "asks or says the eighteen factors of one wheel": (
        *("wheel_detail", "api_wheel_detail", "wheel_csv", "grade_form"),
    ),
    "this round is over activities: technologies are counted in tests/assessments/test_technologies.py": (
        "ranking_sectors",
    ),
    "says one thing": (
        *("health", "account_closed", "own_data", "practice_home", "api_inbox_settings", "api_region_detail"),
        *("api_objective_detail", "api_workshop_detail", "api_step_detail", "api_note_detail"),
        *("api_step_clock", "api_wall_screen", "api_hand"),
        *("api_weighing_detail", "weighing_detail", "api_split", "api_call_detail", "call_detail"),
        *("api_note_thread", "note_detail", "room_step", "workshop_calendar", "workshop_invitation_calendar"),
        "publication_latest",
        *("room_check", "room_echo", "workshop_rehearsal", "rehearsal_part", "ballot_pulse"),
    ),
    "in the step where the world stands: the steps are asked one by one in tests/discovery": (
        "room_hand",
        "room_work",
        "wall_main",
    ),
    "counts by group": (
        "wall_balance",
        "api_attendance",
        "wall_attendance",
        "api_round_turnout",
        "round_turnout",
    ),
    "a text or an empty table from a file": (
        *("learn_home", "learn_glossary", "learn_method", "learn_guide", "gallery", "verify_script"),
        *("import_template", "people_table", "organization_table", "stakeholder_table", "phone_worker"),
    ),
    "stored whole in one row": (
        "api_minutes",
        "minutes_detail",
        "minutes_word",
        "minutes_pdf",
        "api_publication_differences",
        *("round_board", "api_round_board"),
    ),
    "the questions of one sealed method": (
        *("api_framework_measures", "measure_list", "api_ranking_importance"),
        "ranking_questions_csv",
        "publication_check",
    ),
    "the parts of a description": ("api_activity_completeness",),
    "years and sections of the classification, 21 at most": (
        *("api_region_status", "region_history", "region_growth", "region_trade", "region_chart_file"),
        "region_figure",
    ),
}
# Lists that need more of a history than this world has: the test that counts their queries for one row and for thirty.
PINNED = {
    "ranking_change": "tests/assessments/test_comparisons.py::test_queries_do_not_grow_with_the_list",
    "set_voices": "tests/priorities/test_set_voices.py::test_it_takes_the_same_queries",
}
NO_LISTS = {name: why for why, names in _ABOUT.items() for name in names} | PINNED

SILENT = {
    "ready": "says 503 where no worker runs",
    "metrics": "asks for the key of a program",
    "message_open": "leads to what the message is about",
    "practice_throw_away": "for who has a practice region",
    "rehearsal_wipe": "for a workshop that is being rehearsed",
    "paper_place": "asks for the code on a sheet",
    "api_growth_split": "needs a whole classification: tests/regions/api/test_figures.py",
    **dict.fromkeys(("set_scan", "publication_scan"), "a file that this world has none of"),
}

ONE_EACH = {
    "accounts.MailChoice": "one for a person and a topic",
    "regions.Practice": "one for a person",
    "regions.BoundarySet": "one for a country",
    "discovery.Shortlist": "one for a workshop",
}
