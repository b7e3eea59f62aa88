"""Where requests enter: the facilitator's desk, the rater's phone, the result."""

from django.urls import URLPattern

from assessments import queries
from assessments.views import (
    ballots,
    framework_drafts,
    framework_files,
    frameworks,
    grades,
    paper,
    paper_files,
    pictures,
    positioning,
    rankings,
    rounds,
    scenarios,
    voids,
    weighings,
    wheels,
)
from discovery.queries import region_for_member
from foundation.policy import may, route, signed_in

_know = may("assessments.see_framework", on=region_for_member)
_edit = may("assessments.edit_framework", on=region_for_member)
_read = may("assessments.see_framework", on=queries.framework_for)
_change = may("assessments.edit_framework", on=queries.framework_for)
_criterion = may("assessments.edit_framework", on=queries.criterion_for)
_weigh = may("assessments.run_weighing", on=queries.weighing_for)
_prepare = may("assessments.run_round", on=region_for_member)
_see = may("assessments.see_round", on=queries.round_for)
_run = may("assessments.run_round", on=queries.round_for)
_type = may("assessments.type_sheets", on=queries.round_for)
_retype = may("assessments.type_sheets", on=queries.paper_sheet_for)
_decide = may("assessments.decide_void", on=queries.void_for)
_score = may("assessments.score", on=queries.sheet_for)
_own = may("assessments.score", on=queries.rater_for)
_keep = may("assessments.keep_scenario", on=queries.round_for)
_drop = may("assessments.keep_scenario", on=queries.scenario_for)
_suppose = may("assessments.see_scenarios", on=queries.round_for)
_result = may("assessments.see_ranking", on=queries.result_for, visitors_too=True)
_run_wheel = may("assessments.run_wheel", on=queries.wheel_for)
_word_wheel = may("assessments.run_wheel", on=queries.wheel_with_step_for)
_see_wheel = may("assessments.see_wheel", on=queries.wheel_for)
_prepare_wheel = may("assessments.run_wheel", on=region_for_member)

urlpatterns: list[URLPattern] = [
    # What is asked
    route("regions/<slug:code>/frameworks/", frameworks.framework_list,
          name="framework_list", allow={"GET": _know}),
    route("regions/<slug:code>/frameworks/adopt/", frameworks.framework_adopt,
          name="framework_adopt", allow={"POST": _edit}),
    route("regions/<slug:code>/frameworks/new/", framework_drafts.framework_create,
          name="framework_create", allow={"GET": _edit, "POST": _edit}),
    route("regions/<slug:code>/frameworks/import/", framework_files.framework_import,
          name="framework_import", allow={"GET": _edit, "POST": _edit}),
    route("frameworks/<int:framework_id>/", frameworks.framework_detail,
          name="framework_detail", allow={"GET": _read}),
    route("frameworks/<int:framework_id>/differences/", frameworks.framework_differences,
          name="framework_differences", allow={"GET": _read}),
    route("frameworks/<int:framework_id>/measures/", frameworks.measure_list,
          name="measure_list", allow={"GET": _read}),
    route("frameworks/<int:framework_id>/preview/", frameworks.framework_preview,
          name="framework_preview", allow={"GET": _read}),
    route("frameworks/<int:framework_id>.json", framework_files.framework_export,
          name="framework_export", allow={"GET": _read}),
    route("frameworks/<int:framework_id>/copy/", framework_files.framework_copy,
          name="framework_copy", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/next/", framework_drafts.version_create,
          name="version_create", allow={"POST": _change}),
    route("frameworks/<int:framework_id>/edit/", framework_drafts.framework_edit,
          name="framework_edit", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/name/", framework_drafts.framework_name,
          name="framework_name", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/publish/", framework_drafts.framework_publish,
          name="framework_publish", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/retire/", framework_drafts.framework_retire,
          name="framework_retire", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/discard/", framework_drafts.framework_discard,
          name="framework_discard", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/criteria/", framework_drafts.criterion_create,
          name="criterion_create", allow={"GET": _change, "POST": _change}),
    route("frameworks/<int:framework_id>/criteria/<slug:criterion_code>/", framework_drafts.criterion_edit,
          name="criterion_edit", allow={"GET": _criterion, "POST": _criterion}),
    route("frameworks/<int:framework_id>/criteria/<slug:criterion_code>/remove/", framework_drafts.criterion_remove,
          name="criterion_remove", allow={"GET": _criterion, "POST": _criterion}),
    # Weights asked of people
    route("frameworks/<int:framework_id>/weighings/new/", weighings.weighing_create,
          name="weighing_create", allow={"GET": _change, "POST": _change}),
    route("weighings/<int:weighing_id>/", weighings.weighing_detail,
          name="weighing_detail", allow={"GET": may("assessments.see_weighing", on=queries.weighing_for)}),
    route("weighings/<int:weighing_id>/open/", weighings.weighing_open,
          name="weighing_open", allow={"POST": _weigh}),
    route("weighings/<int:weighing_id>/close/", weighings.weighing_close,
          name="weighing_close", allow={"GET": _weigh, "POST": _weigh}),
    route("weighings/<int:weighing_id>/apply/", weighings.weighing_apply,
          name="weighing_apply", allow={"POST": _weigh}),
    route("weighings/<int:weighing_id>/split/", weighings.split_form,
          name="split_form", allow={"GET": signed_in(on=queries.weighing_seat_for),
                                    "POST": may("assessments.weigh", on=queries.weigher_for)}),
    # The strategy and the process graded by the people themselves
    route("regions/<slug:code>/wheels/", wheels.wheel_list,
          name="wheel_list", allow={"GET": may("assessments.see_wheel", on=region_for_member)}),
    route("regions/<slug:code>/wheels/new/", wheels.wheel_create,
          name="wheel_create", allow={"GET": _prepare_wheel, "POST": _prepare_wheel}),
    route("wheels/<int:wheel_id>/", wheels.wheel_detail,
          name="wheel_detail", allow={"GET": _see_wheel}),
    route("wheels/<int:wheel_id>.csv", wheels.wheel_csv,
          name="wheel_csv", allow={"GET": _see_wheel}),
    route("wheels/<int:wheel_id>/steps/<slug:wheel_step>/", wheels.wheel_step_edit,
          name="wheel_step_edit", allow={"GET": _word_wheel, "POST": _word_wheel}),
    route("wheels/<int:wheel_id>/open/", wheels.wheel_open,
          name="wheel_open", allow={"POST": _run_wheel}),
    route("wheels/<int:wheel_id>/close/", wheels.wheel_close,
          name="wheel_close", allow={"GET": _run_wheel, "POST": _run_wheel}),
    route("wheels/<int:wheel_id>/grades/", grades.grade_form,
          name="grade_form", allow={"GET": signed_in(on=queries.wheel_seat_for)}),
    route("wheels/<int:wheel_id>/grades/<slug:wheel_step>/", grades.grade_save,
          name="grade_save", allow={"POST": may("assessments.grade_wheel", on=queries.grader_step_for)}),
    # The desk
    route("regions/<slug:code>/rounds/", rounds.round_list,
          name="round_list", allow={"GET": _know}),
    route("regions/<slug:code>/rounds/new/", rounds.round_create,
          name="round_create", allow={"GET": _prepare, "POST": _prepare}),
    route("rounds/<int:round_id>/", rounds.round_detail,
          name="round_detail", allow={"GET": _see}),
    route("rounds/<int:round_id>/turnout/", rounds.round_turnout,
          name="round_turnout", allow={"GET": _see}),
    route("rounds/<int:round_id>/board/", rounds.round_board,
          name="round_board", allow={"GET": may("assessments.see_open_board", on=queries.open_board_round_for)}),
    route("rounds/<int:round_id>/open/", rounds.round_open,
          name="round_open", allow={"GET": _run, "POST": _run}),
    route("rounds/<int:round_id>/close/", rounds.round_close,
          name="round_close", allow={"GET": _run, "POST": _run}),
    route("rounds/<int:round_id>/voids/", voids.void_list,
          name="void_list", allow={"GET": may("assessments.see_voids", on=queries.round_for),
                                   "POST": may("assessments.ask_void", on=queries.round_for)}),
    route("voids/<int:void_id>/decide/", voids.void_decide,
          name="void_decide", allow={"GET": _decide, "POST": _decide}),
    # Paper
    route("rounds/<int:round_id>/paper/", paper.paper_detail,
          name="paper_detail", allow={"GET": _type}),
    route("rounds/<int:round_id>/paper/print/", paper.paper_print,
          name="paper_print", allow={"POST": _type}),
    route("rounds/<int:round_id>/paper/sheets.pdf", paper.paper_sheets,
          name="paper_sheets", allow={"GET": _type}),
    route("rounds/<int:round_id>/paper/entry/", paper.paper_entry,
          name="paper_entry", allow={"GET": _type, "POST": _type}),
    route("rounds/<int:round_id>/paper/place/", paper.paper_place,
          name="paper_place", allow={"GET": _type}),
    route("rounds/<int:round_id>/paper/import/", paper_files.paper_import,
          name="paper_import", allow={"GET": _type, "POST": _type}),
    route("rounds/<int:round_id>/paper/table.csv", paper_files.paper_table_csv,
          name="paper_table_csv", allow={"GET": _type}),
    route("rounds/<int:round_id>/paper/table.xlsx", paper_files.paper_table_xlsx,
          name="paper_table_xlsx", allow={"GET": _type}),
    route("sheets/<int:sheet_id>/take-back/", paper.sheet_take_back,
          name="sheet_take_back", allow={"GET": _retype, "POST": _retype}),
    # Phones
    route("rounds/<int:round_id>/ballot/", ballots.ballot_form,
          name="ballot_form", allow={"GET": signed_in(on=queries.seat_for)}),
    route("rounds/<int:round_id>/ballot/sheets/", ballots.ballot_sheets,
          name="ballot_sheets", allow={"GET": signed_in(on=queries.seat_for)}),
    route("rounds/<int:round_id>/ballot/pulse/", ballots.ballot_pulse,
          name="ballot_pulse", allow={"GET": signed_in(on=queries.seat_for)}),
    route("rounds/<int:round_id>/ballot/reclaim/", paper.ballot_reclaim,
          name="ballot_reclaim", allow={"GET": _own, "POST": _own}),
    route("rounds/<int:round_id>/ballot/<int:activity_id>/", ballots.ballot_save,
          name="ballot_save", allow={"POST": _score}),
    route("rounds/<int:round_id>/ballot/<int:activity_id>/interest/", ballots.ballot_conflict,
          name="ballot_conflict", allow={"POST": _score}),
    route("regions/<slug:code>/positioning/", positioning.region_positioning,
          name="region_positioning", allow={"GET": _know}),
    # The result as files
    route("rounds/<int:round_id>/ranking/agreement.csv", rankings.ranking_agreement_csv,
          name="ranking_agreement_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/questions.csv", rankings.ranking_questions_csv,
          name="ranking_questions_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/cross-checks.csv", rankings.ranking_cross_checks_csv,
          name="ranking_cross_checks_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/scenarios/", scenarios.scenario_list,
          name="scenario_list", allow={"GET": _suppose}),
    route("rounds/<int:round_id>/ranking/scenarios.csv", scenarios.scenario_list_csv,
          name="scenario_list_csv", allow={"GET": _suppose}),
    route("rounds/<int:round_id>/ranking/scenarios/new/", scenarios.scenario_create,
          name="scenario_create", allow={"GET": _keep, "POST": _keep}),
    route("scenarios/<int:scenario_id>/remove/", scenarios.scenario_remove,
          name="scenario_remove", allow={"GET": _drop, "POST": _drop}),
    route("rounds/<int:round_id>/ranking/robustness.csv", rankings.ranking_robustness_csv,
          name="ranking_robustness_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/pictures/<slug:picture>.<slug:image>", pictures.ranking_picture,
          name="ranking_picture", allow={"GET": may("assessments.see_ranking", on=queries.picture_for, visitors_too=True)}),
    route("rounds/<int:round_id>/ranking.csv", rankings.ranking_csv,
          name="ranking_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking.xlsx", rankings.ranking_xlsx,
          name="ranking_xlsx", allow={"GET": _result}),
]  # fmt: skip

public_urlpatterns: list[URLPattern] = [
    # The result, for everybody once a published set rests on it
    route("rounds/<int:round_id>/ranking/", rankings.ranking_detail,
          name="ranking_detail", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/wall/", rankings.ranking_wall,
          name="ranking_wall", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/robustness/", rankings.ranking_robustness,
          name="ranking_robustness", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/agreement/", rankings.ranking_agreement,
          name="ranking_agreement", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/cross-checks/", rankings.ranking_cross_checks,
          name="ranking_cross_checks", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/change/", rankings.ranking_change,
          name="ranking_change", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/what-if/", rankings.ranking_what_if,
          name="ranking_what_if", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/branches/", rankings.ranking_sectors,
          name="ranking_sectors", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/<int:activity_id>/", rankings.ranking_activity,
          name="ranking_activity", allow={"GET": may("assessments.see_ranking", on=queries.entry_for, visitors_too=True)}),
]  # fmt: skip
