"""Where requests enter: the facilitator's desk, the rater's phone, the result."""

from django.urls import URLPattern

from assessments import queries
from assessments.views import ballots, frameworks, rankings, rounds
from discovery.queries import region_for_member
from foundation.policy import may, route, signed_in

_know = may("assessments.see_framework", on=region_for_member)
_edit = may("assessments.edit_framework", on=region_for_member)
_prepare = may("assessments.run_round", on=region_for_member)
_see = may("assessments.see_round", on=queries.round_for)
_run = may("assessments.run_round", on=queries.round_for)
_score = may("assessments.score", on=queries.sheet_for)
_result = may("assessments.see_ranking", on=queries.round_for)

urlpatterns: list[URLPattern] = [
    # What is asked
    route("regions/<slug:code>/frameworks/", frameworks.framework_list,
          name="framework_list", allow={"GET": _know}),
    route("regions/<slug:code>/frameworks/adopt/", frameworks.framework_adopt,
          name="framework_adopt", allow={"POST": _edit}),
    route("frameworks/<int:framework_id>/", frameworks.framework_detail,
          name="framework_detail", allow={"GET": may("assessments.see_framework", on=queries.framework_for)}),
    # The desk
    route("regions/<slug:code>/rounds/", rounds.round_list,
          name="round_list", allow={"GET": _know}),
    route("regions/<slug:code>/rounds/new/", rounds.round_create,
          name="round_create", allow={"GET": _prepare, "POST": _prepare}),
    route("rounds/<int:round_id>/", rounds.round_detail,
          name="round_detail", allow={"GET": _see}),
    route("rounds/<int:round_id>/turnout/", rounds.round_turnout,
          name="round_turnout", allow={"GET": _see}),
    route("rounds/<int:round_id>/open/", rounds.round_open,
          name="round_open", allow={"GET": _run, "POST": _run}),
    route("rounds/<int:round_id>/close/", rounds.round_close,
          name="round_close", allow={"GET": _run, "POST": _run}),
    # Phones
    route("rounds/<int:round_id>/ballot/", ballots.ballot_form,
          name="ballot_form", allow={"GET": signed_in(on=queries.seat_for)}),
    route("rounds/<int:round_id>/ballot/<int:activity_id>/", ballots.ballot_save,
          name="ballot_save", allow={"POST": _score}),
    route("rounds/<int:round_id>/ballot/<int:activity_id>/interest/", ballots.ballot_conflict,
          name="ballot_conflict", allow={"POST": _score}),
    # The result
    route("rounds/<int:round_id>/ranking/", rankings.ranking_detail,
          name="ranking_detail", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking/<int:activity_id>/", rankings.ranking_activity,
          name="ranking_activity", allow={"GET": may("assessments.see_ranking", on=queries.entry_for)}),
    route("rounds/<int:round_id>/ranking.csv", rankings.ranking_csv,
          name="ranking_csv", allow={"GET": _result}),
    route("rounds/<int:round_id>/ranking.xlsx", rankings.ranking_xlsx,
          name="ranking_xlsx", allow={"GET": _result}),
]  # fmt: skip

public_urlpatterns: list[URLPattern] = []
