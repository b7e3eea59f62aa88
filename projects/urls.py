"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from django.urls import URLPattern

from foundation.policy import everyone, may, route, signed_in
from projects import queries, views

urlpatterns: list[URLPattern] = [
    route("proposals/", views.proposal_list, name="proposal_list", allow={"GET": signed_in()}),
    route(
        "proposals/<int:proposal_id>/",
        views.proposal_detail,
        name="proposal_detail",
        allow={"GET": may("projects.see_proposal", on=queries.proposal_for)},
    ),
    route(
        "proposals/<int:proposal_id>/edit/",
        views.proposal_edit,
        name="proposal_edit",
        allow=dict.fromkeys(("GET", "POST"), may("projects.edit_proposal", on=queries.proposal_for)),
    ),
    route(
        "proposals/<int:proposal_id>/withdraw/",
        views.proposal_withdraw,
        name="proposal_withdraw",
        allow=dict.fromkeys(("GET", "POST"), may("projects.edit_proposal", on=queries.proposal_for)),
    ),
    route(
        "proposals/<int:proposal_id>/decide/",
        views.proposal_decide,
        name="proposal_decide",
        allow=dict.fromkeys(("GET", "POST"), may("projects.decide_proposal", on=queries.proposal_for)),
    ),
    route(
        "proposals/<int:proposal_id>/activity/",
        views.proposal_activity,
        name="proposal_activity",
        allow=dict.fromkeys(("GET", "POST"), may("projects.decide_proposal", on=queries.proposal_for)),
    ),
    route(
        "regions/<slug:code>/call/close/",
        views.call_close,
        name="call_close",
        allow=dict.fromkeys(("GET", "POST"), may("projects.run_call", on=queries.standing_call)),
    ),
    route(
        "regions/<slug:code>/call/reopen/",
        views.call_reopen,
        name="call_reopen",
        allow=dict.fromkeys(("GET", "POST"), may("projects.run_call", on=queries.standing_call)),
    ),
    route(
        "regions/<slug:code>/proposals/",
        views.proposal_desk,
        name="proposal_desk",
        allow={"GET": may("projects.see_desk", on=queries.desk_region)},
    ),
    route(
        "regions/<slug:code>/proposals/new/",
        views.proposal_create,
        name="proposal_create",
        allow={
            "GET": everyone(on=queries.standing_call),
            "POST": may("projects.submit_proposal", on=queries.standing_call),
        },
    ),
    route(
        "regions/<slug:code>/proposals/keep/",
        views.proposal_keep,
        name="proposal_keep",
        allow={"POST": everyone(on=queries.standing_call)},
    ),
]

public_urlpatterns: list[URLPattern] = [
    route(
        "regions/<slug:code>/call/",
        views.call_detail,
        name="call_detail",
        allow={"GET": everyone(on=queries.standing_call)},
    ),
]
