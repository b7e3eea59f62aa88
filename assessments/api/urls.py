"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from assessments import queries
from assessments.api import views
from discovery.queries import region_for_member
from foundation.policy import may, route

_read = may("assessments.see_framework", on=queries.framework_for)
_edit = may("assessments.edit_framework", on=queries.framework_for)
_criterion = may("assessments.edit_framework", on=queries.criterion_for)
_weigh = may("assessments.run_weighing", on=queries.weighing_for)
_split = may("assessments.weigh", on=queries.weigher_for)
_see = {"GET": may("assessments.see_round", on=queries.round_for)}
_run = {"POST": may("assessments.run_round", on=queries.round_for)}
_type = may("assessments.type_sheets", on=queries.round_for)
_retype = may("assessments.type_sheets", on=queries.paper_sheet_for)
_score = may("assessments.score", on=queries.sheet_for)

urlpatterns: list[URLPattern] = [
    route("regions/<slug:code>/frameworks/", views.Frameworks, name="api_framework_list",
          allow={"GET": may("assessments.see_framework", on=region_for_member),
                 "POST": may("assessments.edit_framework", on=region_for_member)}),
    route("regions/<slug:code>/frameworks/drafts/", views.FrameworkDrafts, name="api_framework_drafts",
          allow={"POST": may("assessments.edit_framework", on=region_for_member)}),
    route("regions/<slug:code>/frameworks/import/", views.FrameworkImport, name="api_framework_import",
          allow={"POST": may("assessments.edit_framework", on=region_for_member)}),
    route("frameworks/<int:framework_id>/", views.FrameworkDetail, name="api_framework_detail",
          allow={"GET": _read, "PUT": _edit, "DELETE": _edit}),
    route("frameworks/<int:framework_id>/document/", views.FrameworkDocument, name="api_framework_document",
          allow={"GET": _read}),
    route("frameworks/<int:framework_id>/versions/", views.FrameworkVersions, name="api_framework_versions",
          allow={"GET": _read, "POST": _edit}),
    route("frameworks/<int:framework_id>/differences/", views.FrameworkDifferences,
          name="api_framework_differences", allow={"GET": _read}),
    route("frameworks/<int:framework_id>/weights/", views.FrameworkWeights, name="api_framework_weights",
          allow={"PUT": _edit}),
    route("frameworks/<int:framework_id>/criteria/", views.FrameworkCriteria, name="api_framework_criteria",
          allow={"POST": _edit}),
    route("frameworks/<int:framework_id>/criteria/<slug:criterion_code>/", views.FrameworkCriterion,
          name="api_framework_criterion", allow={"PUT": _criterion, "DELETE": _criterion}),
    route("frameworks/<int:framework_id>/measures/", views.FrameworkMeasures, name="api_framework_measures",
          allow={"GET": _read}),
    route("frameworks/<int:framework_id>/publish/", views.FrameworkPublication, name="api_framework_publish",
          allow={"POST": _edit}),
    route("frameworks/<int:framework_id>/retire/", views.FrameworkRetirement, name="api_framework_retire",
          allow={"POST": _edit}),
    route("frameworks/<int:framework_id>/copies/", views.FrameworkCopies, name="api_framework_copies",
          allow={"POST": _edit}),
    route("frameworks/<int:framework_id>/weighings/", views.Weighings, name="api_weighing_list",
          allow={"GET": _read, "POST": _edit}),
    route("weighings/<int:weighing_id>/", views.WeighingDetail, name="api_weighing_detail",
          allow={"GET": may("assessments.see_weighing", on=queries.weighing_for)}),
    route("weighings/<int:weighing_id>/open/", views.WeighingOpening, name="api_weighing_open",
          allow={"POST": _weigh}),
    route("weighings/<int:weighing_id>/close/", views.WeighingClosing, name="api_weighing_close",
          allow={"POST": _weigh}),
    route("weighings/<int:weighing_id>/apply/", views.WeighingApplication, name="api_weighing_apply",
          allow={"POST": _weigh}),
    route("weighings/<int:weighing_id>/split/", views.MySplit, name="api_split",
          allow={"GET": _split, "PUT": _split}),
    route("regions/<slug:code>/wheels/", views.Wheels, name="api_wheel_list",
          allow={"GET": may("assessments.see_wheel", on=region_for_member)}),
    route("wheels/<int:wheel_id>/", views.WheelDetail, name="api_wheel_detail",
          allow={"GET": may("assessments.see_wheel", on=queries.wheel_for)}),
    route("regions/<slug:code>/rounds/", views.Rounds, name="api_round_list",
          allow={"GET": may("assessments.see_framework", on=region_for_member),
                 "POST": may("assessments.run_round", on=region_for_member)}),
    route("rounds/<int:round_id>/", views.RoundDetail, name="api_round_detail", allow=_see),
    route("rounds/<int:round_id>/open/", views.RoundOpening, name="api_round_open", allow=_run),
    route("rounds/<int:round_id>/close/", views.RoundClosing, name="api_round_close", allow=_run),
    route("rounds/<int:round_id>/raters/", views.Raters, name="api_rater_list",
          allow={"GET": may("assessments.ask_void", on=queries.round_for)}),
    route("rounds/<int:round_id>/voids/", views.Voids, name="api_void_list",
          allow={"GET": may("assessments.see_voids", on=queries.round_for),
                 "POST": may("assessments.ask_void", on=queries.round_for)}),
    route("voids/<int:void_id>/decide/", views.VoidDecision, name="api_void_decide",
          allow={"POST": may("assessments.decide_void", on=queries.void_for, session_only=True)}),
    route("rounds/<int:round_id>/turnout/", views.Turnout, name="api_round_turnout", allow=_see),
    route("rounds/<int:round_id>/board/", views.OpenBoard, name="api_round_board",
          allow={"GET": may("assessments.see_open_board", on=queries.open_board_round_for)}),
    route("rounds/<int:round_id>/sheets/", views.Sheets, name="api_sheet_list",
          allow={"GET": _type, "POST": _type}),
    route("sheets/<int:sheet_id>/", views.SheetDetail, name="api_sheet_detail",
          allow={"PUT": _retype, "DELETE": _retype}),
    route("sheets/<int:sheet_id>/check/", views.SheetCheck, name="api_sheet_check", allow={"POST": _retype}),
    route("rounds/<int:round_id>/ballots/", views.MyBallots, name="api_ballot_list",
          allow={"GET": may("assessments.score", on=queries.rater_for)}),
    route("rounds/<int:round_id>/ballots/<int:activity_id>/", views.MyBallot, name="api_ballot_detail",
          allow={"PUT": _score}),
    route("rounds/<int:round_id>/ballots/<int:activity_id>/interest/", views.MyInterest,
          name="api_ballot_interest", allow={"PUT": _score, "DELETE": _score}),
    route("rounds/<int:round_id>/ranking/", views.RankingDetail, name="api_ranking_detail",
          allow={"GET": may("assessments.see_ranking", on=queries.round_for)}),
    route("rounds/<int:round_id>/ranking/robustness/", views.RankingRobustness, name="api_ranking_robustness",
          allow={"GET": may("assessments.see_ranking", on=queries.round_for)}),
    route("rounds/<int:round_id>/ranking/scenarios/", views.Scenarios, name="api_scenario_list",
          allow={"GET": may("assessments.see_scenarios", on=queries.round_for),
                 "POST": may("assessments.keep_scenario", on=queries.round_for)}),
    route("scenarios/<int:scenario_id>/", views.ScenarioDetail, name="api_scenario_detail",
          allow={"DELETE": may("assessments.keep_scenario", on=queries.scenario_for)}),
    route("rounds/<int:round_id>/ranking/importance/", views.RankingImportance, name="api_ranking_importance",
          allow={"GET": may("assessments.see_ranking", on=queries.round_for)}),
]  # fmt: skip
