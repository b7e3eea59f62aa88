"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from foundation.policy import everyone, may, route
from regions import queries
from regions.api import views

_region = {"GET": everyone(on=queries.region_for)}
_keep = may("regions.keep_objectives", on=queries.objective_for)
_evidence = {"GET": everyone(on=queries.evidence_for)}

_bring = may("regions.import_observations", on=queries.region_for)

urlpatterns: list[URLPattern] = [
    route("regions/", views.RegionList, name="api_region_list", allow={"GET": everyone()}),
    route("regions/<slug:code>/", views.RegionDetail, name="api_region_detail", allow=_region),
    route(
        "regions/<slug:code>/observations/",
        views.RegionObservations,
        name="api_region_observations",
        allow=_region,
    ),
    route("regions/<slug:code>/evidence/", views.RegionEvidence, name="api_region_evidence", allow=_evidence),
    route(
        "regions/<slug:code>/duties/",
        views.DutyList,
        name="api_duty_list",
        allow={"GET": may("regions.work_in_region", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/untranslated/",
        views.UntranslatedList,
        name="api_untranslated_list",
        allow={"GET": may("regions.work_in_region", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/raw-material-status/",
        views.RegionStatus,
        name="api_region_status",
        allow=_evidence,
    ),
    route(
        "regions/<slug:code>/objectives/",
        views.ObjectiveList,
        name="api_objective_list",
        allow=_region | {"POST": may("regions.keep_objectives", on=queries.region_for)},
    ),
    route(
        "objectives/<int:objective_id>/",
        views.ObjectiveDetail,
        name="api_objective_detail",
        allow={"GET": everyone(on=queries.objective_for), "PUT": _keep},
    ),
    route(
        "objectives/<int:objective_id>/moves/",
        views.ObjectiveMoves,
        name="api_objective_moves",
        allow={"POST": _keep},
    ),
    route(
        "objectives/<int:objective_id>/retirement/",
        views.ObjectiveRetirement,
        name="api_objective_retirement",
        allow={"POST": _keep, "DELETE": _keep},
    ),
    route(
        "regions/<slug:code>/people/",
        views.RegionPeople,
        name="api_region_people",
        allow={"GET": may("regions.see_people", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/invitations/",
        views.RegionInvitations,
        name="api_region_invitations",
        allow={
            "GET": may("regions.appoint", on=queries.region_for),
            "POST": may("regions.appoint", on=queries.region_for, session_only=True),
        },
    ),
    route(
        "memberships/<int:membership_id>/",
        views.MembershipDetail,
        name="api_membership_detail",
        allow=dict.fromkeys(
            ("PUT", "DELETE"), may("regions.change_role", on=queries.membership_for, session_only=True)
        ),
    ),
    route(
        "invitations/<int:invitation_id>/",
        views.InvitationDetail,
        name="api_invitation_detail",
        allow={"DELETE": may("regions.change_role", on=queries.invitation_for, session_only=True)},
    ),
    route(
        "invitations/<int:invitation_id>/letter/",
        views.InvitationLetter,
        name="api_invitation_letter",
        allow={"POST": may("regions.change_role", on=queries.invitation_for, session_only=True)},
    ),
    route(
        "regions/<slug:code>/imports/",
        views.ImportList,
        name="api_import_list",
        allow={"GET": _bring, "POST": _bring},
    ),
    route(
        "imports/<int:import_id>/undo/",
        views.ImportUndo,
        name="api_import_undo",
        allow={"POST": may("regions.import_observations", on=queries.import_for)},
    ),
    route(
        "regions/<slug:code>/measures/",
        views.CountryMeasures,
        name="api_country_measures",
        allow={"GET": everyone(on=queries.country_for)},
    ),
    route(
        "regions/<slug:code>/sector-types/",
        views.SectorTypes,
        name="api_sector_types",
        allow=_region | {"PUT": may("regions.set_rules", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/growth/",
        views.GrowthSplit,
        name="api_growth_split",
        allow={"GET": everyone(on=queries.history_for)},
    ),
    route(
        "regions/<slug:code>/relatedness/",
        views.NearList,
        name="api_near_list",
        allow={"GET": everyone(on=queries.near_region_for)},
    ),
    route(
        "scientific-domains/",
        views.ScientificDomainList,
        name="api_scientific_domain_list",
        allow={"GET": everyone()},
    ),
    route("domains/", views.DomainList, name="api_domain_list", allow={"GET": everyone()}),
]
