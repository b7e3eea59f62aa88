"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from foundation.policy import everyone, may, route, signed_in
from regions import queries, views

_keep_here = may("regions.keep_objectives", on=queries.region_for)
_keep = may("regions.keep_objectives", on=queries.objective_for)
_imports = may("regions.import_observations", on=queries.region_for)
_draft = may("regions.import_observations", on=queries.draft_for)
_import = may("regions.import_observations", on=queries.import_for)

_change = may("regions.change_role", on=queries.membership_for)
_change_invitation = may("regions.change_role", on=queries.invitation_for)
_appoint = may("regions.appoint", on=queries.region_for)
_borders = may("regions.load_boundaries", on=queries.country_for)

urlpatterns = [
    route("practice/", views.practice_home, name="practice_home", allow={"GET": signed_in()}),
    route("practice/open/", views.practice_open, name="practice_open", allow={"POST": signed_in()}),
    route(
        "practice/throw-away/",
        views.practice_throw_away,
        name="practice_throw_away",
        allow={"GET": signed_in(on=queries.own_practice), "POST": signed_in(on=queries.own_practice)},
    ),
    route("regions/<slug:code>/imports/", views.import_list, name="import_list", allow={"GET": _imports}),
    route(
        "regions/<slug:code>/imports/new/",
        views.import_create,
        name="import_create",
        allow={"GET": _imports, "POST": _imports},
    ),
    route(
        "regions/<slug:code>/imports/table.<slug:kind>",
        views.import_template,
        name="import_template",
        allow={"GET": everyone(on=queries.import_template_for)},
    ),
    route(
        "imports/drafts/<int:draft_id>/",
        views.import_draft,
        name="import_draft",
        allow={"GET": _draft, "POST": _draft},
    ),
    route(
        "imports/drafts/<int:draft_id>/load/", views.import_load, name="import_load", allow={"POST": _draft}
    ),
    route(
        "imports/drafts/<int:draft_id>/discard/",
        views.import_discard,
        name="import_discard",
        allow={"POST": _draft},
    ),
    route(
        "imports/<int:import_id>/undo/",
        views.import_undo,
        name="import_undo",
        allow={"GET": _import, "POST": _import},
    ),
    route(
        "regions/<slug:code>/people/",
        views.region_people,
        name="region_people",
        allow={"GET": may("regions.see_people", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/people/invite/",
        views.invitation_create,
        name="invitation_create",
        allow={"GET": _appoint, "POST": _appoint},
    ),
    route(
        "invitations/<int:invitation_id>/resend/",
        views.invitation_resend,
        name="invitation_resend",
        allow={"POST": _change_invitation},
    ),
    route(
        "invitations/<int:invitation_id>/revoke/",
        views.invitation_revoke,
        name="invitation_revoke",
        allow={"GET": _change_invitation, "POST": _change_invitation},
    ),
    route(
        "invitation/<slug:key>/",
        views.invitation_accept,
        name="invitation_accept",
        allow={
            "GET": everyone(on=queries.invitation_by_key),
            "POST": may("regions.accept_invitation", on=queries.invitation_by_key),
        },
    ),
    route(
        "memberships/<int:membership_id>/end/",
        views.membership_end,
        name="membership_end",
        allow={"GET": _change, "POST": _change},
    ),
    route(
        "memberships/<int:membership_id>/revoke/",
        views.membership_revoke,
        name="membership_revoke",
        allow={"GET": _change, "POST": _change},
    ),
    route(
        "regions/<slug:code>/boundaries/",
        views.boundaries_edit,
        name="boundaries_edit",
        allow={"GET": _borders, "POST": _borders},
    ),
    route(
        "regions/<slug:code>/boundaries/remove/",
        views.boundaries_remove,
        name="boundaries_remove",
        allow={"GET": _borders, "POST": _borders},
    ),
    route(
        "regions/<slug:code>/sectors/edit/",
        views.sector_types_edit,
        name="sector_types_edit",
        allow={
            "GET": may("regions.set_rules", on=queries.region_for),
            "POST": may("regions.set_rules", on=queries.region_for),
        },
    ),
    route(
        "regions/<slug:code>/objectives/new/",
        views.objective_create,
        name="objective_create",
        allow={"GET": _keep_here, "POST": _keep_here},
    ),
    route(
        "objectives/<int:objective_id>/edit/",
        views.objective_edit,
        name="objective_edit",
        allow={"GET": _keep, "POST": _keep},
    ),
    route(
        "objectives/<int:objective_id>/move/",
        views.objective_move,
        name="objective_move",
        allow={"POST": _keep},
    ),
    route(
        "objectives/<int:objective_id>/retire/",
        views.objective_retire,
        name="objective_retire",
        allow={"GET": _keep, "POST": _keep},
    ),
    route(
        "objectives/<int:objective_id>/restore/",
        views.objective_restore,
        name="objective_restore",
        allow={"POST": _keep},
    ),
    route(
        "regions/<slug:code>/desk/",
        views.region_desk,
        name="region_desk",
        allow={"GET": may("regions.work_in_region", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/translations/",
        views.untranslated_list,
        name="untranslated_list",
        allow={"GET": may("regions.work_in_region", on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/rules/",
        views.region_rules,
        name="region_rules",
        allow={
            "GET": may("regions.set_rules", on=queries.region_for),
            "POST": may("regions.set_rules", on=queries.region_for),
        },
    ),
]

public_urlpatterns = [
    route("regions/", views.region_list, name="region_list", allow={"GET": everyone()}),
    route(
        "regions/<slug:code>/",
        views.region_detail,
        name="region_detail",
        allow={"GET": everyone(on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/figures/<slug:kind>/",
        views.region_figure,
        name="region_figure",
        allow={"GET": everyone(on=queries.figure_for)},
    ),
    route(
        "regions/<slug:code>/figures/<slug:kind>/<slug:class_code>/",
        views.region_figure,
        name="region_figure",
        allow={"GET": everyone(on=queries.figure_for)},
    ),
    route(
        "regions/<slug:code>/observations/",
        views.region_observations,
        name="region_observations",
        allow={"GET": everyone(on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/observations.<slug:kind>",
        views.region_observations_file,
        name="region_observations_file",
        allow={"GET": everyone(on=queries.region_file_for)},
    ),
    route(
        "classifications/",
        views.classification_list,
        name="classification_list",
        allow={"GET": everyone()},
    ),
    route(
        "regions/<slug:code>/map/",
        views.country_map,
        name="country_map",
        allow={"GET": everyone(on=queries.country_for)},
    ),
    route(
        "regions/<slug:code>/compare/",
        views.country_comparison,
        name="country_comparison",
        allow={"GET": everyone(on=queries.country_for)},
    ),
    route(
        "regions/<slug:code>/history/",
        views.region_history,
        name="region_history",
        allow={"GET": everyone(on=queries.history_for)},
    ),
    route(
        "regions/<slug:code>/growth/",
        views.region_growth,
        name="region_growth",
        allow={"GET": everyone(on=queries.history_for)},
    ),
    route(
        "regions/<slug:code>/near/",
        views.region_near,
        name="region_near",
        allow={"GET": everyone(on=queries.near_region_for)},
    ),
    route(
        "regions/<slug:code>/near/<slug:table>.<slug:kind>",
        views.region_near_file,
        name="region_near_file",
        allow={"GET": everyone(on=queries.near_file_for)},
    ),
    route(
        "regions/<slug:code>/near/<slug:table>/<slug:class_code>/",
        views.region_near_sums,
        name="region_near_sums",
        allow={"GET": everyone(on=queries.near_sums_for)},
    ),
    route(
        "regions/<slug:code>/exports/",
        views.region_trade,
        name="region_trade",
        allow={"GET": everyone(on=queries.history_for)},
    ),
    route(
        "regions/<slug:code>/sectors/",
        views.region_sectors,
        name="region_sectors",
        allow={"GET": everyone(on=queries.region_for)},
    ),
    route(
        "regions/<slug:code>/charts/<slug:chart>.<slug:kind>",
        views.region_chart_file,
        name="region_chart_file",
        allow={"GET": everyone(on=queries.chart_file_for)},
    ),
    route(
        "regions/<slug:code>/objectives/",
        views.objective_list,
        name="objective_list",
        allow={"GET": everyone(on=queries.region_for)},
    ),
]
