"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from foundation.policy import everyone, may, route, signed_in
from projects import queries
from projects.api import views

_run = {"POST": may("projects.run_call", on=queries.call_known)}
_decide = {"POST": may("projects.decide_proposal", on=queries.proposal_for)}
_edit = {"POST": may("projects.edit_proposal", on=queries.proposal_for)}

urlpatterns: list[URLPattern] = [
    route("calls/", views.CallList, name="api_call_list", allow={"GET": everyone()}),
    route(
        "calls/<int:call_id>/",
        views.CallDetail,
        name="api_call_detail",
        allow={"GET": everyone(on=queries.call_known)},
    ),
    route("calls/<int:call_id>/closing/", views.CallClosing, name="api_call_closing", allow=_run),
    route("calls/<int:call_id>/reopening/", views.CallReopening, name="api_call_reopening", allow=_run),
    route("proposals/", views.MyProposals, name="api_proposal_list", allow={"GET": signed_in()}),
    route(
        "regions/<slug:code>/proposals/",
        views.RegionProposals,
        name="api_proposal_desk",
        allow={
            "GET": may("projects.see_desk", on=queries.desk_region),
            "POST": may("projects.submit_proposal", on=queries.standing_call),
        },
    ),
    route(
        "proposals/<int:proposal_id>/",
        views.ProposalDetail,
        name="api_proposal_detail",
        allow={"GET": may("projects.see_proposal", on=queries.proposal_for)},
    ),
    route(
        "proposals/<int:proposal_id>/decision/",
        views.ProposalDecision,
        name="api_proposal_decision",
        allow=_decide,
    ),
    route(
        "proposals/<int:proposal_id>/resubmission/",
        views.ProposalResubmission,
        name="api_proposal_resubmission",
        allow=_edit,
    ),
    route(
        "proposals/<int:proposal_id>/withdrawal/",
        views.ProposalWithdrawal,
        name="api_proposal_withdrawal",
        allow=_edit,
    ),
    route(
        "proposals/<int:proposal_id>/activity/",
        views.ProposalPlacement,
        name="api_proposal_activity",
        allow=_decide,
    ),
]
