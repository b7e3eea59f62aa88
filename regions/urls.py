"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from foundation.policy import everyone, may, route
from regions import queries, views

urlpatterns = [
    route(
        "regions/<slug:code>/desk/",
        views.region_desk,
        name="region_desk",
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
]
