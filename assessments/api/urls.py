"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from assessments import queries
from assessments.api import views
from discovery.queries import region_for_member
from foundation.policy import may, route

_see = {"GET": may("assessments.see_round", on=queries.round_for)}
_run = {"POST": may("assessments.run_round", on=queries.round_for)}
_score = may("assessments.score", on=queries.sheet_for)

urlpatterns: list[URLPattern] = [
    route("regions/<slug:code>/frameworks/", views.Frameworks, name="api_framework_list",
          allow={"GET": may("assessments.see_framework", on=region_for_member),
                 "POST": may("assessments.edit_framework", on=region_for_member)}),
    route("frameworks/<int:framework_id>/", views.FrameworkDetail, name="api_framework_detail",
          allow={"GET": may("assessments.see_framework", on=queries.framework_for)}),
    route("regions/<slug:code>/rounds/", views.Rounds, name="api_round_list",
          allow={"GET": may("assessments.see_framework", on=region_for_member),
                 "POST": may("assessments.run_round", on=region_for_member)}),
    route("rounds/<int:round_id>/", views.RoundDetail, name="api_round_detail", allow=_see),
    route("rounds/<int:round_id>/open/", views.RoundOpening, name="api_round_open", allow=_run),
    route("rounds/<int:round_id>/close/", views.RoundClosing, name="api_round_close", allow=_run),
    route("rounds/<int:round_id>/turnout/", views.Turnout, name="api_round_turnout", allow=_see),
    route("rounds/<int:round_id>/ballots/", views.MyBallots, name="api_ballot_list",
          allow={"GET": may("assessments.score", on=queries.rater_for)}),
    route("rounds/<int:round_id>/ballots/<int:activity_id>/", views.MyBallot, name="api_ballot_detail",
          allow={"PUT": _score}),
    route("rounds/<int:round_id>/ballots/<int:activity_id>/interest/", views.MyInterest,
          name="api_ballot_interest", allow={"PUT": _score, "DELETE": _score}),
    route("rounds/<int:round_id>/ranking/", views.RankingDetail, name="api_ranking_detail",
          allow={"GET": may("assessments.see_ranking", on=queries.round_for)}),
]  # fmt: skip
